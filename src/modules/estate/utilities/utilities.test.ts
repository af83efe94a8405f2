/** Utilities on PostgreSQL: the water of AS-37, roll-over, doubtful readings, two readings at once, bills that differ, parts that add up, bills paid out of the budget. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { BudgetCategory, BudgetQuota, BudgetQuotaLine, BudgetQuotaProcess, budgets, FundUse, FundUseProcess } from '../../money/budgets/index.ts';
import { staff } from '../../people/staff/index.ts';
import { Building, buildings } from '../buildings/index.ts';
import { Meter, MeterReading, utilities, UtilityBill, UtilityBillProcess, UtilityCosts, UtilityKind, UtilityShare } from './index.ts';

let t: TestKernel;
let clerk: Actor;
let head: Actor;
let building: string;
let water: string;
let n = 0;
beforeAll(async () => {
  t = await startTest({ modules: [staff, budgets, buildings, utilities], now: '2026-03-02T01:00:00Z' });
  clerk = await t.actor('estate_clerk', 'LC', '区惠芳');
  head = await t.actor('logistics_head', 'LC', '荣升');
  building = (await t.create(Building, clerk, { name: '办公楼', kind: 'office', address: '云岭路 1 号', title_right: 'owned' })).id;
  water = (await t.create(UtilityKind, clerk, { name: '自来水', measure: '立方米', metered: true })).id;
});
afterAll(() => t.close());

const meter = async (digits = 6, kind = water) => (await t.create(Meter, clerk, { kind, building, serial: `S${++n}`, place: '水表井', digits, factor: 1 })).id;
const read = (id: string, read_on: string, reading: number, over: object = {}) => t.create(MeterReading, clerk, { meter: id, read_on, reading, rolled: false, note: '镜头损坏', ...over });
const bill = (over: object = {}) => t.create(UtilityBill, clerk, { kind: water, building, from_on: '2026-01-31', to_on: '2026-02-28', supplier: '自来水公司', invoice: `F${++n}`, quantity: '545', unit_price: '4.10', amount: 223_450, ...over });

test('12,345 → 12,890 立方米 × 4.10 = 2,234.50，六四分摊 1,340.70 与 893.80；没有比例不能分摊 [AS-37] [LOG-3.10]', async () => {
  const id = await meter();
  await read(id, '2026-01-31', 12_345);
  expect(await read(id, '2026-02-28', 12_890)).toMatchObject({ previous: 12_345, used: 545, days: 28, unit_id: t.unit('LC') });
  const first = await bill();
  await t.step(UtilityBillProcess, first.id, 'match', clerk, {});
  await expect(t.step(UtilityBillProcess, first.id, 'apportion', clerk, {})).rejects.toThrow('utility_bill.not_ready');
  await t.create(UtilityShare, clerk, { kind: water, building, department: t.unit('CC'), weight: 60 });
  await t.create(UtilityShare, clerk, { kind: water, building, department: t.unit('FS'), weight: 40 });
  await t.step(UtilityBillProcess, first.id, 'apportion', clerk, {});
  const parts = await t.sql<{ amount: number }>('select amount::int as amount from utility_bill_line where tenant_id = $1 and bill = $2 order by number', [t.tenantId, first.id]);
  expect(parts.map((p) => p.amount)).toEqual([134_070, 89_380]);
  await t.step(UtilityBillProcess, first.id, 'settle', head, { voucher: 'PZ-1' });
  expect(await t.read(UtilityBill, first.id)).toMatchObject({ state: 'settled', metered: 545, settled_on: '2026-03-02' });
  const page = await t.run(head, (tx) => runReport(tx, UtilityCosts, { from: '2026-02-01', to: '2026-02-28' }));
  expect([page.totals['amount'], page.proof[0]!.left, page.proof[0]!.right]).toEqual([223_450, 223_450, 223_450]);
});

test('五位表 99,990 → 00,035：确认过零才收，用量 45 [AS-37]', async () => {
  const id = await meter(5);
  await read(id, '2026-01-31', 99_990);
  await expect(read(id, '2026-02-28', 35)).rejects.toThrow('meter_reading.lower');
  expect(await read(id, '2026-02-28', 35, { rolled: true })).toMatchObject({ used: 45 });
});

test('没有照片也没有说明、用量异常没有说明、日期不对、位数不对都不收', async () => {
  const id = await meter(5);
  await read(id, '2025-11-30', 0);
  await read(id, '2025-12-31', 100);
  await expect(read(id, '2026-01-31', 200, { note: null })).rejects.toThrow('meter_reading.photo');
  const [photo] = ['0192a000-0000-7000-8000-000000000001'];
  await expect(read(id, '2026-01-31', 900, { note: null, photo: [photo] })).rejects.toThrow('meter_reading.unusual');
  await expect(read(id, '2025-12-31', 200)).rejects.toThrow('meter_reading.order');
  await expect(read(id, '2026-03-03', 200)).rejects.toThrow('meter_reading.future');
  await expect(read(id, '2026-01-31', 100_000)).rejects.toThrow('meter_reading.digits');
  await expect(read(id, '2026-01-31', 200, { rolled: true })).rejects.toThrow('meter_reading.not_rolled');
  expect(await read(id, '2026-01-31', 900, { note: '管道漏水，已修' })).toMatchObject({ unusual: true, used: 800 });
});

test('同一只表同时抄两次：后一次接着前一次算，用量不重复', async () => {
  const id = await meter();
  await read(id, '2026-01-31', 100);
  const both = await Promise.allSettled([read(id, '2026-02-10', 150), read(id, '2026-02-20', 210)]);
  const rows = await t.sql<{ used: number; reading: number }>('select used, reading from meter_reading where tenant_id = $1 and meter = $2 order by read_on', [t.tenantId, id]);
  expect(rows.reduce((sum, r) => sum + r.used, 0)).toBe(rows.at(-1)!.reading - 100);
  expect(both.some((r) => r.status === 'fulfilled')).toBe(true);
});

test('账单与抄表或算术不符须写明原因；不计量的种类只核金额；起止倒置、同一张账单不收 [LOG-3.10]', async () => {
  const gas = (await t.create(UtilityKind, clerk, { name: '燃气', measure: '立方米', metered: true })).id;
  const odd = await bill({ kind: gas, invoice: 'Q-1', quantity: '10', unit_price: '3.5', amount: 3_600 });
  await expect(t.step(UtilityBillProcess, odd.id, 'match', clerk, {})).rejects.toThrow('utility_bill.differs');
  await t.step(UtilityBillProcess, odd.id, 'match', clerk, { reason: '公司估抄，下月冲减' });
  const rubbish = (await t.create(UtilityKind, clerk, { name: '垃圾清运', measure: '月', metered: false })).id;
  const plain = await bill({ kind: rubbish, invoice: 'L-1', quantity: null, unit_price: null, amount: 80_000 });
  await t.step(UtilityBillProcess, plain.id, 'match', clerk, {});
  expect(await t.read(UtilityBill, plain.id)).toMatchObject({ state: 'matched', metered: null });
  await expect(bill({ from_on: '2026-02-28' })).rejects.toThrow('utility_bill.span');
  await expect(bill({ kind: gas, invoice: 'Q-1' })).rejects.toThrow('utility_bill.double');
});

describe('有费用科目的种类：账单由预算付款 [LOG-3.10] [LOG-4.3] [P26] [P27]', () => {
  let [finance, line, gas] = [null as unknown as Actor, '', ''];
  const spent = async () => (await t.sql<{ account: string; fen: number }>(`select account, sum(amount)::int as fen from ledger_entry where tenant_id = $1 and ledger = 'budget' and owner = $2 and account in ('held', 'committed', 'spent') group by account having sum(amount) <> 0 order by account`, [t.tenantId, line])).map((r) => [r.account, r.fen]);
  const use = async (id: string) => t.read(FundUse, (await t.read(UtilityBill, id)).fund_use ?? '');
  const settle = (id: string, who: Actor) => t.step(UtilityBillProcess, id, 'settle', who, { voucher: 'PZ-9' });
  const sharedOut = async (over: object = {}) => {
    const { id } = await bill({ kind: gas, quantity: null, unit_price: null, amount: 300_000, to_on: '2026-02-28', ...over });
    await t.step(UtilityBillProcess, id, 'match', clerk, {});
    await t.step(UtilityBillProcess, id, 'apportion', clerk, {});
    return id;
  };
  beforeAll(async () => {
    finance = await t.actor('finance', 'YL', '方华');
    line = (await t.create(BudgetCategory, finance, { code: 'LC-UTL', name: '水电燃气', list_order: 1, on_overspend: 'escalate', unit_id: t.unit('LC') })).id;
    const quota = await t.create(BudgetQuota, finance, { effective_from: '2026-01-01', total: 500_000, basis: '2026 年', unit_id: t.unit('LC') });
    await t.create(BudgetQuotaLine, finance, { quota: quota.id, category: line, amount: 500_000, unit_id: t.unit('LC') });
    await t.step(BudgetQuotaProcess, quota.id, 'adopt', finance, {});
    gas = (await t.create(UtilityKind, clerk, { name: '保洁', measure: '月', metered: false, category: line })).id;
    await t.create(UtilityShare, clerk, { kind: gas, building, department: t.unit('CC'), weight: 1 });
  });

  test('分摊即申请用款；批准前不能结算，批准后由财务付款并结清，支出记在抄表当月，同一账单付一次', async () => {
    const id = await sharedOut({ supplier: '净达保洁', invoice: 'J-7' });
    expect(await use(id)).toMatchObject({ state: 'requested', amount: 300_000, category: line, payee: '净达保洁', cost_on: '2026-02-28', origin_number: (await t.read(UtilityBill, id)).number });
    await expect(settle(id, finance)).rejects.toThrow('utility_bill.not_ready');
    await t.step(FundUseProcess, (await use(id)).id, 'approve', head, {});
    expect(await spent()).toEqual([['held', 300_000]]);
    await expect(settle(id, head)).rejects.toThrow('utility_bill.not_ready');
    await settle(id, finance);
    expect([await spent(), (await use(id)).state, (await t.read(UtilityBill, id)).state]).toEqual([[['spent', 300_000]], 'settled', 'settled']);
    expect(await t.sql('select amount::int as amount, payee, booked_on, invoice_no from fund_payment where tenant_id = $1 and fund_use = $2', [t.tenantId, (await use(id)).id])).toEqual([{ amount: 300_000, payee: '净达保洁', booked_on: '2026-02-28', invoice_no: '净达保洁 J-7' }]);
    await expect(settle(id, finance)).rejects.toThrow('wrong_state');
  });

  test('超出预算的先报批；不批准的可再次申请，没被拒绝的不能重复申请；两人同时结算只付一次', async () => {
    const id = await sharedOut();
    const first = (await use(id)).id;
    expect((await t.step(FundUseProcess, first, 'approve', head, {})).state).toBe('escalated');
    await expect(t.step(UtilityBillProcess, id, 'ask_again', clerk, {})).rejects.toThrow('utility_bill.not_ready');
    await t.step(FundUseProcess, first, 'refuse', head, { reason: '先核价' });
    await expect(settle(id, finance)).rejects.toThrow('utility_bill.not_ready');
    await t.step(UtilityBillProcess, id, 'ask_again', clerk, {});
    const second = (await use(id)).id;
    expect(second).not.toBe(first);
    await t.step(FundUseProcess, second, 'approve', head, {});
    await t.step(FundUseProcess, second, 'approve_over', await t.actor('centre_manager', 'LC', '胡珊'), { over_reason: '不能停' });
    const both = await Promise.allSettled([settle(id, finance), settle(id, finance)]);
    expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await spent()).toEqual([['spent', 600_000]]);
  });

  test('财务先在用款上付清的，账单照样结算，不再付款', async () => {
    t.at('2026-04-02T01:00:00Z');
    const id = await sharedOut({ from_on: '2026-02-28', to_on: '2026-03-31', amount: 200_000 });
    const paid = (await use(id)).id;
    await t.step(FundUseProcess, paid, 'approve', head, {});
    await t.step(FundUseProcess, paid, 'commit', clerk, { order_for: 200_000 });
    await t.step(FundUseProcess, paid, 'pay', finance, { pay: 200_000, paid_on: '2026-04-02' });
    await expect(settle(id, finance)).rejects.toThrow('utility_bill.not_ready');
    await t.step(FundUseProcess, paid, 'settle', finance, { actual: 200_000 });
    expect((await settle(id, head)).state).toBe('settled');
    expect(await spent()).toEqual([['spent', 800_000]]);
  });
});
