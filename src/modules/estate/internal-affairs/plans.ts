/**
 * Annual and monthly plans (计划): a month stands under the filed plan of its year; items with owner, day and progress; at the end of a month what
 * is not done is carried over with its reason. Serves LOG-10.10, LOG-10.11, P38, G-L3.
 */
import { calendar, createRecord, defineDuty, defineProcess, defineRegister, f, readRecord, Refusal, takeStep, unitsBelow, type RowOf, type Tx } from '../../../kernel/index.ts';
import { HEADS, PLAN_READERS, PLANNERS, STAFF } from './roles.ts';
import { refusePlan, refuseProgress } from './rules.ts';

/** Read by hand: a register that refers to itself cannot be read through its own definition. */
interface PlanHead { readonly unit: string; readonly unit_id: string; readonly kind: string; readonly period: string; readonly state: string; readonly parent: string | null }
async function planHead(tx: Tx, id: string | null): Promise<PlanHead | null> {
  const [row] = await tx.query<PlanHead>('select unit, unit_id, kind, period, state, parent from work_plan where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row ?? null;
}
async function planOf(tx: Tx, item: string): Promise<string | null> {
  const [row] = await tx.query<{ plan: string }>('select plan from work_plan_item where tenant_id = $1 and id = $2', [tx.tenantId, item]);
  return row?.plan ?? null;
}

export const WorkPlan = defineRegister('work_plan', {
  label: ['工作计划', 'Work plan'],
  number: 'JH-{yyyy}-{000}',
  fields: {
    unit: f.unit('部门', 'Department'),
    kind: f.choice('类别', 'Kind', { year: ['年度', 'Year'], month: ['月度', 'Month'] }),
    period: f.text('期间', 'Period', { max: 7, hint: ['年度写 2026，月度写 2026-03', 'A year reads 2026, a month 2026-03'] }),
    parent: f.ref('所属年度计划', 'Under the year', 'work_plan', { optional: true }),
    filed_on: f.date('备案日期', 'Filed on', { optional: true, readonly: true }),
    review: f.longText('小结', 'Review', { max: 2000, optional: true, readonly: true }),
  },
  title: ['unit', 'period'],
  list: ['period', 'kind', 'unit', 'filed_on'],
  sorts: ['-period', '-number'],
  indexes: [['parent']],
  unique: [['unit', 'period']],
  access: { read: PLAN_READERS, create: PLANNERS, namesOpen: true },
  empty: ['还没有工作计划。先立年度计划并备案，再逐月立计划。', 'No plans yet. File the year first, then each month.'],
  opening: {
    facts: async ({ tx, input }) => ({ parent: await planHead(tx, input.parent) }),
    guard({ input, facts }) {
      refusePlan({ kind: input.kind, period: input.period, parentPeriod: facts.parent?.kind === 'year' && facts.parent.state === 'filed' && facts.parent.unit === input.unit ? facts.parent.period : null });
    },
    set: ({ input }) => ({ unit_id: input.unit }),
  },
});

export const WorkPlanItem = defineRegister('work_plan_item', {
  label: ['计划事项', 'Plan item'],
  number: 'JS-{yyyy}-{0000}',
  fields: {
    plan: f.ref('计划', 'Plan', 'work_plan'),
    goal: f.text('事项与目标', 'Item and goal', { max: 200 }),
    year_item: f.ref('所属年度事项', 'Item of the year', 'work_plan_item', { optional: true }),
    owner: f.ref('责任人', 'Owner', 'employee'),
    due_on: f.date('完成期限', 'Due on'),
    weight: f.integer('权重', 'Weight', { min: 1, max: 100, initial: 10 }),
    percent: f.integer('进度', 'Progress', { min: 0, max: 100, optional: true, readonly: true, unit: ['%', '%'] }),
    note: f.text('最近说明', 'Latest note', { max: 300, optional: true, readonly: true }),
    carried_from: f.ref('自何项转来', 'Carried over from', 'work_plan_item', { optional: true, readonly: true }),
  },
  title: ['goal'],
  list: ['plan', 'goal', 'owner', 'due_on', 'weight', 'percent', 'note'],
  sorts: ['due_on', '-number'],
  indexes: [['plan', 'state'], ['year_item']],
  access: { read: PLAN_READERS, create: PLANNERS, edit: PLANNERS },
  empty: ['还没有计划事项。', 'No items yet.'],
  opening: {
    facts: async ({ tx, input }) => ({ plan: await planHead(tx, input.plan), of: input.year_item === null ? null : { plan: await planOf(tx, input.year_item) } }),
    guard({ input, facts }) {
      if (facts.plan?.state === 'reviewed') throw new Refusal('work_plan_item.closed', ['计划已小结', 'The plan is reviewed already'], 422, { plan: ['请选择执行中的计划', 'Choose a plan under way'] });
      if (!input.due_on.startsWith(facts.plan?.period ?? '')) throw new Refusal('work_plan_item.due', ['期限须在计划期间内', 'The day lies in the period of the plan'], 422, { due_on: [`在 ${facts.plan?.period} 之内`, `Within ${facts.plan?.period}`] });
      if (facts.of !== null && facts.of.plan !== facts.plan?.parent) throw new Refusal('work_plan_item.other_year', ['年度事项不属于本年度计划', 'That item belongs to another year'], 422, { year_item: ['请选择所属年度计划中的事项', 'Choose an item of the plan it stands under'] });
    },
    set: ({ facts }) => ({ percent: 0, unit_id: facts.plan!.unit_id }),
  },
});

export const WorkPlanProcess = defineProcess(WorkPlan, 'draft',
  {
    draft: { label: ['编制', 'Draft'], tone: 'waiting' },
    submitted: { label: ['待备案', 'To be filed'], tone: 'active', due: { step: 'file', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 5, c) } },
    filed: { label: ['执行中', 'Under way'], tone: 'active', due: { step: 'close', at: ({ record, day, calendar: c }) => calendar.endOfBusinessDay(calendar.addDays(/^\d{4}(-\d\d)?$/.test(record.period) ? lastDay(record.period) : day, 5), c), showBeforeHours: 5 * 24, escalateTo: 'logistics_head' } },
    reviewed: { label: ['已小结', 'Reviewed'], tone: 'done' },
  },
  (step) => ({
    submit: step({
      label: ['报备', 'Submit'], tone: 'primary', from: ['draft'], to: 'submitted', by: PLANNERS, form: {},
      facts: async ({ tx, record }) => ({ items: (await itemsOf(tx, record.id)).length }), ready: ({ facts }) => (facts.items === 0 ? ['还没有事项', 'There are no items'] : null),
    }),
    file: step({ label: ['备案', 'File'], tone: 'primary', from: ['submitted'], to: 'filed', by: HEADS, form: {}, set: ({ day }) => ({ filed_on: day }) }),
    return: step({ label: ['退回', 'Send back'], from: ['submitted'], to: 'draft', by: HEADS, form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
    close: step({
      label: ['小结', 'Review'], tone: 'primary', from: ['filed'], to: 'reviewed', by: PLANNERS,
      form: { review: f.longText('小结', 'Review', { max: 2000 }), carry_into: f.ref('未完转入', 'Carry over into', 'work_plan', { optional: true, hint: ['未完成的事项转入的下期计划', 'The plan that takes what is not done'] }), carry_reason: f.text('未完原因', 'Why not done', { max: 300, optional: true }) },
      facts: async ({ tx, record, input }) => ({ open: (await itemsOf(tx, record.id)).filter((i) => i.state === 'open'), into: input.carry_into ? await readRecord(tx, WorkPlan, input.carry_into) : null }),
      ready: ({ record, day }) => (day < lastDay(record.period) ? ['期间还没有过完', 'The period is not over'] : null),
      preview: ({ facts }) => ({ lines: facts.open.length === 0 ? [['全部完成', 'All done']] : [[`未完成：${facts.open.map((i) => i.goal).join('、')}`, `Not done: ${facts.open.map((i) => i.goal).join(', ')}`]] }),
      guard({ record, input, facts }) {
        if (facts.open.length === 0) return;
        if (input.carry_reason === null) throw new Refusal('work_plan.open_items', [`还有 ${facts.open.length} 项未完成，须写明原因并转入下期`, `${facts.open.length} items are not done: give the reason and carry them over`], 422, { carry_reason: ['必填', 'Required'] });
        if (facts.into === null || facts.into.unit !== record.unit || facts.into.kind !== record.kind || facts.into.period <= record.period || facts.into.state === 'reviewed') {
          throw new Refusal('work_plan.carry_into', ['请选择同一部门以后的同类计划', 'Choose a later plan of the same kind and department'], 422, { carry_into: ['请选择下期计划', 'Choose the next plan'] });
        }
      },
      effect: async ({ tx, facts, input }) => { for (const item of facts.open) await carryOver(tx, item.id, facts.into!, input.carry_reason ?? ''); },
    }),
  }),
);

export const WorkPlanItemProcess = defineProcess(WorkPlanItem, 'open',
  {
    open: { label: ['进行中', 'Under way'], tone: 'active', due: { step: 'progress', at: ({ record, calendar: c }) => calendar.endOfBusinessDay(record.due_on, c), showBeforeHours: 7 * 24, escalateTo: 'logistics_head' } },
    done: { label: ['已完成', 'Done'], tone: 'done' },
    carried: { label: ['已转下期', 'Carried over'], tone: 'stopped' },
  },
  (step) => ({
    progress: step({
      label: ['报进度', 'Report progress'], tone: 'primary', from: ['open'], to: ['open', 'done'], by: STAFF,
      form: { percent: f.integer('进度', 'Progress', { min: 0, max: 100, unit: ['%', '%'] }), note: f.text('说明', 'Note', { max: 300, optional: true }) },
      facts: async ({ tx, record }) => ({ plan: await readRecord(tx, WorkPlan, record.plan) }),
      ready: ({ facts }) => (facts.plan?.state === 'filed' ? null : ['计划没有在执行', 'The plan is not under way']),
      guard: ({ record, input }) => refuseProgress(record.percent ?? 0, input.percent, input.note),
      choose: ({ input }) => (input.percent === 100 ? 'done' : 'open'),
    }),
    carry: step({ label: ['转下期', 'Carried over'], from: ['open'], to: 'carried', by: [], form: { note: f.text('原因', 'Why', { max: 300 }) } }),
  }),
);

export const lastDay = (period: string): string => (period.length === 4 ? `${period}-12-31` : calendar.lastOfMonth(`${period}-01`));
export const itemsOf = (tx: Tx, plan: string) => tx.query<{ id: string; goal: string; state: string; weight: number; percent: number }>(
  'select id, goal, state, weight, coalesce(percent, 0) as percent from work_plan_item where tenant_id = $1 and plan = $2 and archived_at is null order by due_on, number', [tx.tenantId, plan]);

async function carryOver(tx: Tx, id: string, into: RowOf<typeof WorkPlan>, reason: string): Promise<void> {
  await takeStep(tx, WorkPlanItemProcess, id, 'carry', { note: reason });
  const item = await readRecord(tx, WorkPlanItem, id);
  if (!item) return;
  const { goal, owner, weight } = item;
  const next = { ...WorkPlanItem, access: { ...WorkPlanItem.access, create: [] } } as typeof WorkPlanItem;
  await createRecord(tx, next, { plan: into.id, goal, year_item: item.year_item, owner, due_on: lastDay(into.period), weight, carried_from: id, unit_id: item.unit_id });
}

/** Both periods, since the sentence lost a word: the month by its fifth day, the year by the tenth of January. */
export const MonthPlanDuty = defineDuty('month_plan_filed', {
  label: ['每月 5 日前月度计划备案', 'The month’s plan filed by the 5th'], statements: ['LOG-10.10'],
  recurs: { every: 'month', days: [5] }, by: '18:00', unitKind: 'centre', owner: 'plan_owner', deputy: 'logistics_head', escalate: { to: 'centre_manager', afterMinutes: 24 * 60 },
  form: { reason: f.text('未备案的原因', 'Why not', { max: 200 }) },
  evidence: ({ tx, unit, day }) => filedPlan(tx, unit, day.slice(0, 7)),
});
export const YearPlanDuty = defineDuty('year_plan_filed', {
  label: ['1 月 10 日前年度计划备案', 'The year’s plan filed by 10 January'], statements: ['LOG-10.10'],
  recurs: { every: 'year', month: 1, day: 10 }, by: '18:00', unitKind: 'centre', owner: 'plan_owner', deputy: 'logistics_head', escalate: { to: 'centre_manager', afterMinutes: 24 * 60 },
  form: { reason: f.text('未备案的原因', 'Why not', { max: 200 }) },
  evidence: ({ tx, unit, day }) => filedPlan(tx, unit, day.slice(0, 4)),
});
async function filedPlan(tx: Tx, unit: string, period: string): Promise<{ readonly plan: string } | null> {
  const [row] = await tx.query<{ number: string }>(`select number from work_plan where tenant_id = $1 and unit_id = any($2) and period = $3 and state in ('filed', 'reviewed') and archived_at is null limit 1`, [tx.tenantId, await unitsBelow(tx, unit), period]);
  return row ? { plan: row.number } : null;
}
