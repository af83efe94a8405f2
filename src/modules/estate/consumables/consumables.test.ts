/** Consumables on PostgreSQL: cost by layers, quotas, the last piece, exact reversal, counts, the report that adds up. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf, type Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { staff } from '../../people/staff/index.ts';
import { StoreDeskQuery, type StoreDesk } from './desk.ts';
import {
  Consumable, ConsumableCount, ConsumableCountProcess, ConsumableMovements, ConsumablePurchase, ConsumablePurchaseProcess, ConsumableQuota, ConsumableReceipt, ConsumableReceiptProcess, ConsumableRequest, ConsumableRequestProcess, consumables,
  ConsumableStock,
} from './index.ts';

let t: TestKernel;
let store: Actor;
let clerk: Actor;
let head: Actor;
let n = 0;
beforeAll(async () => {
  t = await startTest({ modules: [staff, consumables], now: '2026-03-02T01:00:00Z' });
  store = await t.actor('store_clerk', 'LC', '库宝山');
  clerk = await t.actor('repair_clerk', 'LC', '母春梅');
  head = await t.actor('logistics_head', 'LC', '荣升');
});
afterAll(() => t.close());

const item = async (minimum: number | null = null) => (await t.create(Consumable, store, { code: `W${++n}`, name: '打印纸', category: 'office', measure: '包', minimum })).id;
const receive = async (id: string, quantity: number, unit_cost: number, received_on = '2026-02-20') => (await t.create(ConsumableReceipt, store, { item: id, quantity, unit_cost, received_on })).id;
const ask = async (id: string, quantity: number) => (await t.create(ConsumableRequest, clerk, { item: id, quantity, department: t.unit('LC'), taker: '呙国栋', purpose: '日常' })).id;
const approve = (id: string, approved: number, by = store, over_reason: string | null = null) => t.step(ConsumableRequestProcess, id, 'approve', by, { approved, over_reason });
const issue = (id: string) => t.step(ConsumableRequestProcess, id, 'issue', store, {}, [t.sign('taker', '呙国栋')]);
const held = (id: string) => t.run(store, (tx) => balanceOf(tx, ConsumableStock, 'on_hand', id));
const issued = async (id: string, quantity: number) => { const r = await ask(id, quantity); await approve(r, quantity); await issue(r); return r; };
const codes = (answers: readonly PromiseSettledResult<unknown>[]) => answers.filter((a) => a.status === 'rejected').map((a) => (a.reason as { code: string }).code);

test('先进先出发放，成本冻结；退回按原成本层，再发仍按入库日期 [LOG-3.7]', async () => {
  const paper = await item();
  await receive(paper, 10, 2_500, '2026-02-20');
  await receive(paper, 3, 2_199, '2026-02-01');
  const first = await issued(paper, 5);
  expect(await t.read(ConsumableRequest, first)).toMatchObject({ state: 'issued', cost: 3 * 2_199 + 2 * 2_500, issued_on: '2026-03-02' });
  await receive(paper, 1, 9_999, '2026-03-01');
  await t.step(ConsumableRequestProcess, first, 'take_back', store, { back: 3, why: '多领' });
  expect(await t.read(ConsumableRequest, first)).toMatchObject({ state: 'issued', returned: 3, cost: 2 * 2_199 });
  const second = await issued(paper, 2);
  expect(await t.read(ConsumableRequest, second)).toMatchObject({ cost: 2_199 + 2_500 });
  await expect(t.step(ConsumableRequestProcess, first, 'take_back', store, { back: 3, why: '多' })).rejects.toThrow('consumable_request.back');
  await t.step(ConsumableRequestProcess, first, 'use_up', store, {});
  await t.step(ConsumableRequestProcess, second, 'take_back', store, { back: 2, why: '未用' });
  expect(await t.read(ConsumableRequest, second)).toMatchObject({ state: 'returned', cost: 0 });
});

test('发错整单撤销：数量、批次、成本原样，可重新发放；已有退库的不能撤销 [LOG-3.7]', async () => {
  const paper = await item();
  await receive(paper, 2, 1_000, '2026-02-01');
  await receive(paper, 2, 1_501, '2026-02-02');
  const wrong = await issued(paper, 3);
  await t.step(ConsumableRequestProcess, wrong, 'undo_issue', store, { why: '发错人' });
  expect([await held(paper), await t.read(ConsumableRequest, wrong)]).toMatchObject([4, { state: 'approved', cost: null }]);
  const lots = await t.sql<{ remaining: number }>(`select remaining::int as remaining from ledger_lot where tenant_id = $1 and owner = $2 order by id`, [t.tenantId, paper]);
  expect(lots.map((l) => l.remaining)).toEqual([2, 2]);
  await issue(wrong);
  expect(await t.read(ConsumableRequest, wrong)).toMatchObject({ state: 'issued', cost: 2 * 1_000 + 1_501 });
  await t.step(ConsumableRequestProcess, wrong, 'take_back', store, { back: 1, why: '多' });
  await expect(t.step(ConsumableRequestProcess, wrong, 'undo_issue', store, { why: '发错' })).rejects.toThrow('consumable_request.not_ready');
});

test('最后一件两人同时领：一人领到，一人被告知现有多少；领出须签字', async () => {
  const paper = await item();
  await receive(paper, 1, 1_000);
  const both = [await ask(paper, 1), await ask(paper, 1)];
  for (const id of both) await approve(id, 1);
  await expect(t.step(ConsumableRequestProcess, both[0]!, 'issue', store, {})).rejects.toThrow('signature');
  const answers = await Promise.allSettled(both.map(issue));
  expect(codes(answers)).toEqual(['consumable.short']);
  expect(await held(paper)).toBe(0);
});

test('定额按部门、按自然月：两人同时批准不会合计超额；主任写明原因可超；自己的不能自己批；下月重新计算', async () => {
  const paper = await item();
  await receive(paper, 50, 1_000);
  await t.create(ConsumableQuota, head, { department: t.unit('LC'), item: paper, monthly: 5 });
  const [a, b] = [await ask(paper, 3), await ask(paper, 3)];
  const answers = await Promise.allSettled([approve(a, 3), approve(b, 3)]);
  expect(codes(answers)).toEqual(['consumable_request.over_quota']);
  const left = (await t.read(ConsumableRequest, a)).state === 'requested' ? a : b;
  await expect(approve(left, 3, head)).rejects.toThrow('consumable_request.over_reason');
  await expect(approve(left, 4, head, '会议')).rejects.toThrow('consumable_request.more');
  await approve(left, 3, head, '年度会议加用');
  const own = await t.create(ConsumableRequest, store, { item: paper, quantity: 1, department: t.unit('LC'), taker: '库宝山', purpose: '库房' });
  await expect(approve(own.id, 1)).rejects.toThrow('consumable_request.own');
  t.at('2026-04-01T01:00:00Z');
  await approve(await ask(paper, 5), 5);
  t.at('2026-03-02T01:00:00Z');
});

test('采购由他人批准，到货即一层成本；入库录错可红冲，已有领用则不能；未来日期不收 [LOG-3.6]', async () => {
  const paper = await item();
  const wish = await t.create(ConsumablePurchase, head, { item: paper, quantity: 10, estimate: 2_000, purpose: '补库' });
  await expect(t.step(ConsumablePurchaseProcess, wish.id, 'approve', head, {})).rejects.toThrow('consumable_purchase.own');
  await expect(t.step(ConsumablePurchaseProcess, wish.id, 'receive', store, { quantity: 10, unit_cost: 1_990, received_on: '2026-03-02', supplier: '恒达' })).rejects.toThrow('wrong_state');
  await t.step(ConsumablePurchaseProcess, wish.id, 'approve', await t.actor('general_affairs', 'YL'), {});
  await t.step(ConsumablePurchaseProcess, wish.id, 'receive', store, { quantity: 10, unit_cost: 1_990, received_on: '2026-03-02', supplier: '恒达' });
  const [receipt] = await t.sql<{ id: string; amount: number }>('select id, amount::int as amount from consumable_receipt where tenant_id = $1 and purchase = $2', [t.tenantId, wish.id]);
  expect([receipt!.amount, await held(paper)]).toEqual([19_900, 10]);
  await expect(receive(paper, 1, 1, '2026-03-03')).rejects.toThrow('consumable_receipt.future');
  const wrong = await receive(paper, 7, 5);
  await t.step(ConsumableReceiptProcess, wrong, 'cancel', store, { why: '单价录错' });
  expect(await held(paper)).toBe(10);
  await issued(paper, 1);
  await expect(t.step(ConsumableReceiptProcess, receipt!.id, 'cancel', store, { why: '录错' })).rejects.toThrow('consumable_receipt.not_ready');
});

test('盘点：相符了结；差异写明原因、他人批准后入账，盘亏按先进先出，盘盈按最近成本 [LOG-3.7]', async () => {
  const paper = await item();
  await receive(paper, 5, 700, '2026-02-01');
  await receive(paper, 5, 900, '2026-02-02');
  expect(await t.read(ConsumableCount, (await t.create(ConsumableCount, store, { item: paper, counted: 10 })).id)).toMatchObject({ state: 'agreed', value: 0 });
  await expect(t.create(ConsumableCount, store, { item: paper, counted: 9 })).rejects.toThrow('consumable_count.reason');
  const fewer = (await t.create(ConsumableCount, store, { item: paper, counted: 4, reason: '受潮报废未记' })).id;
  await expect(t.step(ConsumableCountProcess, fewer, 'approve', store, {})).rejects.toMatchObject({ status: 403 });
  await t.step(ConsumableCountProcess, fewer, 'approve', head, {});
  expect(await t.read(ConsumableCount, fewer)).toMatchObject({ difference: -6, value: -(5 * 700 + 900) });
  const more = (await t.create(ConsumableCount, store, { item: paper, counted: 6, reason: '找回' })).id;
  await t.step(ConsumableCountProcess, more, 'approve', head, {});
  expect([await held(paper), await t.read(ConsumableCount, more)]).toMatchObject([6, { value: 2 * 900 }]);
});

test('库存提醒：低于最低与没有库存都在物资台上', async () => {
  const [low, out, fine] = [await item(5), await item(5), await item(1)];
  await receive(low, 4, 100);
  await receive(fine, 1, 100);
  const desk = (await t.run(store, (tx) => runQuery(tx, StoreDeskQuery, {}))) as StoreDesk;
  expect([low, out, fine].map((id) => desk.shelves.find((s) => s.id === id)!.warning)).toEqual(['low', 'out', null]);
});

test('收发存：撤销、退库、盘点之后仍然平衡，金额与批次一致 [LOG-3.7]', async () => {
  const report = await t.run(head, (tx) => runReport(tx, ConsumableMovements, { from: '2026-03-01', to: '2026-03-31' }));
  expect(report.proof.length).toBe(2);
  expect(report.proof.map((p) => p.left - p.right)).toEqual([0, 0]);
  const [direct] = await t.sql<{ n: number }>(`select sum(balance)::int as n from ledger_account where tenant_id = $1 and ledger = 'consumable_stock' and account = 'on_hand'`, [t.tenantId]);
  expect(report.proof[0]!.left).toBe(direct!.n);
  // Each figure opens the records that moved it, and those of its own item only.
  const opened = async (at: number, figure: 'received' | 'issued') => { const { register, filter } = report.links.at(at)![figure]!; return (await t.run(head, (tx) => listPage(tx, { consumable_receipt: ConsumableReceipt, consumable_request: ConsumableRequest }[register] as typeof ConsumableReceipt, { page: 1, size: 100, filter }))).rows; };
  const at = report.rows.findIndex((r) => Number(r['received']) > 0);
  const own = await opened(at, 'received');
  expect([own.length > 0, new Set(own.map((r) => r['item']))]).toEqual([true, new Set([report.rows[at]!['item']])]);
  expect((await opened(-1, 'received')).length).toBeGreaterThan(own.length);
});
