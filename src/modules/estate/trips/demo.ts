/** Demo of the logistics centre's pool: vehicles with papers, drivers, trips of the last days and of today, fuel, a violation and a lesson. */
import { answer, createRecord, takeStep, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Driver, RestHours } from '../drivers/index.ts';
import { FuelFill, Vehicle, VehicleCare, VehicleDocument, VehicleProcess } from '../vehicles/index.ts';
import { ApproverFor, Pool, VehicleTrip, VehicleTripProcess } from './index.ts';

const VEHICLES = [
  ['京A6K208', 'car', '帕萨特', 5, '7.5', 'VIP'], ['京AD51367', 'car', '比亚迪秦', 5, '2.0', 'CC'], ['京B9F731', 'van', '别克 GL8', 7, '9.8', null], ['京C2M415', 'truck', '江铃轻卡', 3, '11.5', null],
] as const;
const DRIVERS = [['操胜利', 'B2', '2029-06-30T16:00:00Z'], ['呙国栋', 'C1', '2028-03-14T16:00:00Z'], ['区惠芳', 'C1', null]] as const;

export async function demo(d: Demo): Promise<void> {
  d.at('2025-12-30T03:00:00Z');
  await d.batch(d.actor('admin'), async (tx) => {
    const why = '后勤中心用车管理约定';
    await answer(tx, Pool, '2025-01-01', d.unit('LC'), why);
    await answer(tx, RestHours, '2025-01-01', 8, why);
    for (const [range, post] of [['city', 'vehicle_dispatcher'], ['province', 'centre_manager'], ['beyond', 'operations_gm']] as const) await answer(tx, ApproverFor[range], '2025-01-01', post, why);
    return {};
  });
  const desk = d.actor('cheyuanchao');
  const made = await d.batch(desk, async (tx) => ({ vehicles: await vehiclesOf(d, tx), drivers: await driversOf(d, tx) }));
  await tanks(d, made);
  const shift = (days: number, time: string) => new Date(Date.parse(`${d.today}T${time}:00+08:00`) + days * 86_400_000);
  const trip = async (vehicle: number, driver: number, from: Date, hours: number, to: string, purpose: string, unit: string, range: 'city' | 'province' = 'city') => {
    d.at(new Date(from.getTime() - 20 * 3_600_000).toISOString());
    const { id } = await d.create(VehicleTrip, d.actor('hushan'), {
      department: d.unit(unit), purpose, range, from_place: '集团总部', to_place: to, planned_from: from, planned_to: new Date(from.getTime() + hours * 3_600_000), passengers: 2,
    });
    if (range === 'city') await d.step(VehicleTripProcess, id, 'approve', desk, {});
    return { id, send: () => d.step(VehicleTripProcess, id, 'dispatch', desk, { vehicle: made.vehicles[vehicle]!, driver: made.drivers[driver]! }) };
  };
  for (const [i, back] of [-4, -3, -2, -1].entries()) await past(d, await trip(0, 0, shift(back, '09:00'), 4, ['市政务中心', '高铁站', '展览馆', '机场'][i]!, '公务接送', 'VIP'), made.vehicles[0]!, 42_100 + i * 120, shift(back, '09:00'), i);
  for (const [vehicle, driver, time, hours, to, purpose, unit] of [[2, 1, '14:00', 4, '机场 T3', '接贵宾团队', 'VIP'], [0, 0, '15:00', 2, '银行', '送交票据', 'YL']] as const) await (await trip(vehicle, driver, shift(1, time), hours, to, purpose, unit)).send();
  await trip(0, 0, shift(1, '08:30'), 3, '市质检院', '送检仪表', 'FS');
  await trip(0, 0, shift(2, '07:30'), 10, '邻市仓库', '提运备件', 'FS', 'province');
}

/** Earlier tanks of the other vehicles, all within their norm: vehicle, days ago, odometer, litres. */
const TANKS = [[1, 19, 16_100, '18.10'], [1, 5, 16_980, '17.20'], [2, 22, 30_200, '50.00'], [2, 8, 30_640, '42.90'], [3, 75, 61_020, '52.30'], [3, 66, 61_400, '43.20']] as const;
async function tanks(d: Demo, made: { readonly vehicles: readonly string[]; readonly drivers: readonly string[] }): Promise<void> {
  for (const [vehicle, ago, km, litres] of TANKS) {
    d.at(new Date(Date.parse(`${d.today}T11:30:00+08:00`) - ago * 86_400_000).toISOString());
    await d.create(FuelFill, d.actor('cheyuanchao'), { vehicle: made.vehicles[vehicle]!, driver: made.drivers[0]!, km, litres, price: 785, filled_at: d.now(), full_tank: true, station: '城南加油站' });
  }
}

/** Somebody drove there and came back, filled the tank the second time with a little too much. */
async function past(d: Demo, trip: { readonly id: string; send(): Promise<unknown> }, vehicle: string, km: number, from: Date, i: number): Promise<void> {
  const [man, desk] = [d.actor('caoshengli'), d.actor('cheyuanchao')];
  await trip.send();
  d.at(from.toISOString());
  await d.step(VehicleTripProcess, trip.id, 'depart', man, { out_km: km, checked: true });
  d.at(new Date(from.getTime() + 3 * 3_600_000).toISOString());
  await d.step(VehicleTripProcess, trip.id, 'bring_back', man, { back_km: km + 96, tolls: 2_500, parking: 1_000, remark: null });
  if (i === 0 || i === 3) await d.create(FuelFill, man, { vehicle, km: km + 96, litres: i === 0 ? '41.20' : '31.60', price: 785, filled_at: d.now(), full_tank: true, station: '城南加油站' });
  if (i === 3) await d.create(VehicleCare, man, { vehicle, checked_on: new Date(from.getTime() + 8 * 3_600_000).toISOString().slice(0, 10), items: ['tyres', 'lights', 'brakes'], fit: true });
  if (i < 3) await d.step(VehicleTripProcess, trip.id, 'settle', desk, { tolls: 2_500, parking: 1_000 });
}

async function vehiclesOf(d: Demo, tx: Tx): Promise<string[]> {
  const ids: string[] = [];
  const [year, next] = [d.today.slice(0, 4), String(Number(d.today.slice(0, 4)) + 1)];
  for (const [i, [plate, kind, model, seats, fuel_norm, unit]] of VEHICLES.entries()) {
    const { id } = await createRecord(tx, Vehicle, { plate, kind, model, seats, fuel_norm, licence_class: kind === 'truck' ? 'B2' : 'C1', ownership: i === 3 ? 'rented' : 'own', in_service_since: '2023-03-01', unit_id: d.unit('LC') });
    if (unit !== null) await takeStep(tx, VehicleProcess, id, 'assign', { to_branch: d.unit(unit), from: '2025-12-30', reason: '部门用车' });
    // The lorry's insurance ended a while ago: it cannot be sent, and the page says why.
    for (const paper of ['registration', 'inspection', 'compulsory'] as const) {
      await createRecord(tx, VehicleDocument, { vehicle: id, kind: paper, issuer: paper === 'compulsory' ? '平安财险' : '交管局', valid_from: '2025-10-01', valid_to: i === 3 && paper === 'compulsory' ? `${year}-09-30` : `${next}-09-30`, unit_id: d.unit('LC') });
    }
    ids.push(id);
  }
  return ids;
}

async function driversOf(d: Demo, tx: Tx): Promise<string[]> {
  const ids: string[] = [];
  for (const [name, licence_class, until] of DRIVERS) {
    const [employee] = await tx.query<{ id: string }>('select id from employee where tenant_id = $1 and name = $2', [tx.tenantId, name]);
    // One licence ends the day after tomorrow at ten: a reminder stands on the desk.
    const licence_until = until === null ? new Date(Date.parse(`${d.today}T10:00:00+08:00`) + 2 * 86_400_000) : new Date(until);
    ids.push((await createRecord(tx, Driver, { employee: employee!.id, licence_class, licence_until, unit_id: d.unit('LC') })).id);
  }
  return ids;
}
