/**
 * The department's attendance sheet (考勤表填报): days planned, leave granted and absence, line by line from the one attendance of the house, with
 * what the department knows beside it; handed to personnel, who accept or send back. Serves LOG-10.3, LOG-10.4, P34, G-L12.
 */
import { calendar, createRecord, defineProcess, defineRegister, f, readRecord, Refusal, unitsBelow, updateRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { colleaguesAt, type Colleague } from '../../people/staff/index.ts';
import { WAGES, WAGES_READERS } from './roles.ts';
import { leaveHalves, refuseMonth, workedHalves, type Span } from './rules.ts';

export const DepartmentSheet = defineRegister('department_sheet', {
  label: ['考勤表', 'Attendance sheet'],
  number: 'KB-{yyyy}-{00}',
  fields: {
    unit: f.unit('部门', 'Department'),
    month: f.text('月份', 'Month', { max: 7, hint: ['例如 2026-02', 'For example 2026-02'] }),
    people: f.integer('人数', 'People', { optional: true, readonly: true }),
    handed_on: f.date('报送日期', 'Handed in on', { optional: true, readonly: true }),
    returned_because: f.text('退回原因', 'Why it was sent back', { max: 200, optional: true, readonly: true }),
  },
  title: ['unit', 'month'],
  list: ['month', 'unit', 'people', 'handed_on'],
  sorts: ['-month', '-number'],
  unique: [['unit', 'month']],
  access: { read: WAGES_READERS, create: WAGES },
  empty: ['还没有考勤表。选部门和月份，按请假与考勤逐人填出。', 'No sheets yet. Choose department and month; it is filled from leave and attendance, person by person.'],
  opening: {
    guard: ({ input, day }) => refuseMonth('department_sheet', input.month, day),
    set: ({ input }) => ({ unit_id: input.unit }),
  },
});

const half = { optional: true, readonly: true, unit: ['半天', 'half days'] } as const;
export const DepartmentSheetLine = defineRegister('department_sheet_line', {
  label: ['考勤表行', 'Line of the attendance sheet'],
  number: 'KH-{yyyy}-{00000}',
  fields: {
    sheet: f.ref('考勤表', 'Sheet', 'department_sheet', { readonly: true }),
    employee: f.ref('员工', 'Employee', 'employee', { readonly: true }),
    workdays: f.integer('应出勤天数', 'Working days', { readonly: true }),
    leave: f.integer('请假', 'Leave', half),
    absent: f.integer('旷工', 'Absence', half),
    worked: f.integer('实出勤', 'Worked', half),
    remark: f.text('部门说明', 'Remark of the department', { max: 200, optional: true }),
  },
  title: ['employee', 'sheet'],
  list: ['sheet', 'employee', 'workdays', 'leave', 'absent', 'worked', 'remark'],
  sorts: ['-number'],
  unique: [['sheet', 'employee']],
  hidden: true,
  access: { read: WAGES_READERS, create: [], edit: WAGES },
  empty: ['由考勤表填出。', 'Filled by the sheet.'],
  opening: {
    facts: async ({ tx, input }) => ({ sheet: await readRecord(tx, DepartmentSheet, input.sheet) }),
    guard({ id, facts }) {
      if (id !== null && facts.sheet?.state !== 'filled') throw new Refusal('department_sheet.handed_in', ['考勤表不在填报中', 'The sheet is not being filled']);
    },
  },
});

export const DepartmentSheetProcess = defineProcess(DepartmentSheet, 'open',
  {
    open: { label: ['待填报', 'To be filled'], tone: 'waiting' },
    filled: { label: ['已填，待报送', 'Filled'], tone: 'active' },
    handed_in: { label: ['已报人事', 'With personnel'], tone: 'active', due: { step: 'accept', at: ({ now }) => new Date(now.getTime() + 3 * 86_400_000) } },
    accepted: { label: ['已收妥', 'Accepted'], tone: 'done' },
  },
  (step) => ({
    fill: step({
      label: ['填报', 'Fill'], tone: 'primary', from: ['open', 'filled'], to: 'filled', by: WAGES, form: {},
      hint: ['按节假日、请假和考勤逐人填出；可反复取数，部门说明保留', 'From holidays, leave and attendance; may be repeated, remarks stay'],
      facts: async ({ tx, record }) => ({ people: await colleaguesAt(tx, await unitsBelow(tx, record.unit), `${record.month}-28`), days: await workdaysOf(tx, record.month) }),
      ready({ facts }) {
        if (facts.days === null) return ['该年节假日尚未登记，无法确定应出勤天数', 'The holidays of that year are not entered'];
        return facts.people.length === 0 ? ['该部门当月没有在职人员', 'Nobody was employed there'] : null;
      },
      set: ({ facts }) => ({ people: facts.people.length }),
      effect: async ({ tx, record, facts }) => fillAll(tx, record, facts.people, facts.days ?? []),
    }),
    hand_in: step({
      label: ['报人事', 'Hand in to personnel'], tone: 'primary', from: ['filled'], to: 'handed_in', by: WAGES, form: {},
      ready: ({ record, day }) => (record.month >= day.slice(0, 7) ? ['月份还没有过完', 'The month is not over'] : null),
      set: ({ day }) => ({ handed_on: day, returned_because: null }),
    }),
    accept: step({ label: ['收妥', 'Accept'], tone: 'primary', from: ['handed_in'], to: 'accepted', by: ['hr'], form: {} }),
    return: step({ label: ['退回', 'Send back'], from: ['handed_in'], to: 'filled', by: ['hr'], form: { returned_because: f.text('退回原因', 'Why', { max: 200 }) } }),
  }),
);

async function workdaysOf(tx: Tx, month: string): Promise<string[] | null> {
  const holidays = calendar.holidayData(await tx.query<calendar.HolidayEntry>('select day, day_kind, name from holiday where tenant_id = $1 and archived_at is null', [tx.tenantId]));
  const days = Array.from({ length: calendar.daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5))) }, (_, i) => calendar.addDays(`${month}-01`, i));
  const kinds = days.map((day) => calendar.workingDay(day, holidays));
  return kinds.includes('unknown') ? null : days.filter((_, i) => kinds[i] === 'work');
}

async function fillAll(tx: Tx, sheet: RowOf<typeof DepartmentSheet>, people: readonly Colleague[], days: readonly string[]): Promise<void> {
  const ids = people.map((p) => p.id);
  const [first, last] = [`${sheet.month}-01`, calendar.lastOfMonth(`${sheet.month}-01`)];
  const leave = await tx.query<Span & { employee: string }>(
    `select employee, from_day, from_half, to_day, to_half from leave_request where tenant_id = $1 and state in ('approved', 'taken') and archived_at is null and employee = any($2) and from_day <= $4 and to_day >= $3`, [tx.tenantId, ids, first, last]);
  const absent = new Map((await tx.query<{ employee: string; n: number }>(
    `select employee, count(*)::int as n from attendance_day where tenant_id = $1 and outcome = 'absent' and archived_at is null and employee = any($2) and day between $3 and $4 group by 1`, [tx.tenantId, ids, first, last])).map((r) => [r.employee, r.n * 2]));
  const kept = new Map((await tx.query<{ id: string; employee: string }>('select id, employee from department_sheet_line where tenant_id = $1 and sheet = $2', [tx.tenantId, sheet.id])).map((r) => [r.employee, r]));
  for (const person of people) {
    const figures = { workdays: days.length, leave: leaveHalves(leave.filter((l) => l.employee === person.id), days), absent: absent.get(person.id) ?? 0 };
    const values = { ...figures, worked: workedHalves(figures) };
    const old = kept.get(person.id);
    if (old) await updateRecord(tx, DepartmentSheetLine, old, values, { what: 'refill' });
    else await createRecord(tx, DepartmentSheetLine, { sheet: sheet.id, employee: person.id, ...values, unit_id: person.place });
  }
}
