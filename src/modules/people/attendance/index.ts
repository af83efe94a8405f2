/** Attendance (考勤): days from plan and telephone log, corrections, months, findings. Front door of the module. */
import { calendar, defineModule, organisationDay, type Tx } from '../../../kernel/index.ts';
import { AttendanceDay, AttendanceDayProcess } from './attendance-day.ts';
import { AuthorisedTime } from './authorised-time.ts';
import { computeFor } from './compute.ts';
import { PunchCorrection, PunchCorrectionProcess } from './correction.ts';
import { AttendanceFinding, AttendanceFindingProcess } from './finding.ts';
import { AttendanceAdjustment, AttendanceAdjustmentProcess, AttendanceMonth, AttendanceMonthProcess } from './month.ts';
import { attendanceParameters } from './parameters.ts';
import { AttendanceDayPage, AttendanceSheet } from './queries.ts';
import { AdherenceByLine, AttendanceMonthReport, AttendanceSheetReport, CorrectionsByApprover } from './reports.ts';
import { READERS } from './roles.ts';
import { computeUnit, KeepUpWithTheDay } from './unit-day.ts';

export { AttendanceDay, AttendanceDayProcess } from './attendance-day.ts';
export { AuthorisedTime } from './authorised-time.ts';
export { PunchCorrection, PunchCorrectionProcess } from './correction.ts';
export { AttendanceFinding, AttendanceFindingProcess } from './finding.ts';
export { AttendanceAdjustment, AttendanceAdjustmentProcess, AttendanceMonth, AttendanceMonthProcess } from './month.ts';
export { ofKind, type Presence, presenceOf } from './presence.rules.ts';
export { computeUnit } from './unit-day.ts';

type News = { readonly [name: string]: unknown };
const ofPerson = async (tx: Tx, payload: News): Promise<void> => {
  const from = String(payload['from']);
  const to = payload['to'] === null || payload['to'] === undefined ? await organisationDay(tx) : String(payload['to']);
  // An alias that begins long ago reaches back at most a quarter: older months are closed.
  const start = [from, calendar.addDays(to, -92)].sort().at(-1)!;
  if (start <= to) await computeFor(tx, [String(payload['employee'])], start, to);
};

/** A name in the log changes nothing before the log begins. */
async function newName(tx: Tx, payload: News): Promise<void> {
  const [log] = await tx.query<{ first: string | null }>(`select to_char(min(at) - interval '1 day', 'YYYY-MM-DD') as first from phone_event where tenant_id = $1`, [tx.tenantId]);
  await ofPerson(tx, { ...payload, from: [String(payload['from']), log?.first ?? ''].sort().at(-1) });
}

/** A roster published for days that have attendance already: they are computed again against it. Days nobody has looked at stay so: what the log does not reach is no absence. */
async function publishedLate(tx: Tx, payload: News): Promise<void> {
  if (String(payload['from']) > String(payload['on'])) return;
  const [first] = await tx.query<{ day: string | null; last: string | null }>(
    'select min(day) as day, max(day) as last from attendance_day where tenant_id = $1 and coalesce(line, unit_id) = $2 and day between $3 and least($4::date, $5::date) and archived_at is null',
    [tx.tenantId, payload['line'], payload['from'], payload['to'], await organisationDay(tx)]);
  if (first?.day && first.last) await computeUnit(tx, String(payload['line']), first.day, first.last);
}

/** Only for people whom a telephone log can see: the club's shifts are planned here too, and no log says who came to them. */
async function shiftChanged(tx: Tx, payload: News): Promise<void> {
  if (String(payload['from']) > (await organisationDay(tx))) return;
  const [seen] = await tx.query('select 1 from agent_alias where tenant_id = $1 and employee = $2 limit 1', [tx.tenantId, payload['employee']]);
  if (seen) await ofPerson(tx, payload);
}

export const attendance = defineModule({
  name: 'attendance',
  area: 'people',
  label: ['考勤', 'Attendance'],
  roles: {
    attendance_clerk: ['考勤员', 'Attendance clerk'], line_supervisor: ['线路主管', 'Line supervisor'], centre_manager: ['中心经理', 'Centre manager'], hr: ['人事', 'HR'], agent: ['坐席', 'Agent'],
  },
  registers: [AttendanceDay, PunchCorrection, AuthorisedTime, AttendanceFinding, AttendanceMonth, AttendanceAdjustment],
  processes: [AttendanceDayProcess, PunchCorrectionProcess, AttendanceFindingProcess, AttendanceMonthProcess, AttendanceAdjustmentProcess],
  reports: [AttendanceMonthReport, AttendanceSheetReport, AdherenceByLine, CorrectionsByApprover],
  queries: [AttendanceDayPage, AttendanceSheet],
  parameters: attendanceParameters,
  byTheClock: [KeepUpWithTheDay],
  pages: { day: { label: ['考勤日视图', 'Attendance day'], access: READERS }, sheet: { label: ['考勤表', 'Attendance sheet'], access: READERS } },
  figures: [{
    label: ['待处理的考勤疑点', 'Attendance findings to look at'], roles: ['attendance_clerk', 'line_supervisor', 'centre_manager'],
    async value(tx) {
      const [row] = await tx.query<{ n: number }>(`select count(*) as n from attendance_finding where tenant_id = $1 and state = 'open' and archived_at is null`, [tx.tenantId]);
      const n = row?.n ?? 0;
      return { value: String(n), href: `/r/attendance_finding?filter=${encodeURIComponent(JSON.stringify({ all: [{ field: 'state', op: 'eq', value: 'open' }] }))}`, tone: n === 0 ? 'done' : 'alarm' };
    },
  }],
  on: {
    'phone_log.taken_in': (tx, payload) => computeUnit(tx, String(payload['unit']), before(String(payload['day'])), String(payload['day'])),
    'leave.approved': ofPerson,
    'leave.shortened': ofPerson,
    'agent_alias.changed': newName,
    'roster.published': publishedLate,
    'planned_shift.changed': shiftChanged,
  },
});
/** A night shift that ended this morning belongs to yesterday. */
const before = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
