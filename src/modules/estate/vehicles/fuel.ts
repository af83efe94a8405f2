/**
 * Fuel (加油): litres, price and amount, and from one full tank to the next the consumption against the vehicle's norm. What is above the norm by
 * more than the tolerance must be explained by somebody else than who filled. Serves LOG-1.4, AS-34.
 */
import { defineParameter, defineProcess, defineRegister, f, organisationDayAt, parameter, readRecord, Refusal, type RowOf, takeStep, type Tx } from '../../../kernel/index.ts';
import { consumption, fuelAmount, type Fill } from './care.rules.ts';
import { readOdometer } from './odometer.ts';
import { HANDLERS, KEEPERS, READERS } from './roles.ts';
import { Vehicle } from './vehicle.ts';

export const FuelTolerance = defineParameter('vehicles.fuel_tolerance', {
  label: ['油耗允许超出', 'Fuel above the norm'],
  help: ['百公里油耗超过定额的这一百分比以上，须查明原因。', 'Consumption above the norm by more than this must be explained.'],
  field: f.integer('百分比', 'Per cent', { max: 100, unit: ['%', '%'] }),
  source: 'AS-34', default: 10,
  writeBy: ['centre_manager', 'general_affairs'],
});

export const FuelFill = defineRegister('fuel_fill', {
  label: ['加油', 'Fuel'],
  number: 'JY-{yyyy}{mm}-{0000}',
  fields: {
    vehicle: f.ref('车辆', 'Vehicle', 'vehicle'),
    driver: f.ref('驾驶员', 'Driver', 'driver', { optional: true, hint: ['驾驶员本人登记可留空', 'A driver who enters it may leave it empty'] }),
    filled_at: f.dateTime('加油时间', 'Filled at'),
    km: f.integer('里程', 'Odometer', { max: 3_000_000, unit: ['公里', 'km'] }),
    litres: f.quantity('升数', 'Litres', { min: 0.01, max: 1000, unit: ['升', 'L'] }),
    price: f.money('每升单价', 'Price per litre', { min: 1 }),
    full_tank: f.yesNo('加满', 'Tank full'),
    station: f.text('加油站', 'Station', { max: 60, optional: true }),
    receipt: f.photo('小票照片', 'Receipt', { optional: true }),
    amount: f.money('金额', 'Amount', { optional: true, readonly: true }),
    distance: f.integer('自上次加满', 'Since the last full tank', { optional: true, readonly: true, unit: ['公里', 'km'] }),
    per_100: f.quantity('百公里油耗', 'L/100 km', { optional: true, readonly: true, unit: ['升', 'L'] }),
    norm: f.quantity('定额', 'Norm', { scale: 1, optional: true, readonly: true, unit: ['升', 'L'] }),
    deviation: f.quantity('偏差 %', 'Deviation %', { scale: 1, min: -100, optional: true, readonly: true }),
    explanation: f.text('原因', 'Explanation', { max: 200, optional: true, readonly: true }),
  },
  title: ['vehicle', 'filled_at'],
  list: ['vehicle', 'filled_at', 'km', 'litres', 'amount', 'per_100', 'norm', 'deviation', 'driver'],
  sorts: ['-filled_at', '-number'],
  indexes: [['vehicle', 'filled_at']],
  access: { read: READERS, create: HANDLERS },
  empty: ['还没有加油记录。加满时算出百公里油耗，与定额比较。', 'No fuel yet. Each full tank gives the consumption, compared with the norm.'],
  opening: {
    facts: async ({ tx, input, actor }) => ({
      driver: input.driver ?? await driverOf(tx, actor.id),
      // Locked, so that two fills at once do not both measure from the same tank.
      vehicle: await readRecord(tx, Vehicle, input.vehicle, { lock: true }), since: await fillsSince(tx, input.vehicle, input.filled_at),
      tolerance: await parameter(tx, FuelTolerance, await organisationDayAt(tx, input.filled_at)), later: await laterFill(tx, input.vehicle, input.filled_at),
    }),
    guard({ facts }) {
      // What was computed for a later tank would be wrong.
      if (facts.later !== null) throw new Refusal('fuel_fill.later', [`其后已登记 ${facts.later}，请按时间先后登记`, `${facts.later} is on record after it; enter them in order`], 409, { filled_at: ['早于已登记的加油', 'Before one on record'] });
    },
    set({ input, facts }) {
      const norm = facts.vehicle?.fuel_norm ?? null;
      const c = consumption({ ...input, full: input.full_tank }, facts.since, norm, facts.tolerance);
      return {
        driver: facts.driver, amount: fuelAmount(input.litres, input.price), norm, distance: c?.distance ?? null, per_100: c ? (c.rate / 100).toFixed(2) : null, deviation: c?.deviation == null ? null : (c.deviation / 10).toFixed(1),
        ...(facts.vehicle ? { unit_id: facts.vehicle.unit_id } : {}),
      };
    },
    async effect({ tx, record, facts }) {
      await readOdometer(tx, { vehicle: record.vehicle, at: record.filled_at, km: record.km, driver: record.driver, source: 'fuel', because: record.number });
      if (consumption({ ...record, full: record.full_tank }, facts.since, record.norm, facts.tolerance)?.flagged) await takeStep(tx, FuelFillProcess, record.id, 'flag', {});
    },
  },
});

export const FuelFillProcess = defineProcess(FuelFill, 'recorded',
  {
    recorded: { label: ['已登记', 'Recorded'], tone: 'done' },
    flagged: { label: ['超定额', 'Above the norm'], tone: 'alarm', due: { step: 'explain', at: ({ now }) => new Date(now.getTime() + 3 * 86_400_000), escalateTo: 'centre_manager' } },
    explained: { label: ['已查明', 'Explained'], tone: 'done' },
  },
  (step) => ({
    flag: step({ label: ['列为超定额', 'Flag'], from: ['recorded'], to: 'flagged', by: [], form: {} }),
    explain: step({
      label: ['查明原因', 'Explain'], tone: 'primary', from: ['flagged'], to: 'explained', by: KEEPERS, form: { explanation: f.text('原因', 'Explanation', { max: 200, hint: ['例如：高速长途、空调、漏油待修', 'For example: motorway, air conditioning, a leak to be repaired'] }) },
      guard({ record, actor }) {
        if (record.created_by === actor.id) throw new Refusal('fuel_fill.own', ['须由他人查明', 'Somebody else must look into it'], 403);
      },
    }),
  }),
);

async function fillsSince(tx: Tx, vehicle: string, at: Date): Promise<readonly Fill[]> {
  // Two hundred fills reach back far beyond any tank that was not full.
  const rows = await tx.query<Fill>('select km, litres, full_tank as "full" from fuel_fill where tenant_id = $1 and vehicle = $2 and filled_at < $3 and archived_at is null order by filled_at desc limit 200', [tx.tenantId, vehicle, at]);
  return rows.reverse();
}
async function laterFill(tx: Tx, vehicle: string, at: Date): Promise<string | null> {
  const [row] = await tx.query<Pick<RowOf<typeof FuelFill>, 'number'>>('select number from fuel_fill where tenant_id = $1 and vehicle = $2 and filled_at >= $3 and archived_at is null limit 1', [tx.tenantId, vehicle, at]);
  return row?.number ?? null;
}

/** A driver who fills in the form need not name themselves. */
async function driverOf(tx: Tx, user: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(`select id from driver where tenant_id = $1 and app_user = $2 and state <> 'left' and archived_at is null`, [tx.tenantId, user]);
  return row?.id ?? null;
}
