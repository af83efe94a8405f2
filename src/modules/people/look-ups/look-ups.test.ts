/** Look-ups on PostgreSQL: no reason, no data; opened with a ticket and logged; free text comes to review; numbers covered in the list. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { createRecord } from '../../../kernel/register/write.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Customer, customers } from '../../service/customers/index.ts';
import { publishedRulebook } from '../discipline/cases.testing.ts';
import { discipline } from '../discipline/index.ts';
import { phoneLog } from '../phone-log/index.ts';
import { rosters } from '../rosters/index.ts';
import { rulebook } from '../rulebook/index.ts';
import { Employee, staff } from '../staff/index.ts';
import { CustomerLookup, CustomerLookupProcess, lookUps } from './index.ts';
import { type OpenedCustomer, OpenedCustomerQuery } from './look-up.ts';
import { LookUpsUnderReview } from './reports.ts';

let t: TestKernel;
let agent: Actor;
let manager: Actor;
let customer: string;
let order: string;
const PHONE = '13812345678';
beforeAll(async () => {
  t = await startTest({ modules: [staff, rulebook, discipline, rosters, phoneLog, customers, lookUps], now: '2026-11-16T02:00:00Z' });
  manager = await t.actor('centre_manager', 'CC', '秦岚');
  await publishedRulebook(t, manager, '2026-11-16');
  agent = await t.actor('agent', 'CC-IN', '欧阳娜');
  await t.create(Employee, await t.actor('hr', 'YL'), { staff_no: '1001', name: '欧阳娜', hired_on: '2024-01-01', app_user: agent.id, unit_id: t.unit('CC-IN') });
  customer = (await t.run(t.system, (tx) => createRecord(tx, Customer, { name: 'C9 采油厂', kind: 'oilfield', branch: t.unit('FS-NE'), contact: '王工', contact_phone: PHONE, unit_id: t.unit('FS-NE') }))).id;
  order = (await t.create(Employee, await t.actor('hr', 'YL'), { staff_no: '1002', name: '尉迟琳', hired_on: '2024-01-01', unit_id: t.unit('CC-IN') })).number;
});
afterAll(() => t.close());
const ask = (more: object) => t.create(CustomerLookup, agent, { customer, reason: 'other', ...more } as never);
const open = (lookup: string, actor = agent) => t.run(actor, (tx) => runQuery(tx, OpenedCustomerQuery, { lookup })) as Promise<OpenedCustomer>;

test('没有理由打不开；写明理由才打开，记录在案，半小时后关上，别人打不开 [AC-13] [CC-3.1]', async () => {
  await expect(ask({})).rejects.toThrow('customer_lookup.words');
  await expect(ask({ reason: 'ticket', reference: 'T5-没有' })).rejects.toThrow('customer_lookup.unknown');
  await expect(ask({ reason: 'ticket', reference: order })).rejects.toThrow('customer_lookup.unknown');
  const granted = await ask({ words: '客户来信询问保养日期' });
  expect(await open(granted.id)).toMatchObject({ name: 'C9 采油厂', contact: '王工' });
  await expect(open(granted.id, manager)).rejects.toMatchObject({ code: expect.stringMatching(/customer_lookup.none|not_allowed/), status: 403 });
  const [logged] = await t.sql<{ n: number }>(`select count(*)::int as n from history where tenant_id = $1 and record_id = $2`, [t.tenantId, granted.id]);
  expect(logged!.n).toBeGreaterThan(0);
  t.later({ minutes: 31 });
  await expect(open(granted.id)).rejects.toMatchObject({ code: 'customer_lookup.over' });
});

test('只有文字、没有通话和单据的查询自动进入复核，排在前面；列表里电话遮盖；不能自己复核 [AC-13] [CC-3.1]', async () => {
  const words = await ask({ words: '顺便看一下联系人' });
  expect(words).toMatchObject({ score: 5, call_active: false });
  await t.tick();
  expect((await t.read(CustomerLookup, words.id)).state).toBe('to_review');
  const page = await t.run(manager, (tx) => listPage(tx, CustomerLookup, { page: 1, size: 50, sort: '-score' }));
  expect(page.rows.map((r) => r.id)).toContain(words.id);
  expect(JSON.stringify(page.rows)).not.toContain(PHONE);
  const line = await t.actor('line_supervisor', 'CC-IN');
  expect((await t.run(line, (tx) => listPage(tx, CustomerLookup, { page: 1, size: 50 }))).rows).toEqual([]);
  await t.step(CustomerLookupProcess, words.id, 'report', manager, { finding: '与工作无关，本人承认好奇' });
  const [incident] = await t.sql<{ clause: string; analogy_to: string }>('select clause, analogy_to from incident where tenant_id = $1 and id = $2', [t.tenantId, (await t.read(CustomerLookup, words.id)).incident]);
  expect(incident).toEqual({ clause: 'CC-3.1', analogy_to: 'CC-DIS-21' });
  const own = await t.create(CustomerLookup, manager, { customer, reason: 'other', words: '核对投诉客户' });
  await t.tick();
  await expect(t.step(CustomerLookupProcess, own.id, 'pass', manager, { finding: '没问题' })).rejects.toThrow('customer_lookup.own');
});

test('复核报表：按人计数，与历史记录相符，每个数打开它的记录 [CC-3.1] [SM-12]', async () => {
  const page = await t.run(manager, (tx) => runReport(tx, LookUpsUnderReview, { from: '2026-11-01', to: '2026-11-30' }));
  expect(page.rows.map((r) => [r['person'] === agent.id ? '坐席' : '经理', r['looked'], r['in_words'], r['waiting'], r['reported'], r['other']])).toEqual([['坐席', 2, 2, 1, 1, 0], ['经理', 1, 1, 1, 0, 0]].sort());
  expect(page.proof.map((p) => [p.left, p.right])).toEqual([[3, 3], [3, 3], [3, 3]]);
  const waiting = await t.run(manager, (tx) => listPage(tx, CustomerLookup, { page: 1, size: 50, filter: page.links.at(-1)!['waiting']!.filter }));
  expect(waiting.rows).toHaveLength(2);
  await expect(t.run(agent, (tx) => runReport(tx, LookUpsUnderReview, { from: '2026-11-01', to: '2026-11-30' }))).rejects.toMatchObject({ status: 403 });
});
