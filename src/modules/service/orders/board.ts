/**
 * Dispatch board (派工看板): what a dispatcher or branch manager sees of one day or week: technicians with their planned work, what is still
 * unassigned or without a time, and what is overdue. Serves FS-2.4, SM-21, AC-35.
 */
import { calendar, calendarOf, dayOf, defineQuery, f, may, scopeOf, type Tx } from '../../../kernel/index.ts';
import { regionsFor } from './places.ts';
import { clockState, type Clock, type ClockState } from './sla.rules.ts';

export const BOARD_READERS = ['dispatcher', 'branch_manager', 'centre_manager'];
const ASSIGNERS = ['dispatcher', 'branch_manager'];
const SPANS = { day: ['日', 'Day'], week: ['周', 'Week'] } as const;
/** What is drawn of a day; work outside these hours is shown at the edge. */
const FIRST_HOUR = '06:00';
const LAST_HOUR = '22:00';

export interface BoardTechnician { readonly id: string; readonly name: string; readonly region: string; readonly load: number }
export interface BoardOrder {
  readonly id: string; readonly number: string; readonly version: number; readonly state: string; readonly region: string; readonly place: string; readonly service_type: string;
  readonly priority: 'urgent' | 'high' | 'normal'; readonly content: string | null; readonly technician: string | null; readonly planned_from: string | null; readonly planned_to: string | null;
  readonly respond_by: string | null; readonly repair_by: string | null; readonly late: Clock | null;
}
export interface Board {
  readonly day: string;
  readonly span: keyof typeof SPANS;
  readonly days: readonly { readonly day: string; readonly start: string; readonly end: string }[];
  readonly today: string;
  readonly now: string;
  readonly mayIssue: boolean;
  readonly mayAssign: boolean;
  readonly regions: readonly { readonly id: string; readonly name: string }[];
  readonly technicians: readonly BoardTechnician[];
  readonly orders: readonly BoardOrder[];
}

export const DispatchBoard = defineQuery('dispatch_board', {
  label: ['派工看板', 'Dispatch board'],
  access: BOARD_READERS,
  params: { day: f.date('日期', 'Day', { optional: true }), span: f.choice('跨度', 'Span', SPANS, { optional: true }), region: f.ref('区域', 'Region', 'service_region', { optional: true }) },
  async run(tx, p): Promise<Board> {
    const home = tx.actor.grants.find((g) => BOARD_READERS.includes(g.role))?.unitId ?? '';
    const centre = await calendarOf(tx, home);
    const today = await dayOf(tx, tx.now, home);
    const span = p.span ?? 'day';
    const days = daysOf(p.day ?? today, span, centre.zone);
    const units = await scopeOf(tx, tx.actor, BOARD_READERS);
    const regions = (await regionsFor(tx, 'points')).filter((r) => units === null || units.includes(r.branch));
    const wanted = regions.filter((r) => p.region === null || r.id === p.region).map((r) => r.id);
    const orders = await ordersOn(tx, wanted, units, days);
    return {
      day: p.day ?? today, span, days, today, now: tx.now.toISOString(), mayIssue: may(tx.actor, ['dispatcher']), mayAssign: may(tx.actor, ASSIGNERS),
      regions: regions.map(({ id, name }) => ({ id, name })), technicians: await techniciansOf(tx, wanted, today), orders,
    };
  },
});

/** A week begins on Monday. */
function daysOf(day: string, span: keyof typeof SPANS, zone: string): Board['days'] {
  const first = span === 'day' ? day : calendar.addDays(day, 1 - calendar.weekday(day));
  return Array.from({ length: span === 'day' ? 1 : 7 }, (_, i) => calendar.addDays(first, i)).map((d) => ({
    day: d, start: calendar.instantOf(d, FIRST_HOUR, zone).toISOString(), end: calendar.instantOf(d, LAST_HOUR, zone).toISOString(),
  }));
}

async function techniciansOf(tx: Tx, regions: readonly string[], day: string): Promise<readonly BoardTechnician[]> {
  return tx.query<BoardTechnician>(
    `select e.id, e.name, r.id as region, (select count(*) from service_order o where o.tenant_id = e.tenant_id and o.technician = e.id and o.state in ('assigned', 'en_route', 'on_site', 'on_hold')) as load
     from employee e join service_region r on r.tenant_id = e.tenant_id and r.branch = e.unit_id and r.archived_at is null
     where e.tenant_id = $1 and r.id = any($2) and e.archived_at is null and e.hired_on <= $3 and (e.left_on is null or e.left_on >= $3) order by array_position($2::uuid[], r.id), e.staff_no`,
    [tx.tenantId, regions, day]);
}

interface Row extends Omit<BoardOrder, 'planned_from' | 'planned_to' | 'respond_by' | 'repair_by' | 'late'> {
  readonly planned_from: Date | null; readonly planned_to: Date | null; readonly respond_by: Date | null; readonly repair_by: Date | null;
  readonly responded_at: Date | null; readonly held_at: Date | null; readonly stops: readonly Clock[] | null;
}
/** Everything not yet done that is unassigned, has no time, or is planned within the days shown. */
async function ordersOn(tx: Tx, regions: readonly string[], units: readonly string[] | null, days: Board['days']): Promise<readonly BoardOrder[]> {
  const rows = await tx.query<Row>(
    `select o.id, o.number, o.version, o.state, o.region, t.name as service_type, o.priority, o.content, o.technician, o.planned_from, o.planned_to, o.respond_by, o.repair_by, o.responded_at, o.held_at,
       c.name || case when s.name is null or s.name = c.name then '' else ' ' || s.name end as place, h.stops
     from service_order o join service_type t on t.tenant_id = o.tenant_id and t.id = o.service_type join customer c on c.tenant_id = o.tenant_id and c.id = o.customer
     left join site s on s.tenant_id = o.tenant_id and s.id = o.site
     left join service_order_hold h on h.tenant_id = o.tenant_id and h.service_order = o.id and h.resumed_at is null and o.state = 'on_hold'
     where o.tenant_id = $1 and o.archived_at is null and o.state in ('drafted', 'issued', 'accepted', 'assigned', 'en_route', 'on_site', 'on_hold')
       and o.region = any($2) and ($3::uuid[] is null or o.unit_id = any($3))
       and (o.technician is null or o.planned_from is null or (o.planned_from < $5 and o.planned_to > $4))
     order by case o.priority when 'urgent' then 0 when 'high' then 1 else 2 end, o.respond_by nulls last, o.number`,
    [tx.tenantId, regions, units, new Date(days[0]!.start), new Date(days.at(-1)!.end)]);
  return rows.map(({ responded_at, held_at, stops, ...r }) => ({
    ...r, planned_from: iso(r.planned_from), planned_to: iso(r.planned_to), respond_by: iso(r.respond_by), repair_by: iso(r.repair_by),
    late: lateOf({ ...r, responded_at, held_at, stops: stops ?? [] }, tx.now),
  }));
}
const iso = (d: Date | null): string | null => d?.toISOString() ?? null;

type Clocked = Pick<Row, 'respond_by' | 'repair_by' | 'responded_at' | 'held_at'> & { readonly stops: readonly Clock[] };
function lateOf(o: Clocked, now: Date): Clock | null {
  const state = (clock: Clock, due: Date | null, ended: Date | null): ClockState => clockState(due, ended, o.stops.includes(clock) ? o.held_at : null, now);
  if (state('repair', o.repair_by, null) === 'overdue') return 'repair';
  return state('response', o.respond_by, o.responded_at) === 'overdue' ? 'response' : null;
}
