/** Vehicle costs on PostgreSQL: from the request through the budget to the settlement, what each step refuses, cost per vehicle that adds up. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { BudgetCategory, BudgetQuota, BudgetQuotaLine, BudgetQuotaProcess, budgets, FundUse, FundUseProcess } from '../../money/budgets/index.ts';
import { staff } from '../../people/staff/index.ts';
import { drivers } from '../drivers/index.ts';
import { trips } from '../trips/index.ts';
import { FuelFill, OdometerReading, Vehicle, VehicleDocument, vehicles } from '../vehicles/index.ts';
import { vehicleCosts, VehicleCosts, VehicleDue, VehicleExpense, VehicleExpenseProcess } from './index.ts';

let t: TestKernel;
let [desk, affairs, head, manager, finance] = [] as unknown as [Actor, Actor, Actor, Actor, Actor];
let [car, branchCar, line] = ['', '', ''];
beforeAll(async () => {
  t = await startTest({ modules: [staff, budgets, drivers, vehicles, trips, vehicleCosts], now: '2026-03-10T02:00:00Z' });
  [desk, affairs, head, manager, finance] = [await t.actor('vehicle_dispatcher', 'LC', '车援朝'), await t.actor('general_affairs', 'YL', '赵宁'), await t.actor('logistics_head', 'LC', '荣升'), await t.actor('centre_manager', 'LC', '胡珊'), await t.actor('finance', 'YL', '方华')];
  line = (await t.create(BudgetCategory, finance, { code: 'LC-VEH', name: '后勤车辆', list_order: 1, on_overspend: 'escalate', unit_id: t.unit('LC') })).id;
  const quota = await t.create(BudgetQuota, finance, { effective_from: '2026-01-01', total: 2_400_000, basis: '2026 年', unit_id: t.unit('LC') });
  await t.create(BudgetQuotaLine, finance, { quota: quota.id, category: line, amount: 2_400_000, unit_id: t.unit('LC') });
  await t.step(BudgetQuotaProcess, quota.id, 'adopt', finance, {});
  car = (await t.create(Vehicle, desk, { plate: '京A20001', kind: 'car', in_service_since: '2024-01-01' })).id;
  branchCar = (await t.create(Vehicle, affairs, { plate: '京A20002', kind: 'van', in_service_since: '2024-01-01', unit_id: t.unit('CC') })).id;
});
afterAll(() => t.close());

const ask = async (kind: 'repair' | 'service' | 'insurance' | 'toll', more: object = {}) => (await t.create(VehicleExpense, desk, { vehicle: car, kind, what: '更换轮胎', category: line, ...more })).id;
const step = (id: string, name: keyof typeof VehicleExpenseProcess.steps, who: Actor, input: object = {}, signs: Parameters<TestKernel['step']>[5] = []) => t.step(VehicleExpenseProcess, id, name, who, input as never, signs);
const quote = (id: string, yuan: number, cost_on = '2026-03-12') => step(id, 'quote_it', desk, { quote: yuan * 100, payee: '通达汽修', cost_on, paper: null });
const finish = (id: string, more: object = {}) => step(id, 'finish', desk, { done_on: '2026-03-10', done: '已更换', km: null, next_on: null, next_km: null, photos: null, ...more });
const accept = (id: string, who = affairs) => step(id, 'accept', who, { finding: '正常' }, [t.sign('user', '操胜利')]);
const settle = (id: string, yuan: number, invoice_no: string) => step(id, 'settle', finance, { actual: yuan * 100, invoice_no });
const read = (id: string) => t.read(VehicleExpense, id);
const fund = async (id: string) => t.read(FundUse, (await read(id)).fund_use ?? '');

test('额度 24,000 已占 23,500：报价 800 超出 300，另行批准后办理，实际 760 结算，释放 40 [LOG-1.4] [AS-35]', async () => {
  const first = await ask('repair', { what: '发动机大修' });
  await quote(first, 23_500);
  await step(first, 'approve', head);
  await t.tick();
  expect((await read(first)).state).toBe('approved');
  const id = await ask('repair');
  await expect(step(id, 'approve', head)).rejects.toThrow('wrong_state');
  await quote(id, 800);
  await step(id, 'approve', head);
  await t.tick();
  expect([(await read(id)).state, (await fund(id)).state]).toEqual(['budgeting', 'escalated']);
  await expect(finish(id, { km: 50_000 })).rejects.toThrow('wrong_state');
  await t.step(FundUseProcess, (await fund(id)).id, 'approve_over', manager, { over_reason: '抢修不能停' });
  await t.tick();
  expect((await read(id)).state).toBe('approved');
  await expect(finish(id)).rejects.toThrow('vehicle_expense.km');
  await expect(finish(id, { km: 50_000, done_on: '2026-03-11' })).rejects.toThrow('vehicle_expense.future');
  await finish(id, { km: 50_000 });
  await expect(accept(id, desk)).rejects.toThrow('vehicle_expense.own');
  await expect(step(id, 'accept', affairs, { finding: '正常' })).rejects.toThrow('signature');
  await accept(id);
  await expect(settle(id, 801, 'FP-1')).rejects.toThrow('vehicle_expense.dearer');
  expect((await settle(id, 760, 'FP-1')).slips).toHaveLength(1);
  expect([await read(id), await fund(id)]).toMatchObject([{ state: 'settled', actual: 76_000, settled_on: '2026-03-10', km: 50_000 }, { state: 'settled', paid: 76_000, released: 4_000, over_by: 30_000 }]);
  await step(first, 'requote', desk, { reason: '换一家' });
  expect([(await read(first)).state, (await read(first)).fund_use]).toEqual(['requested', null]);
  await step(first, 'cancel', desk, { reason: '不修了' });
});

test('自己经办的不能自己批；不批准、取消都退回预算；有预算的单位必须选科目', async () => {
  await expect(ask('repair', { category: null })).rejects.toThrow('vehicle_expense.category');
  const own = await ask('repair');
  await quote(own, 100, '2026-04-02');
  await expect(step(own, 'approve', await t.deputy(desk, 'logistics_head', 'LC', head))).rejects.toThrow('vehicle_expense.own');
  const use = await fund(own);
  await step(own, 'refuse', head, { reason: '可缓办' });
  await t.tick();
  expect([(await read(own)).state, (await t.read(FundUse, use.id)).state]).toEqual(['refused', 'cancelled']);
  const gone = await ask('repair');
  await quote(gone, 100, '2026-04-02');
  const asked = await fund(gone);
  await t.step(FundUseProcess, asked.id, 'refuse', head, { reason: '本月不办' });
  await t.tick();
  expect((await read(gone)).state).toBe('refused');
});

test('保养写明下次，读数与下次保养写回车辆；没有预算的单位不占预算；同一发票只结一次 [LOG-1.3]', async () => {
  const id = await ask('service', { what: '换机油' });
  await quote(id, 50, '2026-04-02');
  await step(id, 'approve', head);
  await t.tick();
  await expect(finish(id, { km: 50_200 })).rejects.toThrow('vehicle_expense.next');
  await expect(finish(id, { km: 49_999, next_km: 60_200 })).rejects.toThrow('odometer.lower');
  await finish(id, { km: 50_200, next_on: '2026-09-10', next_km: 60_200 });
  expect(await t.read(Vehicle, car)).toMatchObject({ next_service_on: '2026-09-10', next_service_km: 60_200 });
  await step(id, 'redo', affairs, { reason: '漏油' });
  await finish(id, { km: 50_201, next_km: 60_200 });
  await accept(id);
  await expect(settle(id, 50, 'FP-1')).rejects.toThrow('vehicle_expense.invoice');
  await settle(id, 50, 'FP-2');
  const branch = (await t.create(VehicleExpense, affairs, { vehicle: branchCar, kind: 'insurance', what: '交强险', covers_from: '2026-04-01', covers_to: '2027-03-31' })).id;
  await step(branch, 'quote_it', affairs, { quote: 95_000, payee: '平安', cost_on: '2026-03-12', paper: null });
  expect((await step(branch, 'approve', await t.actor('centre_manager', 'CC', '秦岚'), {})).state).toBe('approved');
  await expect(t.create(VehicleExpense, affairs, { vehicle: branchCar, kind: 'insurance', what: '交强险', covers_from: '2027-03-31', covers_to: '2028-03-30' })).rejects.toThrow('vehicle_expense.overlap');
  await expect(ask('toll')).rejects.toThrow('vehicle_expense.span');
});

test('两人同时登记同一段保险，只有一张成立', async () => {
  const both = await Promise.allSettled([1, 2].map(() => ask('insurance', { covers_from: '2026-06-01', covers_to: '2027-05-31' })));
  expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('单车费用与到期事项：各来源相加一致，没有费用的车也列出 [LOG-1.4]', async () => {
  await t.create(OdometerReading, desk, { vehicle: car, read_at: new Date('2026-02-20T02:00:00Z'), km: 49_000, source: 'reading' });
  await t.create(FuelFill, desk, { vehicle: car, filled_at: new Date('2026-03-10T01:30:00Z'), km: 49_900, litres: '45.20', price: 785, full_tank: true });
  const costs = await t.run(head, (tx) => runReport(tx, VehicleCosts, { from: '2026-03-01', to: '2026-03-31' }));
  expect(costs.rows.find((r) => r.vehicle === car)).toMatchObject({ km: 1_201, fuel: 35_482, upkeep: 81_000, total: 116_482, per_100: Math.round((116_482 * 100) / 1_201) });
  expect([costs.proof[0]!.left, costs.proof[0]!.right]).toEqual([116_482, 116_482]);
  const all = await t.run(affairs, (tx) => runReport(tx, VehicleCosts, { from: '2026-03-01', to: '2026-03-31' }));
  expect(all.rows.find((r) => r.vehicle === branchCar)).toMatchObject({ total: 0, km: 0, per_100: null });
  await t.create(VehicleDocument, desk, { vehicle: car, kind: 'inspection', valid_from: '2025-04-01', valid_to: '2026-03-31' });
  const due = await t.run(head, (tx) => runReport(tx, VehicleDue, { as_of: '2026-03-10', days: 30, km: 500 }));
  expect(due.rows).toEqual([expect.objectContaining({ vehicle: car, kind: 'inspection', due_on: '2026-03-31', late: false })]);
});
