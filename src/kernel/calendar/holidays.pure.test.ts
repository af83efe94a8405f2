import chineseDays from 'chinese-days';
import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addWorkingDays, holidayData, isWorkingDay, nearestWorkingDay, seedHolidays, workingDay } from './holidays.ts';
import { addDays, weekday } from './plain-date.ts';

const seeded = holidayData(seedHolidays());

describe('节假日', () => {
  test.each([
    ['2026-01-01', 'rest', '元旦'], ['2026-02-17', 'rest', '春节'], ['2026-02-14', 'work', '春节前的周六上班'], ['2026-10-01', 'rest', '国庆'],
    ['2026-11-23', 'work', '普通周一'], ['2026-11-22', 'rest', '普通周日'], ['2003-12-31', 'unknown', '没有资料的年份'],
    ['2027-01-01', 'unknown', '库以为上班的元旦'], ['2027-06-05', 'unknown', '连周六也不猜'],
  ] as const)('%s 为 %s：%s', (day, expected, _why) => expect(workingDay(day, seeded)).toBe(expected));

  test('库对 2027 年元旦答“上班”且不报错，种子不收没有公布的年份', () => {
    expect(chineseDays.isWorkday('2027-01-01')).toBe(true);
    expect([...seeded.years]).toEqual(Array.from({ length: 23 }, (_, at) => 2004 + at));
    expect(seedHolidays().filter(({ day }) => day >= '2027')).toEqual([]);
  });

  test('登记的年份上，与公布的安排逐日相同', () => fc.assert(fc.property(fc.integer({ min: 0, max: 8400 }), (days) => {
    const day = addDays('2004-01-01', days % 8401);
    fc.pre(day < '2027-01-01');
    const worked = day in published.workdays || (!(day in published.holidays) && weekday(day) <= 5);
    expect(workingDay(day, seeded)).toBe(worked ? 'work' : 'rest');
  })));

  test('只补录一天不算登记了全年；四个固定假日齐了才算', () => {
    const some = [{ day: '2027-03-08', day_kind: 'rest', name: '公司活动' }, { day: '2027-01-01', day_kind: 'rest', name: '元旦' }] as const;
    expect(workingDay('2027-03-08', holidayData(some))).toBe('rest');
    expect(workingDay('2027-03-09', holidayData(some))).toBe('unknown');
    const all = [...some, ...['2027-02-06', '2027-05-01', '2027-10-01'].map((day) => ({ day, day_kind: 'rest', name: '节' }) as const)];
    expect(workingDay('2027-03-09', holidayData(all))).toBe('work');
  });

  test('改过的登记以登记为准', () => {
    const changed = holidayData([...seedHolidays(), { day: '2026-11-23', day_kind: 'rest', name: '停电' }]);
    expect(workingDay('2026-11-23', changed)).toBe('rest');
  });

  test('数工作日：跳过假期，调休周六算一天，可以倒数', () => {
    expect(addWorkingDays('2026-09-30', 1, seeded)).toBe('2026-10-08');
    expect(addWorkingDays('2026-02-13', 1, seeded)).toBe('2026-02-14');
    expect(addWorkingDays('2026-10-08', -1, seeded)).toBe('2026-09-30');
    expect(addWorkingDays('2026-10-03', 0, seeded)).toBe('2026-10-03');
    expect(nearestWorkingDay('2026-10-01', 1, seeded)).toBe('2026-10-08');
    expect(nearestWorkingDay('2026-10-01', -1, seeded)).toBe('2026-09-30');
  });

  test('数到没有登记的年份就拒绝，并说明缺哪一年', () => {
    expect(() => addWorkingDays('2026-12-30', 5, seeded)).toThrow(expect.objectContaining({ code: 'calendar.unknown_day' }));
    expect(() => isWorkingDay('2027-01-04', seeded)).toThrow('2027');
  });

  test('加 n 个再减 n 个回到原来的工作日', () => fc.assert(fc.property(fc.integer({ min: 400, max: 8000 }), fc.integer({ min: 0, max: 60 }), (days, count) => {
    const start = nearestWorkingDay(addDays('2004-01-01', days), 1, seeded);
    expect(addWorkingDays(addWorkingDays(start, count, seeded), -count, seeded)).toBe(start);
  })));
});
