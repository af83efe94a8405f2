/** What the pages of attendance show (考勤页面): the day of a unit as a timeline, and the month sheet. Serves SM-6, AC-06. */
import { calendar, calendarOf, defineQuery, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import { adherenceOf, conformanceOf, type DayResult, dayOf } from './day.rules.ts';
import { groundsFor, inputFor, planOn } from './looked-up.ts';
import { READERS } from './roles.ts';
import { peopleOf } from './unit-day.ts';

export interface Bar { readonly kind: 'plan' | 'meal' | 'break' | 'login' | 'pause' | 'call' | 'exception'; readonly from: number; readonly to: number; readonly reason: string; readonly open: boolean }
export interface DayLine {
  readonly employee: string; readonly name: string; readonly staffNo: string; readonly line: string | null; readonly bars: readonly Bar[];
  readonly record: { readonly id: string; readonly number: string; readonly state: string; readonly outcome: string; readonly pay: string | null; readonly payMinutes: number; readonly leave: string | null } | null;
  /** As the day stands now; its record may still be about to follow. */
  readonly outcome: string;
  readonly signIn: number | null; readonly signOut: number | null; readonly evidenceFrom: number | null; readonly evidenceTo: number | null; readonly lateS: number; readonly earlyS: number; readonly readyGapS: number;
  readonly calls: number; readonly talkS: number; readonly printed: readonly string[]; readonly flags: readonly string[]; readonly exceptionS: number | null; readonly adherence: number | null; readonly authorised: number | null; readonly conformance: number | null; readonly conformanceInShift: number | null;
  readonly correction: { readonly id: string; readonly number: string; readonly state: string } | null;
}
export interface DayPage {
  readonly day: string; readonly from: number; readonly to: number; readonly logEnd: number; readonly unit: string | null;
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly lines: readonly DayLine[];
  readonly findings: readonly { readonly id: string; readonly number: string; readonly kind: string; readonly state: string; readonly name: string; readonly facts: string; readonly factsEn: string; readonly review: boolean }[];
}

/** The units of a person that may be chosen from, and which of them are meant. */
async function meant(tx: Tx, unit: string | null): Promise<{ readonly units: readonly string[] | null; readonly choices: DayPage['units'] }> {
  const scope = await scopeOf(tx, tx.actor, READERS);
  const choices = await tx.query<{ id: string; name: string }>(
    `select u.id, u.name from unit u where u.tenant_id = $1 and u.archived_at is null and ($2::uuid[] is null or u.id = any($2)) and exists (select 1 from attendance_day d where d.tenant_id = u.tenant_id and d.unit_id = u.id) order by u.code`, [tx.tenantId, scope]);
  if (unit === null) return { units: scope, choices };
  return { units: scope === null || scope.includes(unit) ? [unit] : [], choices };
}

export const AttendanceDayPage = defineQuery('attendance_day_page', {
  label: ['考勤日视图', 'The day of attendance'], access: READERS, params: { day: f.date('日期', 'Day', { optional: true }), unit: f.unit('部门或线路', 'Unit or line', { optional: true }) },
  async run(tx, { day: wanted, unit }): Promise<DayPage> {
    const { units, choices } = await meant(tx, unit);
    const centre = await calendarOf(tx, choices[0]?.id ?? tx.actor.grants[0]?.unitId ?? '');
    const day = wanted ?? (await latestDay(tx, units)) ?? calendar.businessDay(tx.now, centre);
    const people = await peopleOf(tx, units, day, day);
    const grounds = await groundsFor(tx, people, day, day);
    const records = await recordsOf(tx, people, day);
    const staff = new Map((await tx.query<{ id: string; staff_no: string; line: string | null }>('select e.id, e.staff_no, u.name as line from employee e left join unit u on u.tenant_id = e.tenant_id and u.id = coalesce(e.line, e.unit_id) where e.tenant_id = $1 and e.id = any($2)', [tx.tenantId, people])).map((r) => [r.id, r]));
    const lines = grounds.people.map((person): DayLine => {
      const result = dayOf(inputFor(grounds, person, day));
      return { ...shown(result), employee: person.id, name: person.name, staffNo: staff.get(person.id)?.staff_no ?? '', line: staff.get(person.id)?.line ?? null, bars: barsOf(result, planOn(grounds.plans, person.id, day)), ...records(person.id) };
    });
    const edges = lines.flatMap((l) => l.bars.flatMap((b) => [b.from, b.to]));
    const noon = calendar.instantOf(day, '12:00', centre.zone).getTime();
    const hour = 3_600_000;
    return {
      day, unit, units: choices, logEnd: grounds.logEnd, lines, findings: await findingsOn(tx, people, day),
      from: Math.floor(Math.min(...edges, noon - 4 * hour) / hour) * hour, to: Math.ceil(Math.max(...edges, noon + 6 * hour) / hour) * hour,
    };
  },
});

const latestDay = async (tx: Tx, units: readonly string[] | null): Promise<string | null> =>
  (await tx.query<{ day: string | null }>(`select max(day) as day from attendance_day where tenant_id = $1 and ($2::uuid[] is null or unit_id = any($2)) and sign_in is not null`, [tx.tenantId, units]))[0]?.day ?? null;

function shown(d: DayResult) {
  return {
    outcome: d.outcome, signIn: d.signIn, signOut: d.signOut, evidenceFrom: d.evidenceFrom, evidenceTo: d.evidenceTo, lateS: d.lateS, earlyS: d.earlyS, readyGapS: d.readyGapS, calls: d.calls, talkS: d.talkS, printed: d.printed, flags: d.flags, exceptionS: d.exceptionS,
    adherence: adherenceOf(d), authorised: d.authorisedS === 0 ? null : adherenceOf(d, true), conformance: d.exceptionS === null ? null : conformanceOf(d.workedS, d.scheduledS), conformanceInShift: d.exceptionS === null ? null : conformanceOf(d.workedInShiftS, d.scheduledS),
  };
}

function barsOf(d: DayResult, plan: ReturnType<typeof planOn>): Bar[] {
  const planned: Bar[] = plan ? [{ kind: 'plan', from: plan.from, to: plan.to, reason: '', open: false }, ...plan.breaks.map((b): Bar => ({ kind: b.kind, from: b.from, to: b.to, reason: '', open: false }))] : [];
  const heard = d.presence.filter((p) => p.kind !== 'wrap_up').map((p): Bar => ({ kind: p.kind as Bar['kind'], from: p.from, to: p.to, reason: p.kind === 'login' ? (p.device ?? '') : p.reason, open: p.closedBy !== 'event' }));
  return [...planned, ...heard, ...d.exceptions.map((e): Bar => ({ kind: 'exception', from: e.from, to: e.to, reason: '', open: false }))];
}

async function recordsOf(tx: Tx, people: readonly string[], day: string): Promise<(employee: string) => Pick<DayLine, 'record' | 'correction'>> {
  const days = await tx.query<{ employee: string; id: string; number: string; state: string; outcome: string; pay: string | null; payMinutes: number; leave: string | null }>(
    'select employee, id, number, state, outcome, pay, coalesce(pay_minutes, 0) as "payMinutes", leave_kind as leave from attendance_day where tenant_id = $1 and employee = any($2) and day = $3', [tx.tenantId, people, day]);
  const corrections = await tx.query<{ employee: string; id: string; number: string; state: string }>(
    'select distinct on (employee) employee, id, number, state from punch_correction where tenant_id = $1 and employee = any($2) and day = $3 and archived_at is null order by employee, created_at desc', [tx.tenantId, people, day]);
  return (employee) => {
    const [record, correction] = [days.find((d) => d.employee === employee), corrections.find((c) => c.employee === employee)];
    return { record: record ?? null, correction: correction ? { id: correction.id, number: correction.number, state: correction.state } : null };
  };
}

const findingsOn = (tx: Tx, people: readonly string[], day: string) => tx.query<DayPage['findings'][number]>(
  `select a.id, a.number, a.finding_kind as kind, a.state, e.name, a.facts, coalesce(a.facts_en, a.facts) as "factsEn", coalesce(a.review, false) as review from attendance_finding a join employee e on e.tenant_id = a.tenant_id and e.id = a.employee
   where a.tenant_id = $1 and a.employee = any($2) and a.from_day <= $3 and a.to_day >= $3 and a.state <> 'withdrawn' and a.archived_at is null order by a.finding_kind, e.staff_no`, [tx.tenantId, people, day]);

export interface SheetCell { readonly day: string; readonly id: string; readonly outcome: string; readonly lateS: number; readonly earlyS: number; readonly readyGapS: number; readonly pay: string | null; readonly leave: string | null; readonly flags: readonly string[] | null; readonly state: string }
export interface SheetRow { readonly employee: string; readonly name: string; readonly staffNo: string; readonly cells: readonly SheetCell[]; readonly minutes: number }
export interface Sheet {
  readonly month: string; readonly unit: string | null; readonly unitName: string; readonly units: DayPage['units']; readonly days: readonly { readonly day: string; readonly weekday: number }[]; readonly rows: readonly SheetRow[];
  readonly closed: { readonly id: string; readonly state: string; readonly closed_at: string | null; readonly closed_by: string | null } | null;
}

export const AttendanceSheet = defineQuery('attendance_sheet', {
  label: ['考勤表', 'Attendance sheet'], access: READERS, params: { month: f.text('月份', 'Month', { max: 7, optional: true }), unit: f.unit('部门或线路', 'Unit or line', { optional: true }) },
  async run(tx, { month: wanted, unit }): Promise<Sheet> {
    const { units, choices } = await meant(tx, unit);
    const today = calendar.businessDay(tx.now, await calendarOf(tx, choices[0]?.id ?? tx.actor.grants[0]?.unitId ?? ''));
    const month = wanted !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(wanted) ? wanted : calendar.monthOf((await latestDay(tx, units)) ?? today);
    const [first, last] = [`${month}-01`, calendar.lastOfMonth(`${month}-01`)];
    const cells = await tx.query<SheetCell & { employee: string; name: string; staffNo: string; payMinutes: number }>(
      `select d.id, d.day, d.outcome, coalesce(d.late_s, 0) as "lateS", coalesce(d.early_s, 0) as "earlyS", coalesce(d.ready_gap_s, 0) as "readyGapS", d.pay, d.leave_kind as leave, d.flags, d.state, coalesce(d.pay_minutes, 0) as "payMinutes", d.employee, e.name, e.staff_no as "staffNo"
       from attendance_day d join employee e on e.tenant_id = d.tenant_id and e.id = d.employee where d.tenant_id = $1 and d.day between $2 and $3 and ($4::uuid[] is null or d.unit_id = any($4)) and d.archived_at is null order by e.staff_no, d.day`, [tx.tenantId, first, last, units]);
    const rows = new Map<string, { employee: string; name: string; staffNo: string; cells: SheetCell[]; minutes: number }>();
    for (const { employee, name, staffNo, payMinutes, ...cell } of cells) {
      const row = rows.get(employee) ?? { employee, name, staffNo, cells: [], minutes: 0 };
      row.cells.push(cell);
      row.minutes += payMinutes;
      rows.set(employee, row);
    }
    const days = Array.from({ length: Number(last.slice(8)) }, (_, i) => calendar.addDays(first, i)).map((day) => ({ day, weekday: calendar.weekday(day) }));
    const [closed] = unit === null ? [] : await tx.query<NonNullable<Sheet['closed']>>('select id, state, closed_at, closed_by from attendance_month where tenant_id = $1 and unit = $2 and month = $3 and archived_at is null', [tx.tenantId, unit, month]);
    return { month, unit, unitName: choices.find((u) => u.id === unit)?.name ?? choices.map((u) => u.name).join('、'), units: choices, days, rows: [...rows.values()], closed: closed ?? null };
  },
});
