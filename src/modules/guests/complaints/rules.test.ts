/** The rules of guest complaints, as tables; no database. */
import { expect, test } from 'vitest';
import { deadlines, levelAbove, missingFields, nextAlarm, openEnd, openingHours, refuseFuture, refuseThinAnswer, refuseUnknownNumber, refuseWithoutPhone } from './rules.ts';

const at = (text: string) => new Date(`${text}:00+08:00`);
const hours = openingHours('14:00', '02:00', 'Asia/Shanghai');
const limits = { respondMinutes: 15, solveHours: 24, nextMinutes: 15 };

test.each([
  ['营业中', '2026-12-07T22:05', '2026-12-07T22:20', '2026-12-09T22:05'],
  ['打烊前十分钟，余下五分钟算在下一个营业日', '2026-12-08T01:50', '2026-12-08T14:05', '2026-12-10T01:50'],
  ['上午来电，时钟下午两点才走', '2026-12-08T09:30', '2026-12-08T14:15', '2026-12-10T02:00'],
  ['春节照常计时', '2027-02-07T20:00', '2027-02-07T20:15', '2027-02-09T20:00'],
])('响应 15 分钟、解决 24 小时只走营业时间：%s [G22]', (_case, received, respond, solve) => {
  expect(deadlines(at(received), limits, hours)).toEqual({ respond_by: at(respond), solve_by: at(solve) });
});

test.each([
  ['clerk', { clerk: 2, supervisor: 1, manager: 1, director: 1 }, 'supervisor'],
  ['clerk', { clerk: 2, supervisor: 0, manager: 1, director: 1 }, 'manager'],
  ['supervisor', { clerk: 2, supervisor: 1, manager: 0, director: 1 }, 'director'],
  ['manager', { clerk: 2, supervisor: 1, manager: 1, director: 1 }, 'director'],
  ['director', { clerk: 2, supervisor: 1, manager: 1, director: 0 }, 'director'],
] as const)('从 %s 上报，跳过只有被投诉人在岗的一级 → %s', (level, hearers, next) => {
  expect(levelAbove(level, hearers)).toBe(next);
});

test('先催响应，有人接手后催解决；已上报过的等下一轮', () => {
  const c = { respond_by: at('2026-12-07T22:20'), solve_by: at('2026-12-09T22:05'), responded_at: null };
  const later = at('2026-12-07T22:40');
  expect(nextAlarm(c, false, at('2026-12-07T22:05'), later)).toEqual(c.respond_by);
  expect(nextAlarm(c, true, at('2026-12-07T22:20'), later)).toEqual(later);
  expect(nextAlarm({ ...c, responded_at: at('2026-12-07T22:12') }, false, at('2026-12-07T22:12'), later)).toEqual(c.solve_by);
  expect(nextAlarm({ ...c, responded_at: at('2026-12-07T22:12') }, false, at('2026-12-09T23:00'), later)).toEqual(later);
});

const call = { state: 'classified', solution: null, contact_name: null, contact_phone: null };
test.each([
  ['什么都没有', call, true],
  ['只有姓名没有电话', { ...call, contact_name: '王丽' }, true],
  ['已答复', { ...call, solution: '换房并致歉' }, false],
  ['留了姓名和电话', { ...call, contact_name: '王丽', contact_phone: '13800001234' }, false],
  ['已上报主管', { ...call, state: 'with_supervisor' }, false],
  ['主管已接手', { ...call, state: 'in_work' }, false],
] as const)('结束通话须有解决、联系方式或上报之一：%s [VIP-7.3] [AS-29]', (_case, c, refused) => {
  expect(openEnd(c) !== null).toBe(refused);
});

test('五栏缺哪栏说哪栏 [VIP-7.2]', () => {
  const full = { accused_no: 'V003', happened_on: '2026-12-07', matter: '送酒迟缓', room: '208', guest: '王丽' };
  expect(missingFields(full)).toBeNull();
  expect(missingFields({ ...full, room: null, guest: ' ' })).toEqual(['请先补齐：房号、客人姓名', 'Still missing: room, guest']);
});

test('工号须真有其人，或写明“无” [VIP-7.2]', () => {
  expect(() => refuseUnknownNumber('V999', null)).toThrow('guest_complaint.staff_no');
  refuseUnknownNumber('无', null);
  refuseUnknownNumber('V003', { employee: 'e', user: null });
});

test('电话和群里的投诉先记电话，当面的可以没有 [VIP-7.1]', () => {
  expect(() => refuseWithoutPhone('hotline', null)).toThrow('guest_complaint.phone');
  expect(() => refuseWithoutPhone('group', null)).toThrow('guest_complaint.phone');
  refuseWithoutPhone('on_site', null);
});

test('将来的事不登记', () => {
  expect(() => refuseFuture('2026-12-08', '2026-12-07')).toThrow('guest_complaint.future');
  refuseFuture('2026-12-07', '2026-12-07');
});

test.each(['cause', 'corrective', 'reply'] as const)('未满足期望的，%s 一栏不能空泛 [VIP-7.8]', (thin) => {
  const full = { cause: '当晚人手不足', corrective: '周末加一名服务员', reply: '已致歉并赠送小吃' };
  refuseThinAnswer(full);
  expect(() => refuseThinAnswer({ ...full, [thin]: '无' })).toThrow('guest_complaint.thin');
});
