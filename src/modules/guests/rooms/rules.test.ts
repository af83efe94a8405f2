import { expect, test } from 'vitest';
import {
  isClosed, minutesByHour, momentsOf, nextMoment, openingAround, plannedUntil, previousSlot, restState, roomProblem, slotsOf, switchOnProblem, tick, timeProblem, type Hours, type SwitchOn, type Ticking,
} from './rules.ts';

const HOURS: Hours = { zone: 'Asia/Shanghai', closedFrom: '02:00', closedTo: '08:00' };
/** A moment on the club's clock, Monday 2026-12-07 unless said otherwise. */
const at = (time: string, day = '2026-12-07') => new Date(`${day}T${time.length === 5 ? `${time}:00` : time}+08:00`);
const next = (time: string) => at(time, '2026-12-08');
const noon = at('12:00');

test.each([
  ['晚上的正常时段', at('20:00'), at('23:00'), null],
  ['跨午夜，2 点前结束', at('23:15'), next('01:45'), null],
  ['正好 2 点结束', next('00:00'), next('02:00'), null],
  ['越过 2 点', next('01:00'), next('03:00'), 'closed'],
  ['从 2 点开始', next('02:00'), next('03:00'), 'closed'],
  ['停业时段之内', next('04:00'), next('07:00'), 'closed'],
  ['从停业时段跨到早上', next('07:45'), next('09:00'), 'closed'],
  ['8 点整开始', next('08:00'), next('10:00'), null],
  ['整夜，两头在营业时段', at('23:00'), next('09:00'), 'closed'],
  ['先结束后开始', at('20:00'), at('19:00'), 'order'],
  ['没有长度', at('20:00'), at('20:00'), 'order'],
  ['不在一刻钟上', at('20:05'), at('23:00'), 'quarter'],
  ['结束不在一刻钟上', at('20:00'), at('23:10'), 'quarter'],
  ['超过 12 小时', at('13:00'), next('01:15'), 'long'],
  ['已经过去', at('11:45'), at('14:00'), 'past'],
  ['正在进行的一刻钟', at('12:00'), at('14:00'), null],
] as const)('预订时段：%s', (_, from, to, code) => {
  expect(timeProblem({ from, to }, noon, HOURS)?.code ?? null).toBe(code);
});

test('停业时段 [02:00, 08:00)：2 点整已停业，8 点整已营业', () => {
  expect([next('01:59'), next('02:00'), next('07:59'), next('08:00')].map((when) => isClosed(when, HOURS))).toEqual([false, true, true, false]);
  expect(openingAround(next('01:00'), HOURS)).toEqual({ from: at('08:00'), to: next('02:00') });
  expect(openingAround(at('23:00'), { ...HOURS, closedFrom: '00:00' }).to).toEqual(next('00:00'));
});

test.each([[15, 13], [20, 14], [0, 12]])('清扫 %i 分钟的 20:00 至 23:00 占 %i 个一刻钟', (buffer, slots) => {
  const blocked = momentsOf({ from: at('20:00'), to: at('23:00') }, { bufferMinutes: buffer, leadMinutes: 60, graceMinutes: 30, slots: [] }, HOURS).blocked_until;
  expect(slotsOf(at('20:00'), blocked)).toHaveLength(slots);
  expect(slotsOf(at('20:00'), blocked)[0]).toEqual(at('20:00'));
});

test.each([
  ['20:00', '14:00'], ['19:00', '14:00'], ['18:59', '08:00'], ['14:00', '08:00'], ['09:00', '08:00'], ['23:30', '19:00'],
])('%s 的预订在 %s 开始跟进：前一时段', (time, slot) => {
  expect(previousSlot(at(time), ['14:00', '08:00', '19:00', '23:00'], HOURS)).toEqual(at(slot));
});
test('凌晨的预订属于前一营业日，前一时段在当晚', () => {
  expect(previousSlot(next('00:30'), ['08:00', '14:00', '19:00', '23:00'], HOURS)).toEqual(at('19:00'));
  expect(previousSlot(next('01:00'), ['14:00', '19:00', '00:30'], HOURS)).toEqual(at('19:00'));
});

const booked: Ticking = { state: 'confirmed', hold_until: null, track_at: at('14:00'), set_aside_at: at('19:00'), no_show_at: at('20:30'), tracked_at: null, set_aside_on: null };
test.each([
  ['什么都没到', booked, at('13:00'), { state: 'confirmed', track: false, setAside: false }],
  ['前一时段', booked, at('14:00'), { state: 'confirmed', track: true, setAside: false }],
  ['停机期间错过两件', booked, at('19:30'), { state: 'confirmed', track: true, setAside: true }],
  ['已跟进，只差预留', { ...booked, tracked_at: at('14:00') }, at('19:00'), { state: 'confirmed', track: false, setAside: true }],
  ['到保留时间仍未到店', { ...booked, tracked_at: at('14:00') }, at('20:30'), { state: 'no_show', track: false, setAside: false }],
  ['临时留房到时', { ...booked, state: 'held', hold_until: at('15:00') }, at('15:00'), { state: 'cancelled', track: false, setAside: false }],
  ['临时留房未到时', { ...booked, state: 'held', hold_until: at('15:00') }, at('14:30'), { state: 'held', track: true, setAside: false }],
] as const)('预订到时处理：%s', (_, booking, now, expected) => {
  expect(tick(booking, now)).toEqual(expected);
});
test('下一次处理的时刻是最早未办的一件', () => {
  expect(nextMoment(booked)).toEqual(at('14:00'));
  expect(nextMoment({ ...booked, tracked_at: at('14:00') })).toEqual(at('19:00'));
  expect(nextMoment({ ...booked, tracked_at: at('14:00'), set_aside_on: at('19:00') })).toEqual(at('20:30'));
  expect(nextMoment({ ...booked, state: 'held', hold_until: at('13:30') })).toEqual(at('13:30'));
});

test('空房按预留的预订显示：确认的优先于临时留房', () => {
  expect([restState([]), restState([{ state: 'held' }]), restState([{ state: 'held' }, { state: 'confirmed' }])]).toEqual(['free', 'held', 'reserved']);
});

test('停用的包厢：恢复之后的时段可以订；客人仍在的时段不能订', () => {
  const wanted = { from: at('20:00'), to: at('23:15') };
  expect(roomProblem({ state: 'out_of_order', outUntil: null }, null, wanted)?.code).toBe('out_of_order');
  expect(roomProblem({ state: 'out_of_order', outUntil: at('20:00') }, null, wanted)).toBeNull();
  expect(roomProblem({ state: 'occupied', outUntil: null }, { from: at('17:00'), to: at('20:15') }, wanted)?.code).toBe('taken');
  expect(roomProblem({ state: 'occupied', outUntil: null }, { from: at('17:00'), to: at('20:00') }, wanted)).toBeNull();
});

const evening: SwitchOn = {
  room: { state: 'free', name: '203' }, booking: null, coming: [{ id: 'b', guest: '王', from: at('20:00'), to: at('23:15') }], at: at('17:00'), until: at('19:45'), hours: HOURS, bufferMinutes: 15,
};
test.each([
  ['散客赶在预订和清扫之前', {}, null],
  ['散客会碰到预订前的清扫', { until: at('19:50') }, 'next_booking'],
  ['就是这张预订的客人', { booking: 'b', at: at('19:55'), until: at('23:00') }, null],
  ['已在使用', { room: { state: 'occupied', name: '203' } }, 'busy'],
  ['正在清扫', { room: { state: 'cleaning', name: '203' } }, 'busy'],
  ['停用', { room: { state: 'out_of_order', name: '203' } }, 'busy'],
  ['凌晨 2 点以后', { at: next('02:00'), until: next('03:00') }, 'closed'],
  ['要唱到 2 点以后', { at: at('23:30'), until: next('02:15') }, 'closed'],
  ['结束早于开机', { until: at('16:00') }, 'order'],
] as const)('开机：%s', (_, change, code) => {
  expect(switchOnProblem({ ...evening, ...change })?.code ?? null).toBe(code);
});

test('散客的预计结束不越过下一个预订的清扫，也不越过停业', () => {
  const coming = [{ from: at('20:00'), to: at('23:15') }];
  expect(plannedUntil(at('14:00'), 180, coming, 15, HOURS)).toEqual(at('17:00'));
  expect(plannedUntil(at('18:00'), 180, coming, 15, HOURS)).toEqual(at('19:45'));
  expect(plannedUntil(next('00:30'), 180, [], 15, HOURS)).toEqual(next('02:00'));
});

test('开房的分钟分到各个钟点，合计不变', () => {
  expect([...minutesByHour(at('22:40'), next('00:10'), 'Asia/Shanghai')]).toEqual([[22, 20], [23, 60], [0, 10]]);
});
