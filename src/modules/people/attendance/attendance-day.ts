/**
 * A day of one person as it counts (考勤日): computed from plan, leave, telephone log and corrections, confirmed by the person, closed with the month.
 * The label the code prints for a missing punch and what it means for pay stand in columns of their own. Serves SM-6, CC-5.2a to CC-5.2c, AC-06.
 */
import { defineProcess, defineRegister, f, Refusal } from '../../../kernel/index.ts';
import { computeFor } from './compute.ts';
import { FLAGS, OUTCOMES, PAYS, PRINTED } from './labels.ts';
import { KEEPERS, READERS } from './roles.ts';

const given = { optional: true, readonly: true } as const;
const seconds = (zh: string, en: string) => f.integer(zh, en, { ...given, unit: ['秒', 's'] });

export const AttendanceDay = defineRegister('attendance_day', {
  label: ['考勤日', 'Attendance day'],
  number: 'KQ-{yyyy}-{000000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee', { readonly: true }),
    day: f.date('日期', 'Day', { readonly: true, hint: ['夜班属于开始那天', 'A night shift belongs to the day it begins'] }),
    outcome: f.choice('结果', 'Result', OUTCOMES, { readonly: true }),
    plan_from: f.dateTime('班次起', 'Shift from', given),
    plan_to: f.dateTime('班次止', 'Shift to', given),
    sign_in: f.dateTime('签到', 'Sign-in', given),
    sign_out: f.dateTime('签出', 'Sign-out', given),
    late_s: seconds('迟到', 'Late'),
    early_s: seconds('早退', 'Early'),
    ready_gap_s: seconds('上线前未到位', 'Not ready before'),
    printed: f.choices('守则照印的后果', 'As the code prints it', PRINTED, given),
    pay: f.choice('计薪', 'Pay', PAYS, given),
    pay_minutes: f.integer('计薪分钟', 'Minutes paid', given),
    evidence_from: f.dateTime('证据起', 'Evidence from', given),
    evidence_to: f.dateTime('证据止', 'Evidence to', given),
    calls: f.integer('通话数', 'Calls', given),
    talk_s: seconds('通话时长', 'Talk time'),
    shift_s: seconds('班次时长', 'Length of shift'),
    scheduled_s: seconds('计划工作', 'Scheduled work'),
    worked_s: seconds('实际工作', 'Worked'),
    worked_in_shift_s: seconds('班内工作', 'Worked in the shift'),
    exception_s: seconds('偏离', 'Not as planned'),
    authorised_s: seconds('其中已核准', 'Of that authorised'),
    flags: f.choices('标记', 'Marks', FLAGS, given),
    leave_kind: f.text('假别', 'Leave', { max: 60, ...given }),
    line: f.unit('线路', 'Line', given),
    person: f.ref('本人', 'The person', 'app_user', given),
  },
  title: ['employee', 'day'],
  list: ['day', 'employee', 'outcome', 'sign_in', 'sign_out', 'printed', 'pay', 'flags'],
  sorts: ['-day', '-number'],
  indexes: [['employee', 'day'], ['line', 'day']],
  unique: [['employee', 'day']],
  access: { read: READERS, create: [], own: 'person' },
  empty: ['还没有考勤日。有班次、有电话日志之后系统自动核算。', 'No days yet. They are computed from shifts and the telephone log.'],
});

export const AttendanceDayProcess = defineProcess(AttendanceDay, 'planned',
  {
    planned: { label: ['未完', 'Under way'], tone: 'waiting' },
    computed: { label: ['已核算', 'Computed'], tone: 'active' },
    exceptions: { label: ['有待处理', 'To be settled'], tone: 'alarm' },
    confirmed: { label: ['本人已确认', 'Confirmed'], tone: 'done' },
    closed: { label: ['已结账', 'Closed'], tone: 'done' },
  },
  (step) => ({
    settle: step({
      label: ['核算', 'Compute'], from: ['planned', 'computed', 'exceptions', 'confirmed'], to: ['planned', 'computed', 'exceptions'], by: [], form: {},
      choose: ({ record }) => stateFor(record.outcome),
    }),
    confirm: step({
      label: ['确认', 'Confirm'], tone: 'primary', from: ['computed'], to: 'confirmed', by: ['agent', ...READERS], form: {},
      hint: ['只有本人可以确认自己的考勤', 'Only the person confirms their own day'],
      ready: ({ record, actor }) => (record.person === actor.id ? null : ['由本人确认', 'The person confirms it']),
      guard({ record, actor }) { if (record.person !== actor.id) throw new Refusal('attendance_day.own', ['只有本人可以确认', 'Only the person may confirm'], 403); },
    }),
    recompute: step({
      label: ['重新核算', 'Compute again'], from: ['planned', 'computed', 'exceptions', 'confirmed'], to: 'planned', by: KEEPERS, form: {},
      effect: ({ tx, record }) => computeFor(tx, [record.employee], record.day, record.day),
    }),
    close: step({ label: ['结账', 'Close'], from: ['planned', 'computed', 'exceptions', 'confirmed'], to: 'closed', by: [], form: {} }),
  }),
);

export function stateFor(outcome: string): 'planned' | 'computed' | 'exceptions' {
  return outcome === 'planned' ? 'planned' : outcome === 'incomplete' || outcome === 'absent' || outcome === 'unplanned' ? 'exceptions' : 'computed';
}
