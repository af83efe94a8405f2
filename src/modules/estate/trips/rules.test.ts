/** Tables of the rules of dispatching vehicles. */
import { expect, test } from 'vitest';
import {
  approvingPost, type DriverOnOffer, driverProblems, refuseApproval, refuseDeparture, refuseDispatch, refuseOtherDriver, refuseReturn, refuseTimes, type VehicleOnOffer, vehicleProblems, type Wanted,
} from './rules.ts';

const at = (s: string) => new Date(`2026-12-${s}:00+08:00`);
const w: Wanted = { from: at('08T08:00'), to: at('08T12:00'), first: '2026-12-08', last: '2026-12-08', passengers: 3, asked: ['compulsory'], restHours: 8, clock: (d) => d.toISOString().slice(11, 16) };
const car = (more: Partial<VehicleOnOffer> = {}): VehicleOnOffer => ({
  id: 'v', plate: '京A10001', model: null, state: 'in_service', seats: 5, licence_class: 'C1', branch: null, next_service_on: null, next_service_km: null, km: 100,
  papers: [{ kind: 'compulsory', valid_from: '2026-01-01', valid_to: '2026-12-31' }], busy: [], ...more,
});
const man = (more: Partial<DriverOnOffer> = {}): DriverOnOffer => ({ id: 'd', name: '操胜利', state: 'active', licence_class: 'C1', licence_until: at('31T00:00'), medical_until: null, busy: [], ...more });
const busy = (from: string, to: string) => ({ number: 'YC-1', from: at(from), to: at(to) });

test.each([
  ['vehicle_dispatcher', ['vehicle_dispatcher'], 'vehicle_dispatcher'], ['centre_manager', ['vehicle_dispatcher'], null], ['centre_manager', ['operations_gm'], 'operations_gm'],
  ['vehicle_dispatcher', ['driver'], null], ['operations_gm', ['centre_manager'], null],
] as const)('须 %s 批准，持 %j：%s [LOG-1.2]', (asked, held, post) => expect(approvingPost(asked, held)).toBe(post));

test('自己的申请不能自己批；范围够不上的不能批 [LOG-1.2]', () => {
  const c = { asked: 'centre_manager', held: ['centre_manager'], requester: 'a', creator: 'b', actor: 'c' } as const;
  expect(() => refuseApproval(c)).not.toThrow();
  expect(() => refuseApproval({ ...c, actor: 'a' })).toThrow('vehicle_trip.own');
  expect(() => refuseApproval({ ...c, actor: 'b' })).toThrow('vehicle_trip.own');
  expect(() => refuseApproval({ ...c, held: ['vehicle_dispatcher'] })).toThrow('vehicle_trip.range');
});

test.each([
  ['可派', car(), []], ['在修', car({ state: 'in_workshop' }), ['在修']], ['停用', car({ state: 'withdrawn' }), ['已停用']],
  ['保险', car({ papers: [{ kind: 'compulsory', valid_from: '2025-12-08', valid_to: '2026-12-07' }] }), ['交强险 2026-12-07 到期']],
  ['保养', car({ next_service_on: '2026-12-01' }), ['2026-12-01 应保养']], ['座位', car({ seats: 3 }), ['3 座，坐不下 3 人和驾驶员']], ['座位刚好', car({ seats: 4 }), []],
  ['准驾', car({ licence_class: null }), ['未登记准驾要求']], ['占用', car({ busy: [busy('08T11:59', '08T13:00')] }), ['已派 YC-1']], ['前后相接', car({ busy: [busy('08T06:00', '08T08:00'), busy('08T12:00', '08T13:00')] }), []],
] as const)('车辆：%s [LOG-1.2] [AS-33]', (_what, v, problems) => expect(vehicleProblems(v, w).map((p) => p[0])).toEqual(problems));

test.each([
  ['可派', man(), 'C1', []], ['准驾不符', man(), 'B1', ['准驾 C1，此车须 B1']], ['当日 10 点到期', man({ licence_until: at('08T10:00') }), 'C1', ['驾驶证 02:00 到期，早于收车']],
  ['占用时不另说休息', man({ busy: [busy('08T09:00', '08T10:00')] }), 'C1', ['已派 YC-1']], ['休息不足', man({ busy: [busy('07T14:00', '08T02:00')] }), 'C1', ['休息不足 8 小时']],
] as const)('驾驶员：%s [LOG-1.2] [AS-33]', (_what, d, needed, problems) => expect(driverProblems(d, needed, w).map((p) => p[0])).toEqual(problems));

test('派车不成立时说明是谁、为什么 [LOG-1.2]', () => {
  expect(() => refuseDispatch(car(), man(), w)).not.toThrow();
  expect(() => refuseDispatch(null, man(), w)).toThrow('vehicle_trip.vehicle');
  expect(() => refuseDispatch(car(), null, w)).toThrow('vehicle_trip.driver');
  expect(() => refuseDispatch(car({ state: 'in_workshop' }), man(), w)).toThrow('vehicle_trip.vehicle_unfit');
  expect(() => refuseDispatch(car({ licence_class: 'A1' }), man(), w)).toThrow('vehicle_trip.driver_unfit');
});

test('时间、里程、出车前检查、本人驾驶 [LOG-1.2]', () => {
  expect(() => refuseTimes(w.to, w.from, at('01T00:00'))).toThrow('vehicle_trip.times');
  expect(() => refuseTimes(w.from, w.to, at('09T00:00'))).toThrow('vehicle_trip.past');
  expect(() => refuseReturn(100, 99)).toThrow('vehicle_trip.km');
  expect(() => refuseReturn(100, 100)).not.toThrow();
  expect(() => refuseDeparture(false)).toThrow('vehicle_trip.unchecked');
  expect(() => refuseOtherDriver('a', 'b', false)).toThrow('vehicle_trip.other_driver');
  expect(() => refuseOtherDriver('a', 'b', true)).not.toThrow();
});
