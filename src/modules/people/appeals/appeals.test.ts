/** An appeal through its real steps: time limit, who may file and who may review, the finding with all that falls with it, the paper. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, Refusal } from '../../../kernel/index.ts';
import { slipPage } from '../../../kernel/document/issue.ts';
import { recordPage } from '../../../kernel/register/page.ts';
import { type Centre, openCentre } from '../discipline/cases.testing.ts';
import { IncidentProcess, IncidentRegister, Sanction } from '../discipline/index.ts';
import { Appeal, AppealProcess, appeals } from './index.ts';

let c: Centre;
let gm: Actor;
beforeAll(async () => {
  c = await openCentre('2025-06-02T01:00:00Z', '2025-06-02', [appeals]);
  gm = await c.t.actor('operations_gm', 'YL', '严正');
}, 120_000);
afterAll(() => c.t.close());

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(() => undefined, (e: unknown) => e);
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
}
const file = (sanction: string, who: Actor, more: object = {}) => c.t.create(Appeal, who, { sanction, grounds: '当天是周五，穿的是休闲皮鞋。', wants: 'revoke', ...more } as never);
const decide = (appeal: string, who: Actor, outcome: 'upheld' | 'reduced' | 'revoked', to_level: 'action' | 'iip' | 'oral' | null = null) => c.t.step(AppealProcess, appeal, 'decide', who, { outcome, to_level, reasons: '照片时间与班表不符。' });

async function dressed(name: string, times = 3) {
  const agent = await c.t.actor('agent', 'CC-IN', name);
  const employee = await c.hire(name, { app_user: agent.id });
  const days = [['2026-03-02', '2026-03-03'], ['2026-05-12', '2026-05-13'], ['2026-07-07', '2026-07-08']].slice(0, times);
  const sanctions = [];
  for (const [on, served] of days) sanctions.push(await c.settled(employee, name, 'CC-IIP-4', `${on}T02:00:00Z`, `${served}T02:00:00Z`));
  return { agent, employee, name, sanctions };
}

test('申诉成立：撤销第一次，第二、三次逐层重新建议；决定书列出每一层，旧决定都在 [SM-3]', async () => {
  const { agent, employee, sanctions } = await dressed('欧阳娜');
  const [first, second, third] = sanctions;
  c.t.at('2026-07-09T02:00:00Z');
  const appeal = await file(first!.id, agent, { late_reason: '照片是上周整理相册才找到的' });
  expect(appeal).toMatchObject({ state: 'filed', level_before: 'iip', handed_in: 'person', late: true, employee, incident: first!.incident });
  await c.t.step(AppealProcess, appeal.id, 'take_up', c.hr, {});
  const looked = (await c.t.run(c.hr, (tx) => recordPage(tx, Appeal, appeal.id))).steps.find((step) => step.name === 'decide');
  expect(looked?.blocked ?? null).toBeNull();
  const decided = await decide(appeal.id, c.hr, 'revoked');
  expect(await c.t.read(Sanction, first!.id)).toMatchObject({ state: 'revoked' });
  expect(await c.t.read(IncidentRegister, second!.incident)).toMatchObject({ state: 'proposed', proposed_level: 'iip' });
  expect(await c.t.read(IncidentRegister, third!.incident)).toMatchObject({ state: 'proposed', proposed_level: 'oral' });
  const paper = await c.t.run(c.hr, (tx) => slipPage(tx, decided.slips[0]!, '云岭'));
  expect(paper.table?.rows).toEqual([[second!.number, '1', ['口头警告', 'Oral Warning'], expect.arrayContaining(['IIP（改进计划）'])], [third!.number, '2', ['书面警告', 'Written Warning'], ['口头警告', 'Oral Warning']]]);
  expect(await c.t.sql('select number from sanction where employee = $1', [employee])).toHaveLength(3);
});

test('减轻：级别须低于原级别；新决定待送达，从首次送达计', async () => {
  const { agent, sanctions, name } = await dressed('尉迟琳', 2);
  const appeal = await file(sanctions[1]!.id, agent);
  await c.t.step(AppealProcess, appeal.id, 'take_up', c.hr, {});
  expect((await refusalOf(decide(appeal.id, c.hr, 'reduced', 'oral'))).code).toBe('appeal.not_lighter');
  expect((await refusalOf(decide(appeal.id, c.hr, 'reduced'))).code).toBe('appeal.level');
  await decide(appeal.id, c.hr, 'reduced', 'iip');
  expect(await c.t.read(Appeal, appeal.id)).toMatchObject({ state: 'reduced', to_level: 'iip', decided_on: '2026-05-13' });
  expect(await c.sanctionOf(sanctions[1]!.incident)).toMatchObject({ level: 'iip', state: 'issued', first_served_on: '2026-05-13', decided_by: '罗文' });
  await c.serve(sanctions[1]!.incident, name);
  expect(await c.sanctionOf(sanctions[1]!.incident)).toMatchObject({ state: 'in_force', in_force_to: '2027-05-12' });
});

test('维持：处分不动；同一处分只能申诉一次', async () => {
  const { agent, sanctions } = await dressed('昝蕾', 1);
  const appeal = await file(sanctions[0]!.id, agent);
  await c.t.step(AppealProcess, appeal.id, 'take_up', c.hr, {});
  await decide(appeal.id, c.hr, 'upheld', 'action');
  expect(await c.t.read(Appeal, appeal.id)).toMatchObject({ state: 'upheld', to_level: null });
  expect(await c.t.read(Sanction, sanctions[0]!.id)).toMatchObject({ state: 'in_force', level: 'iip' });
  expect((await refusalOf(file(sanctions[0]!.id, agent))).status).toBe(409);
});

test('申诉期 5 个工作日：第 5 个工作日结束前按时，之后须写理由，可以逾期不受理', async () => {
  const { agent, sanctions } = await dressed('缑晓雯', 2);
  // Served on Tuesday the 3rd; the fifth working day is Tuesday the 10th, to its very end.
  c.t.at('2026-03-10T15:59:00Z');
  const inTime = await file(sanctions[0]!.id, agent);
  expect(inTime).toMatchObject({ late: false, deadline: new Date('2026-03-10T16:00:00Z') });
  expect((await refusalOf(c.t.step(AppealProcess, inTime.id, 'refuse_late', c.hr, { reasons: '不受理' }))).code).toBe('appeal.not_ready');
  c.t.at('2026-06-01T02:00:00Z');
  expect((await refusalOf(file(sanctions[1]!.id, agent))).code).toBe('appeal.late');
  const late = await file(sanctions[1]!.id, agent, { late_reason: '一直出差' });
  await c.t.step(AppealProcess, late.id, 'refuse_late', c.hr, { reasons: '出差不妨碍提出申诉' });
  expect((await c.t.read(Appeal, late.id)).state).toBe('refused_late');
});

test('谁能提出、谁能复核：同事不能代提，人事可录书面申诉；决定过本案的人不能复核，受理的人作结论', async () => {
  const { agent, sanctions } = await dressed('逯洋', 2);
  const colleague = await c.t.actor('agent', 'CC-IN', '仝静');
  expect((await refusalOf(file(sanctions[1]!.id, colleague))).code).toBe('appeal.not_yours');
  const paper = await file(sanctions[1]!.id, c.hr);
  expect(paper).toMatchObject({ handed_in: 'paper', accused_user: agent.id });
  expect((await refusalOf(c.t.step(AppealProcess, paper.id, 'take_up', c.manager, {}))).code).toBe('appeal.not_ready');
  await c.t.step(AppealProcess, paper.id, 'take_up', gm, {});
  expect((await refusalOf(decide(paper.id, c.hr, 'upheld'))).code).toBe('appeal.not_ready');
  expect((await c.t.run(agent, (tx) => recordPage(tx, Appeal, paper.id))).row.grounds).toContain('周五');
  await expect(c.t.run(colleague, (tx) => recordPage(tx, Appeal, paper.id))).rejects.toThrow('not_found');
  await c.t.step(AppealProcess, paper.id, 'withdraw', agent, {});
  expect((await c.t.read(Appeal, paper.id)).state).toBe('withdrawn');
});

test('处分另行撤销：申诉自动失去对象；未送达的不能申诉', async () => {
  const { agent, sanctions, employee, name } = await dressed('靳冬梅', 1);
  const appeal = await file(sanctions[0]!.id, agent);
  await c.t.step(IncidentProcess, sanctions[0]!.incident, 'annul', c.hr, { annulled_because: '证据来源不合规' });
  await c.t.tick();
  expect((await c.t.read(Appeal, appeal.id)).state).toBe('moot');
  c.t.at('2026-09-01T02:00:00Z');
  const incident = await c.report(employee, 'CC-IIP-2', '2026-09-01T01:00:00Z');
  await c.propose(incident, name);
  await c.decide(incident, c.supervisor, 'iip');
  expect((await refusalOf(file((await c.sanctionOf(incident)).id, agent))).code).toBe('appeal.not_served');
});

test('两位复核人同时受理：只有一位', async () => {
  const { agent, sanctions } = await dressed('单雯', 1);
  const appeal = await file(sanctions[0]!.id, agent);
  const results = await Promise.allSettled([c.hr, gm].map((who) => c.t.step(AppealProcess, appeal.id, 'take_up', who, {})));
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('逾期未复核上报经营总经理', async () => {
  const { agent, sanctions } = await dressed('令狐颖', 1);
  const appeal = await file(sanctions[0]!.id, agent);
  c.t.later({ days: 20 });
  await c.t.tick();
  expect((await c.t.tasks(gm)).find((task) => task.recordId === appeal.id)).toMatchObject({ step: 'take_up', overdue: true });
});
