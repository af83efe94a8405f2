/**
 * The director's weekly report (主任周报), due on Monday at noon: on-site operation and the plan for expansion in the director's words,
 * beside figures that nobody types; frozen when it is handed in. Serves VIP-9.11, P18, G22.
 */
import { calendar, calendarOf, defineDuty, defineProcess, defineRegister, defineSlip, f, unitsBelow, type Tx } from '../../../kernel/index.ts';
import { DIRECTOR } from './posts.ts';
import { refuseNotMonday, refuseThinWeekly } from './rules.ts';

export const WEEKLY_READERS = ['vip_director', 'vip_manager', 'operations_gm', 'auditor'] as const;
export const WeeklySlip = defineSlip('director_weekly', { label: ['主任周报', 'Director’s weekly report'], number: 'ZBD-{yyyy}-{000}', copies: [['经营总经理', 'General manager'], ['中心存档', 'Centre']] });

const counted = (zh: string, en: string) => f.integer(zh, en, { optional: true, readonly: true });
export const DirectorWeekly = defineRegister('director_weekly', {
  label: ['主任周报', 'Weekly report'],
  number: 'ZR-{yyyy}-{000}',
  fields: {
    monday: f.date('所报一周的星期一', 'Monday of the week reported'),
    operation: f.longText('现场经营', 'On-site operation', { max: 4000 }),
    expansion: f.longText('客户拓展计划', 'Plan for expansion', { max: 4000 }),
    problems: f.longText('问题与建议', 'Problems and proposals', { max: 2000, optional: true }),
    calls: counted('热线来电', 'Calls'), complaints: counted('投诉', 'Complaints'), complaints_open: counted('未答复投诉', 'Complaints not answered'), requests: counted('现场需求', 'On-site requests'),
    inspections: counted('抽查', 'Inspections'), notices_open: counted('未销项整改', 'Notices not closed'), contacts: counted('拓展联系', 'Contacts'), cards: counted('活动办卡', 'Cards from campaigns'), opinions: counted('意见评分表', 'Opinion forms'), visits: counted('拜访回访', 'Visits'),
    due_at: f.dateTime('应交时间', 'Due at', { optional: true, readonly: true }),
    submitted_at: f.dateTime('提交时间', 'Handed in at', { optional: true, readonly: true }),
    late: f.yesNo('迟交', 'Late', { optional: true, readonly: true }),
    remark: f.text('总经理意见', 'General manager', { max: 300, optional: true, readonly: true }),
  },
  title: ['monday'],
  list: ['monday', 'submitted_at', 'late', 'calls', 'complaints', 'cards', 'remark'],
  sorts: ['-monday', '-number', 'state'],
  unique: [['monday', 'unit_id']],
  access: { read: WEEKLY_READERS, create: DIRECTOR, edit: DIRECTOR },
  empty: ['没有周报。每周一 12:00 前交上一周的：现场经营和客户拓展计划自己写，数字由系统汇总。', 'No reports. By Monday noon: operation and plan in your words, the figures are computed.'],
  opening: { guard: ({ input }) => { refuseNotMonday(input.monday); refuseThinWeekly(input); } },
});

export interface WeekFacts { readonly calls: number; readonly complaints: number; readonly complaints_open: number; readonly requests: number; readonly inspections: number; readonly notices_open: number; readonly contacts: number; readonly cards: number; readonly opinions: number; readonly visits: number }
/** What happened in the seven business days from Monday on. */
export async function weekFacts(tx: Tx, unit: string, monday: string): Promise<WeekFacts> {
  const centre = await calendarOf(tx, unit);
  const [from, to] = [calendar.startOfBusinessDay(monday, centre), calendar.startOfBusinessDay(calendar.addDays(monday, 7), centre)];
  const within = (table: string, column: string, more = '') => `(select count(*) from ${table} where tenant_id = $1 and unit_id = any($2) and archived_at is null and ${column} >= $3 and ${column} < $4${more})::int`;
  const [row] = await tx.query<WeekFacts>(
    `select ${within('hotline_call', 'began_at')} as calls, ${within('guest_complaint', 'received_at')} as complaints, ${within('floor_request', 'raised_at')} as requests,
       (select count(*) from guest_complaint where tenant_id = $1 and unit_id = any($2) and archived_at is null and received_at < $4 and (solved_at is null or solved_at >= $4))::int as complaints_open,
       ${within('inspection', 'began_at', " and state <> 'in_progress'")} as inspections,
       (select count(*) from rectification_notice where tenant_id = $1 and unit_id = any($2) and archived_at is null and issued_at < $4 and state not in ('closed', 'void'))::int as notices_open,
       ${within('campaign_contact', 'contacted_at')} as contacts, ${within('campaign_contact', 'contacted_at', ' and card is not null')} as cards,
       (select count(*) from opinion_form where tenant_id = $1 and unit_id = any($2) and archived_at is null and answered_on >= $5 and answered_on < $6)::int as opinions,
       (select count(*) from customer_visit where tenant_id = $1 and unit_id = any($2) and archived_at is null and visited_on >= $5 and visited_on < $6)::int as visits`,
    [tx.tenantId, await unitsBelow(tx, unit), from, to, monday, calendar.addDays(monday, 7)]);
  return row!;
}
const dueAt = (monday: string, zone: string): Date => calendar.instantOf(calendar.addDays(monday, 7), '12:00', zone);
const sentence = (w: WeekFacts): readonly [string, string] => [
  `来电 ${w.calls}，投诉 ${w.complaints}（未答复 ${w.complaints_open}），现场需求 ${w.requests}，抽查 ${w.inspections}，未销项整改 ${w.notices_open}，拓展联系 ${w.contacts}，办卡 ${w.cards}，评分表 ${w.opinions}，拜访 ${w.visits}`,
  `Calls: ${w.calls}; complaints: ${w.complaints} (not answered: ${w.complaints_open}); requests on site: ${w.requests}; inspections: ${w.inspections}; notices still open: ${w.notices_open}; contacts: ${w.contacts}; cards issued: ${w.cards}; opinion forms: ${w.opinions}; visits: ${w.visits}`,
];

export const DirectorWeeklyProcess = defineProcess(DirectorWeekly, 'drafted',
  {
    drafted: { label: ['起草', 'Draft'], tone: 'waiting', due: { step: 'submit', at: ({ record, calendar: c }) => dueAt(record.monday, c.zone), escalateTo: 'operations_gm' } },
    submitted: { label: ['已提交', 'Handed in'], tone: 'active', due: { step: 'accept', at: ({ day, calendar: c }) => calendar.endOfBusinessDay(calendar.addDays(day, 2), c) } },
    accepted: { label: ['已阅', 'Read'], tone: 'done' },
  },
  (step) => ({
    submit: step({
      label: ['提交总经理', 'Hand in'], tone: 'primary', from: ['drafted'], to: 'submitted', by: DIRECTOR, form: {},
      sign: [{ name: 'director', label: ['中心主任', 'Director'], by: 'user', role: 'vip_director' }],
      facts: async ({ tx, record }) => ({ week: await weekFacts(tx, record.unit_id, record.monday) }),
      ready: ({ record, day }) => (day < calendar.addDays(record.monday, 6) ? ['这一周还没有过完', 'The week is not over yet'] : null),
      preview: ({ facts }) => ({ lines: [sentence(facts.week)] }),
      set: ({ record, facts, now, calendar: c }) => ({ ...facts.week, due_at: dueAt(record.monday, c.zone), submitted_at: now, late: now.getTime() > dueAt(record.monday, c.zone).getTime() }),
      slip: {
        kind: WeeklySlip,
        content: ({ record, facts }) => ({ lines: [
          { label: ['周次', 'Week'], value: `${record.monday} – ${calendar.addDays(record.monday, 6)}` }, { label: ['本周数字', 'Figures'], value: sentence(facts.week) },
          { label: ['现场经营', 'On-site operation'], value: record.operation }, { label: ['客户拓展计划', 'Plan for expansion'], value: record.expansion }, { label: ['问题与建议', 'Problems and proposals'], value: record.problems ?? '' },
        ] }),
      },
    }),
    accept: step({ label: ['已阅', 'Read'], tone: 'primary', from: ['submitted'], to: 'accepted', by: ['operations_gm'], form: { remark: f.text('意见', 'Remark', { max: 300, optional: true }) } }),
    send_back: step({ label: ['退回', 'Return'], from: ['submitted'], to: 'drafted', by: ['operations_gm'], form: { remark: f.text('意见', 'Remark', { max: 300 }) } }),
  }),
);

export const WeeklyDuty = defineDuty('director_weekly', {
  label: ['主任周报', 'Director’s weekly report'],
  statements: ['VIP-9.11'],
  recurs: { every: 'week', on: [1] }, by: '12:00', unitKind: 'centre', owner: 'vip_director', deputy: 'vip_manager', escalate: { to: 'operations_gm', afterMinutes: 0 },
  form: { reason: f.text('不交的原因', 'Why there is none', { max: 200, hint: ['交了周报会自动完成；停业等情况在此说明', 'Handing it in completes this; explain here when there is none'] }) },
  async evidence({ tx, unit, day }) {
    const [row] = await tx.query<{ number: string; late: boolean }>(
      `select number, late from director_weekly where tenant_id = $1 and unit_id = any($2) and archived_at is null and monday = $3 and state in ('submitted', 'accepted')`, [tx.tenantId, await unitsBelow(tx, unit), calendar.addDays(day, -7)]);
    return row ? { report: row.number, late: row.late } : null;
  },
});
