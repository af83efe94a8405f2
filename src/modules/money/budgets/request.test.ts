/** Budget requests on a real database: the year as the ceiling of its months, release as what may be spent, the funds plan, and what is refused. */
import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { BudgetCategory, BudgetMonth, BudgetMonthProcess, BudgetQuota, BudgetQuotaLine, BudgetQuotaProcess, BudgetRequest, BudgetRequestLine, BudgetRequestProcess, budgets, BudgetTransfer, bookedOn, FundsPlan, FundUse, FundUseProcess, spend } from './index.ts';
import { monthOf } from './ledger.ts';

let t: TestKernel;
let [clerk, head, finance] = [] as unknown as [Actor, Actor, Actor];
let [vehicles, vehicles2, other] = ['', '', ''];
beforeAll(async () => {
  t = await startTest({ modules: [budgets], now: '2026-03-02T02:00:00Z' });
  clerk = await t.actor('vehicle_dispatcher', 'LC', '车援朝');
  head = await t.actor('logistics_head', 'LC', '荣升');
  finance = await t.actor('finance', 'YL', '方华');
  vehicles = (await t.create(BudgetCategory, finance, { code: 'LC-VEH', name: '后勤车辆', list_order: 1, on_overspend: 'block', unit_id: t.unit('LC') })).id;
  vehicles2 = (await t.create(BudgetCategory, finance, { code: 'LC-REP', name: '房屋维修', list_order: 2, on_overspend: 'block', unit_id: t.unit('LC') })).id;
  other = (await t.create(BudgetCategory, finance, { code: 'VEH', name: '车辆', list_order: 1, on_overspend: 'block', unit_id: t.unit('FS') })).id;
});

const step = <S extends keyof typeof BudgetRequestProcess.steps & string>(id: string, name: S, who: Actor, input: { readonly [field: string]: unknown } = {}) => t.step(BudgetRequestProcess, id, name, who, input as never);
async function asked(kind: 'year' | 'month', period: string, yuan: number): Promise<string> {
  const { id } = await t.create(BudgetRequest, clerk, { kind, period, basis: '按上年实际' });
  await t.create(BudgetRequestLine, clerk, { request: id, category: vehicles, amount: yuan * 100 });
  await step(id, 'submit', clerk);
  await step(id, 'approve', head);
  return id;
}
async function approved(kind: 'year' | 'month', period: string, yuan: number): Promise<string> {
  const id = await asked(kind, period, yuan);
  await step(id, 'approve_finance', finance);
  return id;
}
const quota = (month: string) => t.run(finance, async (tx) => (await monthOf(tx, vehicles, month)).quota);

test('部门批准、财务批准、下达：年度是上限，月度下达后才可用款 [LOG-4.1] [P27]', async () => {
  const early = await asked('month', '2026-03', 24_000);
  await expect(step(early, 'approve_finance', finance)).rejects.toThrow('No budget of 2026 was released');
  await step(await approved('year', '2026', 240_000), 'release', finance);
  expect(await quota('2026-03')).toBe(0);
  await step(early, 'approve_finance', finance);
  expect(await quota('2026-03')).toBe(0);
  await step(early, 'release', finance);
  expect(await quota('2026-03')).toBe(2_400_000);
  expect(await t.read(BudgetRequest, early)).toMatchObject({ state: 'released', total: 2_400_000, released_on: '2026-03-02' });
});

test('月度之和超出年度不得批准；追加年度预算之后可以 [G-L3]', async () => {
  const big = await asked('month', '2026-04', 216_001);
  await expect(step(big, 'approve_finance', finance)).rejects.toThrow('1.00 too much');
  await step(await approved('year', '2026', 1), 'release', finance);
  await step(big, 'approve_finance', finance);
  await step(big, 'release', finance);
  expect(await quota('2026-04')).toBe(21_600_100);
});

test('两个月度同时下达，合计超出年度的只成一个', async () => {
  await step(await approved('year', '2027', 100), 'release', finance);
  const [a, b] = [await approved('month', '2027-01', 60), await approved('month', '2027-02', 60)];
  const results = await Promise.allSettled([step(a, 'release', finance), step(b, 'release', finance)]);
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await quota('2027-01') + await quota('2027-02')).toBe(6_000);
});

test('不得批准自己的申报；没有明细不得提交；提交后不得改；别的中心的科目不收；期间要写对', async () => {
  const own = await t.create(BudgetRequest, head, { kind: 'month', period: '2026-05', basis: '自报' });
  await expect(step(own.id, 'submit', head)).rejects.toThrow('There are no lines yet');
  await expect(t.create(BudgetRequestLine, clerk, { request: own.id, category: other, amount: 100 })).rejects.toMatchObject({ code: 'budget_request.other_centre' });
  await t.create(BudgetRequestLine, head, { request: own.id, category: vehicles, amount: 100 });
  await step(own.id, 'submit', head);
  await expect(step(own.id, 'approve', head)).rejects.toMatchObject({ code: 'budget_request.own' });
  await expect(t.create(BudgetRequestLine, head, { request: own.id, category: vehicles, amount: 200 })).rejects.toMatchObject({ code: 'budget_request.handed_in' });
  for (const period of ['2026', '2026-13']) await expect(t.create(BudgetRequest, clerk, { kind: 'month', period, basis: '错' })).rejects.toMatchObject({ code: 'budget_request.period' });
  await expect(t.create(BudgetRequest, clerk, { kind: 'year', period: '2026-01', basis: '错' })).rejects.toMatchObject({ code: 'budget_request.period' });
});

test('已有月度额度的中心不得再下达月度预算；已结账的月份不得申报 [LOG-4.3]', async () => {
  const manager = await t.actor('centre_manager', 'FS', '聂文博');
  const version = await t.create(BudgetQuota, finance, { effective_from: '2026-01-01', total: 100, basis: '额度', unit_id: t.unit('FS') });
  await t.create(BudgetQuotaLine, finance, { quota: version.id, category: other, amount: 100, unit_id: t.unit('FS') });
  await t.step(BudgetQuotaProcess, version.id, 'adopt', finance, {});
  const request = await t.create(BudgetRequest, finance, { kind: 'month', period: '2026-06', basis: '重复', unit_id: t.unit('FS') });
  await t.create(BudgetRequestLine, finance, { request: request.id, category: other, amount: 100, unit_id: t.unit('FS') });
  await step(request.id, 'submit', finance);
  await step(request.id, 'approve', manager);
  await expect(step(request.id, 'approve_finance', await t.actor('finance', 'YL', '丁一'))).rejects.toThrow('has the monthly quota');
  await close('LC', '2026-02', head);
  const late = await t.create(BudgetRequest, clerk, { kind: 'month', period: '2026-02', basis: '补' });
  await t.create(BudgetRequestLine, clerk, { request: late.id, category: vehicles, amount: 100 });
  await expect(step(late.id, 'submit', clerk)).rejects.toThrow('2026-02 is closed');
});

async function close(unit: string, month: string, who: Actor): Promise<void> {
  const { id } = await t.create(BudgetMonth, who, { month, centre: t.unit(unit) });
  await t.step(BudgetMonthProcess, id, 'close', who, {});
}
const sealed = () => t.sql<{ period: string }>(`select period from ledger_period where tenant_id = $1 and ledger = 'budget' order by 1`, [t.tenantId]);

test('按中心结账：一个中心结了，只有它不再记入该月，别的中心照常；全部结了才封账；没有科目的部门、重复的月份不收 [LOG-4.3]', async () => {
  const lcDay = (category: string, unit: string) => t.run(finance, (tx) => bookedOn(tx, { category, unit: t.unit(unit), cost_on: '2026-02-10' }));
  expect([await lcDay(vehicles, 'LC'), await lcDay(other, 'FS'), await sealed()]).toEqual(['2026-03-02', '2026-02-10', []]);
  const manager = await t.actor('centre_manager', 'FS', '聂文博');
  await expect(t.create(BudgetTransfer, head, { month: '2026-02', from_category: vehicles, to_category: vehicles2, amount: 100, reason: '晚了' })).rejects.toMatchObject({ code: 'budget_transfer.closed' });
  await expect(t.create(BudgetTransfer, finance, { month: '2026-03', from_category: vehicles, to_category: other, amount: 100, reason: '越界', unit_id: t.unit('LC') })).rejects.toMatchObject({ code: 'budget_transfer.other_centre' });
  await expect(t.create(BudgetMonth, finance, { month: '2026-02', centre: t.unit('VIP') })).rejects.toMatchObject({ code: 'budget_month.centre' });
  await expect(t.create(BudgetMonth, finance, { month: '2026-02', centre: t.unit('LC') })).rejects.toThrow();
  await expect(t.create(BudgetMonth, head, { month: '2026-02', centre: t.unit('FS') })).rejects.toThrow('not_allowed');
  await t.run(finance, (tx) => spend(tx, { category: other, unit: t.unit('FS'), amount: 7_700, cost_on: '2026-02-10' }, { number: 'OLD-1', register: 'budget_month', id: t.unit('FS') }));
  await close('FS', '2026-02', manager);
  expect([await lcDay(other, 'FS'), (await sealed()).map((r) => r.period)]).toEqual(['2026-03-02', ['2026-02']]);
  const months = await t.sql<{ centre: string; spent: number }>('select centre, spent::int as spent from budget_month where tenant_id = $1 order by spent', [t.tenantId]);
  expect(months).toEqual([{ centre: t.unit('LC'), spent: 0 }, { centre: t.unit('FS'), spent: 7_700 }]);
});

test('资金使用计划：各旬待付、已支出与未安排之和等于当月预算 [LOG-4.2]', async () => {
  for (const [day, fen] of [['2026-03-10', 10_000], ['2026-03-11', 20_000], ['2026-03-31', 30_000]] as const) {
    const { id } = await t.create(FundUse, clerk, { category: vehicles, purpose: '保养', amount: fen, cost_on: day });
    await t.step(FundUseProcess, id, 'approve', head, {});
  }
  const page = await t.run(head, (tx) => runReport(tx, FundsPlan, { month: '2026-03', centre: null }));
  expect(page.rows[0]).toEqual({ category: vehicles, released: 2_400_000, first: 10_000, second: 20_000, third: 30_000, paid: 0, left: 2_340_000 });
  expect(page.proof.every((p) => p.ok)).toBe(true);
  await expect(t.run(head, (tx) => runReport(tx, FundsPlan, { month: '三月', centre: null }))).rejects.toMatchObject({ code: 'funds_plan.month' });
});

test('结账与记账同时：记进去的都在结账数里，其余记到以后 [LOG-4.3]', async () => {
  t.at('2026-04-02T02:00:00Z');
  const { id } = await t.create(BudgetMonth, head, { month: '2026-03', centre: t.unit('LC') });
  const racing = Array.from({ length: 6 }, (_, i) => t.run(finance, (tx) => spend(tx, { category: vehicles2, unit: t.unit('LC'), amount: 100, cost_on: '2026-03-20' }, { number: `RACE-${i}`, register: 'budget_month', id })));
  await Promise.all([...racing, t.step(BudgetMonthProcess, id, 'close', head, {})]);
  const [booked] = await t.sql<{ march: number; later: number }>(
    `select coalesce(sum(amount) filter (where business_day < '2026-04-01'), 0)::int as march, coalesce(sum(amount) filter (where business_day >= '2026-04-01'), 0)::int as later from ledger_entry where tenant_id = $1 and ledger = 'budget' and account = 'spent' and owner = $2`, [t.tenantId, vehicles2]);
  expect([(await t.read(BudgetMonth, id)).spent, booked!.march + booked!.later]).toEqual([booked!.march, 600]);
});
