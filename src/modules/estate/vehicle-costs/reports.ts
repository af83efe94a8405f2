/** Cost per vehicle (单车费用) and what falls due (车辆到期事项). Serves LOG-1.3, LOG-1.4, P20. */
import { defineReport, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import { latestKm } from '../vehicles/index.ts';
import { READERS } from './roles.ts';
import { DUE_KINDS, drivenIn, dueUpTo, perHundred, type DueKind } from './rules.ts';

const reach = (tx: Tx) => scopeOf(tx, tx.actor, READERS);
/** The organisation's own day of a moment. `$1` is the organisation. */
const dayOfMoment = (column: string): string => `(${column} at time zone (select zone from unit where tenant_id = $1 and parent is null and zone is not null limit 1))::date`;
const span = (p: { readonly from: string; readonly to: string }) => [`${p.from}T00:00:00+08:00`, `${p.to}T23:59:59+08:00`] as const;

interface Costs { readonly vehicle: string; readonly fuel: number; readonly trips: number; readonly insurance: number; readonly upkeep: number; readonly rental: number; readonly other: number; readonly before: number | null; readonly first: number | null; readonly last: number | null }
export const VehicleCosts = defineReport('vehicle_costs', {
  label: ['单车费用', 'Cost per vehicle'],
  access: READERS,
  params: { from: f.date('起', 'From'), to: f.date('止', 'To', { hint: ['含当日', 'That day included'] }) },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day }),
  columns: {
    vehicle: f.ref('车辆', 'Vehicle', 'vehicle'), km: f.integer('行驶（公里）', 'Driven (km)'), fuel: f.money('燃油', 'Fuel'), tolls: f.money('过路停车', 'Tolls and parking'), insurance: f.money('保险年检', 'Insurance, inspection'), upkeep: f.money('保养维修', 'Service and repair'),
    rental: f.money('租车', 'Rental'), other: f.money('其他', 'Other'), total: f.money('合计', 'Total'), per_100: f.money('每百公里', 'Per 100 km', { optional: true }),
  },
  totals: ['km', 'fuel', 'tolls', 'insurance', 'upkeep', 'rental', 'other', 'total'],
  async rows(tx, p) {
    const found = await tx.query<Costs>(
      `select v.id as vehicle,
         (select coalesce(sum(x.amount), 0) from fuel_fill x where x.tenant_id = $1 and x.vehicle = v.id and x.archived_at is null and ${dayOfMoment('x.filled_at')} between $3 and $4)::bigint + coalesce(c.fuel, 0)::bigint as fuel,
         (select coalesce(sum(coalesce(x.tolls, 0) + coalesce(x.parking, 0)), 0) from vehicle_trip x where x.tenant_id = $1 and x.vehicle = v.id and x.state = 'settled' and x.archived_at is null and ${dayOfMoment('x.back_at')} between $3 and $4)::bigint + coalesce(c.toll, 0)::bigint as trips,
         coalesce(c.insurance, 0)::bigint as insurance, coalesce(c.upkeep, 0)::bigint as upkeep, coalesce(c.rental, 0)::bigint as rental, coalesce(c.other, 0)::bigint as other,
         (select max(o.km) from odometer_reading o where o.tenant_id = $1 and o.vehicle = v.id and o.archived_at is null and ${dayOfMoment('o.read_at')} < $3)::int as before,
         (select min(o.km) from odometer_reading o where o.tenant_id = $1 and o.vehicle = v.id and o.archived_at is null and ${dayOfMoment('o.read_at')} between $3 and $4)::int as first,
         (select max(o.km) from odometer_reading o where o.tenant_id = $1 and o.vehicle = v.id and o.archived_at is null and ${dayOfMoment('o.read_at')} between $3 and $4)::int as last
       from vehicle v left join lateral (
         select sum(e.actual) filter (where e.kind in ('insurance', 'inspection')) as insurance, sum(e.actual) filter (where e.kind in ('service', 'repair')) as upkeep, sum(e.actual) filter (where e.kind = 'rental') as rental,
           sum(e.actual) filter (where e.kind = 'toll') as toll, sum(e.actual) filter (where e.kind = 'fuel') as fuel, sum(e.actual) filter (where e.kind = 'other') as other
         from vehicle_expense e where e.tenant_id = $1 and e.vehicle = v.id and e.settled_on between $3 and $4 and e.archived_at is null) c on true
       where v.tenant_id = $1 and v.archived_at is null and v.in_service_since <= $4 and (v.withdrawn_on is null or v.withdrawn_on >= $3) and ($2::uuid[] is null or v.unit_id = any($2)) order by v.plate`, [tx.tenantId, await reach(tx), p.from, p.to]);
    return found.map((r) => {
      const [km, total] = [drivenIn(r.before, r.first, r.last), r.fuel + r.trips + r.insurance + r.upkeep + r.rental + r.other];
      return { vehicle: r.vehicle, km, fuel: r.fuel, tolls: r.trips, insurance: r.insurance, upkeep: r.upkeep, rental: r.rental, other: r.other, total, per_100: perHundred(total, km) };
    });
  },
  async proof(tx, p, rows) {
    const among = rows.map((r) => r.vehicle);
    const [paid] = await tx.query<{ bills: number; fuel: number; trips: number }>(
      `select (select coalesce(sum(actual), 0) from vehicle_expense where tenant_id = $1 and state = 'settled' and settled_on between $3 and $4 and vehicle = any($2) and archived_at is null)::bigint as bills,
         (select coalesce(sum(round(litres * price)), 0) from fuel_fill where tenant_id = $1 and vehicle = any($2) and archived_at is null and ${dayOfMoment('filled_at')} between $3 and $4)::bigint as fuel,
         (select coalesce(sum(tolls), 0) + coalesce(sum(parking), 0) from vehicle_trip where tenant_id = $1 and state = 'settled' and vehicle = any($2) and archived_at is null and ${dayOfMoment('back_at')} between $3 and $4)::bigint as trips`, [tx.tenantId, among, p.from, p.to]);
    return [{ label: ['各车合计 = 已结算费用单 + 加油升数 × 单价 + 已结算派车单的过路停车费（分）', 'Sum of all vehicles = bills settled + litres × price of fuel + tolls and parking of settled trips, in fen'], left: rows.reduce((n, r) => n + r.total, 0), right: paid!.bills + paid!.fuel + paid!.trips }];
  },
  drill: {
    fuel: (row, p) => ({ register: 'fuel_fill', filter: { all: [...(row === null ? [] : [{ field: 'vehicle', op: 'eq', value: row.vehicle } as const]), { field: 'filled_at', op: 'between', value: [...span(p)] }] } }),
    tolls: (row, p) => ({ register: 'vehicle_trip', filter: { all: [...(row === null ? [] : [{ field: 'vehicle', op: 'eq', value: row.vehicle } as const]), { field: 'state', op: 'eq', value: 'settled' }, { field: 'back_at', op: 'between', value: [...span(p)] }] } }),
    insurance: (row, p) => bills(row, p, ['insurance', 'inspection']), upkeep: (row, p) => bills(row, p, ['service', 'repair']), rental: (row, p) => bills(row, p, ['rental']), other: (row, p) => bills(row, p, ['other']),
    km: (row, p) => ({ register: 'odometer_reading', filter: { all: [...(row === null ? [] : [{ field: 'vehicle', op: 'eq', value: row.vehicle } as const]), { field: 'read_at', op: 'between', value: [...span(p)] }] } }),
  },
  notes: () => [
    ['费用单按结算日、加油按加油日、过路停车按收车日计；油卡账单计入燃油，过路费账单计入过路停车，同一笔不要两处登记。', 'Bills count on the day they are settled, fuel when filled, tolls and parking when the vehicle came back. Bills of fuel cards count as fuel, toll bills as tolls: nothing is entered in both places.'],
    ['行驶 = 期内最后读数 − 期前最后读数（期前没有读数的从期内第一个读数起）。', 'Driven: the last reading within the span less the last one before it, or the first one within it when there is none.'],
  ],
  chart: { kind: 'bar', x: 'vehicle', y: ['fuel', 'tolls', 'insurance', 'upkeep', 'rental', 'other'] },
});
function bills(row: { readonly vehicle: string } | null, p: { readonly from: string; readonly to: string }, kinds: readonly string[]) {
  return { register: 'vehicle_expense', filter: { all: [...(row === null ? [] : [{ field: 'vehicle', op: 'eq', value: row.vehicle } as const]), { field: 'kind', op: 'in', value: [...kinds] } as const, { field: 'settled_on', op: 'between', value: [p.from, p.to] } as const] } };
}

export const VehicleDue = defineReport('vehicle_due', {
  label: ['车辆到期事项', 'What falls due for vehicles'],
  access: READERS,
  params: { as_of: f.date('截至', 'As of'), days: f.integer('提前天数', 'Days ahead', { min: 0, max: 365 }), km: f.integer('提前里程', 'Kilometres ahead', { min: 0, max: 20_000 }) },
  initial: ({ day }) => ({ as_of: day, days: 30, km: 500 }),
  columns: { vehicle: f.ref('车辆', 'Vehicle', 'vehicle'), kind: f.choice('事项', 'What', DUE_KINDS), due_on: f.date('到期日', 'Due on', { optional: true }), km_left: f.integer('还差公里', 'Kilometres left', { optional: true, min: -3_000_000 }), late: f.yesNo('已过期', 'Late') },
  totals: [],
  async rows(tx, p) {
    const vehicles = await tx.query<{ id: string; next_service_on: string | null; next_service_km: number | null }>(
      `select id, next_service_on, next_service_km from vehicle where tenant_id = $1 and state <> 'withdrawn' and archived_at is null and ($2::uuid[] is null or unit_id = any($2)) order by plate`, [tx.tenantId, await reach(tx)]);
    const ids = vehicles.map((v) => v.id);
    const [papers, km] = [await tx.query<{ vehicle: string; kind: DueKind; valid_to: string }>(`select vehicle, kind, valid_to from vehicle_document where tenant_id = $1 and vehicle = any($2) and state <> 'void' and archived_at is null`, [tx.tenantId, ids]), await latestKm(tx, ids)];
    return vehicles.flatMap((v) => dueUpTo({ ...v, papers: papers.filter((x) => x.vehicle === v.id), km: km.get(v.id) ?? null }, p.as_of, p).map((d) => ({ vehicle: v.id, ...d })));
  },
  notes: () => [['每种证照只看最后一份；续办后不再列出。保养按日期和里程先到者。', 'The last paper of each kind counts; once renewed it is gone from here. Service by date or distance, whichever comes first.']],
});
