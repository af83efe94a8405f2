import chineseDays from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { birthdayInYear, birthdaysBetween, lunarToSolar, solarToLunar, type Birthday } from './lunar.ts';
import { addDays, monthOf } from './plain-date.ts';

// 1 January 1901 to 31 December 2099.
const aDay = fc.integer({ min: 0, max: 72_682 }).map((days) => addDays('1901-01-01', days));
const aBirthday: fc.Arbitrary<Birthday> = fc.record({ kind: fc.constantFrom('lunar' as const, 'leap-lunar' as const), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 30 }) });

describe('农历', () => {
  test.each([[2024, '2024-02-10'], [2025, '2025-01-29'], [2026, '2026-02-17'], [2027, '2027-02-06'], [2030, '2030-02-03'], [2033, '2033-01-31'], [2034, '2034-02-19']])(
    '%i 年春节在 %s', (year, day) => expect(lunarToSolar({ year, month: 1, day: 1, leap: false })).toBe(day));

  test('公历转农历再转回', () => fc.assert(fc.property(aDay, (day) => { expect(lunarToSolar(solarToLunar(day))).toBe(day); })));

  // The other table has four lunar months starting a day off: it puts Mid-Autumn 1996 on 26 September, which was the 27th.
  const otherIsOff = ['1933-07', '1933-08', '1996-07', '1996-08', '1996-09', '1996-10', '2060-04', '2060-05'];
  test('与另一部独立的历表相同，已知其有误的四个月除外', () => fc.assert(fc.property(aDay.filter((day) => !otherIsOff.includes(monthOf(day))), (day) => {
    const other = chineseDays.getLunarDate(day);
    expect(solarToLunar(day)).toEqual({ year: other.lunarYear, month: other.lunarMon, day: other.lunarDay, leap: other.isLeap });
  }), { numRuns: 1000 }));

  test('没有的闰月、没有的三十', () => {
    expect(lunarToSolar({ year: 2026, month: 7, day: 10, leap: true })).toBeUndefined();
    expect(lunarToSolar({ year: 2025, month: 6, day: 1, leap: true })).toBe('2025-07-25');
    expect(lunarToSolar({ year: 2026, month: 13, day: 1, leap: false })).toBeUndefined();
    expect(lunarToSolar({ year: 2025, month: 12, day: 30, leap: false })).toBeUndefined();
  });
});

describe('生日', () => {
  const cases: readonly (readonly [string, Birthday, number, string])[] = [
    ['八月十五', { kind: 'lunar', month: 8, day: 15 }, 1996, '1996-09-27'],
    ['八月十五', { kind: 'lunar', month: 8, day: 15 }, 2026, '2026-09-25'],
    ['八月十五', { kind: 'lunar', month: 8, day: 15 }, 2027, '2027-09-15'],
    ['闰七月初十，有闰月的年份', { kind: 'leap-lunar', month: 7, day: 10 }, 2006, '2006-09-02'],
    ['闰七月初十，没有闰月的年份按七月', { kind: 'leap-lunar', month: 7, day: 10 }, 2026, '2026-08-22'],
    ['七月初十不进闰七月', { kind: 'lunar', month: 7, day: 10 }, 2006, '2006-08-03'],
    ['腊月三十，小月按廿九', { kind: 'lunar', month: 12, day: 30 }, 2025, '2026-02-16'],
    ['公历', { kind: 'solar', month: 11, day: 23 }, 2026, '2026-11-23'],
    ['2 月 29 日，平年按 28 日', { kind: 'solar', month: 2, day: 29 }, 2026, '2026-02-28'],
    ['2 月 29 日，闰年', { kind: 'solar', month: 2, day: 29 }, 2028, '2028-02-29'],
  ];
  test.each(cases)('%s [G6]', (_name, birthday, year, day) => expect(birthdayInYear(birthday, year)).toBe(day));

  test('2 月 29 日可改为 3 月 1 日 [G6]', () => {
    expect(birthdayInYear({ kind: 'solar', month: 2, day: 29 }, 2026, '03-01')).toBe('2026-03-01');
    expect(birthdayInYear({ kind: 'solar', month: 2, day: 29 }, 2028, '03-01')).toBe('2028-02-29');
    expect(birthdayInYear({ kind: 'solar', month: 4, day: 30 }, 2026, '03-01')).toBe('2026-04-30');
  });

  test('腊月生日在次年一月，名单按公历月份取', () => {
    expect(birthdaysBetween({ kind: 'lunar', month: 12, day: 8 }, '2027-01-01', '2027-02-01')).toEqual(['2027-01-15']);
    expect(birthdaysBetween({ kind: 'solar', month: 1, day: 1 }, '2027-01-01', '2027-02-01')).toEqual(['2027-01-01']);
    expect(birthdaysBetween({ kind: 'solar', month: 2, day: 1 }, '2027-01-01', '2027-02-01')).toEqual([]);
  });

  test('逐月名单不漏不重：每个农历年恰过一次生日', () => fc.assert(fc.property(aBirthday, fc.integer({ min: 1950, max: 2080 }), (birthday, year) => {
    const spring = (y: number) => lunarToSolar({ year: y, month: 1, day: 1, leap: false }) ?? '';
    expect(birthdaysBetween(birthday, spring(year), spring(year + 1))).toEqual([birthdayInYear(birthday, year)]);
  })));

  test('历书上没有的生日是程序的错', () => expect(() => birthdayInYear({ kind: 'lunar', month: 0, day: 1 }, 2026)).toThrow('no lunar birthday'));
});
