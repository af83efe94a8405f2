/**
 * A month of attendance of a unit (考勤月): closed once every day is settled; afterwards a day is changed by nothing, and what comes to light later is an
 * adjustment. Serves SM-6, AC-07, LG-7.
 */
import { calendar, defineProcess, defineRegister, f, Refusal, takeStep, type Tx, unitsBelow } from '../../../kernel/index.ts';
import { AttendanceDayProcess } from './attendance-day.ts';
import { KEEPERS, READERS } from './roles.ts';

export const AttendanceMonth = defineRegister('attendance_month', {
  label: ['考勤月', 'Attendance month'],
  number: 'KY-{yyyy}-{0000}',
  fields: {
    unit: f.unit('部门或线路', 'Unit or line'),
    month: f.text('月份', 'Month', { max: 7, hint: ['如 2026-11', 'Such as 2026-11'] }),
    days: f.integer('考勤日', 'Days', { optional: true, readonly: true }),
    unsettled_reason: f.text('带未处理项结账的理由', 'Why closed with open items', { max: 300, optional: true, readonly: true }),
    closed_at: f.dateTime('结账时间', 'Closed at', { optional: true, readonly: true }),
    closed_by: f.personName('结账人', 'Closed by', { optional: true, readonly: true }),
  },
  title: ['unit', 'month'],
  list: ['month', 'unit', 'days', 'closed_at', 'closed_by'],
  sorts: ['-month', '-number'],
  unique: [['unit', 'month']],
  access: { read: READERS, create: KEEPERS },
  empty: ['还没有考勤月。', 'No months yet.'],
  opening: {
    guard({ input, day }) {
      if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(input.month)) throw new Refusal('attendance_month.month', ['月份写作 2026-11', 'A month is written 2026-11'], 422, { month: ['如 2026-11', 'Such as 2026-11'] });
      if (input.month > calendar.monthOf(day)) throw new Refusal('attendance_month.future', ['还没有到这个月', 'That month has not begun'], 422, { month: ['在将来', 'In the future'] });
    },
    set: ({ input }) => ({ unit_id: input.unit }),
  },
});

export interface OpenItems { readonly days: number; readonly unsettled: number; readonly corrections: number; readonly until: string | null }

export const AttendanceMonthProcess = defineProcess(AttendanceMonth, 'open',
  { open: { label: ['未结账', 'Open'], tone: 'active' }, closed: { label: ['已结账', 'Closed'], tone: 'done' } },
  (step) => ({
    close: step({
      label: ['结账', 'Close the month'], tone: 'primary', from: ['open'], to: 'closed', by: KEEPERS,
      form: { unsettled_reason: f.text('带未处理项结账的理由', 'Why with open items', { max: 300, optional: true }) },
      facts: ({ tx, record }) => openItems(tx, record.unit, record.month),
      ready: ({ record, day }) => (record.month >= calendar.monthOf(day) ? ['月份还没有过完', 'The month is not over'] : null),
      preview: ({ facts }) => ({ lines: [[`考勤日 ${facts.days} 个；有待处理 ${facts.unsettled} 个，未决补签 ${facts.corrections} 件`, `${facts.days} days; ${facts.unsettled} to be settled, ${facts.corrections} corrections undecided`], ['结账之后，后来的记录只作调整，不改原来的考勤日', 'Afterwards later records become adjustments; the days stay']] }),
      guard({ input, facts }) {
        if (facts.corrections > 0) throw new Refusal('attendance_month.corrections', [`还有 ${facts.corrections} 件补签未决`, `${facts.corrections} corrections are undecided`], 409);
        if (facts.unsettled > 0 && input.unsettled_reason === null) throw new Refusal('attendance_month.unsettled', [`还有 ${facts.unsettled} 个考勤日待处理；仍要结账请写明理由`, `${facts.unsettled} days are unsettled; give a reason to close all the same`], 422, { unsettled_reason: ['请写明理由', 'Please give the reason'] });
      },
      set: ({ facts, actor, now }) => ({ days: facts.days, closed_at: now, closed_by: actor.name }),
      async effect({ tx, record }) {
        for (const { id } of await daysOf(tx, record.unit, record.month, true)) await takeStep(tx, AttendanceDayProcess, id, 'close', {});
      },
    }),
  }),
);

async function daysOf(tx: Tx, unit: string, month: string, lock = false): Promise<{ readonly id: string; readonly state: string; readonly outcome: string }[]> {
  const rows = await tx.query<{ id: string; state: string; outcome: string }>(
    `select id, state, outcome from attendance_day where tenant_id = $1 and unit_id = any($2) and day between $3 and $4 and archived_at is null and state <> 'closed' order by id${lock ? ' for update' : ''}`,
    [tx.tenantId, await unitsBelow(tx, unit), `${month}-01`, calendar.lastOfMonth(`${month}-01`)]);
  return rows;
}

export async function openItems(tx: Tx, unit: string, month: string): Promise<OpenItems> {
  const days = await daysOf(tx, unit, month);
  const [row] = await tx.query<{ n: number; until: string | null }>(
    `select count(*) as n, max(day) as until from punch_correction where tenant_id = $1 and unit_id = any($2) and day between $3 and $4 and state in ('open', 'requested') and archived_at is null`,
    [tx.tenantId, await unitsBelow(tx, unit), `${month}-01`, calendar.lastOfMonth(`${month}-01`)]);
  return { days: days.length, unsettled: days.filter((d) => d.state === 'exceptions' || d.state === 'planned').length, corrections: row?.n ?? 0, until: row?.until ?? null };
}

export const AttendanceAdjustment = defineRegister('attendance_adjustment', {
  label: ['考勤调整', 'Attendance adjustment'],
  number: 'KT-{yyyy}-{0000}',
  fields: {
    attendance_day: f.ref('考勤日', 'Attendance day', 'attendance_day', { readonly: true }),
    employee: f.ref('员工', 'Employee', 'employee', { readonly: true }),
    day: f.date('日期', 'Day', { readonly: true }),
    what: f.longText('与结账时的差别', 'What differs from the closed day', { max: 2_000, readonly: true }),
    what_en: f.longText('差别（英文）', 'What differs, in English', { max: 2_000, optional: true, readonly: true }),
    minutes: f.integer('计薪分钟差', 'Minutes of pay', { min: -100_000, readonly: true }),
    fingerprint: f.text('指纹', 'Fingerprint', { max: 1_000, readonly: true }),
    decision_note: f.text('处理意见', 'Note', { max: 300, optional: true, readonly: true }),
  },
  title: ['employee', 'day'],
  list: ['day', 'employee', 'minutes', 'what'],
  sorts: ['-number', '-day'],
  indexes: [['attendance_day']],
  access: { read: READERS, create: [] },
  empty: ['没有调整。结账之后补到的记录会列在这里。', 'No adjustments. Records that arrive after a month is closed appear here.'],
});

export const AttendanceAdjustmentProcess = defineProcess(AttendanceAdjustment, 'open',
  { open: { label: ['待处理', 'To be decided'], tone: 'waiting', due: { step: 'accept', at: ({ day, calendar: centre }) => calendar.endOfBusinessDay(calendar.addDays(day, 7), centre) } }, accepted: { label: ['并入下月', 'Into the next month'], tone: 'done' }, refused: { label: ['不调整', 'Not adjusted'], tone: 'stopped' } },
  (step) => ({
    accept: step({ label: ['并入下月', 'Take into the next month'], tone: 'primary', from: ['open'], to: 'accepted', by: KEEPERS, form: { decision_note: f.text('处理意见', 'Note', { max: 300, optional: true }) } }),
    refuse: step({ label: ['不调整', 'Do not adjust'], from: ['open'], to: 'refused', by: KEEPERS, form: { decision_note: f.text('理由', 'Why', { max: 300 }) } }),
  }),
);

/** A month's record of a unit, when there is one. */
export const monthOf = async (tx: Tx, unit: string, month: string): Promise<{ readonly id: string; readonly state: string } | null> => {
  const [row] = await tx.query<{ id: string; state: string }>('select id, state from attendance_month where tenant_id = $1 and unit = $2 and month = $3 and archived_at is null', [tx.tenantId, unit, month]);
  return row ?? null;
};
