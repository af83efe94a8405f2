/** Use of funds on a real database: AS-35 to the fen, races for the last of a budget, and what each step refuses. */
import { beforeAll, expect, test } from 'vitest';
import { balanceOf, type Actor } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Budget, BudgetCategory, BudgetQuota, BudgetQuotaLine, BudgetQuotaProcess, budgetFigures, budgets, FundPayment, FundUse, FundUseProcess } from './index.ts';
import { approveFunds, askFunds, cancelFunds, commitFunds, payFunds, settleFunds } from './index.ts';
import { monthOf } from './ledger.ts';

let t: TestKernel;
let [clerk, head, manager, finance] = [] as unknown as [Actor, Actor, Actor, Actor];
let [vehicles, stationery] = ['', ''];
beforeAll(async () => {
  t = await startTest({ modules: [budgets], now: '2026-03-10T02:00:00Z' });
  clerk = await t.actor('vehicle_dispatcher', 'LC', '车援朝');
  head = await t.actor('logistics_head', 'LC', '荣升');
  manager = await t.actor('centre_manager', 'LC', '胡珊');
  finance = await t.actor('finance', 'YL', '方华');
  vehicles = (await t.create(BudgetCategory, finance, { code: 'LC-VEH', name: '后勤车辆', list_order: 1, on_overspend: 'escalate', unit_id: t.unit('LC') })).id;
  stationery = (await t.create(BudgetCategory, finance, { code: 'LC-OFF', name: '后勤办公', list_order: 2, on_overspend: 'block', unit_id: t.unit('LC') })).id;
  const quota = await t.create(BudgetQuota, finance, { effective_from: '2026-01-01', total: 2_500_000, basis: '2026 年后勤预算', unit_id: t.unit('LC') });
  await t.create(BudgetQuotaLine, finance, { quota: quota.id, category: vehicles, amount: 2_400_000, unit_id: t.unit('LC') });
  await t.create(BudgetQuotaLine, finance, { quota: quota.id, category: stationery, amount: 100_000, unit_id: t.unit('LC') });
  await t.step(BudgetQuotaProcess, quota.id, 'adopt', finance, {});
});

const ask = async (yuan: number, cost_on: string, category = vehicles) => (await t.create(FundUse, clerk, { category, purpose: '车辆维修', amount: Math.round(yuan * 100), cost_on, payee: '通达汽修' })).id;
const step = <S extends keyof typeof FundUseProcess.steps & string>(id: string, name: S, who: Actor, input: { readonly [field: string]: unknown } = {}) => t.step(FundUseProcess, id, name, who, input as never);
const line = (month: string) => t.run(finance, (tx) => monthOf(tx, vehicles, month));
const held = (yuan: number, cost_on: string, category = vehicles) => ask(yuan, cost_on, category).then(async (id) => { await step(id, 'approve', head); return id; });

test('额度 24,000，已占 23,500，报价 800：超 300 报批，实际 760，释放 40 [AS-35] [LOG-4.3]', async () => {
  await held(23_500, '2026-03-12');
  const id = await ask(800, '2026-03-12');
  expect(await step(id, 'approve', head)).toMatchObject({ state: 'escalated' });
  expect(await line('2026-03')).toMatchObject({ quota: 2_400_000, committed: 2_350_000 });
  await expect(step(id, 'approve_over', head, { over_reason: '抢修车' })).rejects.toMatchObject({ status: 403 });
  await step(id, 'approve_over', manager, { over_reason: '抢修车不能停' });
  expect(await t.read(FundUse, id)).toMatchObject({ held: 80_000, over_by: 30_000, over_reason: '抢修车不能停' });
  expect(await line('2026-03')).toMatchObject({ quota: 2_430_000, committed: 2_430_000 });
  await step(id, 'commit', clerk, { order_for: 80_000 });
  await step(id, 'pay', finance, { pay: 76_000, paid_on: '2026-03-10', invoice_no: 'FP-760' });
  await step(id, 'settle', finance, { actual: 76_000 });
  expect(await t.read(FundUse, id)).toMatchObject({ state: 'settled', paid: 76_000, released: 4_000, held: 0, committed: 0 });
  expect(await line('2026-03')).toMatchObject({ quota: 2_430_000, spent: 76_000, committed: 2_350_000 });
});

test('先前占用的也付清后，本月支出 24,260 对 24,000 加批准的 300 [AS-35]', async () => {
  const [first] = await t.run(finance, (tx) => tx.query<{ id: string }>(`select id from fund_use where tenant_id = $1 and state = 'held' and amount = 2350000`, [tx.tenantId]));
  await step(first!.id, 'commit', clerk, { order_for: 2_350_000 });
  await step(first!.id, 'pay', finance, { pay: 2_350_000, paid_on: '2026-03-10', invoice_no: 'FP-23500' });
  await step(first!.id, 'settle', finance, { actual: 2_350_000 });
  const figures = await t.run(finance, (tx) => budgetFigures(tx, { from: '2026-03-01', to: '2026-03-31', basis: 'one_month', centre: t.unit('LC'), units: null }));
  expect(figures.categories.find((c) => c.id === vehicles)).toMatchObject({ spent: 2_426_000, quota: 2_430_000, committed: 0, variance: -4_000 });
  expect(await t.run(finance, (tx) => balanceOf(tx, Budget, 'held', vehicles))).toBe(0);
});

test('没有人能批准自己的申请；不许超支的科目直接拒绝 [P27]', async () => {
  const own = (await t.create(FundUse, head, { category: vehicles, purpose: '保险', amount: 100, cost_on: '2026-04-01' })).id;
  await expect(step(own, 'approve', head)).rejects.toMatchObject({ code: 'fund_use.own' });
  await expect(step(await ask(1000.01, '2026-04-01', stationery), 'approve', head)).rejects.toMatchObject({ code: 'budget.blocked' });
});

test('订货不超过预留，付款不超过订货，结算与已付一致，退款不多于已付 [LOG-4.2]', async () => {
  const id = await held(500, '2026-05-02');
  await expect(step(id, 'commit', clerk, { order_for: 50_001 })).rejects.toMatchObject({ code: 'fund_use.order_for' });
  await step(id, 'commit', clerk, { order_for: 45_000 });
  await expect(step(id, 'pay', finance, { pay: 45_001, paid_on: '2026-03-10' })).rejects.toMatchObject({ code: 'fund_use.pay' });
  await expect(step(id, 'pay', finance, { pay: 0, paid_on: '2026-03-10' })).rejects.toMatchObject({ code: 'fund_use.pay' });
  await expect(step(id, 'pay', finance, { pay: 100, paid_on: '2026-03-11' })).rejects.toMatchObject({ code: 'fund_use.future' });
  await step(id, 'pay', finance, { pay: 40_000, paid_on: '2026-03-10', invoice_no: 'FP-400' });
  await expect(step(id, 'pay', finance, { pay: -40_001, paid_on: '2026-03-10' })).rejects.toMatchObject({ code: 'fund_use.pay' });
  await step(id, 'pay', finance, { pay: -1_000, paid_on: '2026-03-10' });
  await expect(step(id, 'settle', finance, { actual: 40_000 })).rejects.toMatchObject({ code: 'fund_use.actual' });
  await step(id, 'settle', finance, { actual: 39_000 });
  expect(await line('2026-05')).toMatchObject({ spent: 39_000, committed: 0 });
  const payments = await t.run(finance, (tx) => tx.query<{ amount: number }>('select amount from fund_payment where tenant_id = $1 and fund_use = $2 order by number', [tx.tenantId, id]));
  expect(payments.map((p) => p.amount)).toEqual([40_000, -1_000]);
});

test('同一发票只付一次', async () => {
  const id = await held(10, '2026-05-03');
  await step(id, 'commit', clerk, { order_for: 1_000 });
  await expect(step(id, 'pay', finance, { pay: 1_000, paid_on: '2026-03-10', invoice_no: 'FP-400' })).rejects.toMatchObject({ code: 'fund_use.duplicate' });
});

test('取消后预留与批准的超额都收回；未批准的不占预算', async () => {
  await held(23_990, '2026-06-01');
  const id = await ask(20, '2026-06-02');
  await step(id, 'approve', head);
  await step(id, 'approve_over', manager, { over_reason: '急用' });
  await step(id, 'commit', clerk, { order_for: 1_500 });
  expect(await line('2026-06')).toMatchObject({ quota: 2_401_000, committed: 2_401_000 });
  await step(id, 'cancel', clerk, { reason: '改由厂家保修' });
  expect(await line('2026-06')).toMatchObject({ quota: 2_400_000, committed: 2_399_000 });
  const no = await ask(5, '2026-06-03');
  await step(no, 'refuse', head, { reason: '可缓办' });
  expect(await line('2026-06')).toMatchObject({ committed: 2_399_000 });
});

test('两人同时批准，最后一笔预算只占用一次 [P27]', async () => {
  await held(23_000, '2026-07-01');
  const [a, b] = [await ask(600, '2026-07-02'), await ask(600, '2026-07-02')];
  const results = await Promise.allSettled([step(a, 'approve', head), step(b, 'approve', manager)]);
  const states = await Promise.all([a, b].map(async (id) => (await t.read(FundUse, id)).state));
  expect(states.filter((s) => s === 'held')).toHaveLength(1);
  expect(results.some((r) => r.status === 'fulfilled')).toBe(true);
  expect(await line('2026-07')).toMatchObject({ quota: 2_400_000, committed: 2_360_000 });
});

test('别的模块代办：申请、预留、订货、付款、结算在自己的事务里，并得到消息 [P20]', async () => {
  const origin = { register: 'vehicle_cost', id: t.unit('LC'), number: 'CF-202603-0001' };
  const id = await t.run(clerk, (tx) => askFunds(tx, { category: vehicles, unit_id: t.unit('LC'), amount: 30_000, cost_on: '2026-08-05', purpose: '轮胎', origin }).then((u) => u.id));
  expect(await t.run(head, (tx) => approveFunds(tx, id))).toBe('held');
  await t.run(clerk, (tx) => commitFunds(tx, id, 28_000, '轮胎行'));
  await t.run(finance, (tx) => payFunds(tx, id, { amount: 28_000, paid_on: '2026-03-10' }));
  await t.run(finance, (tx) => settleFunds(tx, id, 28_000));
  expect(await t.read(FundUse, id)).toMatchObject({ state: 'settled', released: 2_000, payee: '轮胎行', origin_number: 'CF-202603-0001' });
  const other = await t.run(clerk, (tx) => askFunds(tx, { category: vehicles, unit_id: t.unit('LC'), amount: 100, cost_on: '2026-08-05', purpose: '洗车', origin }).then((u) => u.id));
  await t.run(clerk, (tx) => cancelFunds(tx, other, '不做了'));
  const news = await t.run(finance, (tx) => tx.query<{ name: string }>(`select name from event where tenant_id = $1 and payload ->> 'id' = $2 order by id`, [tx.tenantId, origin.id]));
  expect(news.map((n) => n.name)).toEqual(['funds.held', 'funds.settled', 'funds.refused']);
  expect(FundPayment.access.create).toEqual([]);
});
