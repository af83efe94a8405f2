/** Opinions on a real database: on the spot and by link, handed in, analysed, improved, confirmed by somebody else. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Improvement, ImprovementProcess, OpinionForm, OpinionFormProcess, OpinionRound, opinions, OpinionsByTopic, OpinionTrend } from './index.ts';
import { OpinionLink } from './link.ts';
import { OpinionIntake } from './opinion.ts';

let t: TestKernel;
let [li, he, gao, shen]: Actor[] = [];
beforeAll(async () => {
  t = await startTest({ modules: [opinions], now: '2026-11-20T12:00:00Z' });
  [li, he, gao, shen] = [await t.actor('vip_agent', 'VIP', '李妍'), await t.actor('duty_supervisor', 'VIP', '何强'), await t.actor('vip_manager', 'VIP', '高敏'), await t.actor('vip_director', 'VIP', '沈嘉树')];
}, 120_000);
afterAll(() => t.close());
type Score = '1' | '2' | '3' | '4' | '5';
const form = (guest_kind: 'new' | 'old', [operation, service, feedback]: readonly [Score, Score, Score]) => t.create(OpinionForm, li!, { guest_kind, operation, service, feedback, via: 'spot' });
const submit = (id: string) => t.step(OpinionFormProcess, id, 'submit', li!, {});

test('新老客户按营运、服务、回馈三项评一至五分，当班收齐提交经理 [VIP-3.3] [VIP-5.8] [G23]', async () => {
  const made = await form('new', ['5', '4', '3']);
  expect(made).toMatchObject({ answered_on: '2026-11-20', collected_by: li!.id, state: 'received' });
  await expect(t.create(OpinionForm, li!, { guest_kind: 'new', operation: '6' as never, service: '5', feedback: '5', via: 'spot' })).rejects.toMatchObject({ fields: { operation: expect.anything() as unknown } });
  expect((await t.tasks(li!)).find((x) => x.recordId === made.id)?.step).toBe('submit');
  await submit(made.id);
  expect((await t.tasks(gao!)).find((x) => x.recordId === made.id)?.step).toBe('analyse');
});

test('低分的分析必须开改进项；改进由责任人做、别人确认，无效的退回 [VIP-3.5]', async () => {
  const low = await form('old', ['4', '2', '4']);
  await submit(low.id);
  await expect(t.step(OpinionFormProcess, low.id, 'analyse', gao!, { analysis: '上单慢' })).rejects.toThrow('opinion_form.improvement');
  await t.step(OpinionFormProcess, low.id, 'analyse', gao!, { analysis: '周末上单慢', problem: '周末八点后上单超过二十分钟', owner: he!.id, due_on: '2026-11-30' });
  const [{ id: improvement } = { id: '' }] = await t.sql<{ id: string }>('select id from improvement where tenant_id = $1 and opinion = $2', [t.tenantId, low.id]);
  expect(await t.read(Improvement, improvement)).toMatchObject({ owner: he!.id, due_on: '2026-11-30', opinion: low.id, state: 'open' });
  await expect(t.step(ImprovementProcess, improvement, 'solve', li!, { solution: '代填' })).rejects.toThrow('not_ready');
  await t.step(ImprovementProcess, improvement, 'solve', he!, { solution: '周末加一名传菜员' });
  await t.step(ImprovementProcess, improvement, 'confirm', gao!, { helped: false, verdict: '仍超过二十分钟' });
  await t.step(ImprovementProcess, improvement, 'solve', he!, { solution: '再加一名，并设专用通道' });
  await t.step(ImprovementProcess, improvement, 'confirm', shen!, { helped: true, verdict: '降到十分钟以内' });
  expect((await t.read(Improvement, improvement)).state).toBe('confirmed');
});

test('负责人自己不能确认自己的改进；逾期主任看到', async () => {
  const own = await t.create(Improvement, gao!, { problem: '电话占线', owner: gao!.id, due_on: '2026-11-21' });
  await expect(t.create(Improvement, gao!, { problem: '电话占线', owner: gao!.id, due_on: '2026-11-19' })).rejects.toThrow('improvement.due');
  t.at('2026-11-22T00:01:00Z');
  await t.tick();
  expect((await t.tasks(shen!)).some((x) => x.recordId === own.id && x.escalated)).toBe(true);
  await t.step(ImprovementProcess, own.id, 'solve', gao!, { solution: '加一条线路' });
  await expect(t.step(ImprovementProcess, own.id, 'confirm', gao!, { helped: true, verdict: '好了' })).rejects.toThrow('not_ready');
});

test('链接不登录即可填写，只在调查期间有效 [VIP-3.3]', async () => {
  t.at('2026-12-01T12:00:00Z');
  await expect(t.create(OpinionRound, gao!, { name: '十二月调查', opens_on: '2026-12-10', closes_on: '2026-12-01' })).rejects.toThrow('opinion_round.dates');
  const round = await t.create(OpinionRound, gao!, { name: '十二月调查', opens_on: '2026-12-01', closes_on: '2026-12-10' });
  const found = await t.run(t.system, (tx) => OpinionIntake.find(tx, round.token!));
  expect(OpinionIntake.lines!(found)).toEqual([['十二月调查', '十二月调查']]);
  const link = (actor: Actor) => t.run(actor, (tx) => runQuery(tx, OpinionLink, { round: round.id }));
  expect(await link(gao!)).toEqual({ path: expect.stringMatching(new RegExp(`^/intake/[^/]+/opinion_form/${round.token}$`)) as unknown });
  const { number } = await t.run(t.system, (tx) => OpinionIntake.receive({ tx, found, now: tx.now, day: '2026-12-01', input: { guest_kind: 'old', operation: '5', service: '5', feedback: '4', comment: '希望周三也有活动', room: '203' } as never }));
  const [made] = await t.sql<{ via: string; round: string; collected_by: string | null; unit_id: string }>('select via, round, collected_by, unit_id from opinion_form where tenant_id = $1 and number = $2', [t.tenantId, number]);
  expect(made).toEqual({ via: 'link', round: round.id, collected_by: null, unit_id: t.unit('VIP') });
  t.at('2026-12-11T12:00:00Z');
  expect(await t.run(t.system, (tx) => OpinionIntake.find(tx, round.token!))).toBeNull();
  expect(await link(gao!)).toEqual({ path: null });
});

test('统计分析：按项目分新老客户，按月看趋势，合计与台账相符 [VIP-3.4] [VIP-3.5] [VIP-9.6]', async () => {
  t.at('2026-12-11T12:00:00Z');
  const span = { period: { from: '2026-11-01', to: '2027-01-01' } };
  const topics = await t.run(shen!, (tx) => runReport(tx, OpinionsByTopic, span));
  expect(topics.rows.map((r) => [r['topic'], r['new_average'], r['old_average'], r['average'], r['low']])).toEqual([['operation', '5.00', '4.50', '4.67', 0], ['service', '4.00', '3.50', '3.67', 1], ['feedback', '3.00', '4.00', '3.67', 0]]);
  const trend = await t.run(shen!, (tx) => runReport(tx, OpinionTrend, span));
  expect(trend.rows.map((r) => [r['month'], r['answers'], r['service']])).toEqual([['2026-11', 2, '3.00'], ['2026-12', 1, '5.00']]);
  expect([...topics.proof, ...trend.proof].every((p) => p.ok)).toBe(true);
});

test('上月意见全部分析完，定期事项自动完成；有一份没分析就不算 [VIP-3.4]', async () => {
  t.at('2026-12-06T12:00:00Z');
  const doneOn = async () => (await t.sql<{ evidence: unknown }>(`select evidence from duty_occurrence where tenant_id = $1 and duty = 'opinion_analysis' and day = '2026-12-05' and done_at is not null`, [t.tenantId]))[0]?.evidence;
  await t.tick();
  expect(await doneOn()).toBeUndefined();
  const [left] = await t.sql<{ id: string }>(`select id from opinion_form where tenant_id = $1 and state = 'submitted'`, [t.tenantId]);
  await t.step(OpinionFormProcess, left!.id, 'analyse', gao!, { analysis: '整体满意' });
  await t.tick();
  expect(await doneOn()).toEqual({ month: '2026-11', forms: 2 });
});
