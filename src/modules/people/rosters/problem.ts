/** Everything the solver must know about one roster (求解所需): people of the line, skills, leave, wishes, demand, what is planned already. Serves SM-9. */
import { calendar, type RowOf, type Tx } from '../../../kernel/index.ts';
import { needOf } from './demand.ts';
import { restRulesOn } from './parameters.ts';
import type { ShiftRoster } from './roster.ts';
import { daysFrom } from './rules.ts';
import type { Fixed, Problem, ShiftKind, Worker } from './solve.rules.ts';
import { absencesBetween } from './unavailable.ts';
import { WISH_COST } from './wishes.ts';

type Roster = Pick<RowOf<typeof ShiftRoster>, 'id' | 'line' | 'from_day' | 'to_day'>;
interface Wish { readonly employee: string; readonly from_day: string; readonly to_day: string; readonly wish: keyof typeof WISH_COST; readonly template: string | null }

export async function problemOf(tx: Tx, r: Roster): Promise<Problem> {
  const shifts = await tx.query<ShiftKind>('select id, code, starts, ends, least, skill from shift_template where tenant_id = $1 and line = $2 and archived_at is null order by starts, code', [tx.tenantId, r.line]);
  const planned = await tx.query<Fixed & { roster: string }>(
    `select employee, day, template as shift, roster from planned_shift where tenant_id = $1 and line = $2 and day between $3 and $4 and state = 'planned' and archived_at is null`,
    [tx.tenantId, r.line, calendar.addDays(r.from_day, -7), r.to_day]);
  const need = await needOf(tx, r.line, r.from_day, r.to_day);
  return {
    days: daysFrom(r.from_day, r.to_day), shifts, workers: await workersOf(tx, r), rules: await restRulesOn(tx, r.from_day),
    need: new Map(need.map((n) => [`${n.day} ${n.hour}`, n.planned])),
    fixed: planned.filter((p) => p.roster === r.id), before: planned.filter((p) => p.day < r.from_day),
  };
}

/** Those who take calls on the line; not employed on a day counts as away. */
async function workersOf(tx: Tx, r: Roster): Promise<Worker[]> {
  const people = await tx.query<{ id: string; name: string; hired_on: string; left_on: string | null }>(
    `select e.id, e.name, e.hired_on, e.left_on from employee e
     left join employee_assignment a on a.tenant_id = e.tenant_id and a.employee = e.id and a.archived_at is null and a.valid_from <= $4 and (a.valid_to is null or a.valid_to >= $3)
     where e.tenant_id = $1 and e.archived_at is null and e.hired_on <= $4 and (e.left_on is null or e.left_on >= $3)
       and coalesce(a.place, e.line, e.unit_id) = $2 and coalesce(a.takes_calls, e.line is not null) order by e.staff_no`, [tx.tenantId, r.line, r.from_day, r.to_day]);
  const ids = people.map((p) => p.id);
  const skills = await tx.query<{ employee: string; skill: string }>(
    'select employee, skill from roster_skill where tenant_id = $1 and employee = any($2) and archived_at is null and valid_from <= $3 and (valid_to is null or valid_to >= $4)', [tx.tenantId, ids, r.from_day, r.to_day]);
  const wishes = await tx.query<Wish>(
    'select employee, from_day, to_day, wish, template from shift_wish where tenant_id = $1 and employee = any($2) and archived_at is null and from_day <= $4 and to_day >= $3', [tx.tenantId, ids, r.from_day, r.to_day]);
  const absences = await absencesBetween(tx, r.from_day, r.to_day);
  return people.map((p) => {
    const away = new Map(absences.filter((a) => a.employee === p.id).map((a) => [a.day, a.why]));
    for (const day of daysFrom(r.from_day, r.to_day)) if (day < p.hired_on || (p.left_on !== null && day > p.left_on)) away.set(day, '不在职');
    const mine = wishes.filter((w) => w.employee === p.id);
    return {
      id: p.id, name: p.name, away, skills: new Set(skills.filter((s) => s.employee === p.id).map((s) => s.skill)),
      wish: (day, shift) => mine.filter((w) => w.from_day <= day && day <= w.to_day && (w.template === null || w.template === shift)).reduce((sum, w) => sum + WISH_COST[w.wish], 0),
    };
  });
}
