import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, addYears, compareDates, dateOf, daysBetween, isDate, lastOfMonth, monthOf, weekday } from './plain-date.ts';

const aDate = fc.integer({ min: -20_000, max: 60_000 }).map((days) => addDays('2000-01-01', days));

describe('日期', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'], ['2028-01-31', 1, '2028-02-29'], ['2026-03-31', -1, '2026-02-28'], ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'], ['2026-01-31', 13, '2027-02-28'], ['2026-05-31', 0, '2026-05-31'], ['2026-01-10', -25, '2023-12-10'],
  ])('%s 加 %i 个月是 %s，月末收缩', (from, months, to) => expect(addMonths(from, months)).toBe(to));

  test('2 月 29 日在平年为 28 日 [G6]', () => {
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
    expect(dateOf(2026, 2, 30)).toBe('2026-02-28');
  });

  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '26-01-01', '2026-01-01T00:00', '', 'NaN', '2026-04-31'])('%s 不是日期', (text) => {
    expect(isDate(text)).toBe(false);
  });

  test.each([['2026-11-23', 1], ['2026-11-29', 7], ['2000-01-01', 6]])('%s 是星期 %i', (date, day) => expect(weekday(date)).toBe(day));

  test('月份与月末', () => {
    expect(lastOfMonth('2028-02-05')).toBe('2028-02-29');
    expect(lastOfMonth('1900-02-01')).toBe('1900-02-28');
    expect(monthOf('2026-02-01')).toBe('2026-02');
  });

  test('加上相隔的天数就到，且先后与天数同号', () => fc.assert(fc.property(aDate, aDate, (a, b) => {
    expect(addDays(a, daysBetween(a, b))).toBe(b);
    expect(Math.sign(daysBetween(a, b)) + compareDates(a, b)).toBe(0);
    expect(isDate(a)).toBe(true);
    expect(weekday(addDays(a, 7))).toBe(weekday(a));
  })));

  test('不是日期的文字不会算出日期', () => expect(() => addDays('明天', 1)).toThrow('not a date'));
});
