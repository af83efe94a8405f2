/** The way of an improvement plan (改进计划流程): drafted, signed, coached, reviewed; passed, extended once, or failed. Serves SM-4. */
import { calendar, createRecord, defineProcess, defineSlip, f, parameter, Refusal, updateRecord, type SlipContent, type Tx } from '../../../kernel/index.ts';
import { IncidentRegister } from '../discipline/index.ts';
import { GRADE_LABELS } from '../rulebook/index.ts';
import { PlanDays } from './parameters.ts';
import { ImprovementGoal, ImprovementPlan, MET, VERDICTS } from './plan.ts';
import { LEADERS } from './roles.ts';
import { clauseAfterFailure, draftRefusal, type Met, missing, reviewRefusal } from './rules.ts';

export const PlanForm = defineSlip('improvement_plan_form', {
  label: ['改进计划书', 'Improvement plan'], number: 'GJS-{yyyy}-{000}', copies: [['员工联', 'Employee'], ['辅导人联', 'Coach'], ['人事联', 'HR']],
});
export const PlanReview = defineSlip('improvement_review', {
  label: ['改进计划复核单', 'Review of an improvement plan'], number: 'GJF-{yyyy}-{000}', copies: [['员工联', 'Employee'], ['人事联', 'HR']],
});

export const PlanProcess = defineProcess(ImprovementPlan, 'drafted',
  {
    drafted: { label: ['起草', 'Being drafted'], tone: 'waiting', due: { step: 'agree', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 5, c), escalateTo: 'centre_manager' } },
    running: { label: ['进行中', 'Running'], tone: 'active', due: { step: 'review', at: ({ record, day, calendar: c }) => calendar.endOfBusinessDay(record.review_on ?? day, c), showBeforeHours: 72, escalateTo: 'centre_manager' } },
    extended: { label: ['已延长', 'Extended'], tone: 'active', due: { step: 'review', at: ({ record, day, calendar: c }) => calendar.endOfBusinessDay(record.review_on ?? day, c), showBeforeHours: 72, escalateTo: 'centre_manager' } },
    passed: { label: ['通过', 'Passed'], tone: 'done' },
    failed: { label: ['未通过', 'Failed'], tone: 'alarm' },
    withdrawn: { label: ['处分已撤销，计划终止', 'Ended: the sanction is gone'], tone: 'stopped' },
  },
  (step) => ({
    prepare: step({
      label: ['写计划', 'Write the plan'], from: ['drafted'], to: 'drafted', by: LEADERS,
      form: {
        concern: f.longText('要改进什么', 'What has to improve', { max: 2000 }), coach: f.ref('辅导人', 'Coach', 'employee'),
        support: f.longText('单位给的支持', 'Support given', { max: 1000, optional: true, hint: ['培训、时间、工具', 'Training, time, tools'] }), review_on: f.date('复核日', 'Review on', { optional: true }),
      },
      facts: async ({ tx, day }) => ({ days: await parameter(tx, PlanDays, day) }),
      preview: ({ record, facts, day }) => ({ lines: [], initial: { concern: record.concern, coach: record.coach, support: record.support, review_on: record.review_on ?? calendar.addDays(day, facts.days) } }),
      guard({ record, input }) {
        if (input.coach === record.employee) throw new Refusal('improvement_plan.coach', ['辅导人不能是本人', 'The coach is somebody else'], 422, { coach: ['不能是本人', 'Somebody else'] });
      },
    }),
    agree: step({
      label: ['签字开始', 'Sign and begin'], tone: 'primary', from: ['drafted'], to: 'running', by: LEADERS, form: {},
      hint: ['员工签字后开始；拒签须两人见证，计划照样进行', 'Begins when the employee signs; a refusal before two witnesses does not stop it'],
      sign: [{ name: 'employee', label: ['员工', 'Employee'], by: 'guest', refusable: true }],
      facts: planFacts,
      ready: ({ facts, record, day }) => draftRefusal(draftOf(record, facts, day))?.label ?? null,
      preview: ({ facts, record, day }) => ({ lines: [...Object.values(missing(draftOf(record, facts, day))), ...facts.goals.map((one) => [`目标：${one.goal}（${one.measure}）`, `Goal: ${one.goal} (${one.measure})`] as const)] }),
      guard({ facts, record, day, signers }) {
        const refusal = draftRefusal(draftOf(record, facts, day));
        if (refusal) throw refusal;
        mustBe(signers.employee!.name, facts.employee);
      },
      set: ({ facts, record, day }) => ({ starts_on: day, review_on: draftOf(record, facts, day).reviewOn }),
      slip: { kind: PlanForm, content: ({ record, facts, day }) => planContent(record, facts, day) },
    }),
    review: step({
      label: ['复核', 'Review'], tone: 'primary', from: ['running', 'extended'], to: ['passed', 'extended', 'failed'], by: LEADERS,
      hint: ['先逐个评定目标；未通过会登记一次新的质量事件，不会自动升级', 'Assess each goal first; a failed plan opens a new incident of quality and raises nothing by itself'],
      form: {
        verdict: f.choice('结论', 'Finding', VERDICTS), review_note: f.longText('说明', 'Note', { max: 2000 }),
        next_review: f.date('下一次复核日', 'Next review', { optional: true, hint: ['延长时填写', 'When it is extended'] }),
        grade: f.choice('程度', 'Grade', { light: GRADE_LABELS.light, serious: GRADE_LABELS.serious }, { optional: true, hint: ['未通过时填写', 'When it failed'] }),
      },
      sign: [{ name: 'employee', label: ['员工', 'Employee'], by: 'guest', refusable: true }],
      facts: planFacts,
      preview: ({ facts }) => ({ lines: facts.goals.map((one) => [`${one.goal}：${one.met ? MET[one.met][0] : '未评定'}`, `${one.goal}: ${one.met ? MET[one.met][1] : 'not assessed'}`] as const) }),
      guard({ facts, record, input, day, signers }) {
        const refusal = reviewRefusal({ verdict: input.verdict, goals: facts.goals, extendedBefore: record.extended === true, nextReview: input.next_review, day, grade: input.grade });
        if (refusal) throw refusal;
        mustBe(signers.employee!.name, facts.employee);
      },
      choose: ({ input }) => input.verdict,
      set: ({ input }) => (input.verdict === 'extended' ? { extended: true, review_on: input.next_review } : {}),
      effect: async ({ tx, record, input, now }) => {
        if (input.verdict !== 'failed') return;
        const incident = await createRecord(tx, IncidentRegister, {
          employee: record.employee, clause: clauseAfterFailure(input.grade ?? 'light'), occurred_at: now, zone: 'work-area', grade: input.grade ?? 'light',
          description: `改进计划 ${record.number} 复核未通过：${input.review_note}`.slice(0, 2000), unit_id: record.unit_id,
        });
        await updateRecord(tx, ImprovementPlan, record, { new_incident: incident.id });
      },
      slip: { kind: PlanReview, content: ({ record, facts, input }) => ({
        lines: [{ label: ['计划', 'Plan'], value: record.number }, { label: ['员工', 'Employee'], value: facts.employee }, { label: ['结论', 'Finding'], value: VERDICTS[input.verdict] }, { label: ['说明', 'Note'], value: input.review_note }, { label: ['下一次复核', 'Next review'], value: input.next_review ?? '—' }],
        table: { columns: [['目标', 'Goal'], ['评定', 'Assessed'], ['结果', 'Result']], rows: facts.goals.map((one) => [one.goal, one.met ? MET[one.met] : '—', one.result ?? '']) },
        stamps: [VERDICTS[input.verdict]],
      }) },
    }),
    withdraw: step({ label: ['终止', 'End'], from: ['drafted', 'running', 'extended'], to: 'withdrawn', by: [], form: {} }),
  }),
);

export const GoalProcess = defineProcess(ImprovementGoal, 'open',
  { open: { label: ['进行中', 'Open'], tone: 'active' }, assessed: { label: ['已评定', 'Assessed'], tone: 'done' } },
  (step) => ({
    assess: step({
      label: ['评定', 'Assess'], tone: 'primary', from: ['open', 'assessed'], to: 'assessed', by: LEADERS,
      form: { met: f.choice('评定', 'Assessed', MET), result: f.text('结果', 'Result', { max: 400, hint: ['写事实和数字', 'Facts and figures'] }) },
      facts: async ({ tx, record }) => ({ state: (await tx.query<{ state: string }>('select state from improvement_plan where tenant_id = $1 and id = $2', [tx.tenantId, record.plan]))[0]?.state ?? '' }),
      ready: ({ facts }) => (['running', 'extended'].includes(facts.state) ? null : ['计划没有在进行', 'The plan is not running']),
    }),
  }),
);

interface Facts { readonly employee: string; readonly coach: string; readonly days: number; readonly goals: readonly { readonly goal: string; readonly measure: string; readonly met: Met | null; readonly result: string | null }[] }
interface Plan { readonly id: string; readonly number: string; readonly employee: string; readonly concern: string | null; readonly coach: string | null; readonly support: string | null; readonly review_on: string | null }

async function planFacts({ tx, record, day }: { readonly tx: Tx; readonly record: Plan; readonly day: string }): Promise<Facts> {
  const goals = await tx.query<Facts['goals'][number]>('select goal, measure, met, result from improvement_goal where tenant_id = $1 and plan = $2 and archived_at is null order by number', [tx.tenantId, record.id]);
  const people = await tx.query<{ id: string; name: string }>('select id, name from employee where tenant_id = $1 and id = any($2)', [tx.tenantId, [record.employee, record.coach]]);
  const nameOf = (id: string | null) => people.find((one) => one.id === id)?.name ?? '';
  return { employee: nameOf(record.employee), coach: nameOf(record.coach), days: await parameter(tx, PlanDays, day), goals };
}

function draftOf(record: Plan, facts: Facts, day: string) {
  return { concern: record.concern, coach: record.coach, employee: record.employee, goals: facts.goals.length, reviewOn: record.review_on ?? calendar.addDays(day, facts.days), day };
}

function mustBe(signer: string, employee: string): void {
  if (signer !== employee) throw new Refusal('improvement_plan.signer', [`须由 ${employee} 本人签字`, `${employee} must sign in person`], 422, { 'sign.employee': [`须由 ${employee} 本人签字`, `${employee} must sign in person`] });
}

function planContent(record: Plan, facts: Facts, day: string): SlipContent {
  return {
    lines: [
      { label: ['计划', 'Plan'], value: record.number }, { label: ['员工', 'Employee'], value: facts.employee }, { label: ['要改进什么', 'What has to improve'], value: record.concern ?? '' },
      { label: ['辅导人', 'Coach'], value: facts.coach }, { label: ['单位给的支持', 'Support given'], value: record.support ?? '—' }, { label: ['开始', 'Starts'], value: day }, { label: ['复核日', 'Review on'], value: draftOf(record, facts, day).reviewOn },
    ],
    table: { columns: [['目标', 'Goal'], ['怎么衡量', 'How it is measured']], rows: facts.goals.map((one) => [one.goal, one.measure]) },
    stamps: [['改进计划', 'Improvement plan']], boxes: [['辅导人', 'Coach'], ['主管', 'Supervisor']],
  };
}
