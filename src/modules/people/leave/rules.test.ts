/** Leave in half days, as tables; no database. */
import { expect, test } from 'vitest';
import { type Half, halfDays, type LeaveSpan, overlaps, partsOf, refuseSpan } from './rules.ts';
import { refuseOwn } from './request.ts';

const span = (from_day: string, from_half: Half, to_day: string, to_half: Half): LeaveSpan => ({ from_day, from_half, to_day, to_half });
const weekdays = (day: string) => ![6, 0].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

test.each([
  ['一整天', span('2026-11-16', 'am', '2026-11-16', 'pm'), 2], ['半天', span('2026-11-16', 'pm', '2026-11-16', 'pm'), 1], ['上午', span('2026-11-16', 'am', '2026-11-16', 'am'), 1],
  ['周五下午到周一中午', span('2026-11-20', 'pm', '2026-11-23', 'am'), 2], ['一周', span('2026-11-16', 'am', '2026-11-22', 'pm'), 10], ['只有周末', span('2026-11-21', 'am', '2026-11-22', 'pm'), 0],
] as const)('%s计 %s', (_what, l, expected) => {
  expect(halfDays(l, weekdays)).toBe(expected);
});
test('首日从下午起是后半班，末日到中午是前半班', () => {
  expect(partsOf(span('2026-11-16', 'pm', '2026-11-18', 'am'))).toEqual([{ day: '2026-11-16', part: 'second' }, { day: '2026-11-17', part: 'whole' }, { day: '2026-11-18', part: 'first' }]);
});
test('止早于起不予登记', () => {
  expect(() => refuseSpan(span('2026-11-16', 'am', '2026-11-15', 'pm'))).toThrow('leave_request.dates');
  expect(() => refuseSpan(span('2026-11-16', 'pm', '2026-11-16', 'am'))).toThrow('leave_request.dates');
  expect(() => refuseSpan(span('2026-11-16', 'am', '2027-11-17', 'am'))).toThrow('leave_request.long');
});
test('上午与下午不重叠，同一半天重叠', () => {
  expect(overlaps(span('2026-11-16', 'am', '2026-11-16', 'am'), span('2026-11-16', 'pm', '2026-11-17', 'pm'))).toBe(false);
  expect(overlaps(span('2026-11-16', 'am', '2026-11-17', 'am'), span('2026-11-17', 'am', '2026-11-17', 'am'))).toBe(true);
});
test('本人、代填人、本人的代理都不能审批', () => {
  const record = { person: 'a', created_by: 'b' };
  expect(() => refuseOwn(record, { kind: 'user', id: 'a' }, false)).toThrow('leave_request.own');
  expect(() => refuseOwn(record, { kind: 'user', id: 'b' }, false)).toThrow('leave_request.own');
  expect(() => refuseOwn(record, { kind: 'user', id: 'c' }, true)).toThrow('leave_request.deputy');
  expect(() => refuseOwn(record, { kind: 'user', id: 'c' }, false)).not.toThrow();
});
