/**
 * Odometer readings (里程读数): each with its moment and the driver of that moment, written once. Another driver later changes nothing.
 * Serves LOG-1.3, AS-34.
 */
import { createRecord, defineRegister, f, readRecord, type Tx } from '../../../kernel/index.ts';
import { refuseReading, type Reading } from './care.rules.ts';
import { HANDLERS, READERS } from './roles.ts';
import { Vehicle } from './vehicle.ts';

export const READING_SOURCES = { depart: ['出车', 'Departure'], return: ['收车', 'Return'], fuel: ['加油', 'Fuel'], work: ['保养维修', 'Service or repair'], reading: ['抄表', 'Reading'] } as const;

export const OdometerReading = defineRegister('odometer_reading', {
  label: ['里程读数', 'Odometer reading'],
  number: 'LC-{0000000}',
  fields: {
    vehicle: f.ref('车辆', 'Vehicle', 'vehicle'),
    read_at: f.dateTime('时间', 'Read at'),
    km: f.integer('里程', 'Odometer', { max: 3_000_000, unit: ['公里', 'km'] }),
    driver: f.ref('当时驾驶员', 'Driver at the time', 'driver', { optional: true }),
    source: f.choice('来源', 'Source', READING_SOURCES, { initial: 'reading' }),
    because: f.text('凭据', 'Document', { max: 40, optional: true, readonly: true }),
  },
  title: ['vehicle', 'km'],
  list: ['vehicle', 'read_at', 'km', 'driver', 'source', 'because'],
  sorts: ['-read_at', '-number'],
  indexes: [['vehicle', 'read_at']],
  access: { read: READERS, create: HANDLERS },
  empty: ['还没有里程读数。出车、收车、加油时自动登记，也可以抄表登记。', 'No readings yet. Departures, returns and fuel enter them; they can also be read off by hand.'],
  opening: {
    // The vehicle is locked: two readings at once take turns, and the second meets the first.
    facts: async ({ tx, input }) => ({ vehicle: await readRecord(tx, Vehicle, input.vehicle, { lock: true }), ...(await neighbours(tx, input.vehicle, input.read_at)) }),
    guard: ({ input, facts, now }) => refuseReading({ at: input.read_at, km: input.km }, facts.before, facts.after, now),
    set: ({ facts }) => (facts.vehicle ? { unit_id: facts.vehicle.unit_id } : {}),
  },
});

async function neighbours(tx: Tx, vehicle: string, at: Date): Promise<{ readonly before: Reading | null; readonly after: Reading | null }> {
  const [before] = await tx.query<Reading>('select read_at as at, km from odometer_reading where tenant_id = $1 and vehicle = $2 and read_at <= $3 and archived_at is null order by read_at desc, km desc limit 1', [tx.tenantId, vehicle, at]);
  const [after] = await tx.query<Reading>('select read_at as at, km from odometer_reading where tenant_id = $1 and vehicle = $2 and read_at > $3 and archived_at is null order by read_at, km limit 1', [tx.tenantId, vehicle, at]);
  return { before: before ?? null, after: after ?? null };
}

/** A reading that something else brings with it: a departure, a return, a fill. */
export async function readOdometer(tx: Tx, r: { readonly vehicle: string; readonly at: Date; readonly km: number; readonly driver: string | null; readonly source: keyof typeof READING_SOURCES; readonly because: string }): Promise<void> {
  const vehicle = await readRecord(tx, Vehicle, r.vehicle);
  await createRecord(tx, OdometerReading, { vehicle: r.vehicle, read_at: r.at, km: r.km, driver: r.driver, source: r.source, because: r.because, ...(vehicle ? { unit_id: vehicle.unit_id } : {}) });
}

/** The latest reading of each of the vehicles. */
export async function latestKm(tx: Tx, vehicles: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ vehicle: string; km: number }>(
    'select distinct on (vehicle) vehicle, km from odometer_reading where tenant_id = $1 and vehicle = any($2) and archived_at is null order by vehicle, read_at desc, km desc', [tx.tenantId, vehicles]);
  return new Map(rows.map((r) => [r.vehicle, r.km]));
}
