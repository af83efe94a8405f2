/** Conflicts of a roster (班表冲突), with the shifts around it: rest, night to day, too many days. Serves SM-9. */
import { calendar, calendarOf, type Tx } from '../../../kernel/index.ts';
import { restRulesOn } from './parameters.ts';
import { absencesBetween } from './unavailable.ts';
import { type Conflict, conflictsOf, type Hours, type Placed, spanOf } from './rules.ts';

export interface NamedConflict extends Conflict { readonly employee: string; readonly name: string }
interface Stored extends Hours { readonly id: string; readonly employee: string; readonly name: string; readonly day: string; readonly night: boolean; readonly line: string; readonly inside: boolean }

/** Everything wrong inside the roster; shifts a week before it count for rest and for days in a row. */
export async function draftConflicts(tx: Tx, roster: string, day: string): Promise<NamedConflict[]> {
  const rows = await tx.query<Stored>(
    `select s.id, s.employee, e.name, s.day, coalesce(s.night, false) as night, s.line, s.starts, s.ends, s.meal_from, s.meal_to, s.break_from, s.break_to, s.roster = r.id as inside
     from shift_roster r
     join planned_shift s on s.tenant_id = r.tenant_id and s.state = 'planned' and s.archived_at is null and s.day between r.from_day - 7 and r.to_day + 1
     join employee e on e.tenant_id = s.tenant_id and e.id = s.employee
     where r.tenant_id = $1 and r.id = $2 and s.employee in (select o.employee from planned_shift o where o.tenant_id = r.tenant_id and o.roster = r.id)
     order by s.day, e.name`, [tx.tenantId, roster]);
  if (rows.length === 0) return [];
  const rules = await restRulesOn(tx, day);
  const zone = (await calendarOf(tx, rows[0]!.line)).zone;
  const of = new Map<string, Stored[]>();
  for (const r of rows) of.set(r.employee, [...(of.get(r.employee) ?? []), r]);
  const away = new Map((await absencesBetween(tx, rows[0]!.day, rows.at(-1)!.day)).filter((a) => a.part === 'whole').map((a) => [`${a.employee} ${a.day}`, a.why]));
  const found = [...of].flatMap(([employee, mine]) => {
    const inside = new Set(mine.filter((m) => m.inside).map((m) => m.id));
    const placed = mine.map((m): Placed => ({ id: m.id, day: m.day, night: m.night, ...spanOf(m.day, m, zone) }));
    const onLeave = mine.filter((m) => away.has(`${employee} ${m.day}`)).map((m): Conflict => ({ kind: 'leave', shift: m.id, day: m.day, text: [`当天${away.get(`${employee} ${m.day}`)}`, 'The person is away on this day'] }));
    return [...conflictsOf(placed, rules), ...onLeave].filter((c) => inside.has(c.shift)).map((c) => ({ ...c, employee, name: mine[0]!.name }));
  });
  return found.sort((a, b) => calendar.compareDates(a.day, b.day));
}
