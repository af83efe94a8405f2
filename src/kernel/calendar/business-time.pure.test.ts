import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addBusinessTime, businessMinutesBetween, type OpeningHours } from './business-time.ts';
import { holidayData, seedHolidays } from './holidays.ts';
import { addDays } from './plain-date.ts';
import { instantOf } from './zone.ts';

const holidays = holidayData(seedHolidays());
const zone = 'Asia/Shanghai';
const day = [{ from: '09:00', to: '12:00' }, { from: '13:00', to: '18:00' }];
const office: OpeningHours = { zone, week: { 1: day, 2: day, 3: day, 4: day, 5: day }, holidays: 'closed' };
const night = [{ from: '18:00', to: '02:00' }];
const club: OpeningHours = { zone, week: { 1: night, 2: night, 3: night, 4: night, 5: night, 6: night, 7: night }, holidays: 'open' };
const at = (text: string) => instantOf(text.slice(0, 10), text.slice(11), zone);

describe('营业时间内的时限', () => {
  test.each([
    ['跨午休', office, '2026-11-23 11:30', 60, '2026-11-23 13:30'],
    ['恰到下班', office, '2026-11-23 17:00', 60, '2026-11-23 18:00'],
    ['下班后次日起算', office, '2026-11-23 19:00', 30, '2026-11-24 09:30'],
    ['跨周末', office, '2026-11-27 17:30', 60, '2026-11-30 09:30'],
    ['跨国庆假期', office, '2026-09-30 17:30', 60, '2026-10-08 09:30'],
    ['调休周六按周一时间', office, '2026-02-14 08:00', 60, '2026-02-14 10:00'],
    ['夜场过零点', club, '2026-10-01 23:30', 120, '2026-10-02 01:30'],
    ['夜场打烊后', club, '2026-10-01 01:00', 120, '2026-10-01 19:00'],
    ['零分钟不动', office, '2026-11-23 20:00', 0, '2026-11-23 20:00'],
  ] as const)('%s', (_name, hours, from, minutes, to) => expect(addBusinessTime(at(from), minutes, hours, holidays)).toEqual(at(to)));

  test('等客户、等配件期间停表，重叠的暂停只停一次', () => {
    const paused = { ...office, pauses: [{ from: at('2026-11-23 10:00'), to: at('2026-11-23 11:00') }, { from: at('2026-11-23 10:30'), to: at('2026-11-23 11:30') }] };
    expect(addBusinessTime(at('2026-11-23 09:30'), 60, paused, holidays)).toEqual(at('2026-11-23 12:00'));
    expect(businessMinutesBetween(at('2026-11-23 09:00'), at('2026-11-23 12:00'), paused, holidays)).toBe(90);
  });

  test.each([
    ['2026-11-23 08:00', '2026-11-23 20:00', 480], ['2026-11-23 12:00', '2026-11-23 13:00', 0], ['2026-11-27 17:00', '2026-11-30 10:00', 120],
    ['2026-11-24 10:00', '2026-11-23 10:00', 0],
  ])('%s 至 %s 共 %i 分钟', (from, to, minutes) => expect(businessMinutesBetween(at(from), at(to), office, holidays)).toBe(minutes));

  test('夏令时那天按真正过去的时间', () => {
    const berlin: OpeningHours = { zone: 'Europe/Berlin', week: { 7: [{ from: '00:00', to: '24:00' }] }, holidays: 'open' };
    const count = (date: string) => businessMinutesBetween(instantOf(date, '00:00', berlin.zone), instantOf(addDays(date, 1), '00:00', berlin.zone), berlin, holidays);
    expect([count('2026-03-29'), count('2026-10-25')]).toEqual([23 * 60, 25 * 60]);
  });

  test('节假日未登记时拒绝，全年无休的不查登记', () => {
    expect(() => addBusinessTime(at('2026-12-31 17:30'), 60, office, holidays)).toThrow(expect.objectContaining({ code: 'calendar.unknown_day' }));
    expect(addBusinessTime(at('2026-12-31 17:30'), 60, office, holidayData([...holidays.days.values(), ...known2027]))).toEqual(at('2027-01-04 09:30'));
    expect(addBusinessTime(at('2027-05-01 19:00'), 60, club, holidays)).toEqual(at('2027-05-01 20:00'));
  });

  test('从不营业就拒绝', () => {
    expect(() => addBusinessTime(at('2026-11-23 09:00'), 1, { zone, week: {}, holidays: 'open' }, holidays)).toThrow(expect.objectContaining({ code: 'calendar.never_open' }));
  });

  test('加出来的时刻，量回去正好那么多分钟', () => fc.assert(fc.property(
    fc.integer({ min: 0, max: 200 * 1440 }), fc.integer({ min: 0, max: 6000 }), fc.constantFrom(office, club), (start, minutes, hours) => {
      const from = new Date(at('2026-01-05 00:00').getTime() + start * 60_000);
      expect(businessMinutesBetween(from, addBusinessTime(from, minutes, hours, holidays), hours, holidays)).toBe(minutes);
    })));
});

const known2027 = ['2027-01-01', '2027-02-06', '2027-05-01', '2027-10-01'].map((date) => ({ day: date, day_kind: 'rest', name: '节' }) as const);
