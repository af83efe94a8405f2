/**
 * Meetings with their decisions (会议), tasks passed down and reported back (交办), reports passed up in writing or by word (汇报).
 * Serves VIP-5.9, VIP-9.1, VIP-9.3, VIP-9.5, VIP-9.10, VIP-9.11, P18.
 */
import { calendar, calendarOf, defineDuty, defineProcess, defineRegister, f, unitsBelow } from '../../../kernel/index.ts';
import { DIRECTOR, LEADERS, READERS, STAFF } from './posts.ts';
import { ownTask, refuseFutureDay, refuseNoDepartment, refuseOral } from './rules.ts';

export const ClubMeeting = defineRegister('club_meeting', {
  label: ['会议', 'Meeting'],
  number: 'HY-{yyyy}-{000}',
  fields: {
    kind: f.choice('类别', 'Kind', { administration: ['行政会议', 'Administration'], operation: ['经营会议', 'Operation'], department: ['部门会议', 'Department'], consolidation: ['整合会议', 'Consolidation'] }),
    held_at: f.dateTime('时间', 'When'),
    place: f.text('地点', 'Where', { max: 60, optional: true }),
    agenda: f.longText('议题', 'Agenda', { max: 2000 }),
    attendees: f.text('参加人', 'Attended by', { max: 300, optional: true, readonly: true }),
    minutes: f.longText('纪要', 'Minutes', { max: 4000, optional: true, readonly: true }),
    decisions: f.longText('决定', 'Decisions', { max: 4000, optional: true, readonly: true }),
  },
  title: ['kind', 'held_at'],
  list: ['held_at', 'kind', 'agenda', 'attendees', 'decisions'],
  sorts: ['-held_at', '-number', 'state'],
  access: { read: READERS, create: LEADERS },
  empty: ['没有会议。参加行政、经营会议和召开部门会议，决定和交办都从这里来。', 'No meetings. Decisions and tasks come from here.'],
});
export const ClubMeetingProcess = defineProcess(ClubMeeting, 'planned',
  {
    planned: { label: ['待召开', 'Planned'], tone: 'waiting', due: { step: 'minute', at: ({ record }) => new Date(record.held_at.getTime() + 24 * 3_600_000), showBeforeHours: 24 } },
    minuted: { label: ['已有纪要', 'Minuted'], tone: 'done' },
    cancelled: { label: ['取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    minute: step({
      label: ['写纪要', 'Write the minutes'], tone: 'primary', from: ['planned'], to: 'minuted', by: LEADERS,
      form: { attendees: f.text('参加人', 'Attended by', { max: 300 }), minutes: f.longText('纪要', 'Minutes', { max: 4000 }), decisions: f.longText('决定', 'Decisions', { max: 4000 }) },
      ready: ({ record, now }) => (record.held_at > now ? ['会议还没开', 'It has not been held yet'] : null),
    }),
    cancel: step({ label: ['取消', 'Cancel'], from: ['planned'], to: 'cancelled', by: LEADERS, form: { reason: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);

/** Done by the minutes of a consolidation meeting held within the month; a month without one is explained. */
export const ConsolidationDuty = defineDuty('club_consolidation', {
  label: ['每月整合会议', 'Consolidation meeting of the month'],
  statements: ['VIP-5.9'],
  recurs: { every: 'month', days: [28] }, by: '22:00', unitKind: 'centre', owner: 'vip_manager', deputy: 'vip_director', escalate: { to: 'vip_director', afterMinutes: 120 },
  form: { reason: f.text('不开的原因', 'Why there was none', { max: 200, hint: ['开过并写了纪要会自动完成；当月不开的在此说明', 'The minutes complete this; explain here why there was none'] }) },
  async evidence({ tx, unit, day }) {
    const { zone } = await calendarOf(tx, unit);
    const [row] = await tx.query<{ number: string }>(
      `select number from club_meeting where tenant_id = $1 and unit_id = any($2) and archived_at is null and kind = 'consolidation' and state = 'minuted' and to_char(held_at at time zone $3, 'YYYY-MM') = $4 order by held_at limit 1`,
      [tx.tenantId, await unitsBelow(tx, unit), zone, day.slice(0, 7)]);
    return row ? { meeting: row.number } : null;
  },
});

export const AssignedTask = defineRegister('assigned_task', {
  label: ['交办事项', 'Task'],
  number: 'JB-{yyyy}-{0000}',
  fields: {
    origin: f.choice('来源', 'Origin', { meeting: ['会议决定', 'Decided in a meeting'], director: ['主任交办', 'Given by the director'], department: ['与其他部门协调', 'With another department'], supervision: ['督导客服工作', 'Supervision of agents'] }),
    meeting: f.ref('会议', 'Meeting', 'club_meeting', { optional: true }),
    other_department: f.text('涉及部门', 'Other department', { max: 60, optional: true }),
    matter: f.longText('事项', 'What is to be done', { max: 2000 }),
    assigned_to: f.ref('承办人', 'Given to', 'app_user'),
    due_on: f.date('期限', 'Due on'),
    report: f.longText('办理情况', 'What was done', { max: 2000, optional: true, readonly: true }),
    reported_on: f.date('汇报日期', 'Reported on', { optional: true, readonly: true }),
    remark: f.text('意见', 'Remark', { max: 300, optional: true, readonly: true }),
    returned: f.integer('退回次数', 'Times returned', { optional: true, readonly: true }),
  },
  title: ['matter'],
  list: ['matter', 'origin', 'assigned_to', 'due_on', 'reported_on', 'returned'],
  sorts: ['due_on', '-number', 'state'],
  indexes: [['meeting'], ['assigned_to', 'state']],
  access: { read: READERS, create: LEADERS },
  empty: ['没有交办事项。会议决定、主任交办、与其他部门协调的问题，定承办人和期限。', 'No tasks. Decisions and problems with other departments get an owner and a day.'],
  opening: { guard: ({ input }) => refuseNoDepartment(input), set: () => ({ returned: 0 }) },
});
export const AssignedTaskProcess = defineProcess(AssignedTask, 'given',
  {
    given: { label: ['办理中', 'In hand'], tone: 'active', due: { step: 'report', at: ({ record, calendar: c }) => calendar.endOfBusinessDay(record.due_on, c), escalateTo: 'vip_director' } },
    reported: { label: ['已汇报', 'Reported'], tone: 'waiting', due: { step: 'accept', at: ({ day, calendar: c }) => calendar.endOfBusinessDay(calendar.addDays(day, 2), c) } },
    done: { label: ['已办结', 'Done'], tone: 'done' },
  },
  (step) => ({
    report: step({
      label: ['汇报办理情况', 'Report back'], tone: 'primary', from: ['given'], to: 'reported', by: STAFF, form: { report: f.longText('办理情况', 'What was done', { max: 2000 }) },
      ready: ({ record, actor }) => ownTask(record.assigned_to, actor.id), set: ({ day }) => ({ reported_on: day }),
    }),
    accept: step({ label: ['同意办结', 'Accept'], tone: 'primary', from: ['reported'], to: 'done', by: LEADERS, form: { remark: f.text('意见', 'Remark', { max: 300, optional: true }) } }),
    send_back: step({ label: ['退回', 'Return'], from: ['reported'], to: 'given', by: LEADERS, form: { remark: f.text('意见', 'Remark', { max: 300 }) }, set: ({ record }) => ({ returned: (record.returned ?? 0) + 1 }) }),
  }),
);

export const UpwardReport = defineRegister('upward_report', {
  label: ['向上汇报', 'Report upwards'],
  number: 'HB-{yyyy}-{0000}',
  fields: {
    manner: f.choice('方式', 'Manner', { oral: ['口头', 'By word'], written: ['书面', 'In writing'] }),
    reported_on: f.date('日期', 'Date'),
    subject: f.text('事由', 'Subject', { max: 100 }),
    listener: f.personName('听取人', 'Listener', { optional: true, hint: ['口头汇报必填', 'Needed when by word'] }),
    key_points: f.longText('要点', 'Key points', { max: 2000, optional: true, hint: ['口头汇报必填', 'Needed when by word'] }),
    body: f.longText('正文', 'Text', { max: 6000, optional: true, hint: ['书面汇报必填', 'Needed when in writing'] }),
    files: f.attachment('附件', 'Files', { optional: true }),
    reply: f.text('批示', 'Reply', { max: 300, optional: true, readonly: true }),
  },
  title: ['subject'],
  list: ['reported_on', 'manner', 'subject', 'listener', 'key_points', 'reply'],
  sorts: ['-reported_on', '-number'],
  access: { read: ['vip_director', 'vip_manager', 'operations_gm', 'auditor'], create: [...DIRECTOR, 'vip_manager'] },
  empty: ['没有汇报。口头汇报也记下日期、听取人和要点。', 'No reports. What was said by word leaves date, listener and key points here.'],
  opening: { guard: ({ input, day }) => { refuseOral(input); refuseFutureDay(input.reported_on, day); } },
});
export const UpwardReportProcess = defineProcess(UpwardReport, 'reported',
  { reported: { label: ['已汇报', 'Reported'], tone: 'active' }, replied: { label: ['已批示', 'Replied'], tone: 'done' } },
  (step) => ({ reply: step({ label: ['批示', 'Reply'], tone: 'primary', from: ['reported'], to: 'replied', by: ['operations_gm'], form: { reply: f.text('批示', 'Reply', { max: 300 }) } }) }),
);
