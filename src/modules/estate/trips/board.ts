/**
 * Calendar of vehicles and drivers (车辆与驾驶员日历): one day or week, who and what is out when, what waits for a vehicle, and for a chosen request every
 * vehicle and driver with the reason for or against. Serves LOG-1.2, AS-33.
 */
import { calendar, calendarOf, dayOf, defineQuery, f, grantFor, type HomeFigure, type Label, organisationDay, parameter, readRecord, Refusal, scopeOf, type Tx } from '../../../kernel/index.ts';
import { Pool } from './parameters.ts';
import { poolFor, wantedOf, type TripTimes } from './resources.ts';
import { driverProblems, vehicleProblems } from './rules.ts';
import { DESK, VehicleTrip } from './trip.ts';

export const BOARD_READERS = ['vehicle_dispatcher', 'centre_manager', 'logistics_head', 'general_affairs', 'driver'];
const SPANS = { day: ['日', 'Day'], week: ['周', 'Week'] } as const;

export interface BoardTrip {
  readonly id: string; readonly number: string; readonly state: string; readonly version: number; readonly purpose: string; readonly to_place: string; readonly department: string; readonly range: string; readonly passengers: number;
  readonly from: string; readonly to: string; readonly vehicle: string | null; readonly driver: string | null; readonly late: boolean;
}
export interface Resource { readonly id: string; readonly name: string; readonly note: Label; readonly stopped: Label | null }
export interface FleetBoard {
  readonly day: string; readonly today: string; readonly now: string; readonly span: keyof typeof SPANS; readonly mayDispatch: boolean;
  readonly days: readonly { readonly day: string; readonly start: string; readonly end: string }[];
  readonly vehicles: readonly Resource[]; readonly drivers: readonly Resource[]; readonly trips: readonly BoardTrip[];
}

/** A day is drawn from six to twenty-two; what lies outside stands at its edge. */
function daysOf(day: string, span: keyof typeof SPANS, zone: string): FleetBoard['days'] {
  const first = span === 'day' ? day : calendar.addDays(day, 1 - calendar.weekday(day));
  return Array.from({ length: span === 'day' ? 1 : 7 }, (_, i) => calendar.addDays(first, i)).map((d) => ({
    day: d, start: calendar.instantOf(d, '06:00', zone).toISOString(), end: calendar.instantOf(d, '22:00', zone).toISOString(),
  }));
}

export const FleetCalendar = defineQuery('fleet_calendar', {
  label: ['车辆与驾驶员日历', 'Calendar of vehicles and drivers'],
  access: BOARD_READERS,
  params: { day: f.date('日期', 'Day', { optional: true }), span: f.choice('跨度', 'Span', SPANS, { optional: true }) },
  async run(tx, p): Promise<FleetBoard> {
    const unit = await parameter(tx, Pool, await organisationDay(tx));
    const units = await scopeOf(tx, tx.actor, BOARD_READERS);
    const within = units === null || units.includes(unit);
    const [{ zone }, today, span] = [await calendarOf(tx, unit), await dayOf(tx, tx.now, unit), p.span ?? 'day'];
    const days = daysOf(p.day ?? today, span, zone);
    const [start, end] = [calendar.instantOf(days[0]!.day, '00:00', zone), calendar.instantOf(calendar.addDays(days.at(-1)!.day, 1), '00:00', zone)];
    const pool = within ? await poolFor(tx, { id: unit, unit_id: unit, planned_from: start, planned_to: end, passengers: 0 }) : { vehicles: [], drivers: [] };
    return {
      day: p.day ?? today, today, now: tx.now.toISOString(), span, days, mayDispatch: (await grantFor(tx, tx.actor, DESK, unit)) !== undefined,
      vehicles: pool.vehicles.map((v) => ({
        id: v.id, name: v.plate, note: [`${v.model ?? ''}${v.seats === null ? '' : ` · ${v.seats} 座`}`, `${v.model ?? ''}${v.seats === null ? '' : ` · ${v.seats} seats`}`], stopped: v.state === 'in_workshop' ? ['在修', 'In the workshop'] : null,
      })),
      drivers: pool.drivers.map((d) => ({ id: d.id, name: d.name, note: [`准驾 ${d.licence_class}`, `Licence ${d.licence_class}`], stopped: d.state === 'active' ? null : ['停驾', 'Suspended'] })),
      trips: within ? await tripsOf(tx, unit, start, end) : [],
    };
  },
});

type Row = Omit<BoardTrip, 'from' | 'to' | 'late'> & { readonly from: Date; readonly to: Date };
async function tripsOf(tx: Tx, unit: string, start: Date, end: Date): Promise<BoardTrip[]> {
  const rows = await tx.query<Row>(
    `select t.id, t.number, t.state, t.version, t.purpose, t.to_place, u.name as department, t.range, t.passengers, t.vehicle, t.driver,
       coalesce(t.out_at, t.planned_from) as from, coalesce(t.back_at, case when t.state = 'out' then greatest(t.planned_to, $5) else t.planned_to end) as to
     from vehicle_trip t join unit u on u.tenant_id = t.tenant_id and u.id = t.department
     where t.tenant_id = $1 and t.unit_id = $2 and t.archived_at is null and t.state not in ('refused', 'cancelled')
       and (t.state in ('requested', 'approved') or (coalesce(t.out_at, t.planned_from) < $4 and coalesce(t.back_at, greatest(t.planned_to, case when t.state = 'out' then $5 else t.planned_to end)) > $3))
     order by t.planned_from, t.number limit 500`, [tx.tenantId, unit, start, end, tx.now]);
  const late = (r: Row) => (r.state === 'out' && r.to.getTime() <= tx.now.getTime()) || (['requested', 'approved', 'dispatched'].includes(r.state) && r.from.getTime() < tx.now.getTime());
  return rows.map((r) => ({ ...r, from: r.from.toISOString(), to: r.to.toISOString(), late: late(r) }));
}

export interface Offer { readonly id: string; readonly name: string; readonly note: Label; readonly problems: readonly Label[] }
export interface TripOffers { readonly id: string; readonly number: string; readonly vehicles: readonly Offer[]; readonly drivers: readonly Offer[] }

/** For one request: what can be sent, and why the rest cannot. With a vehicle chosen, drivers are held against its licence class. */
export const OffersQuery = defineQuery('trip_offers', {
  label: ['可派的车与驾驶员', 'What can be sent'],
  access: DESK,
  params: { trip: f.ref('用车申请', 'Trip', 'vehicle_trip'), vehicle: f.ref('车辆', 'Vehicle', 'vehicle', { optional: true }) },
  async run(tx, p): Promise<TripOffers> {
    const trip = await readRecord(tx, VehicleTrip, p.trip);
    if (!trip || !(await grantFor(tx, tx.actor, DESK, trip.unit_id))) throw new Refusal('not_found', ['没有这条记录，或您无权查看', 'No such record, or not for you to see'], 404);
    return offersFor(tx, trip, p.vehicle);
  },
});

export async function offersFor(tx: Tx, trip: TripTimes & { readonly number: string }, vehicle: string | null): Promise<TripOffers> {
  const [wanted, pool] = [await wantedOf(tx, trip), await poolFor(tx, trip)];
  const needed = pool.vehicles.find((v) => v.id === vehicle)?.licence_class ?? null;
  const fitFirst = (a: Offer, b: Offer) => Math.sign(a.problems.length) - Math.sign(b.problems.length);
  return {
    id: trip.id, number: trip.number,
    vehicles: pool.vehicles.map((v) => ({ id: v.id, name: v.plate, note: [`${v.model ?? ''}${v.seats === null ? '' : ` · ${v.seats} 座`}`, `${v.model ?? ''}${v.seats === null ? '' : ` · ${v.seats} seats`}`] as const, problems: vehicleProblems(v, wanted) })).sort(fitFirst),
    drivers: pool.drivers.map((d) => ({ id: d.id, name: d.name, note: [`准驾 ${d.licence_class}`, `Licence ${d.licence_class}`] as const, problems: driverProblems(d, needed, wanted) })).sort(fitFirst),
  };
}

export const tripsToDispatch: HomeFigure = {
  label: ['待派车', 'Trips to dispatch'], roles: DESK,
  async value(tx) {
    const units = await scopeOf(tx, tx.actor, DESK);
    const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from vehicle_trip where tenant_id = $1 and state = 'approved' and archived_at is null and ($2::uuid[] is null or unit_id = any($2))`, [tx.tenantId, units]);
    return { value: String(row?.n ?? 0), href: '/p/trips/calendar', tone: (row?.n ?? 0) > 0 ? 'waiting' : 'done' };
  },
};
