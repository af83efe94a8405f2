/** Shifts as instants and what is wrong with a row of them; no database. */
import { expect, test } from 'vitest';
import { conflictsOf, daysFrom, type Hours, isNight, lengthMinutes, type Placed, refuseHours, spanOf } from './rules.ts';

const ZONE = 'Asia/Shanghai';
const hours = (starts: string, ends: string, more: Partial<Hours> = {}): Hours => ({ starts, ends, meal_from: null, meal_to: null, break_from: null, break_to: null, ...more });
const DAY = hours('09:00', '18:00', { meal_from: '12:00', meal_to: '13:00', break_from: '15:30', break_to: '15:45' });
const NIGHT = hours('22:00', '06:00', { meal_from: '01:00', meal_to: '01:30' });

test('早班的起止与用餐休息是当地时刻 [CC-5.1b]', () => {
  const span = spanOf('2026-11-16', DAY, ZONE);
  expect([span.from.toISOString(), span.to.toISOString()]).toEqual(['2026-11-16T01:00:00.000Z', '2026-11-16T10:00:00.000Z']);
  expect(span.breaks.map((b) => [b.kind, b.from.toISOString(), b.to.toISOString()])).toEqual([
    ['meal', '2026-11-16T04:00:00.000Z', '2026-11-16T05:00:00.000Z'], ['break', '2026-11-16T07:30:00.000Z', '2026-11-16T07:45:00.000Z']]);
});
test('夜班算开始那一天，下班与用餐在次日', () => {
  const span = spanOf('2026-11-16', NIGHT, ZONE);
  expect([span.from.toISOString(), span.to.toISOString(), span.breaks[0]!.from.toISOString()]).toEqual(['2026-11-16T14:00:00.000Z', '2026-11-16T22:00:00.000Z', '2026-11-16T17:00:00.000Z']);
});
test.each([['22:00', '06:00', true, 480], ['15:00', '00:00', false, 540], ['05:00', '13:00', true, 480], ['09:00', '18:00', false, 540]] as const)('%s–%s 夜班：%s', (starts, ends, night, minutes) => {
  expect([isNight({ starts, ends }), lengthMinutes({ starts, ends })]).toEqual([night, minutes]);
});

test.each([
  ['超过 12 小时', hours('08:00', '21:00'), 'ends'], ['起止相同是二十四小时', hours('08:00', '08:00'), 'ends'],
  ['只有用餐起', hours('09:00', '18:00', { meal_from: '12:00' }), 'meal_to'], ['只有休息止', hours('09:00', '18:00', { break_to: '15:00' }), 'break_from'],
  ['用餐在班次之外', hours('09:00', '18:00', { meal_from: '18:00', meal_to: '19:00' }), 'meal_to'],
  ['两次休息重叠', hours('09:00', '18:00', { meal_from: '12:00', meal_to: '13:00', break_from: '12:30', break_to: '12:45' }), 'break_from'],
] as const)('班次%s，不予登记', (_why, wrong, field) => {
  expect(() => refuseHours(wrong)).toThrow(expect.objectContaining({ code: 'shift_template.hours', fields: expect.objectContaining({ [field]: expect.anything() }) }));
});
test('夜班的用餐在次日凌晨，可以登记', () => {
  expect(() => refuseHours(NIGHT)).not.toThrow();
});

const RULES = { minRestHours: 11, mostDays: 5, inDays: 6 };
const placed = (day: string, h: Hours): Placed => ({ id: `${day} ${h.starts}`, day, night: isNight(h), ...spanOf(day, h, ZONE) });
const marks = (...shifts: readonly Placed[]) => conflictsOf(shifts, RULES).map((c) => `${c.day} ${c.kind}`);

test('两班之间恰好 11 小时可以，少一分钟就标出', () => {
  expect(marks(placed('2026-11-16', hours('13:00', '22:00')), placed('2026-11-17', hours('09:00', '18:00')))).toEqual([]);
  expect(marks(placed('2026-11-16', hours('13:00', '22:01')), placed('2026-11-17', hours('09:00', '18:00')))).toEqual(['2026-11-17 rest']);
});
test('夜班次日排日班要标出，次日仍是夜班则不标', () => {
  expect(marks(placed('2026-11-16', NIGHT), placed('2026-11-17', hours('18:00', '23:00')))).toEqual(['2026-11-17 night_to_day']);
  expect(marks(placed('2026-11-16', NIGHT), placed('2026-11-17', NIGHT))).toEqual([]);
});
test('六天里最多五天：第六天标出，隔一天休息则不标', () => {
  const days = daysFrom('2026-11-16', '2026-11-21').map((d) => placed(d, DAY));
  expect(marks(...days)).toEqual(['2026-11-21 too_many']);
  expect(marks(...days.slice(0, 5), placed('2026-11-22', DAY))).toEqual([]);
});
test('重叠的两班只标重叠', () => {
  expect(marks(placed('2026-11-16', DAY), placed('2026-11-16', hours('17:00', '23:00')))).toEqual(['2026-11-16 overlap']);
});
