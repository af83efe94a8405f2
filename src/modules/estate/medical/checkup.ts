/**
 * Check-ups (职工体检): a plan names the people, each is booked and examined. Heads see done or not done; what was found stands in a register of
 * its own that opens for the doctor alone. Serves LOG-8.1, P31, AS-41.
 */
import { calendar, createRecord, defineProcess, defineRegister, f, readRecord, Refusal, takeStep, unitsBelow, type Tx } from '../../../kernel/index.ts';
import { colleaguesAt } from '../../people/staff/index.ts';
import { DOCTORS, ORGANISERS, READERS } from './roles.ts';
import { notClosed, refuseResult, type Progress } from './rules.ts';

export const CheckupPlan = defineRegister('checkup_plan', {
  label: ['体检计划', 'Check-up plan'],
  number: 'TJJ-{yyyy}-{00}',
  fields: {
    title: f.text('名称', 'Title', { max: 80 }),
    participants: f.unit('参加单位', 'For', { hint: ['该单元及其下级的全体在职人员列入名单', 'Everybody employed at this unit and below is listed'] }),
    begins_on: f.date('开始日期', 'Begins on'),
    ends_on: f.date('截止日期', 'Ends on'),
    provider: f.text('体检机构', 'Where', { max: 80 }),
    items: f.longText('体检项目', 'What is examined', { max: 1000, optional: true }),
  },
  title: ['title'],
  list: ['title', 'participants', 'begins_on', 'ends_on', 'provider'],
  sorts: ['-begins_on'],
  access: { read: READERS, create: ORGANISERS, edit: ORGANISERS, archive: ORGANISERS, namesOpen: true },
  empty: ['还没有体检计划。先立计划，再生成名单。', 'No plans yet. Make one, then its list.'],
  opening: {
    guard({ input }) {
      if (input.ends_on < input.begins_on) throw new Refusal('checkup_plan.dates', ['截止日期早于开始日期', 'It ends before it begins'], 422, { ends_on: ['不早于开始日期', 'Not before the first day'] });
    },
  },
});

export const Checkup = defineRegister('checkup', {
  label: ['体检', 'Check-up'],
  number: 'TJ-{yyyy}-{00000}',
  fields: {
    plan: f.ref('体检计划', 'Plan', 'checkup_plan'),
    employee: f.ref('员工', 'Employee', 'employee'),
    app_user: f.ref('登录用户', 'Sign-in', 'app_user', { optional: true, readonly: true }),
    booked_on: f.date('预约日期', 'Booked for', { optional: true, readonly: true }),
    examined_on: f.date('体检日期', 'Examined on', { optional: true, readonly: true }),
    excuse: f.text('未检原因', 'Why not', { max: 200, optional: true, readonly: true }),
  },
  title: ['employee', 'plan'],
  list: ['employee', 'plan', 'booked_on', 'examined_on', 'excuse'],
  sorts: ['-number', 'booked_on', 'state'],
  indexes: [['plan', 'state'], ['app_user']],
  unique: [['plan', 'employee']],
  access: { read: READERS, create: [], own: 'app_user' },
  empty: ['还没有体检名单。由体检计划生成。', 'Nobody is listed yet. The plan makes the list.'],
});

export const OUTCOMES = { normal: ['未见异常', 'Normal'], watch: ['注意观察', 'To be watched'], recheck: ['需要复查', 'To be examined again'], treat: ['需要就医', 'To be treated'] } as const;
export const CheckupResult = defineRegister('checkup_result', {
  label: ['体检结果', 'Check-up result'],
  number: 'TJG-{yyyy}-{00000}',
  fields: {
    checkup: f.ref('体检', 'Check-up', 'checkup'),
    outcome: f.choice('结论', 'Outcome', OUTCOMES),
    findings: f.longText('所见', 'Findings', { max: 4000 }),
    advice: f.longText('建议', 'Advice', { max: 1000, optional: true }),
    follow_up_on: f.date('随访日期', 'Follow-up on', { optional: true }),
    report: f.attachment('体检报告', 'Report', { optional: true }),
    follow_up: f.longText('随访记录', 'Follow-up', { max: 1000, optional: true, readonly: true }),
  },
  title: ['checkup'],
  list: ['checkup', 'outcome', 'follow_up_on'],
  sorts: ['-number', 'follow_up_on', 'state'],
  unique: [['checkup']],
  access: { read: DOCTORS, create: DOCTORS },
  empty: ['还没有体检结果。只有公司医生能录入和打开。', 'No results yet. Only the company doctor writes and opens them.'],
  opening: {
    facts: async ({ tx, input }) => ({ checkup: await readRecord(tx, Checkup, input.checkup) }),
    guard: ({ input, facts }) => { if (facts.checkup) refuseResult(input, facts.checkup.state === 'examined' ? facts.checkup.examined_on : null); },
    effect: async ({ tx, record }) => { if (record.follow_up_on !== null) await takeStep(tx, CheckupResultProcess, record.id, 'watch', {}); },
  },
});

export const CheckupPlanProcess = defineProcess(CheckupPlan, 'draft',
  {
    draft: { label: ['起草', 'Draft'], tone: 'waiting' },
    running: { label: ['进行中', 'Running'], tone: 'active' },
    closed: { label: ['已结束', 'Closed'], tone: 'done' },
  },
  (step) => ({
    list: step({
      label: ['生成名单', 'Make the list'], tone: 'primary', from: ['draft'], to: 'running', by: ORGANISERS, form: {},
      facts: async ({ tx, record }) => ({ people: await colleaguesAt(tx, await unitsBelow(tx, record.participants), record.begins_on) }),
      ready: ({ facts }) => (facts.people.length === 0 ? ['参加单位当日没有在职人员', 'Nobody is employed there on that day'] : null),
      preview: ({ facts }) => ({ lines: [[`列入 ${facts.people.length} 人`, `${facts.people.length} people will be listed`]] }),
      async effect({ tx, record, facts }) {
        await Promise.all(facts.people.map((person) => createRecord(tx, Checkup, { plan: record.id, employee: person.id, app_user: person.app_user, unit_id: person.place })));
      },
    }),
    close: step({
      label: ['结束体检', 'Close'], tone: 'primary', from: ['running'], to: 'closed', by: ORGANISERS, form: {},
      facts: async ({ tx, record }) => ({ progress: await progressOf(tx, record.id) }),
      ready: ({ facts }) => notClosed(facts.progress),
    }),
  }),
);

export const CheckupProcess = defineProcess(Checkup, 'listed',
  {
    listed: { label: ['未预约', 'Not booked'], tone: 'waiting' },
    booked: { label: ['已预约', 'Booked'], tone: 'active' },
    examined: { label: ['已体检', 'Done'], tone: 'done' },
    excused: { label: ['不参加', 'Not taking part'], tone: 'stopped' },
  },
  (step) => ({
    book: step({
      label: ['预约', 'Book'], tone: 'primary', from: ['listed', 'booked'], to: 'booked', by: [...ORGANISERS, ...DOCTORS], form: { booked_on: f.date('预约日期', 'Booked for') },
      facts: async ({ tx, record }) => ({ plan: await readRecord(tx, CheckupPlan, record.plan) }),
      guard({ input, facts }) {
        if (facts.plan && (input.booked_on < facts.plan.begins_on || input.booked_on > facts.plan.ends_on)) throw new Refusal('checkup.booked_on', ['不在体检计划的日期之内', 'Outside the days of the plan'], 422, { booked_on: [`${facts.plan.begins_on} 至 ${facts.plan.ends_on}`, `${facts.plan.begins_on} to ${facts.plan.ends_on}`] });
      },
    }),
    examine: step({
      label: ['已体检', 'Examined'], tone: 'primary', from: ['listed', 'booked'], to: 'examined', by: [...ORGANISERS, ...DOCTORS], form: { examined_on: f.date('体检日期', 'Examined on') },
      guard({ input, day }) {
        if (input.examined_on > day) throw new Refusal('checkup.examined_on', ['体检日期还没有到', 'That day has not come yet'], 422, { examined_on: ['不晚于今天', 'Not after today'] });
      },
    }),
    excuse: step({ label: ['不参加', 'Not taking part'], from: ['listed', 'booked'], to: 'excused', by: ORGANISERS, form: { excuse: f.text('未检原因', 'Why not', { max: 200 }) } }),
  }),
);

export const CheckupResultProcess = defineProcess(CheckupResult, 'sealed',
  {
    sealed: { label: ['已封存', 'Sealed'], tone: 'done' },
    watched: { label: ['待随访', 'Follow-up due'], tone: 'active', due: { step: 'follow_up', at: ({ record, now, calendar: c }) => (record.follow_up_on === null ? now : calendar.instantOf(record.follow_up_on, '09:00', c.zone)), showBeforeHours: 72 } },
    followed: { label: ['已随访', 'Followed up'], tone: 'done' },
  },
  (step) => ({
    watch: step({ label: ['安排随访', 'Watch'], from: ['sealed'], to: 'watched', by: [], form: {} }),
    follow_up: step({ label: ['记录随访', 'Record the follow-up'], tone: 'primary', from: ['watched'], to: 'followed', by: DOCTORS, form: { follow_up: f.longText('随访记录', 'Follow-up', { max: 1000 }) } }),
  }),
);

export async function progressOf(tx: Tx, plan: string): Promise<Progress> {
  const [row] = await tx.query<Progress>(
    `select count(*) filter (where state = 'listed')::int as listed, count(*) filter (where state = 'booked')::int as booked, count(*) filter (where state = 'examined')::int as examined,
       count(*) filter (where state = 'excused')::int as excused from checkup where tenant_id = $1 and plan = $2 and archived_at is null`, [tx.tenantId, plan]);
  return row!;
}
