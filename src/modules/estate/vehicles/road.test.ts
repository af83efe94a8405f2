/** Vehicles on the road, on PostgreSQL: allocation to departments, papers, readings, checks, fuel; and two people at once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { Driver, drivers } from '../drivers/index.ts';
import { lookedAt } from './care.ts';
import { FuelFill, FuelFillProcess, OdometerReading, Vehicle, VehicleAssignment, VehicleCare, VehicleDocument, VehicleDocumentProcess, VehicleProcess, vehicles } from './index.ts';

let t: TestKernel;
let desk: Actor;
let man: Actor;
let head: Actor;
let car: string;
const driver: string[] = [];

beforeAll(async () => {
  t = await startTest({ modules: [staff, drivers, vehicles], now: '2026-11-26T02:00:00Z' });
  desk = await t.actor('vehicle_dispatcher', 'LC', '车援朝');
  man = await t.actor('driver', 'LC', '操胜利');
  head = await t.actor('centre_manager', 'LC', '库宝山');
  const hr = await t.actor('hr', 'YL', '罗文');
  for (const name of ['操胜利', '呙国栋']) {
    const { id } = await t.create(Employee, hr, { staff_no: name, name, hired_on: '2020-01-01', unit_id: t.unit('LC') });
    driver.push((await t.create(Driver, desk, { employee: id, licence_class: 'C1', licence_until: new Date('2028-01-01T00:00:00Z') })).id);
  }
  car = await vehicle('京A10001', { fuel_norm: '8.0' });
});
afterAll(() => t.close());

const vehicle = async (plate: string, more: object = {}) => (await t.create(Vehicle, desk, { plate, kind: 'car', in_service_since: '2024-01-01', ...more } as never)).id;
const reading = (km: number, at: string, who = driver[0]!) => t.create(OdometerReading, desk, { vehicle: car, km, read_at: new Date(at), driver: who, source: 'reading' });
const fill = (km: number, litres: string, at: string, more: object = {}) => t.create(FuelFill, man, { vehicle: car, driver: driver[0]!, km, litres, price: 785, filled_at: new Date(at), full_tank: true, ...more });

test('后勤的车配给部门用，仍归后勤调度；服务中心的车只能配给区域服务部 [LOG-1.1]', async () => {
  await t.step(VehicleProcess, car, 'assign', desk, { to_branch: t.unit('VIP'), from: '2026-11-26', reason: '贵宾中心用车' });
  expect(await t.read(Vehicle, car)).toMatchObject({ branch: t.unit('VIP'), unit_id: t.unit('LC'), assigned_since: '2026-11-26' });
  const [row] = await t.sql<{ branch: string; unit_id: string }>('select branch, unit_id from vehicle_assignment where tenant_id = $1 and vehicle = $2', [t.tenantId, car]);
  expect(row).toEqual({ branch: t.unit('VIP'), unit_id: t.unit('LC') });
  await expect(t.create(VehicleAssignment, desk, { vehicle: car, branch: t.unit('CC'), valid_from: '2026-11-27' })).rejects.toThrow('vehicle_assignment.by_hand');
  const service = await t.actor('dispatcher', 'FS', '段飞');
  const van = await t.create(Vehicle, service, { plate: '京A10009', kind: 'van', in_service_since: '2024-01-01' });
  await expect(t.step(VehicleProcess, van.id, 'assign', service, { to_branch: t.unit('VIP'), from: '2026-11-26', reason: '借用' })).rejects.toThrow('vehicle.branch');
});

test('证照到期前一个月提醒，续办后旧的仍管到其止日 [LOG-1.1] [LOG-1.4]', async () => {
  await expect(t.create(VehicleDocument, desk, { vehicle: car, kind: 'compulsory', valid_from: '2026-12-08', valid_to: '2026-12-07' })).rejects.toThrow('vehicle_document.days');
  const paper = await t.create(VehicleDocument, desk, { vehicle: car, kind: 'compulsory', valid_from: '2026-01-01', valid_to: '2026-12-31' });
  const asked = async () => (await t.tasks(desk)).filter((task) => task.recordId === paper.id).length;
  expect(await asked()).toBe(0);
  t.at('2026-12-02T02:00:00Z');
  expect(await asked()).toBe(1);
  const next = { new_no: 'PDZA2027', new_issuer: null, new_file: null };
  await expect(t.step(VehicleDocumentProcess, paper.id, 'renew', desk, { ...next, new_from: '2026-06-01', new_to: '2026-12-31' })).rejects.toThrow('vehicle_document.earlier');
  await t.step(VehicleDocumentProcess, paper.id, 'renew', desk, { ...next, new_from: '2027-01-01', new_to: '2027-12-31' });
  expect(await asked()).toBe(0);
  expect(await t.read(VehicleDocument, paper.id)).toMatchObject({ state: 'renewed', valid_to: '2026-12-31' });
});

test('里程只升不降；换驾驶员不改旧读数；读数写下即不再改 [AS-34] [LOG-1.3]', async () => {
  const first = await reading(32_000, '2026-11-27T01:00:00Z');
  await reading(32_050, '2026-11-27T05:00:00Z', driver[1]);
  await expect(reading(32_040, '2026-11-27T06:00:00Z')).rejects.toThrow('odometer.lower');
  await expect(reading(32_060, '2026-11-27T03:00:00Z')).rejects.toThrow('odometer.higher');
  await expect(reading(33_000, '2027-01-01T00:00:00Z')).rejects.toThrow('odometer.future');
  const rows = await t.sql<{ km: number; driver: string }>('select km, driver from odometer_reading where tenant_id = $1 and vehicle = $2 order by km', [t.tenantId, car]);
  expect(rows).toEqual([{ km: 32_000, driver: driver[0] }, { km: 32_050, driver: driver[1] }]);
  expect(OdometerReading.access.edit).toBeUndefined();
  expect(first.driver).toBe(driver[0]);
});

test('加油算金额、百公里油耗和偏差，超定额的由他人查明；同时登记两个相反的读数只成一个 [AS-34] [LOG-1.4]', async () => {
  expect(await fill(32_110, '40.00', '2026-11-28T01:00:00Z')).toMatchObject({ amount: 31_400, per_100: null });
  const second = await fill(32_610, '45.20', '2026-11-29T01:00:00Z');
  const kept = await t.read(FuelFill, second.id);
  expect([kept.amount, kept.distance, Number(kept.per_100), Number(kept.deviation), kept.state]).toEqual([35_482, 500, 9.04, 13, 'flagged']);
  await expect(fill(32_700, '5.00', '2026-11-28T12:00:00Z')).rejects.toThrow('fuel_fill.later');
  await expect(fill(32_600, '5.00', '2026-11-29T02:00:00Z')).rejects.toThrow('odometer.lower');
  const filler = await t.create(FuelFill, desk, { vehicle: car, km: 33_110, litres: '60.00', price: 785, filled_at: new Date('2026-11-30T01:00:00Z'), full_tank: true });
  await expect(t.step(FuelFillProcess, filler.id, 'explain', desk, { explanation: '高速' })).rejects.toThrow('fuel_fill.own');
  await t.step(FuelFillProcess, filler.id, 'explain', head, { explanation: '满载走山路' });
  // One rises, one would then run backwards: whoever comes second is refused.
  const both = await Promise.allSettled([reading(33_500, '2026-12-01T01:00:00Z'), reading(33_400, '2026-12-01T02:00:00Z')]);
  const stored = await t.sql<{ km: number }>('select km from odometer_reading where tenant_id = $1 and vehicle = $2 and km > 33300', [t.tenantId, car]);
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(stored).toHaveLength(1);
});

test('检查不合格即送修，修毕可用；一周内都检查过，定期事项自行办结 [LOG-1.3]', async () => {
  const check = (fit: boolean, found: string | null, checked_on = '2026-12-02') => t.create(VehicleCare, man, { vehicle: car, checked_on, items: ['tyres', 'brakes'], fit, found });
  const evidence = () => t.run(desk, (tx) => lookedAt(tx, t.unit('LC'), '2026-12-02'));
  expect(await evidence()).toBeNull();
  await expect(check(false, null)).rejects.toThrow('vehicle_care.found');
  await expect(check(true, null, '2026-12-03')).rejects.toThrow('vehicle_care.future');
  await check(true, null);
  expect(await evidence()).toEqual({ note: '1 辆均已检查' });
  await check(false, '右前制动片磨尽');
  expect((await t.read(Vehicle, car)).state).toBe('in_workshop');
  await t.step(VehicleProcess, car, 'from_workshop', desk, { reason: '已更换' });
  await t.step(VehicleProcess, car, 'serviced', t.system, { next_service_on: '2027-06-01', next_service_km: 40_000 });
  expect(await t.read(Vehicle, car)).toMatchObject({ state: 'in_service', next_service_km: 40_000 });
  expect(await t.run(desk, (tx) => lookedAt(tx, t.unit('VIP'), '2026-12-02'))).toEqual({ note: '本单位没有车辆' });
});
