import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holidayData, seedHolidays } from './holidays.ts';
import { addDays } from './plain-date.ts';
import { fallsOn, nextOccurrence, occurrences, type Recurrence } from './recurrence.ts';

const holidays = holidayData(seedHolidays());

describe('周期', () => {
  const cases: readonly (readonly [string, Recurrence, string, string, readonly string[]])[] = [
    ['每日', { every: 'day' }, '2026-02-27', '2026-03-02', ['2026-02-27', '2026-02-28', '2026-03-01']],
    ['每三日', { every: 'day', interval: 3, since: '2026-01-01' }, '2026-01-02', '2026-01-11', ['2026-01-04', '2026-01-07', '2026-01-10']],
    ['每周一、五', { every: 'week', on: [1, 5] }, '2026-11-23', '2026-11-30', ['2026-11-23', '2026-11-27']],
    ['每月 15、30 日，短月收缩 [G2]', { every: 'month', days: [15, 30] }, '2026-02-01', '2026-04-01', ['2026-02-15', '2026-02-28', '2026-03-15', '2026-03-30']],
    ['30 与 31 日在二月只有一次', { every: 'month', days: [30, 31] }, '2026-02-01', '2026-03-01', ['2026-02-28']],
    ['每季首日', { every: 'month', days: [1], months: [1, 4, 7, 10] }, '2026-01-01', '2027-01-01', ['2026-01-01', '2026-04-01', '2026-07-01', '2026-10-01']],
    ['第二个周二', { every: 'month', nth: 2, weekday: 2 }, '2026-09-01', '2026-11-01', ['2026-09-08', '2026-10-13']],
    ['最后一个周五', { every: 'month', nth: -1, weekday: 5 }, '2026-01-01', '2026-03-01', ['2026-01-30', '2026-02-27']],
    ['没有第五个周一的月份就没有', { every: 'month', nth: 5, weekday: 1 }, '2026-02-01', '2026-04-01', ['2026-03-30']],
    ['每年 2 月 29 日 [G6]', { every: 'year', month: 2, day: 29 }, '2026-01-01', '2029-01-01', ['2026-02-28', '2027-02-28', '2028-02-29']],
    ['遇休顺延', { every: 'month', days: [1], restDay: 'next' }, '2026-10-01', '2026-11-01', ['2026-10-08']],
    ['遇休提前', { every: 'month', days: [1], restDay: 'previous' }, '2026-09-15', '2026-10-01', ['2026-09-30']],
    ['提前到上期的不再算本期', { every: 'month', days: [1], restDay: 'previous' }, '2026-10-01', '2026-10-30', []],
    ['下期提前过来的', { every: 'month', days: [1], restDay: 'previous' }, '2026-10-30', '2026-10-31', ['2026-10-30']],
    ['假期里的三次并为一次', { every: 'day', restDay: 'next' }, '2026-10-01', '2026-10-10', ['2026-10-08', '2026-10-09']],
    ['上期顺延过来的', { every: 'month', days: [1], restDay: 'next' }, '2026-10-05', '2026-10-09', ['2026-10-08']],
    ['不避休息日', { every: 'month', days: [1], restDay: 'same' }, '2026-10-01', '2026-10-02', ['2026-10-01']],
  ];
  test.each(cases)('%s', (_name, rule, from, to, expected) => expect(occurrences(rule, from, to, holidays)).toEqual(expected));

  test('节假日未登记的年份拒绝顺延', () => {
    expect(() => occurrences({ every: 'month', days: [1], restDay: 'next' }, '2027-01-01', '2027-02-01', holidays)).toThrow(expect.objectContaining({ code: 'calendar.unknown_day' }));
    expect(() => occurrences({ every: 'day', restDay: 'next' }, '2026-01-01', '2026-01-02')).toThrow('holiday register');
  });

  test('逐段生成与一次生成相同：既不漏也不重', () => {
    const aRule = fc.oneof(
      fc.record({ every: fc.constant('week' as const), on: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), restDay: fc.constantFrom('same' as const, 'next' as const, 'previous' as const) }),
      fc.record({ every: fc.constant('month' as const), days: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1 }), restDay: fc.constantFrom('same' as const, 'next' as const, 'previous' as const) }),
    );
    fc.assert(fc.property(aRule, fc.integer({ min: 100, max: 8000 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (rule, start, a, b) => {
      const from = addDays('2004-01-01', start);
      const [middle, end] = [addDays(from, a), addDays(from, a + b)];
      expect([...occurrences(rule, from, middle, holidays), ...occurrences(rule, middle, end, holidays)]).toEqual(occurrences(rule, from, end, holidays));
    }));
  });

  test('下一次', () => {
    expect(nextOccurrence({ every: 'year', month: 3, day: 15 }, '2026-03-16')).toBe('2027-03-15');
    expect(nextOccurrence({ every: 'month', nth: 5, weekday: 1, months: [2] }, '2026-01-01')).toBeUndefined();
    expect(fallsOn({ every: 'week', on: [1] }, '2026-11-23')).toBe(true);
    expect(fallsOn({ every: 'week', on: [1] }, '2026-11-24')).toBe(false);
  });
});
