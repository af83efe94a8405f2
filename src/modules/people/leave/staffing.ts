/**
 * Who is left at work (人手): for each day of a request, how many of the line are planned, how many are away, how many would be left, and
 * how many there must be. Shown to whoever decides. Serves CC-5.1a, SM-8.
 */
import { readRecord, type Tx } from '../../../kernel/index.ts';
import { absencesBetween } from '../rosters/index.ts';
import { Employee } from '../staff/index.ts';
import { daysWorked } from './looked-up.ts';
import { type LeaveSpan, partsOf } from './rules.ts';

export interface StaffingDay { readonly day: string; readonly planned: number; readonly away: number; readonly after: number; readonly least: number }

export async function staffingDuring(tx: Tx, employee: string, span: LeaveSpan): Promise<StaffingDay[]> {
  const person = await readRecord(tx, Employee, employee);
  const line = person?.line ?? person?.unit_id ?? '';
  const works = await daysWorked(tx, employee, span.from_day, span.to_day);
  const days = partsOf(span).map((p) => p.day).filter(works);
  const [shifts, staff, absences, least] = [await plannedOn(tx, line, span), await staffOf(tx, line, span.from_day), await absencesBetween(tx, span.from_day, span.to_day), await leastOf(tx, line)];
  return days.map((day) => {
    const here = shifts.get(day) ?? staff;
    const away = new Set(absences.filter((a) => a.day === day && here.has(a.employee) && a.employee !== employee).map((a) => a.employee));
    return { day, planned: here.size, away: away.size, after: here.size - away.size - (here.has(employee) ? 1 : 0), least };
  });
}

/** Drafts count too: nobody grants leave as if the coming weeks were empty. */
async function plannedOn(tx: Tx, line: string, span: LeaveSpan): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await tx.query<{ day: string; employee: string }>(
    `select day, employee from planned_shift where tenant_id = $1 and line = $2 and day between $3 and $4 and state = 'planned' and archived_at is null`, [tx.tenantId, line, span.from_day, span.to_day]);
  const found = new Map<string, Set<string>>();
  for (const r of rows) found.set(r.day, (found.get(r.day) ?? new Set()).add(r.employee));
  return found;
}

async function staffOf(tx: Tx, line: string, day: string): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(
    `select id from employee where tenant_id = $1 and coalesce(line, unit_id) = $2 and archived_at is null and hired_on <= $3 and (left_on is null or left_on >= $3)`, [tx.tenantId, line, day]);
  return new Set(rows.map((r) => r.id));
}

/** What the shifts of the line ask for together; without templates nobody has said how many. */
async function leastOf(tx: Tx, line: string): Promise<number> {
  const [row] = await tx.query<{ least: number | null }>('select sum(least)::int as least from shift_template where tenant_id = $1 and line = $2 and archived_at is null', [tx.tenantId, line]);
  return row?.least ?? 0;
}
