/**
 * The plan that counts (生效的班次): shifts of published rosters as instants, for attendance, adherence, leave and swaps.
 * Serves CC-5.1b, CC-5.2b, AC-06, AC-15, VIP-9.4.
 */
import { calendarOf, type Tx } from '../../../kernel/index.ts';
import { daysFrom, type Hours, type Pause, spanOf } from './rules.ts';

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

export interface RosteredShift { readonly id: string; readonly employee: string; readonly name: string; readonly person: string | null; readonly day: string; readonly code: string; readonly starts: string; readonly ends: string; readonly from: Date; readonly to: Date }

/** Who works when in these lines or centres, as published; for the pages of the modules above. */
export async function onRoster(tx: Tx, lines: readonly string[] | null, from: string, to: string): Promise<RosteredShift[]> {
  const rows = await tx.query<StoredShift & { readonly name: string; readonly person: string | null; readonly code: string }>(
    `select s.id, s.employee, e.name, e.app_user as person, s.day, t.code, s.starts, s.ends, s.meal_from, s.meal_to, s.break_from, s.break_to, s.line, coalesce(s.night, false) as night
     from planned_shift s join shift_roster r on r.tenant_id = s.tenant_id and r.id = s.roster and r.state = 'published' and r.archived_at is null
     join employee e on e.tenant_id = s.tenant_id and e.id = s.employee join shift_template t on t.tenant_id = s.tenant_id and t.id = s.template
     where s.tenant_id = $1 and ($2::uuid[] is null or s.line = any($2)) and s.day between $3 and $4 and s.state = 'planned' and s.archived_at is null
     order by s.day, s.starts, t.code, e.staff_no`, [tx.tenantId, lines, from, to]);
  const spans = new Map((await instants(tx, rows)).map((s) => [s.id, s]));
  return rows.map((r) => ({ id: r.id, employee: r.employee, name: r.name, person: r.person, day: r.day, code: r.code, starts: r.starts, ends: r.ends, from: spans.get(r.id)!.from, to: spans.get(r.id)!.to }));
}

/** Shifts of the lines' templates that have fewer people on the published roster than they need; null where there are no templates at all. */
export async function uncovered(tx: Tx, lines: readonly string[], from: string, to: string): Promise<readonly { readonly day: string; readonly code: string; readonly planned: number; readonly least: number }[] | null> {
  const templates = await tx.query<{ id: string; code: string; least: number }>('select id, code, least from shift_template where tenant_id = $1 and line = any($2) and archived_at is null order by starts, code', [tx.tenantId, lines]);
  if (templates.length === 0) return null;
  const planned = await tx.query<{ day: string; template: string; n: number }>(
    `select s.day, s.template, count(*)::int as n from planned_shift s join shift_roster r on r.tenant_id = s.tenant_id and r.id = s.roster and r.state = 'published' and r.archived_at is null
     where s.tenant_id = $1 and s.template = any($2) and s.day between $3 and $4 and s.state = 'planned' and s.archived_at is null group by 1, 2`, [tx.tenantId, templates.map((t) => t.id), from, to]);
  return daysFrom(from, to).flatMap((day) => templates.map((t) => ({ day, code: t.code, least: t.least, planned: planned.find((p) => p.day === day && p.template === t.id)?.n ?? 0 }))).filter((c) => c.planned < c.least);
}
