/** An improvement plan through its real steps: opened by the served sanction, signed, coached, reviewed; failed, extended, ended with the sanction. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, Refusal } from '../../../kernel/index.ts';
import { slipPage } from '../../../kernel/document/issue.ts';
import { type Centre, openCentre } from '../discipline/cases.testing.ts';
import { IncidentProcess, IncidentRegister } from '../discipline/index.ts';
import { GoalProcess, ImprovementGoal, ImprovementPlan, ImprovementTalk, improvement, PlanProcess } from './index.ts';

let c: Centre;
let coach: Actor;
let coachEmployee: string;
beforeAll(async () => {
  c = await openCentre('2025-06-02T01:00:00Z', '2025-06-02', [improvement]);
  coach = await c.t.actor('agent', 'CC-IN', '邓思琪');
  coachEmployee = await c.hire('邓思琪', { app_user: coach.id });
}, 120_000);
afterAll(() => c.t.close());

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(() => undefined, (e: unknown) => e);
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
}
async function planFor(name: string) {
  const employee = await c.hire(name);
  const sanction = await c.settled(employee, name, 'CC-IIP-4', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z');
  await c.t.tick();
  const [row] = await c.t.sql<{ id: string }>('select id from improvement_plan where sanction = $1', [sanction.id]);
  return { employee, name, sanction, plan: row!.id };
}
const goal = (plan: string, text: string) => c.t.create(ImprovementGoal, c.supervisor, { plan, goal: text, measure: '每周抽查 2 次' });
const prepare = (plan: string, more: object = {}) => c.t.step(PlanProcess, plan, 'prepare', c.supervisor, { concern: '着装', coach: coachEmployee, ...more });
const agree = (plan: string, name: string) => c.t.step(PlanProcess, plan, 'agree', c.supervisor, {}, [c.t.sign('employee', name)]);
const assess = (id: string, met: 'met' | 'partly' | 'missed') => c.t.step(GoalProcess, id, 'assess', c.supervisor, { met, result: '抽查 8 次' });
const review = (plan: string, name: string, verdict: 'passed' | 'extended' | 'failed', more: object = {}) =>
  c.t.step(PlanProcess, plan, 'review', c.supervisor, { verdict, review_note: '抽查记录在案', ...more }, [c.t.sign('employee', name)]);
async function running(name: string) {
  const made = await planFor(name);
  const one = await goal(made.plan, '按着装表上岗');
  await prepare(made.plan);
  await agree(made.plan, made.name);
  return { ...made, goal: one.id };
}

test('IIP 送达即起草；写明目标、辅导人后签字，30 天后复核，打印计划书 [SM-4] [CG-18]', async () => {
  const { plan, name } = await planFor('欧阳娜');
  expect(await c.t.read(ImprovementPlan, plan)).toMatchObject({ state: 'drafted', coach: null });
  const early = await refusalOf(agree(plan, name));
  expect(early.label[0]).toBe('计划还缺：要改进什么、辅导人、至少一个目标');
  await goal(plan, '按着装表上岗');
  await prepare(plan);
  expect((await refusalOf(agree(plan, '别人'))).code).toBe('improvement_plan.signer');
  const signed = await agree(plan, name);
  expect(await c.t.read(ImprovementPlan, plan)).toMatchObject({ state: 'running', starts_on: '2026-03-03', review_on: '2026-04-02' });
  const paper = await c.t.run(c.hr, (tx) => slipPage(tx, signed.slips[0]!, '云岭'));
  expect(paper.table?.rows).toEqual([['按着装表上岗', '每周抽查 2 次']]);
  expect((await refusalOf(goal(plan, '再加一个'))).code).toBe('improvement_goal.signed');
});

test('辅导人不能是本人；辅导记录由辅导人或主管写，计划进行中才有', async () => {
  const { plan, employee, name } = await planFor('尉迟琳');
  expect((await refusalOf(prepare(plan, { coach: employee }))).code).toBe('improvement_plan.coach');
  const talk = (who: Actor, held_on = '2026-03-03') => c.t.create(ImprovementTalk, who, { plan, held_on, what: '一起看了着装表' });
  expect((await refusalOf(talk(coach))).code).toBe('improvement_talk.not_running');
  await goal(plan, '目标');
  await prepare(plan);
  await agree(plan, name);
  expect(await talk(coach)).toMatchObject({ by_whom: '邓思琪' });
  expect((await refusalOf(talk(coach, '2026-03-04'))).code).toBe('improvement_talk.future');
  expect((await refusalOf(talk(await c.t.actor('agent', 'CC-IN')))).code).toBe('improvement_talk.coach');
});

test('复核：先评定目标；只能延长一次；未通过登记新的质量事件，不自动升级 [SM-4]', async () => {
  const { plan, name, goal: one, employee } = await running('昝蕾');
  c.t.at('2026-04-02T02:00:00Z');
  expect((await refusalOf(review(plan, name, 'passed'))).code).toBe('improvement_plan.goals_open');
  await assess(one, 'missed');
  await review(plan, name, 'extended', { next_review: '2026-05-04' });
  expect(await c.t.read(ImprovementPlan, plan)).toMatchObject({ state: 'extended', review_on: '2026-05-04', extended: true });
  c.t.at('2026-05-04T02:00:00Z');
  expect((await refusalOf(review(plan, name, 'extended', { next_review: '2026-06-04' }))).code).toBe('improvement_plan.extended_once');
  await review(plan, name, 'failed', { grade: 'light' });
  const failed = await c.t.read(ImprovementPlan, plan);
  expect(failed.state).toBe('failed');
  expect(await c.t.read(IncidentRegister, failed.new_incident!)).toMatchObject({ state: 'reported', clause: 'CC-ACT-4', grade: 'light', employee, proposed_level: null });
});

test('通过；两人同时复核只有一个', async () => {
  const { plan, name, goal: one } = await running('缑晓雯');
  c.t.at('2026-04-02T02:00:00Z');
  await assess(one, 'met');
  const results = await Promise.allSettled([review(plan, name, 'passed'), review(plan, name, 'passed')]);
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await c.t.read(ImprovementPlan, plan)).state).toBe('passed');
  expect((await refusalOf(assess(one, 'missed'))).code).toBe('improvement_goal.not_ready');
});

test('到期未复核上报中心经理；处分撤销计划终止', async () => {
  const { plan, sanction } = await running('逯洋');
  c.t.at('2026-04-03T02:00:00Z');
  await c.t.tick();
  expect((await c.t.tasks(c.manager)).find((task) => task.recordId === plan)).toMatchObject({ step: 'review', overdue: true });
  await c.t.step(IncidentProcess, sanction.incident, 'annul', c.hr, { annulled_because: '照片不是本人' });
  await c.t.tick();
  expect((await c.t.read(ImprovementPlan, plan)).state).toBe('withdrawn');
});
