/** Protective supplies on PostgreSQL: norm, issue from stock, absence by granted leave, old for new, change of post, settlement, reports. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf, type Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { custody, heldElsewhere } from '../../people/custody/index.ts';
import { discipline } from '../../people/discipline/index.ts';
import { leave, LeaveKind, LeaveRequest, LeaveRequestProcess } from '../../people/leave/index.ts';
import { rosters } from '../../people/rosters/index.ts';
import { rulebook } from '../../people/rulebook/index.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { Consumable, ConsumableMovements, ConsumableReceipt, consumables, ConsumableStock } from '../consumables/index.ts';
import { dueOn, protective, ProtectiveCard, ProtectiveCardProcess, ProtectiveDue, ProtectiveIssued, ProtectiveNorm, settlementOf } from './index.ts';

let t: TestKernel;
let store: Actor;
let head: Actor;
let hr: Actor;
let gloves: string;
let shoes: string;
let n = 0;
beforeAll(async () => {
  t = await startTest({ modules: [staff, rulebook, discipline, rosters, leave, custody, consumables, protective], now: '2026-12-01T01:00:00Z' });
  [store, head, hr] = [await t.actor('store_clerk', 'LC', '库宝山'), await t.actor('logistics_head', 'LC', '荣升'), await t.actor('hr', 'YL', '罗文')];
  const item = async (code: string, name: string) => (await t.create(Consumable, store, { code, name, category: 'other', measure: '双' })).id;
  [gloves, shoes] = [await item('LB1', '绝缘手套'), await item('LB2', '劳保鞋')];
  await t.create(ConsumableReceipt, store, { item: gloves, quantity: 2, unit_cost: 3_000, received_on: '2026-11-01' });
  await t.create(ConsumableReceipt, store, { item: gloves, quantity: 10, unit_cost: 3_300, received_on: '2026-11-20' });
  await t.create(ConsumableReceipt, store, { item: shoes, quantity: 3, unit_cost: 18_000, received_on: '2026-11-20' });
  const norm = (post: string, what: string, quantity: number, period_days: number, old_for_new: boolean) => t.create(ProtectiveNorm, head, { post, item: what, quantity, period_days, old_for_new, valid_from: '2026-01-01' });
  await norm('维修工', gloves, 1, 30, true);
  await norm('维修工', shoes, 1, 365, false);
  await norm('保管员', gloves, 1, 90, true);
});
afterAll(() => t.close());

const hire = async (name: string) => (await t.create(Employee, hr, { staff_no: `L${++n}`, name, job_title: '维修工', hired_on: '2024-01-01', unit_id: t.unit('LC') })).id;
const card = async (employee: string) => (await t.create(ProtectiveCard, store, { employee })).id;
const issue = (id: string, name: string, item = gloves, more: { readonly quantity?: number; readonly old_back?: boolean } = {}) => t.step(ProtectiveCardProcess, id, 'issue', store, { item, quantity: 1, old_back: null, ...more }, [t.sign('employee', name)]);
const issues = (id: string) => t.sql<{ id: string; number: string; outcome: string; cost: number; item: string }>('select id, number, outcome, cost::int as cost, item from protective_issue where tenant_id = $1 and card = $2 order by number', [t.tenantId, id]);
const held = (account: 'on_hand' | 'in_hands', owner: string) => t.run(store, (tx) => balanceOf(tx, ConsumableStock, account, owner));

test('按岗位定额由公司库存发给个人，先进先出，本人签字；定额以外、超量、代签都拒绝 [LOG-9.2] [LOG-10.2]', async () => {
  const he = await hire('呙国栋');
  const id = await card(he);
  expect((await t.read(ProtectiveCard, id)).post).toBe('维修工');
  await expect(issue(id, '库宝山')).rejects.toThrow('protective.signature');
  await expect(issue(id, '呙国栋', gloves, { quantity: 2 })).rejects.toThrow('protective.more');
  const other = (await t.create(Consumable, store, { code: 'LB9', name: '雨衣', category: 'other', measure: '件' })).id;
  await expect(issue(id, '呙国栋', other)).rejects.toThrow('protective.no_norm');
  expect((await issue(id, '呙国栋')).slips).toHaveLength(1);
  expect([await held('on_hand', gloves), await held('in_hands', he), (await issues(id))[0]]).toMatchObject([11, 1, { outcome: 'held', cost: 3_000 }]);
  await expect(t.create(ProtectiveCard, store, { employee: he })).rejects.toThrow();
});

test('手套 30 天，12-01 发，12-10 至 12-19 请假：下次应发 2027-01-10；提前须以旧换新 [AS-38]', async () => {
  t.at('2026-12-01T01:00:00Z');
  const manager = await t.actor('centre_manager', 'LC', '胡珊');
  const clerk = await t.actor('attendance_clerk', 'LC', '吴静');
  const he = await hire('盛夏');
  const id = await card(he);
  await issue(id, '盛夏');
  const due = async (day: string) => (await t.run(store, (tx) => dueOn(tx, day, null))).find((r) => r.card === id && r.item === gloves);
  expect(await due('2026-12-01')).toMatchObject({ due_on: '2026-12-31', absent: 0, state: 'later' });
  const kind = (await t.create(LeaveKind, hr, { name: '病假', paid: true, keeps_balance: false, needs_proof: false, retroactive_days: 3 })).id;
  const request = await t.create(LeaveRequest, clerk, { employee: he, kind, from_day: '2026-12-10', from_half: 'am', to_day: '2026-12-19', to_half: 'pm', reason: '住院' });
  expect(await due('2026-12-01')).toMatchObject({ due_on: '2026-12-31' });
  await t.step(LeaveRequestProcess, request.id, 'approve', manager, {} as never);
  expect(await due('2027-01-09')).toMatchObject({ due_on: '2027-01-10', absent: 10, state: 'later' });
  expect(await due('2027-01-10')).toMatchObject({ state: 'due' });
  t.at('2027-01-09T01:00:00Z');
  await expect(issue(id, '盛夏')).rejects.toMatchObject({ code: 'protective.early', label: [expect.stringContaining('2027-01-10'), expect.stringContaining('10 days of absence')] });
  await issue(id, '盛夏', gloves, { old_back: true });
  expect((await issues(id)).map((i) => i.outcome)).toEqual(['replaced', 'held']);
  await issue(id, '盛夏', shoes);
  await expect(issue(id, '盛夏', shoes, { old_back: true })).rejects.toThrow('protective.not_old_for_new');
  t.at('2026-12-01T01:00:00Z');
});

test('期满再发，旧的记为用完；两人同时给同一人发，只发出一件', async () => {
  const he = await hire('秋实');
  const id = await card(he);
  const both = await Promise.allSettled([issue(id, '秋实'), issue(id, '秋实')]);
  expect(both.map((a) => a.status).sort()).toEqual(['fulfilled', 'rejected']);
  t.at('2026-12-31T01:00:00Z');
  await issue(id, '秋实');
  expect([(await issues(id)).map((i) => i.outcome), await held('in_hands', he)]).toEqual([['worn', 'held'], 1]);
  t.at('2026-12-01T01:00:00Z');
});

test('换岗：新岗位没有定额的先退回，退回的按原成本层回到库存', async () => {
  const he = await hire('冬青');
  const id = await card(he);
  await issue(id, '冬青');
  await issue(id, '冬青', shoes);
  await expect(t.step(ProtectiveCardProcess, id, 'change_post', hr, { post: '保管员' })).rejects.toMatchObject({ code: 'protective.post_change', label: [expect.stringContaining('劳保鞋'), expect.anything()] });
  const pair = (await issues(id)).find((i) => i.item === shoes)!;
  const before = await held('on_hand', shoes);
  await t.step(ProtectiveCardProcess, id, 'take_back', store, { issue: pair.id, reusable: true }, [t.sign('employee', '冬青')]);
  await expect(t.step(ProtectiveCardProcess, id, 'take_back', store, { issue: pair.id, reusable: true }, [t.sign('employee', '冬青')])).rejects.toThrow('protective.not_held');
  expect(await held('on_hand', shoes)).toBe(before + 1);
  await t.step(ProtectiveCardProcess, id, 'change_post', hr, { post: '保管员' });
  expect((await t.read(ProtectiveCard, id)).post).toBe('保管员');
});

test('离岗结清：在手逐件列出余期与折余，未退回或未决定的不能结清，也不能离职清结；结清单三联 [AS-38] [LOG-10.2]', async () => {
  t.at('2026-12-01T01:00:00Z');
  const he = await hire('春生');
  const id = await card(he);
  await issue(id, '春生');
  await issue(id, '春生', shoes);
  const holds = () => t.run(hr, (tx) => heldElsewhere(tx, he));
  expect(await holds()).toEqual([expect.stringContaining('劳保用品 2 笔')]);
  await t.step(ProtectiveCardProcess, id, 'begin_settlement', hr, { last_day: '2026-12-16' });
  const list = await t.run(store, (tx) => settlementOf(tx, id, '2026-12-16'));
  expect(list.map((l) => [l.days, l.value])).toEqual([[15, 1_650], [350, Math.floor((18_000 * 350) / 365)]]);
  expect((await t.read(ProtectiveCard, id)).rest_value).toBe(1_650 + Math.floor((18_000 * 350) / 365));
  const settle = () => t.step(ProtectiveCardProcess, id, 'settle', store, { note: null }, [t.sign('employee', '春生')]);
  await expect(settle()).rejects.toThrow('protective_card.not_ready');
  await t.step(ProtectiveCardProcess, id, 'take_back', store, { issue: list[1]!.issue, reusable: true }, [t.sign('employee', '春生')]);
  await t.step(ProtectiveCardProcess, id, 'keep', head, { issue: list[0]!.issue, decision: '已磨损，不再收回' });
  expect((await settle()).slips).toHaveLength(1);
  expect([(await issues(id)).map((i) => i.outcome), await held('in_hands', he), await holds()]).toEqual([['kept', 'returned'], 0, []]);
  await expect(issue(id, '春生')).rejects.toThrow('wrong_state');
});

test('离职的人不能领；应发表与汇总表同台账相等，收发存仍然平衡 [LOG-9.2]', async () => {
  const gone = (await t.create(Employee, hr, { staff_no: 'L99', name: '离人', job_title: '维修工', hired_on: '2024-01-01', left_on: '2026-11-01', unit_id: t.unit('LC') })).id;
  await expect(issue(await card(gone), '离人')).rejects.toThrow('protective.not_employed');
  const nameless = (await t.create(Employee, hr, { staff_no: 'L98', name: '无职', hired_on: '2024-01-01', unit_id: t.unit('LC') })).id;
  await expect(card(nameless)).rejects.toThrow('protective_card.post');
  const issued = await t.run(head, (tx) => runReport(tx, ProtectiveIssued, { from: '2026-12-01', to: '2027-01-31' }));
  expect(issued.proof.map((p) => p.left - p.right)).toEqual([0, 0]);
  expect(issued.proof[0]!.left).toBeGreaterThan(5);
  const stock = await t.run(head, (tx) => runReport(tx, ConsumableMovements, { from: '2026-11-01', to: '2027-01-31' }));
  expect(stock.proof.map((p) => p.left - p.right)).toEqual([0, 0]);
  const due = await t.run(head, (tx) => runReport(tx, ProtectiveDue, { as_of: '2026-12-01' }));
  expect(due.rows.some((r) => r.state === 'never')).toBe(true);
  const never = due.rows.findIndex((r) => r.state === 'never');
  const cards = (await t.run(head, (tx) => listPage(tx, ProtectiveCard, { page: 1, size: 9, filter: due.links[never]!['quantity']!.filter }))).rows;
  expect(cards.map((c) => c['employee'])).toEqual([due.rows[never]!['employee']]);
});
