/** The pool as a trip sees it (车队的车与人): every vehicle and driver with what they are booked for, their papers and their licence. Serves LOG-1.2, AS-33. */
import { calendar, calendarOf, parameter, readRecord, type Tx } from '../../../kernel/index.ts';
import { Driver, RestHours } from '../drivers/index.ts';
import { latestKm, PapersAsked, papersOf, Vehicle } from '../vehicles/index.ts';
import type { Busy, DriverOnOffer, VehicleOnOffer, Wanted } from './rules.ts';

export interface TripTimes { readonly id: string; readonly unit_id: string; readonly planned_from: Date; readonly planned_to: Date; readonly passengers: number }

export async function wantedOf(tx: Tx, trip: TripTimes): Promise<Wanted> {
  const { zone } = await calendarOf(tx, trip.unit_id);
  const dayOf = (at: Date) => calendar.localParts(at, zone).date;
  const first = dayOf(trip.planned_from);
  return {
    from: trip.planned_from, to: trip.planned_to, first, last: dayOf(trip.planned_to), passengers: trip.passengers,
    asked: await parameter(tx, PapersAsked, first), restHours: await parameter(tx, RestHours, first),
    clock: (at) => { const { date, time } = calendar.localParts(at, zone); return `${date} ${time}`; },
  };
}

/** Locks one vehicle and one driver, in this order, before anything is read about them: two desks at once take turns. */
export async function lockBoth(tx: Tx, vehicle: string | null | undefined, driver: string | null | undefined): Promise<void> {
  if (vehicle) await readRecord(tx, Vehicle, vehicle, { lock: true });
  if (driver) await readRecord(tx, Driver, driver, { lock: true });
}

interface Use extends Busy { readonly vehicle: string; readonly driver: string }
/** What is on the road or will be, within two days around the trip; a trip that is late to return keeps its vehicle. */
async function usesAround(tx: Tx, trip: TripTimes): Promise<readonly Use[]> {
  return tx.query<Use>(
    `select number, vehicle, driver, coalesce(out_at, planned_from) as from, coalesce(back_at, case when state = 'out' then greatest(planned_to, $5) else planned_to end) as to
     from vehicle_trip where tenant_id = $1 and id <> $2 and state in ('dispatched', 'out', 'returned', 'settled') and archived_at is null
       and coalesce(out_at, planned_from) < $4::timestamptz + interval '2 days' and coalesce(back_at, greatest(planned_to, $5)) > $3::timestamptz - interval '2 days' order by planned_from`,
    [tx.tenantId, trip.id, trip.planned_from, trip.planned_to, tx.now]);
}

type VehicleRow = Omit<VehicleOnOffer, 'km' | 'papers' | 'busy'>;
export interface Pool { readonly vehicles: readonly VehicleOnOffer[]; readonly drivers: readonly DriverOnOffer[] }
export async function poolFor(tx: Tx, trip: TripTimes): Promise<Pool> {
  const uses = await usesAround(tx, trip);
  const vehicles = await tx.query<VehicleRow>(
    `select id, plate, model, state, seats, licence_class, branch, next_service_on, next_service_km from vehicle where tenant_id = $1 and unit_id = $2 and state <> 'withdrawn' and archived_at is null order by plate`, [tx.tenantId, trip.unit_id]);
  const ids = vehicles.map((v) => v.id);
  const [papers, km] = [await papersOf(tx, ids), await latestKm(tx, ids)];
  const drivers = await tx.query<Omit<DriverOnOffer, 'busy'>>(
    `select d.id, e.name, d.state, d.licence_class, d.licence_until, d.medical_until from driver d join employee e on e.tenant_id = d.tenant_id and e.id = d.employee
     where d.tenant_id = $1 and d.unit_id = $2 and d.state <> 'left' and d.archived_at is null order by e.staff_no`, [tx.tenantId, trip.unit_id]);
  return {
    vehicles: vehicles.map((v) => ({ ...v, km: km.get(v.id) ?? null, papers: papers.filter((p) => p.vehicle === v.id), busy: uses.filter((u) => u.vehicle === v.id) })),
    drivers: drivers.map((d) => ({ ...d, busy: uses.filter((u) => u.driver === d.id) })),
  };
}
