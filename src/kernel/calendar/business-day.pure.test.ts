import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessDay, cutPeriod, endOfBusinessDay, startOfBusinessDay } from './business-day.ts';
import { deadlineAfterDays, deadlineAfterWorkingDays } from './deadline.ts';
import { holidayData, seedHolidays } from './holidays.ts';
import { addDays } from './plain-date.ts';
import { instantOf, isZone, localParts } from './zone.ts';

const shanghai = { zone: 'Asia/Shanghai', dayStarts: '08:00' };
const at = (date: string, time: string) => instantOf(date, time, 'Asia/Shanghai');
const zones = ['Asia/Shanghai', 'Asia/Urumqi', 'UTC', 'Europe/Berlin', 'America/New_York', 'America/Havana', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Auckland', 'Africa/Casablanca'];
const aZone = fc.constantFrom(...zones);
const aDay = fc.integer({ min: 0, max: 9000 }).map((days) => addDays('2012-01-01', days));
const aTime = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
const anInstant = fc.date({ min: new Date('2012-01-01T00:00:00Z'), max: new Date('2036-01-01T00:00:00Z'), noInvalidDate: true });

describe('时区', () => {
  test('北京时间 2 月 1 日凌晨不属于 1 月', () => {
    expect(localParts(new Date('2026-01-31T16:30:15Z'), 'Asia/Shanghai')).toEqual({ date: '2026-02-01', time: '00:30', hour: 0, minute: 30, second: 15 });
  });

  test.each([
    ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z', '不存在的时刻顺延到 03:30'],
    ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z', '出现两次的时刻取第一次'],
    ['America/New_York', '2026-03-08', '02:15', '2026-03-08T07:15:00.000Z', '不存在的时刻顺延到 03:15'],
    ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z', '出现两次的时刻取第一次'],
    ['Pacific/Apia', '2011-12-30', '12:00', '2011-12-30T22:00:00.000Z', '整天不存在，顺延一天'],
    ['Asia/Shanghai', '2026-12-01', '24:00', '2026-12-01T16:00:00.000Z', '24:00 即次日零点'],
    ['Asia/Kathmandu', '2026-12-01', '00:00', '2026-11-30T18:15:00.000Z', '差五小时四十五分'],
  ])('%s %s %s', (zone, date, time, instant) => expect(instantOf(date, time, zone).toISOString()).toBe(instant));

  test('任何瞬间换成当地钟面再换回，最多差在重复的那一小时', () => fc.assert(fc.property(anInstant, aZone, (instant, zone) => {
    const { date, time, second } = localParts(instant, zone);
    const back = instantOf(date, `${time}:${String(second).padStart(2, '0')}`, zone);
    const late = Math.floor(instant.getTime() / 1000) * 1000 - back.getTime();
    expect([0, 1_800_000, 3_600_000]).toContain(late);
    expect(localParts(back, zone)).toEqual(localParts(instant, zone));
  })));

  test('只认 IANA 时区', () => {
    expect(isZone('Asia/Shanghai')).toBe(true);
    expect(isZone('北京')).toBe(false);
  });
});

describe('营业日', () => {
  test.each([
    ['2026-12-01', '07:59', '2026-11-30'], ['2026-12-01', '08:00', '2026-12-01'], ['2026-12-01', '00:00', '2026-11-30'],
    ['2026-12-01', '23:59', '2026-12-01'], ['2027-01-01', '01:20', '2026-12-31'],
  ])('%s %s 属于营业日 %s [G5]', (date, time, day) => expect(businessDay(at(date, time), shanghai)).toBe(day));

  test('营业日首尾相接，起点属于当日，终点属于次日', () => fc.assert(fc.property(aDay, aTime, aZone, (day, dayStarts, zone) => {
    const c = { zone, dayStarts };
    const [start, end] = [startOfBusinessDay(day, c), endOfBusinessDay(day, c)];
    expect(businessDay(start, c)).toBe(day);
    expect(businessDay(new Date(end.getTime() - 1), c)).toBe(day);
    expect(businessDay(end, c)).toBe(addDays(day, 1));
  })));

  test('任何瞬间都在自己的营业日之内', () => fc.assert(fc.property(anInstant, aTime, aZone, (instant, dayStarts, zone) => {
    const c = { zone, dayStarts };
    const day = businessDay(instant, c);
    expect(startOfBusinessDay(day, c).getTime()).toBeLessThanOrEqual(instant.getTime());
    expect(endOfBusinessDay(day, c).getTime()).toBeGreaterThan(instant.getTime());
  })));
});

describe('对账期', () => {
  test.each([
    ['2026-01-15', '2025-12-30', '2026-01-15'], ['2026-01-16', '2026-01-15', '2026-01-30'], ['2026-01-30', '2026-01-15', '2026-01-30'],
    ['2026-01-31', '2026-01-30', '2026-02-15'], ['2026-02-16', '2026-02-15', '2026-02-28'], ['2026-03-01', '2026-02-28', '2026-03-15'],
    ['2028-02-29', '2028-02-15', '2028-02-29'], ['2026-12-31', '2026-12-30', '2027-01-15'],
  ])('%s 属于 (%s, %s]，30 日在短月为月末，31 日归下期 [G2]', (day, from, to) => expect(cutPeriod(day, [15, 30])).toEqual({ from, to }));

  test('每天恰在一期之内，各期首尾相接', () => fc.assert(fc.property(aDay, fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 4 }), (day, cuts) => {
    const { from, to } = cutPeriod(day, cuts);
    expect(from < day && day <= to).toBe(true);
    expect(cutPeriod(to, cuts)).toEqual({ from, to });
    expect(cutPeriod(addDays(to, 1), cuts).from).toBe(to);
    expect(cutPeriod(from, cuts).to).toBe(from);
  })));

  test('没有结账日就不能分期', () => expect(() => cutPeriod('2026-01-01', [])).toThrow('cut days'));
});

describe('期限', () => {
  test('凌晨拾获算前一营业日，三日期限到 12 月 3 日营业日结束 [AS-19] [G12]', () => {
    const deadline = deadlineAfterDays(at('2026-12-01', '01:20'), 3, shanghai);
    expect(deadline).toEqual(at('2026-12-04', '08:00'));
    expect(at('2026-12-03', '22:10').getTime()).toBeLessThan(deadline.getTime());
  });

  test('按工作日计的期限跳过国庆假期', () => {
    const holidays = holidayData(seedHolidays());
    expect(deadlineAfterWorkingDays(at('2026-09-30', '10:00'), 1, shanghai, holidays)).toEqual(at('2026-10-09', '08:00'));
  });
});
