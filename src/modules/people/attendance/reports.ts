/**
 * Reports of attendance (考勤报表): the month by person, adherence by line raw and authorised, corrections by who decided them. Every figure opens its
 * records. Serves SM-6, SM-7, CC-5.1b, CC-5.2b, CC-5.2c.
 */
import { calendar, defineReport, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import type { Filter, Label } from '../../../kernel/api.ts';
import { MARK_NAMES, markOf, MARKS } from './mark.rules.ts';
import { READERS } from './roles.ts';

const params = { month: f.text('月份', 'Month', { max: 7, hint: ['如 2026-11', 'Such as 2026-11'] }), unit: f.unit('部门或线路', 'Unit or line', { optional: true }) };
type Params = { readonly month: string; readonly unit: string | null };
const initial = ({ day }: { readonly day: string }) => ({ month: calendar.monthOf(day) });
const span = (month: string) => (/^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? { first: `${month}-01`, last: calendar.lastOfMonth(`${month}-01`) } : { first: '9999-01-01', last: '9999-01-01' });

/** The days of the month within reach, as one condition for rows and proofs alike. */
async function within(tx: Tx, { month, unit }: Params): Promise<{ readonly sql: string; readonly values: readonly unknown[] }> {
  const units = await scopeOf(tx, tx.actor, READERS);
  const { first, last } = span(month);
  return { sql: 'd.tenant_id = $1 and d.day between $2 and $3 and ($4::uuid[] is null or d.unit_id = any($4)) and ($5::uuid is null or d.unit_id = $5) and d.archived_at is null', values: [tx.tenantId, first, last, units, unit] };
}
function filterOf({ month, unit }: Params, ...more: Filter[]): Filter {
  const { first, last } = span(month);
  return { all: [{ field: 'day', op: 'gte', value: first }, { field: 'day', op: 'lte', value: last }, ...(unit === null ? [] : [{ field: 'unit_id', op: 'eq', value: unit } as Filter]), ...more] };
}

const COUNTS = `count(*) filter (where d.plan_from is not null and d.outcome <> 'planned') as shifts, count(*) filter (where d.outcome in ('on_time', 'late_or_early', 'incomplete') ) as attended,
  count(*) filter (where d.late_s > 0) as late, count(*) filter (where d.early_s > 0) as early, count(*) filter (where d.ready_gap_s > 0 and d.late_s = 0) as not_ready,
  count(*) filter (where d.outcome = 'incomplete') as incomplete, count(*) filter (where d.outcome = 'on_leave') as leave, count(*) filter (where d.outcome = 'absent') as absent, coalesce(sum(d.pay_minutes), 0) as minutes`;

export const AttendanceMonthReport = defineReport('attendance_month_report', {
  label: ['考勤月报', 'Attendance month'], access: READERS, params, initial,
  columns: {
    employee: f.ref('员工', 'Employee', 'employee'), staff_no: f.text('工号', 'Staff number'), shifts: f.integer('应出勤', 'Shifts'), attended: f.integer('出勤', 'Attended'), late: f.integer('迟到', 'Late'), early: f.integer('早退', 'Early'),
    not_ready: f.integer('未提前到位', 'Not ready'), incomplete: f.integer('漏签', 'Punch missing'), leave: f.integer('请假', 'On leave'), absent: f.integer('无故缺勤', 'Absent'), minutes: f.integer('计薪分钟', 'Minutes paid'),
  },
  totals: ['shifts', 'attended', 'late', 'early', 'not_ready', 'incomplete', 'leave', 'absent', 'minutes'],
  async rows(tx, p) {
    const { sql, values } = await within(tx, p);
    return tx.query(`select d.employee, e.staff_no, ${COUNTS} from attendance_day d join employee e on e.tenant_id = d.tenant_id and e.id = d.employee where ${sql} group by d.employee, e.staff_no order by e.staff_no`, values);
  },
  async proof(tx, p, rows) {
    const { sql, values } = await within(tx, p);
    const [all] = await tx.query<{ planned: number }>(`select count(*) as planned from attendance_day d where ${sql} and d.plan_from is not null and d.outcome <> 'planned'`, values);
    const sum = (of: 'shifts' | 'attended' | 'leave' | 'absent') => rows.reduce((total, row) => total + row[of], 0);
    const [outside] = await tx.query<{ n: number }>(`select count(*) as n from attendance_day d where ${sql} and d.plan_from is null and d.outcome in ('on_leave')`, values);
    return [
      { label: ['各人应出勤之和 = 已完的考勤日', 'Sum of shifts = days that are over'], left: sum('shifts'), right: all?.planned ?? 0 },
      { label: ['应出勤 = 出勤 + 班上请假 + 缺勤', 'Shifts = attended + leave on shifts + absent'], left: sum('shifts'), right: sum('attended') + sum('leave') - (outside?.n ?? 0) + sum('absent') },
    ];
  },
  drill: {
    shifts: (row, p) => ({ register: 'attendance_day', filter: filterOf(p, ...who(row), { field: 'plan_from', op: 'empty', value: false }, { field: 'outcome', op: 'ne', value: 'planned' }) }),
    attended: (row, p) => ({ register: 'attendance_day', filter: filterOf(p, ...who(row), { field: 'outcome', op: 'in', value: ['on_time', 'late_or_early', 'incomplete'] }) }),
    not_ready: (row, p) => ({ register: 'attendance_day', filter: filterOf(p, ...who(row), { field: 'ready_gap_s', op: 'gt', value: 0 }, { field: 'late_s', op: 'eq', value: 0 }) }),
    late: (row, p) => ({ register: 'attendance_day', filter: filterOf(p, ...who(row), { field: 'late_s', op: 'gt', value: 0 }) }), early: (row, p) => ({ register: 'attendance_day', filter: filterOf(p, ...who(row), { field: 'early_s', op: 'gt', value: 0 }) }),
    incomplete: (row, p) => outcome(row, p, 'incomplete'), leave: (row, p) => outcome(row, p, 'on_leave'), absent: (row, p) => outcome(row, p, 'absent'),
    minutes: (row, p) => ({ register: 'attendance_day', filter: filterOf(p, ...who(row)) }),
  },
  notes: () => [
    ['应出勤：有班次且班次已过完的考勤日。漏签计入出勤：有证据即不是缺勤（CG-13）。', 'Shifts: days with a shift that is over. A missing punch counts as attended: evidence is not absence (CG-13).'],
    ['未提前到位：未迟到，但没有在班次前 5 分钟签到（CC-5.R1）。计薪分钟不含用餐。', 'Not ready: not late, but not signed in five minutes before (CC-5.R1). Minutes paid are without meals.'],
  ],
  chart: { kind: 'bar', x: 'staff_no', y: ['late', 'early', 'absent'] },
});
const who = (row: { readonly employee: string } | null): Filter[] => (row ? [{ field: 'employee', op: 'eq', value: row.employee }] : []);
const outcome = (row: { readonly employee: string } | null, p: Params, value: string) => ({ register: 'attendance_day', filter: filterOf(p, ...who(row), { field: 'outcome', op: 'eq', value }) });

const percent = (part: number, whole: number): string | null => (whole === 0 ? null : ((part / whole) * 100).toFixed(2));

const there: readonly Filter[] = [{ field: 'outcome', op: 'in', value: ['on_time', 'late_or_early', 'incomplete'] }];
export const AdherenceByLine = defineReport('adherence_by_line', {
  label: ['各线遵守率', 'Adherence by line'], access: READERS, params, initial,
  columns: {
    line: f.unit('线路', 'Line'), days: f.integer('考勤日', 'Days'), shift_s: f.integer('班次秒数', 'Shift (s)'), exception_s: f.integer('偏离秒数', 'Not as planned (s)'), authorised_s: f.integer('已核准秒数', 'Authorised (s)'),
    adherence: f.quantity('遵守率 %', 'Adherence %', { scale: 2, optional: true }), with_authorised: f.quantity('计入核准 %', 'With authorised %', { scale: 2, optional: true }),
    worked_s: f.integer('实际工作秒数', 'Worked (s)'), scheduled_s: f.integer('计划工作秒数', 'Scheduled (s)'), conformance: f.quantity('符合率 %', 'Conformance %', { scale: 2, optional: true }), unknown: f.integer('无法计算', 'Not known'),
  },
  totals: ['days', 'shift_s', 'exception_s', 'authorised_s', 'worked_s', 'scheduled_s', 'unknown'],
  async rows(tx, p) {
    const { sql, values } = await within(tx, p);
    const rows = await tx.query<{ line: string; days: number; shift_s: number; exception_s: number; authorised_s: number; worked_s: number; scheduled_s: number; unknown: number }>(
      `select coalesce(d.line, d.unit_id) as line, count(*) filter (where d.exception_s is not null) as days, coalesce(sum(d.shift_s) filter (where d.exception_s is not null), 0) as shift_s, coalesce(sum(d.exception_s), 0) as exception_s,
         coalesce(sum(d.authorised_s) filter (where d.exception_s is not null), 0) as authorised_s, coalesce(sum(d.worked_s) filter (where d.exception_s is not null), 0) as worked_s,
         coalesce(sum(d.scheduled_s) filter (where d.exception_s is not null), 0) as scheduled_s, count(*) filter (where d.exception_s is null) as unknown
       from attendance_day d where ${sql} and d.plan_from is not null and d.outcome in ('on_time', 'late_or_early', 'incomplete') group by 1 order by 1`, values);
    return rows.map((r) => ({ ...r, adherence: percent(r.shift_s - r.exception_s, r.shift_s), with_authorised: percent(r.shift_s - r.exception_s + r.authorised_s, r.shift_s), conformance: percent(r.worked_s, r.scheduled_s) }));
  },
  async proof(tx, p, rows) {
    const { sql, values } = await within(tx, p);
    const [all] = await tx.query<{ n: number; exception_s: number }>(`select count(*) as n, coalesce(sum(d.exception_s), 0) as exception_s from attendance_day d where ${sql} and d.plan_from is not null and d.outcome in ('on_time', 'late_or_early', 'incomplete')`, values);
    return [
      { label: ['各线考勤日与无法计算之和 = 出勤的考勤日', 'Days and not known of all lines = days attended'], left: rows.reduce((s, r) => s + r.days + r.unknown, 0), right: all?.n ?? 0 },
      { label: ['各线偏离之和 = 各考勤日偏离之和', 'Not as planned of all lines = of all days'], left: rows.reduce((s, r) => s + r.exception_s, 0), right: all?.exception_s ?? 0 },
    ];
  },
  drill: {
    days: (row, p) => ({ register: 'attendance_day', filter: filterOf(p, ...onLine(row), ...there, { field: 'exception_s', op: 'empty', value: false }) }),
    unknown: (row, p) => ({ register: 'attendance_day', filter: filterOf(p, ...onLine(row), ...there, { field: 'exception_s', op: 'empty', value: true }) }),
    exception_s: (row, p) => ({ register: 'attendance_day', filter: filterOf(p, ...onLine(row), { field: 'exception_s', op: 'gt', value: 0 }) }),
  },
  notes: () => [
    ['遵守率 =（班次时长 − 与计划不符的时长）÷ 班次时长；“计入核准”把核准的离线加回，原始数字不变。', 'Adherence = (shift − not as planned) ÷ shift; “with authorised” adds authorised time back, the raw figure stays.'],
    ['符合率 = 实际工作 ÷ 计划工作，可高于 100。没有签到、只有通话的日子无法计算，单列。', 'Conformance = worked ÷ scheduled and may exceed 100. Days with calls but no sign-in cannot be computed and stand apart.'],
  ],
  chart: { kind: 'bar', x: 'line', y: ['adherence', 'with_authorised'] },
});
const onLine = (row: { readonly line: string } | null): Filter[] => (row ? [{ field: 'line', op: 'eq', value: row.line }] : []);

export const CorrectionsByApprover = defineReport('corrections_by_approver', {
  label: ['补签按审批人', 'Corrections by approver'], access: ['centre_manager', 'hr', 'attendance_clerk', 'auditor'], params, initial,
  columns: { decided_by: f.ref('审批人', 'Decided by', 'app_user'), approved: f.integer('批准', 'Approved'), rejected: f.integer('未准', 'Refused') },
  totals: ['approved', 'rejected'],
  async rows(tx, p) {
    const { sql, values } = await within(tx, p);
    return tx.query(`select d.decided_by, count(*) filter (where d.state = 'approved') as approved, count(*) filter (where d.state = 'rejected') as rejected from punch_correction d where ${sql} and d.decided_by is not null group by d.decided_by order by 2 desc, 1`, values);
  },
  async proof(tx, p, rows) {
    const { sql, values } = await within(tx, p);
    const [all] = await tx.query<{ n: number }>(`select count(*) as n from punch_correction d where ${sql} and d.state in ('approved', 'rejected')`, values);
    return [{ label: ['各审批人之和 = 已决补签', 'Sum of approvers = decided corrections'], left: rows.reduce((s, r) => s + r.approved + r.rejected, 0), right: all?.n ?? 0 }];
  },
  drill: { approved: (row, p) => ({ register: 'punch_correction', filter: filterOf(p, ...(row ? [{ field: 'decided_by', op: 'eq', value: row.decided_by } as Filter] : []), { field: 'state', op: 'eq', value: 'approved' }) }) },
});

const DAYS = Array.from({ length: 31 }, (_, i) => String(i + 1).padStart(2, '0'));

/** The sheet as a table: what goes into the file for the personnel office. */
export const AttendanceSheetReport = defineReport('attendance_sheet_report', {
  label: ['考勤表', 'Attendance sheet'], access: READERS, params, initial, page: 'people/attendance/sheet',
  columns: { staff_no: f.text('工号', 'Staff number'), employee: f.ref('员工', 'Employee', 'employee'), ...Object.fromEntries(DAYS.map((d) => [`d${d}`, f.choice(String(Number(d)), String(Number(d)), MARKS, { optional: true })])), minutes: f.integer('计薪分钟', 'Minutes paid') },
  totals: ['minutes'],
  async rows(tx, p) {
    const { sql, values } = await within(tx, p);
    const rows = await tx.query<{ staff_no: string; employee: string; marks: { readonly [day: string]: Parameters<typeof markOf>[0] }; minutes: number }>(
      `select e.staff_no, d.employee, jsonb_object_agg('d' || to_char(d.day, 'DD'), jsonb_build_object('outcome', d.outcome, 'lateS', coalesce(d.late_s, 0), 'earlyS', coalesce(d.early_s, 0))) as marks, coalesce(sum(d.pay_minutes), 0) as minutes
       from attendance_day d join employee e on e.tenant_id = d.tenant_id and e.id = d.employee where ${sql} group by e.staff_no, d.employee order by e.staff_no`, values);
    return rows.map(({ marks, ...row }) => ({ ...Object.fromEntries(DAYS.map((d) => [`d${d}`, marks[`d${d}`] ? markOf(marks[`d${d}`]!) : null])), ...row }));
  },
  notes: () => [[0, 1].map((lang) => Object.entries(MARKS).map(([mark, sign]) => `${sign[lang]} ${MARK_NAMES[mark as keyof typeof MARKS][lang as 0 | 1]}`).join(lang === 0 ? '，' : ', ')) as unknown as Label],
});
