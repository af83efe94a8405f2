/**
 * The plan that counts (生效的班次): shifts of published rosters as instants, for attendance, adherence, leave and swaps.
 * Serves CC-5.1b, CC-5.2b, AC-06, AC-15.
 */
import { calendarOf, type Tx } from '../../../kernel/index.ts';
import { type Hours, type Pause, spanOf } from './rules.ts';

export interface PlanShift {
  readonly id: string; readonly employee: string;
  /** Business date of the shift: a night shift belongs to the day it begins. */
  readonly day: string;
  readonly from: Date; readonly to: Date; readonly breaks: readonly Pause[]; readonly line: string; readonly night: boolean;
}
interface StoredShift extends Hours { readonly id: string; readonly employee: string; readonly day: string; readonly line: string; readonly night: boolean }

/** Shifts of these people whose day lies from `from` to `to`, both included; only from published rosters. */
export async function planOf(tx: Tx, employees: readonly string[], from: string, to: string): Promise<PlanShift[]> {
  const rows = await tx.query<StoredShift>(
    `select s.id, s.employee, s.day, s.starts, s.ends, s.meal_from, s.meal_to, s.break_from, s.break_to, s.line, coalesce(s.night, false) as night
     from planned_shift s join shift_roster r on r.tenant_id = s.tenant_id and r.id = s.roster and r.state = 'published' and r.archived_at is null
     where s.tenant_id = $1 and s.employee = any($2) and s.day between $3 and $4 and s.state = 'planned' and s.archived_at is null
     order by s.employee, s.day, s.starts`, [tx.tenantId, employees, from, to]);
  return instants(tx, rows);
}

export async function instants(tx: Tx, rows: readonly StoredShift[]): Promise<PlanShift[]> {
  const zones = new Map<string, string>();
  for (const line of new Set(rows.map((r) => r.line))) zones.set(line, (await calendarOf(tx, line)).zone);
  return rows.map((r) => ({ id: r.id, employee: r.employee, day: r.day, line: r.line, night: r.night, ...spanOf(r.day, r, zones.get(r.line) ?? 'Asia/Shanghai') }));
}
