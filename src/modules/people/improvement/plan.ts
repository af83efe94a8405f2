/**
 * An improvement plan (改进计划，IIP): opened when a sanction of that level is served; what has to improve, who coaches, the goals and the talks.
 * Serves SM-4, CG-18.
 */
import { defineRegister, f, Refusal, type Tx } from '../../../kernel/index.ts';
import { LEADERS, READERS } from './roles.ts';

const later = { readonly: true, optional: true } as const;
const once = { readonly: true } as const;
export const VERDICTS = { passed: ['通过', 'Passed'], extended: ['延长一次', 'Extended once'], failed: ['未通过', 'Failed'] } as const;
export const MET = { met: ['达到', 'Met'], partly: ['部分达到', 'Partly met'], missed: ['未达到', 'Missed'] } as const;

export const ImprovementPlan = defineRegister('improvement_plan', {
  label: ['改进计划', 'Improvement plan'],
  number: 'GJ-{yyyy}-{000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee', once),
    sanction: f.ref('处分决定', 'Sanction', 'sanction', once),
    incident: f.ref('违纪事件', 'Incident', 'incident', once),
    concern: f.longText('要改进什么', 'What has to improve', { max: 2000, ...later }),
    coach: f.ref('辅导人', 'Coach', 'employee', later),
    support: f.longText('单位给的支持', 'Support given', { max: 1000, ...later }),
    starts_on: f.date('开始', 'Starts on', later),
    review_on: f.date('复核日', 'Review on', later),
    extended: f.yesNo('已延长', 'Extended', later),
    verdict: f.choice('复核结论', 'Finding of the review', VERDICTS, later),
    review_note: f.longText('复核说明', 'Note of the review', { max: 2000, ...later }),
    new_incident: f.ref('新的质量事件', 'New incident', 'incident', later),
    accused_user: f.ref('本人', 'The person', 'app_user', later),
  },
  title: ['employee', 'review_on'],
  list: ['employee', 'sanction', 'coach', 'starts_on', 'review_on', 'verdict'],
  sorts: ['-number', 'review_on'],
  unique: [['sanction']],
  access: { read: READERS, create: [], own: 'accused_user' },
  empty: ['没有改进计划。IIP 级处分送达后自动起草，主管与员工一起写目标、定辅导人和复核日。', 'No plans. When a sanction of level IIP is served, a draft opens; supervisor and employee write goals, coach and review day together.'],
});

export const ImprovementGoal = defineRegister('improvement_goal', {
  label: ['改进目标', 'Goal'],
  number: 'MB-{yyyy}-{0000}',
  fields: {
    plan: f.ref('改进计划', 'Plan', 'improvement_plan'),
    goal: f.text('目标', 'Goal', { max: 200 }),
    measure: f.text('怎么衡量', 'How it is measured', { max: 200, hint: ['看什么记录、到什么数', 'Which records, what figure'] }),
    met: f.choice('评定', 'Assessed', MET, later),
    result: f.text('结果', 'Result', { max: 400, ...later }),
  },
  title: ['goal', 'measure'],
  list: ['plan', 'goal', 'measure', 'met', 'result'],
  sorts: ['number'],
  hidden: true,
  access: { read: READERS, create: LEADERS },
  opening: {
    facts: async ({ tx, input }) => ({ plan: await planOf(tx, input.plan) }),
    guard({ facts }) {
      if (facts.plan?.state !== 'drafted') throw new Refusal('improvement_goal.signed', ['计划签字后目标不再增减', 'Once the plan is signed its goals are fixed'], 409, { plan: ['计划已签字', 'Signed already'] });
    },
    set: ({ facts }) => ({ unit_id: facts.plan!.unit_id }),
  },
});

export const ImprovementTalk = defineRegister('improvement_talk', {
  label: ['辅导记录', 'Coaching talk'],
  number: 'FD-{yyyy}-{0000}',
  fields: {
    plan: f.ref('改进计划', 'Plan', 'improvement_plan'),
    held_on: f.date('日期', 'Held on'),
    what: f.longText('谈了什么', 'What was said', { max: 1000 }),
    next: f.text('下一步', 'Next step', { max: 200, optional: true }),
    by_whom: f.personName('辅导人', 'Coach', { optional: true, readonly: true }),
  },
  title: ['held_on', 'what'],
  list: ['plan', 'held_on', 'what', 'next', 'by_whom'],
  sorts: ['-held_on'],
  hidden: true,
  access: { read: READERS, create: [...LEADERS, 'agent'] },
  opening: {
    facts: async ({ tx, input, actor }) => {
      const plan = await planOf(tx, input.plan);
      const coaches = await tx.query<{ one: number }>(
        'select 1 as one from improvement_plan p join employee e on e.tenant_id = p.tenant_id and e.id = p.coach where p.tenant_id = $1 and p.id = $2 and e.app_user = $3', [tx.tenantId, input.plan, actor.id]);
      return { plan, coach: coaches.length > 0 || actor.kind === 'system' || actor.grants.some((grant) => (LEADERS as readonly string[]).includes(grant.role)) };
    },
    guard({ facts, input, day }) {
      if (!facts.plan || !['running', 'extended'].includes(facts.plan.state)) throw new Refusal('improvement_talk.not_running', ['计划没有在进行', 'The plan is not running'], 409, { plan: ['没有在进行', 'Not running'] });
      if (!facts.coach) throw new Refusal('improvement_talk.coach', ['由辅导人或主管记录', 'Written down by the coach or a supervisor'], 403);
      if (input.held_on > day) throw new Refusal('improvement_talk.future', ['日期在将来', 'It lies in the future'], 422, { held_on: ['不晚于今天', 'Not later than today'] });
    },
    set: ({ facts, actor }) => ({ by_whom: actor.name, unit_id: facts.plan!.unit_id }),
  },
});

async function planOf(tx: Tx, id: string): Promise<{ readonly state: string; readonly unit_id: string } | null> {
  const [row] = await tx.query<{ state: string; unit_id: string }>('select state, unit_id from improvement_plan where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row ?? null;
}
