/** What a request for leave is measured against (请假的依据): working days of the person, what is left of the balance, other leave. Serves SM-8. */
import { balanceOf, calendar, type Tx } from '../../../kernel/index.ts';
import { LeaveBalance } from './balance.ts';
import type { Half, LeaveSpan, Part } from './rules.ts';
import { partsOf } from './rules.ts';

/**
 * Within a published roster the plan says on which days somebody works; outside of one, the working days of the calendar.
 * Leave taken from a day with no shift costs nothing.
 */
export async function daysWorked(tx: Tx, employee: string, from: string, to: string): Promise<(day: string) => boolean> {
  const covered = await tx.query<{ from_day: string; to_day: string }>(
    `select distinct r.from_day, r.to_day from shift_roster r where r.tenant_id = $1 and r.state = 'published' and r.archived_at is null and r.from_day <= $4 and r.to_day >= $3
       and exists (select 1 from planned_shift s where s.tenant_id = r.tenant_id and s.roster = r.id and s.employee = $2)`, [tx.tenantId, employee, from, to]);
  const planned = new Set((await tx.query<{ day: string }>(
    `select s.day from planned_shift s join shift_roster r on r.tenant_id = s.tenant_id and r.id = s.roster and r.state = 'published'
     where s.tenant_id = $1 and s.employee = $2 and s.day between $3 and $4 and s.state = 'planned' and s.archived_at is null`, [tx.tenantId, employee, from, to])).map((r) => r.day));
  const holidays = calendar.holidayData(await tx.query<calendar.HolidayEntry>('select day, day_kind, name from holiday where tenant_id = $1 and archived_at is null', [tx.tenantId]));
  return (day) => (covered.some((c) => c.from_day <= day && day <= c.to_day) ? planned.has(day) : ordinaryDay(day, holidays));
}
/** A year whose holidays nobody has entered yet counts Monday to Friday. */
function ordinaryDay(day: string, holidays: calendar.HolidayData): boolean {
  return holidays.years.has(Number(day.slice(0, 4))) ? calendar.isWorkingDay(day, holidays) : calendar.weekday(day) <= 5;
}

export async function balanceFor(tx: Tx, employee: string, kind: string, year: number): Promise<{ readonly id: string; readonly left: number } | null> {
  const [row] = await tx.query<{ id: string }>('select id from leave_entitlement where tenant_id = $1 and employee = $2 and kind = $3 and year = $4 and archived_at is null', [tx.tenantId, employee, kind, year]);
  return row ? { id: row.id, left: await balanceOf(tx, LeaveBalance, 'balance', row.id) } : null;
}

export interface OtherLeave extends LeaveSpan { readonly number: string; readonly employee: string }
/** Leave of the person that is asked for or granted and touches these days. */
export function otherLeave(tx: Tx, employee: string, from: string, to: string): Promise<OtherLeave[]> {
  return tx.query<OtherLeave>(
    `select number, employee, from_day, from_half, to_day, to_half from leave_request
     where tenant_id = $1 and employee = $2 and from_day <= $4 and to_day >= $3 and state in ('submitted', 'with_hr', 'approved', 'taken') and archived_at is null`, [tx.tenantId, employee, from, to]);
}

export interface LeaveDay { readonly employee: string; readonly day: string; readonly part: Part; readonly kind: string; readonly paid: boolean; readonly request: string; readonly number: string }
interface Granted { readonly id: string; readonly number: string; readonly employee: string; readonly kind: string; readonly paid: boolean; readonly from_day: string; readonly from_half: Half; readonly to_day: string; readonly to_half: Half }

/**
 * Granted leave day by day, for attendance: `whole` covers the shift that belongs to the day, `first` and `second` its halves.
 * `from` and `to` are both included.
 */
export async function leaveOf(tx: Tx, employees: readonly string[], from: string, to: string): Promise<LeaveDay[]> {
  const rows = await tx.query<Granted>(
    `select l.id, l.number, l.employee, k.name as kind, k.paid, l.from_day, l.from_half, l.to_day, l.to_half from leave_request l
     join leave_kind k on k.tenant_id = l.tenant_id and k.id = l.kind
     where l.tenant_id = $1 and l.employee = any($2) and l.from_day <= $4 and l.to_day >= $3 and l.state in ('approved', 'taken') and l.archived_at is null order by l.employee, l.from_day`, [tx.tenantId, employees, from, to]);
  return rows.flatMap((l) => partsOf(l).filter((p) => p.day >= from && p.day <= to).map((p) => ({ employee: l.employee, day: p.day, part: p.part, kind: l.kind, paid: l.paid, request: l.id, number: l.number })));
}
