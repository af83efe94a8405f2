import { expect, test } from 'vitest';
import type { WallBooking, WallRoom } from '../wall.ts';
import { countsOf, neighbour, passes, span, stripOf, tileOf, type Seen } from './tile.rules.ts';

const at = (time: string): Date => new Date(`2026-12-0${time < '08:00' ? 8 : 7}T${time}:00+08:00`);
const seen = (time: string): Seen => ({ now: at(time).getTime(), closes: at('02:00').getTime(), bufferMinutes: 15, clock: (x) => new Date(new Date(x).getTime() + 8 * 3_600_000).toISOString().slice(11, 16) });
const booking = (from: string, to: string, more: Partial<WallBooking> = {}): WallBooking => ({
  id: `b${from}`, version: 1, number: 'YD1', room: 'r', roomType: 't', guest: '欧阳', state: 'confirmed', purpose: 'ordinary', from: at(from), to: at(to), keptUntil: new Date(at(from).getTime() + 30 * 60_000),
  holdUntil: null, setAside: false, followUp: false, ...more,
});
const room = (state: string, more: Partial<WallRoom> = {}): WallRoom => ({ id: 'r', version: 1, code: '203', type: 't', floor: '2', state, outFor: null, outUntil: null, since: at('19:00'), session: null, bookings: [], ...more });
const guests = (on: string, until: string) => ({ session: { id: 's', version: 1, number: 'KF1', guest: '王', guests: 4, card: null, on: at(on), until: at(until), benefit: null, benefitEn: null, freeUntil: null } });

test.each([
  ['空闲到停止营业', room('free'), '20:00', 'free', '6:00', '可用至 02:00', null],
  ['空闲到下一个预订的清扫之前', room('free', { bookings: [booking('21:00', '23:00')] }), '20:00', 'free', '45 分', '可用至 20:45', null],
  ['预订前不够清扫', room('free', { bookings: [booking('20:10', '23:00')] }), '20:00', 'free', '空闲', '预订前来不及再开', null],
  ['停止营业时段', room('free'), '02:00', 'free', '空闲', '停止营业时段', null],
  ['使用中', room('occupied', guests('19:00', '21:30')), '20:00', 'active', '1:30', '剩余，至 21:30', null],
  ['将到时', room('occupied', guests('19:00', '20:15')), '20:00', 'soon', '15 分', '剩余，至 20:15', null],
  ['还有十六分钟不算将到时', room('occupied', guests('19:00', '20:16')), '20:00', 'active', '16 分', '剩余，至 20:16', null],
  ['超时', room('occupied', guests('17:00', '19:50')), '20:00', 'over', '10 分', '已超时，应 19:50 结束', null],
  ['离场后赶不上清扫', room('occupied', { ...guests('19:00', '20:50'), bookings: [booking('21:00', '23:00')] }), '20:00', 'active', '50 分', '剩余，至 20:50', '清扫后赶不上 21:00 的预订'],
  ['正好赶上清扫', room('occupied', { ...guests('19:00', '20:45'), bookings: [booking('21:00', '23:00')] }), '20:00', 'active', '45 分', '剩余，至 20:45', null],
  ['超时拖到预订', room('occupied', { ...guests('17:00', '19:50'), bookings: [booking('20:10', '23:00')] }), '20:00', 'over', '10 分', '已超时，应 19:50 结束', '清扫后赶不上 20:10 的预订'],
  ['预留未到时', room('reserved', { bookings: [booking('20:30', '23:00', { setAside: true })] }), '20:00', 'waiting', '20:30', '欧阳，保留至 21:00', null],
  ['过了预订时间：放房倒计时', room('reserved', { bookings: [booking('20:30', '23:00', { setAside: true })] }), '20:48', 'waiting', '20:30', '欧阳，保留至 21:00', '未到，12 分后放房'],
  ['临时留房', room('held', { bookings: [booking('20:30', '23:00', { setAside: true, state: 'held', holdUntil: at('20:20') })] }), '20:00', 'waiting', '20:30', '临时留房，20:20 未确认即放房', null],
  ['清扫中', room('cleaning', { since: at('19:50') }), '20:00', 'cleaning', '10 分', '清扫中，规定 15 分钟', null],
  ['清扫超时', room('cleaning', { since: at('19:40') }), '20:00', 'cleaning', '20 分', '清扫中，规定 15 分钟', '清扫超时'],
  ['结账中', room('checkout', { since: at('19:57') }), '20:00', 'leaving', '3 分', '已关机，待客人离场', null],
  ['停用', room('out_of_order', { outFor: '空调漏水' }), '20:00', 'stopped', '停用', '空调漏水', null],
] as const)('%s [VIP-5.13]', (_, tile, now, mood, figure, about, alarm) => {
  const got = tileOf(tile, seen(now));
  expect([got.mood, got.figure[0], got.about[0], got.alarm?.[0] ?? null]).toEqual([mood, figure, about, alarm]);
});

test('下一个预订写在牌上，正被留着的那个不算下一个', () => {
  const two = [booking('20:30', '22:00', { setAside: true }), booking('23:00', '01:00', { guest: '赵' })];
  expect(tileOf(room('reserved', { bookings: two }), seen('20:00')).next).toEqual(['23:00 赵', '23:00 赵']);
  expect(tileOf(room('occupied', { ...guests('19:00', '21:00'), bookings: [two[1]!] }), seen('20:00')).next).toEqual(['23:00 赵', '23:00 赵']);
  expect(tileOf(room('out_of_order', { outUntil: at('22:00') }), seen('20:00')).next).toEqual(['预计 22:00 恢复', 'Expected back 22:00']);
});

test('时长：一分钟内也写一分，六十分起写小时', () => {
  expect([span(0.2)[0], span(59)[0], span(60)[0], span(125)[1]]).toEqual(['1 分', '59 分', '1:00', '2:05 h']);
});

test('今晚的条：客人、清扫、预订、清扫，到停止营业为止', () => {
  const pieces = stripOf(room('occupied', { ...guests('19:00', '21:00'), bookings: [booking('22:00', '02:00')] }), seen('20:00'));
  expect(pieces.map((p) => [p.kind, Math.round(p.from * 360), Math.round(p.to * 360)])).toEqual([['guests', 0, 60], ['cleaning', 60, 75], ['booked', 120, 360]]);
  expect(stripOf(room('free'), seen('02:00'))).toEqual([]);
});

test('各类型还有几间；筛选；方向键在格子里走', () => {
  const types = [{ id: 't', name: '中包', kind: 'medium', seats: 8, priceHour: null }, { id: 'u', name: '大包', kind: 'large', seats: 15, priceHour: null }];
  expect(countsOf({ types, rooms: [room('free'), room('occupied'), room('cleaning')] })).toEqual([{ id: 't', name: '中包', free: 1, all: 3 }]);
  const clash = room('occupied', { ...guests('19:00', '20:50'), bookings: [booking('21:00', '23:00')] });
  const shown = (r: WallRoom) => (['all', 'free', 'occupied', 'booked', 'attend'] as const).filter((filter) => passes(filter, r, tileOf(r, seen('20:00'))));
  expect([shown(room('free')), shown(clash), shown(room('cleaning'))]).toEqual([['all', 'free'], ['all', 'occupied', 'booked', 'attend'], ['all', 'attend']]);
  expect([neighbour('ArrowRight', 0, 3, 5), neighbour('ArrowDown', 1, 3, 5), neighbour('ArrowDown', 3, 3, 5), neighbour('ArrowLeft', 0, 3, 5), neighbour('End', 0, 3, 5), neighbour('x', 2, 3, 5)]).toEqual([1, 4, 3, 0, 4, 2]);
});
