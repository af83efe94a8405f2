/** The roster as people see it (排班表页): people down, days across, coverage under it, everything that is wrong marked. Serves SM-9, CC-5.1b. */
import { calendarOf, calendar, defineQuery, f, grantFor, scopeOf, type Tx } from '../../../kernel/index.ts';
import { draftConflicts, type NamedConflict } from './conflicts.ts';
import { needOf } from './demand.ts';
import { PLANNED, PLANNERS, READERS } from './roles.ts';
import { daysFrom } from './rules.ts';
import { type Absent, absencesBetween } from './unavailable.ts';

export interface BoardShift { readonly id: string; readonly version: number; readonly employee: string; readonly day: string; readonly template: string; readonly by_solver: boolean }
export interface BoardTemplate { readonly id: string; readonly code: string; readonly name: string; readonly starts: string; readonly ends: string; readonly least: number; readonly night: boolean }
export interface Cover { readonly day: string; readonly code: string; readonly planned: number; readonly least: number }
export interface RosterListed { readonly id: string; readonly number: string; readonly line: string; readonly line_name: string; readonly from_day: string; readonly to_day: string; readonly state: string; readonly version: number }
export interface RosterBoard {
  readonly rosters: readonly RosterListed[];
  readonly current: null | {
    readonly roster: RosterListed; readonly days: readonly string[]; readonly mayPlan: boolean; readonly run: string | null;
    readonly templates: readonly BoardTemplate[]; readonly people: readonly { readonly id: string; readonly name: string; readonly staff_no: string; readonly shifts: number; readonly nights: number }[];
    readonly shifts: readonly BoardShift[]; readonly absent: readonly Absent[]; readonly conflicts: readonly NamedConflict[]; readonly cover: readonly Cover[];
    /** The hour of each day that needs most. */
    readonly peaks: readonly { readonly day: string; readonly hour: number; readonly needed: number }[];
  };
}

export const RosterBoardQuery = defineQuery('roster_board', {
  label: ['排班表', 'Roster board'], access: [...READERS, ...PLANNED], params: { roster: f.ref('班表', 'Roster', 'shift_roster', { optional: true }) },
  async run(tx, { roster: wanted }): Promise<RosterBoard> {
    const units = await scopeOf(tx, tx.actor, [...READERS, ...PLANNED]);
    const plans = tx.actor.grants.some((g) => (PLANNERS as readonly string[]).includes(g.role));
    const rosters = await tx.query<RosterListed>(
      `select r.id, r.number, r.line, u.name as line_name, r.from_day, r.to_day, r.state, r.version from shift_roster r join unit u on u.tenant_id = r.tenant_id and u.id = r.line
       where r.tenant_id = $1 and r.archived_at is null and ($2::uuid[] is null or r.line = any($2)) and (r.state = 'published' or $3) order by r.from_day desc limit 40`, [tx.tenantId, units, plans]);
    const today = calendar.businessDay(tx.now, await calendarOf(tx, tx.actor.grants[0]?.unitId ?? ''));
    const roster = wanted === null ? (rosters.find((r) => r.from_day <= today && today <= r.to_day) ?? rosters[0]) : rosters.find((r) => r.id === wanted);
    return { rosters, current: roster ? await boardOf(tx, roster, today) : null };
  },
});

async function boardOf(tx: Tx, roster: RosterListed, today: string): Promise<RosterBoard['current']> {
  const days = daysFrom(roster.from_day, roster.to_day);
  const templates = await tx.query<BoardTemplate>(`select id, code, name, starts, ends, least, coalesce(night, false) as night from shift_template where tenant_id = $1 and line = $2 and archived_at is null order by starts, code`, [tx.tenantId, roster.line]);
  const shifts = await tx.query<BoardShift>(
    `select id, version, employee, day, template, coalesce(by_solver, false) as by_solver from planned_shift where tenant_id = $1 and roster = $2 and state = 'planned' and archived_at is null order by day`, [tx.tenantId, roster.id]);
  const people = await tx.query<{ id: string; name: string; staff_no: string }>(
    `select id, name, staff_no from employee where tenant_id = $1 and archived_at is null and ((coalesce(line, unit_id) = $2 and hired_on <= $4 and (left_on is null or left_on >= $3)) or id = any($5)) order by staff_no`,
    [tx.tenantId, roster.line, roster.from_day, roster.to_day, [...new Set(shifts.map((s) => s.employee))]]);
  const mayPlan = (await grantFor(tx, tx.actor, PLANNERS, roster.line)) !== undefined;
  const nights = new Set(templates.filter((t) => t.night).map((t) => t.id));
  const need = mayPlan ? await needOf(tx, roster.line, roster.from_day, roster.to_day) : [];
  const [run] = await tx.query<{ id: string }>('select id from roster_run where tenant_id = $1 and roster = $2 order by number desc limit 1', [tx.tenantId, roster.id]);
  const absent = (await absencesBetween(tx, roster.from_day, roster.to_day)).filter((a) => people.some((p) => p.id === a.employee));
  return {
    roster, days, mayPlan, run: mayPlan ? (run?.id ?? null) : null, templates, shifts, absent: mayPlan ? absent : absent.map((a) => ({ ...a, why: '' })),
    people: people.map((p) => { const mine = shifts.filter((s) => s.employee === p.id); return { ...p, shifts: mine.length, nights: mine.filter((s) => nights.has(s.template)).length }; }),
    conflicts: mayPlan ? await draftConflicts(tx, roster.id, today) : [],
    cover: days.flatMap((day) => templates.map((t) => ({ day, code: t.code, planned: shifts.filter((s) => s.day === day && s.template === t.id).length, least: t.least }))),
    peaks: days.flatMap((day) => { const top = need.filter((n) => n.day === day).sort((a, b) => b.planned - a.planned)[0]; return top ? [{ day, hour: top.hour, needed: top.planned }] : []; }),
  };
}
