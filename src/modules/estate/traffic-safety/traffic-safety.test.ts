/** Traffic safety on PostgreSQL: a violation from the record to the circular, a contest, two circulars at once, a lesson with attendance, standing among peers. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { editRecord } from '../../../kernel/register/write.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { Driver, drivers, RestHours } from '../drivers/index.ts';
import { ApproverFor, Pool, trips, VehicleTrip, VehicleTripProcess } from '../trips/index.ts';
import { PapersAsked, Vehicle, VehicleDocument, vehicles } from '../vehicles/index.ts';
import {
  PeerIndicator, PeerStanding, PeerValue, PeerValueProcess, SafetyAttendanceProcess, SafetyLesson, SafetyLessonProcess, TrafficCircular, TrafficCircularProcess, trafficSafety, TrafficViolation, TrafficViolationProcess,
} from './index.ts';
import { taught } from './lesson.ts';

let t: TestKernel;
let desk: Actor;
let head: Actor;
let man: Actor;
let car: string;
const driver: { [name: string]: string } = {};

beforeAll(async () => {
  t = await startTest({ modules: [staff, drivers, vehicles, trips, trafficSafety], now: '2026-11-20T00:00:00Z' });
  desk = await t.actor('vehicle_dispatcher', 'LC', '车援朝');
  head = await t.actor('centre_manager', 'LC', '库宝山');
  man = await t.actor('driver', 'LC', '操胜利');
  const hr = await t.actor('hr', 'YL', '罗文');
  for (const [name, user] of [['操胜利', man.id], ['呙国栋', null]] as const) {
    const { id } = await t.create(Employee, hr, { staff_no: name, name, hired_on: '2020-01-01', unit_id: t.unit('LC'), ...(user ? { app_user: user } : {}) });
    driver[name] = (await t.create(Driver, desk, { employee: id, licence_class: 'C1', licence_until: new Date('2028-01-01T00:00:00Z') })).id;
  }
  car = (await t.create(Vehicle, desk, { plate: '京A10001', kind: 'car', seats: 5, licence_class: 'C1', in_service_since: '2024-01-01' })).id;
  await t.create(VehicleDocument, desk, { vehicle: car, kind: 'compulsory', valid_from: '2026-01-01', valid_to: '2026-12-31' });
  await t.answer(Pool, t.unit('LC'));
  await t.answer(RestHours, 8);
  await t.answer(PapersAsked, ['compulsory']);
  await t.answer(ApproverFor.city, 'vehicle_dispatcher');
  const trip = await t.create(VehicleTrip, head, { department: t.unit('LC'), purpose: '送文件', range: 'city', from_place: '总部', to_place: '市府', planned_from: new Date('2026-11-20T01:00:00Z'), planned_to: new Date('2026-11-20T03:00:00Z'), passengers: 1 });
  await t.step(VehicleTripProcess, trip.id, 'approve', desk, {});
  await t.step(VehicleTripProcess, trip.id, 'dispatch', desk, { vehicle: car, driver: driver['操胜利']! });
  t.at('2026-11-20T01:00:00Z');
  await t.step(VehicleTripProcess, trip.id, 'depart', man, { out_km: 100, checked: true });
  t.at('2026-11-20T03:00:00Z');
  await t.step(VehicleTripProcess, trip.id, 'bring_back', man, { back_km: 130, tolls: null, parking: null, remark: null });
  t.at('2026-11-23T02:00:00Z');
});
afterAll(() => t.close());

const violation = (at: string, more: object = {}) => t.create(TrafficViolation, desk, { vehicle: car, happened_at: new Date(at), place: '环城路口', kind: 'speeding', fine: 20_000, police_points: 3, ...more } as never);
const notified = async (at: string, more: object = {}) => { const { id } = await violation(at, more); await t.step(TrafficViolationProcess, id, 'notify', desk, {}); return id; };
const circular = () => t.create(TrafficCircular, desk, { title: '十一月通报', period: { from: '2026-11-01', to: '2026-12-01' }, demand: '限速行驶' });

test('违法按出车记录找到驾驶员；本人签名确认，由他人审定扣分，通报列出后办结 [LOG-1.9]', async () => {
  await expect(violation('2026-11-20T10:00:00Z')).rejects.toThrow('traffic_violation.driver');
  await expect(violation('2026-11-24T10:00:00Z')).rejects.toThrow('traffic_violation.future');
  await expect(violation('2026-11-20T02:00:00Z', { driver: driver['呙国栋'] })).rejects.toThrow('traffic_violation.other_driver');
  const id = await notified('2026-11-20T02:00:00Z');
  expect(await t.read(TrafficViolation, id)).toMatchObject({ driver: driver['操胜利'], driver_user: man.id, trip_number: expect.stringMatching(/^YC-/), unit_id: t.unit('LC') });
  await expect(t.step(TrafficViolationProcess, id, 'confirm', desk, { statement: null }, [t.sign('driver', '操胜利')])).rejects.toThrow('traffic_violation.not_driver');
  await expect(t.step(TrafficViolationProcess, id, 'confirm', man, { statement: null }, [t.sign('driver', '车援朝')])).rejects.toThrow('traffic_violation.signer');
  await t.step(TrafficViolationProcess, id, 'confirm', man, { statement: '赶时间' }, [t.sign('driver', '操胜利')]);
  await t.step(TrafficViolationProcess, id, 'assess', head, { points: 3, deduction: 10_000, decision: '扣 3 分' });
  const draft = await circular();
  const done = await t.step(TrafficCircularProcess, draft.id, 'publish', head, {});
  expect(done.slips).toHaveLength(1);
  const [slip] = await t.sql<{ row: readonly string[] }>(`select content->'table'->'rows'->0 as row from slip where tenant_id = $1 and id = $2`, [t.tenantId, done.slips[0]]);
  expect(slip?.row.slice(1)).toEqual(['2026-11-20', '京A10001', '操胜利', '环城路口', '3']);
  expect(await t.read(TrafficViolation, id)).toMatchObject({ state: 'circulated', circular: draft.id, points: 3 });
  await expect(t.step(TrafficCircularProcess, (await circular()).id, 'publish', head, {})).rejects.toThrow('traffic_circular.empty');
  await t.step(TrafficViolationProcess, id, 'close', desk, { decision: '罚款已缴，已谈话' });
});

test('驾驶员提出异议：登记人不能审定，异议成立即止，不进通报 [LOG-1.9]', async () => {
  const id = await notified('2026-11-20T01:30:00Z', { kind: 'parking' });
  await t.step(TrafficViolationProcess, id, 'contest', man, { statement: '交警指挥停靠', evidence: null }, [t.sign('driver', '操胜利')]);
  const both = await t.deputy(desk, 'centre_manager', 'LC', head);
  await expect(t.step(TrafficViolationProcess, id, 'assess', both, { points: 1, deduction: 0, decision: '扣分' })).rejects.toThrow('traffic_violation.own');
  await t.step(TrafficViolationProcess, id, 'dismiss', head, { decision: '查看录像属实' });
  await expect(t.step(TrafficCircularProcess, (await circular()).id, 'publish', head, {})).rejects.toThrow('traffic_circular.empty');
});

test('两份通报同时发布，同一件违法只进一份 [LOG-1.9]', async () => {
  const id = await notified('2026-11-20T02:30:00Z', { kind: 'lane' });
  await t.step(TrafficViolationProcess, id, 'confirm', man, { statement: null }, [t.sign('driver', '操胜利')]);
  await t.step(TrafficViolationProcess, id, 'assess', head, { points: 1, deduction: 0, decision: '扣 1 分' });
  const drafts = [await circular(), await circular()];
  const ended = await Promise.allSettled(drafts.map((d) => t.step(TrafficCircularProcess, d.id, 'publish', head, {})));
  expect(ended.map((e) => e.status).sort()).toEqual(['fulfilled', 'rejected']);
  const published = await t.sql<{ id: string; listed: number }>(`select id, listed from traffic_circular where tenant_id = $1 and state = 'published' and listed = 1 and id = any($2)`, [t.tenantId, drafts.map((d) => d.id)]);
  expect([published.length, (await t.read(TrafficViolation, id)).circular]).toEqual([1, published[0]!.id]);
});

test('安全教育：全体驾驶员应到，本人签到或请假，缺席须补课；每月事项由它办结 [LOG-1.8]', async () => {
  expect(await t.run(desk, (tx) => taught(tx, t.unit('LC'), '2026-11-30'))).toBeNull();
  expect(await t.run(desk, (tx) => taught(tx, t.unit('VIP'), '2026-11-30'))).toEqual({ note: '本单位没有驾驶员' });
  const lesson = await t.create(SafetyLesson, desk, { topic: '冬季行车', kind: 'lesson', held_on: '2026-11-24', place: '会议室' });
  await t.step(SafetyLessonProcess, lesson.id, 'call', desk, {});
  const rows = await t.sql<{ id: string; driver: string }>('select id, driver from safety_attendance where tenant_id = $1 order by number', [t.tenantId]);
  const of = (name: string) => rows.find((r) => r.driver === driver[name])!.id;
  expect(rows).toHaveLength(2);
  const signIn = (signer: string) => t.step(SafetyAttendanceProcess, of('操胜利'), 'sign_in', man, {}, [t.sign('attendee', signer)]);
  await expect(signIn('操胜利')).rejects.toThrow('safety_attendance.not_ready');
  await expect(t.step(SafetyLessonProcess, lesson.id, 'close', desk, { content: '略' })).rejects.toThrow('safety_lesson.not_ready');
  t.at('2026-11-24T02:00:00Z');
  await expect(signIn('呙国栋')).rejects.toThrow('safety_attendance.signer');
  await signIn('操胜利');
  await t.step(SafetyLessonProcess, lesson.id, 'close', desk, { content: '冰雪路面制动距离' });
  const states = async () => (await t.sql<{ state: string }>('select state from safety_attendance where tenant_id = $1 order by state', [t.tenantId])).map((r) => r.state);
  expect(await states()).toEqual(['absent', 'attended']);
  await t.step(SafetyAttendanceProcess, of('呙国栋'), 'make_up', desk, {}, [t.sign('attendee', '呙国栋')]);
  expect(await states()).toEqual(['attended', 'made_up']);
  expect(await t.run(desk, (tx) => taught(tx, t.unit('LC'), '2026-11-30'))).toMatchObject({ note: expect.stringContaining('冬季行车') });
});

test('同业对标：有算法和来源，按方向排名，与条数相符；上报由他人，上报后不改；同时录两个本单位数只成一个 [LOG-1.11]', async () => {
  const indicator = await t.create(PeerIndicator, desk, { name: '万公里违法', formula: '违法件数 ÷ 行驶公里 × 10000', measure: '件', better: 'lower' });
  const value = (organisation: string, amount: string, own = false) => t.create(PeerValue, desk, { indicator: indicator.id, year: 2026, own, organisation, value: amount, source: '年报' });
  await value('甲公司', '0.8');
  await value('乙公司', '1.2');
  const both = await Promise.allSettled([value('云岭', '0.9', true), value('云岭集团', '0.5', true)]);
  expect(both.map((r) => (r.status === 'fulfilled' ? 'kept' : (r.reason as { code: string }).code)).sort()).toEqual(['kept', 'peer_value.own_twice']);
  const table = async () => t.run(desk, (tx) => runReport(tx, PeerStanding, { year: 2026 }));
  const [kept] = await t.sql<{ id: string; version: number; value: string }>('select id, version, value from peer_value where tenant_id = $1 and own', [t.tenantId]);
  await t.run(desk, (tx) => editRecord(tx, PeerValue, kept!.id, kept!.version, { value: '0.9' }, null));
  const page = await table();
  expect(page.rows).toMatchObject([{ own: '0.900', average: '1.000', best: '0.800', rank: 2, count: 3 }]);
  expect(page.proof).toMatchObject([{ left: 3, right: 3, ok: true }]);
  await expect(t.step(PeerValueProcess, kept!.id, 'file', t.system, { filed_with: '局 2026-8' })).resolves.toMatchObject({ state: 'filed' });
  const filed = await t.read(PeerValue, kept!.id);
  await expect(t.run(desk, (tx) => editRecord(tx, PeerValue, filed.id, filed.version, { value: '0.1' }, null))).rejects.toThrow('peer_value.filed');
  const own = await t.create(PeerValue, head, { indicator: indicator.id, year: 2026, own: false, organisation: '丙公司', value: '2', source: '来函' });
  await expect(t.step(PeerValueProcess, own.id, 'file', head, { filed_with: '局' })).rejects.toThrow('peer_value.own');
  await t.step(PeerValueProcess, own.id, 'cancel', head, { reason: '口径不同' });
  expect((await table()).rows).toMatchObject([{ count: 3 }]);
});
