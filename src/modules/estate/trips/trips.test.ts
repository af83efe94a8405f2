/** Trips on PostgreSQL: from the request to the settled return, who may approve how far, what cannot be sent, and two desks at once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { runQuery } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { Driver, drivers, RestHours } from '../drivers/index.ts';
import { OdometerReading, Vehicle, VehicleDocument, VehicleProcess, vehicles } from '../vehicles/index.ts';
import { FleetCalendar, type FleetBoard, OffersQuery, type TripOffers } from './board.ts';
import { ApproverFor, Pool, trips, VehicleTrip, VehicleTripProcess } from './index.ts';

let t: TestKernel;
let desk: Actor;
let head: Actor;
let gm: Actor;
let guest: Actor;
let man: Actor;
const car: string[] = [];
const driver: { [name: string]: string } = {};
const beijing = (s: string) => new Date(`2026-12-${s}:00+08:00`);

beforeAll(async () => {
  t = await startTest({ modules: [staff, drivers, vehicles, trips], now: '2026-12-07T02:00:00Z' });
  desk = await t.actor('vehicle_dispatcher', 'LC', '车援朝');
  head = await t.actor('centre_manager', 'LC', '库宝山');
  gm = await t.actor('operations_gm', 'YL', '严正');
  guest = await t.actor('vip_manager', 'VIP', '高敏');
  man = await t.actor('driver', 'LC', '操胜利');
  const hr = await t.actor('hr', 'YL', '罗文');
  for (const [name, until, user] of [['操胜利', '2028-01-01T00:00:00+08:00', man.id], ['呙国栋', '2026-12-08T10:00:00+08:00', null], ['区惠芳', '2028-01-01T00:00:00+08:00', null]] as const) {
    const { id } = await t.create(Employee, hr, { staff_no: name, name, hired_on: '2020-01-01', unit_id: t.unit('LC'), ...(user ? { app_user: user } : {}) });
    driver[name] = (await t.create(Driver, desk, { employee: id, licence_class: 'C1', licence_until: new Date(until) })).id;
  }
  for (const [plate, insured] of [['京A10001', '2026-12-07'], ['京A10002', '2027-06-30'], ['京A10003', '2027-06-30']] as const) {
    const { id } = await t.create(Vehicle, desk, { plate, kind: 'car', seats: 5, licence_class: 'C1', in_service_since: '2024-01-01' });
    for (const kind of ['registration', 'inspection', 'compulsory'] as const) await t.create(VehicleDocument, desk, { vehicle: id, kind, valid_from: '2026-01-01', valid_to: kind === 'compulsory' ? insured : '2027-12-31' });
    car.push(id);
  }
});
afterAll(() => t.close());

const ask = (more: object = {}, who = guest) => t.create(VehicleTrip, who, {
  department: t.unit('VIP'), purpose: '接机', range: 'city', from_place: '总部', to_place: '机场', planned_from: beijing('08T08:00'), planned_to: beijing('08T12:00'), passengers: 2, ...more,
} as never);
const approved = async (more: object = {}) => { const { id } = await ask(more); await t.step(VehicleTripProcess, id, 'approve', desk, {}); return id; };
const send = (id: string, vehicle: string, name: string) => t.step(VehicleTripProcess, id, 'dispatch', desk, { vehicle, driver: driver[name]! });
const offers = async (trip: string, vehicle?: string) => (await t.run(desk, (tx) => runQuery(tx, OffersQuery, { trip, ...(vehicle ? { vehicle } : {}) }))) as TripOffers;

test('车队和批准级别没有定之前不受理、不批准；定了之后按范围分级，自己的不能自己批 [LOG-1.2]', async () => {
  await expect(ask()).rejects.toThrow('parameter.open');
  await t.answer(Pool, t.unit('LC'));
  const far = await ask({ range: 'beyond' });
  expect(far).toMatchObject({ unit_id: t.unit('LC'), requested_by: guest.id, state: 'requested' });
  await expect(t.step(VehicleTripProcess, far.id, 'approve', gm, {})).rejects.toThrow('parameter.open');
  for (const [range, post] of [['city', 'vehicle_dispatcher'], ['province', 'centre_manager'], ['beyond', 'operations_gm']] as const) await t.answer(ApproverFor[range], post);
  await expect(t.step(VehicleTripProcess, far.id, 'approve', head, {})).rejects.toThrow('vehicle_trip.range');
  await t.step(VehicleTripProcess, far.id, 'approve', gm, {});
  expect((await t.read(VehicleTrip, far.id)).approved_as).toBe('operations_gm');
  const own = await ask({}, desk);
  await expect(t.step(VehicleTripProcess, own.id, 'approve', desk, {})).rejects.toThrow('vehicle_trip.own');
  await t.step(VehicleTripProcess, own.id, 'approve', head, {});
  await expect(send(own.id, car[1]!, '操胜利')).rejects.toThrow('parameter.open');
  for (const id of [far.id, own.id]) await t.step(VehicleTripProcess, id, 'cancel', head, { reason: '取消' });
  await t.answer(RestHours, 8);
  await expect(ask({ planned_to: beijing('08T08:00') })).rejects.toThrow('vehicle_trip.times');
  await expect(ask({ planned_from: beijing('01T08:00'), planned_to: beijing('01T09:00') })).rejects.toThrow('vehicle_trip.past');
});

test('12 月 8 日 8 至 12 时：保险 7 日到期的车不列为可派，另一辆可派；驾驶证当日 10 时到期的人不能派 [AS-33] [LOG-1.2] [LOG-1.5]', async () => {
  const id = await approved();
  const shown = await offers(id);
  const of = (list: TripOffers['vehicles'], name: string) => list.find((o) => o.name === name)?.problems.map((p) => p[0]);
  expect(of(shown.vehicles, '京A10001')).toEqual(['交强险 2026-12-07 到期']);
  expect(of(shown.vehicles, '京A10002')).toEqual([]);
  expect(of(shown.drivers, '呙国栋')).toEqual(['驾驶证 2026-12-08 10:00 到期，早于收车']);
  await expect(send(id, car[0]!, '操胜利')).rejects.toMatchObject({ code: 'vehicle_trip.vehicle_unfit', fields: { vehicle: ['交强险 2026-12-07 到期', expect.anything()] } });
  await expect(send(id, car[1]!, '呙国栋')).rejects.toThrow('vehicle_trip.driver_unfit');
  await expect(send(id, t.unit('LC'), '操胜利')).rejects.toThrow('vehicle_trip.vehicle');
  const done = await send(id, car[1]!, '操胜利');
  expect([done.state, done.slips.length]).toEqual(['dispatched', 1]);
  const [slip] = await t.sql<{ copies: number; text: string }>(`select jsonb_array_length(content->'copies') as copies, content::text as text from slip where tenant_id = $1`, [t.tenantId]);
  expect(slip?.copies).toBe(2);
  expect(slip?.text).toContain('京A10002');
  expect(of((await offers(await approved({ planned_from: beijing('08T11:00'), planned_to: beijing('08T13:00') }))).vehicles, '京A10002')).toEqual([expect.stringMatching(/^已派 YC-/)]);
});

test('一趟车从出车到结算：只有本人和调度能开走，里程留下当时的驾驶员，费用由他人核定 [LOG-1.2] [AS-34]', async () => {
  t.at('2026-12-08T00:00:00Z');
  const [row] = await t.sql<{ id: string }>(`select id from vehicle_trip where tenant_id = $1 and state = 'dispatched'`, [t.tenantId]);
  const id = row!.id;
  const stranger = await t.actor('driver', 'LC', '区惠芳');
  await expect(t.step(VehicleTripProcess, id, 'depart', stranger, { out_km: 500, checked: true })).rejects.toThrow('vehicle_trip.other_driver');
  await expect(t.step(VehicleTripProcess, id, 'depart', man, { out_km: 500, checked: false })).rejects.toThrow('vehicle_trip.unchecked');
  await t.step(VehicleProcess, car[1]!, 'to_workshop', desk, { reason: '漏油' });
  await expect(t.step(VehicleTripProcess, id, 'depart', man, { out_km: 500, checked: true })).rejects.toThrow('vehicle_trip.vehicle_unfit');
  await t.step(VehicleProcess, car[1]!, 'from_workshop', desk, { reason: '已修' });
  await t.step(VehicleTripProcess, id, 'depart', man, { out_km: 500, checked: true });
  t.later({ hours: 3 });
  await expect(t.step(VehicleTripProcess, id, 'bring_back', man, { back_km: 499, tolls: 1000, parking: null, remark: null })).rejects.toThrow('vehicle_trip.km');
  await t.step(VehicleTripProcess, id, 'bring_back', man, { back_km: 584, tolls: 1000, parking: null, remark: null });
  const both = await t.actor('vehicle_dispatcher', 'LC', '替班');
  await t.step(VehicleTripProcess, id, 'settle', both, { tolls: 1000, parking: 500 });
  expect(await t.read(VehicleTrip, id)).toMatchObject({ state: 'settled', km: 84, tolls: 1000, parking: 500 });
  const readings = await t.sql<{ km: number; driver: string; source: string }>('select km, driver, source from odometer_reading where tenant_id = $1 and vehicle = $2 order by km', [t.tenantId, car[1]]);
  expect(readings).toEqual([{ km: 500, driver: driver['操胜利'], source: 'depart' }, { km: 584, driver: driver['操胜利'], source: 'return' }]);
  await expect(t.create(OdometerReading, man, { vehicle: car[1]!, km: 580, read_at: t.now(), source: 'reading' })).rejects.toThrow('odometer.lower');
});

test('自己驾驶的费用不能自己核定 [LOG-1.2] [LOG-1.4]', async () => {
  const id = await approved({ planned_from: beijing('09T08:00'), planned_to: beijing('09T10:00') });
  await t.step(VehicleTripProcess, id, 'dispatch', desk, { vehicle: car[1]!, driver: driver['操胜利']! });
  t.at('2026-12-09T00:00:00Z');
  await t.step(VehicleTripProcess, id, 'depart', man, { out_km: 600, checked: true });
  await t.step(VehicleTripProcess, id, 'bring_back', man, { back_km: 650, tolls: null, parking: null, remark: null });
  const alsoDesk = await t.deputy(man, 'vehicle_dispatcher', 'LC', desk);
  await expect(t.step(VehicleTripProcess, id, 'settle', alsoDesk, { tolls: 0, parking: 0 })).rejects.toThrow('vehicle_trip.own_costs');
});

test('两个调度同时把一辆车、或同一位驾驶员派给两趟，只成一趟 [LOG-1.2]', async () => {
  t.at('2026-12-09T06:00:00Z');
  const other = await t.actor('vehicle_dispatcher', 'LC', '替班二');
  const times = { planned_from: beijing('10T09:00'), planned_to: beijing('10T11:00') };
  const at = async (calls: readonly (readonly [Actor, string, string])[]) => {
    const ids = await Promise.all(calls.map(() => approved(times)));
    const ended = await Promise.allSettled(calls.map(([who, vehicle, name], i) => t.step(VehicleTripProcess, ids[i]!, 'dispatch', who, { vehicle, driver: driver[name]! })));
    for (const id of ids) await t.step(VehicleTripProcess, id, 'cancel', head, { reason: '演练结束' });
    return ended.map((e) => (e.status === 'fulfilled' ? 'sent' : (e.reason as { code: string }).code)).sort();
  };
  expect(await at([[desk, car[1]!, '操胜利'], [other, car[1]!, '区惠芳']])).toEqual(['sent', 'vehicle_trip.vehicle_unfit']);
  expect(await at([[desk, car[1]!, '操胜利'], [other, car[2]!, '操胜利']])).toEqual(['sent', 'vehicle_trip.driver_unfit']);
});

test('休息不足的不派；日历给出车、人、待派，没有岗位的看不到可派清单 [LOG-1.2] [LOG-1.5]', async () => {
  const late = await approved({ planned_from: beijing('11T18:00'), planned_to: beijing('11T23:30') });
  await send(late, car[1]!, '操胜利');
  const early = await approved({ planned_from: beijing('12T06:00'), planned_to: beijing('12T23:00') });
  await expect(send(early, car[2]!, '操胜利')).rejects.toMatchObject({ fields: { driver: [expect.stringContaining('休息不足 8 小时'), expect.anything()] } });
  const board = (await t.run(desk, (tx) => runQuery(tx, FleetCalendar, { day: '2026-12-11', span: 'day' }))) as FleetBoard;
  expect(board.vehicles.map((v) => v.name)).toEqual(['京A10001', '京A10002', '京A10003']);
  expect(board.trips.filter((x) => x.state === 'dispatched').map((x) => [x.vehicle, x.driver])).toEqual([[car[1], driver['操胜利']]]);
  expect(board.trips.filter((x) => x.state === 'approved').map((x) => x.id)).toContain(early);
  const elsewhere = await t.actor('vehicle_dispatcher', 'VIP', '别处');
  await expect(t.run(elsewhere, (tx) => runQuery(tx, OffersQuery, { trip: early }))).rejects.toThrow('not_found');
});
