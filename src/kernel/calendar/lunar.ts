/**
 * The lunar calendar (农历) for birthdays and festivals, and the day a birthday is kept in a given year. Serves G6, VIP-3.
 * The platform's own Chinese calendar is wrong on hundreds of days (Spring Festival 2027 and 2030 among them) and is not used.
 */
import { LunarMonth, Lunar, Solar } from 'lunar-typescript';
import { dateOf, daysInMonth, partsOf, type PlainDate } from './plain-date.ts';

export interface LunarDate {
  /** The lunar year, named after the solar year in which it begins. */
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 闰月. */
  readonly leap: boolean;
}

export function solarToLunar(date: PlainDate): LunarDate {
  return remembered(lunars, date, () => lunarOf(date));
}

function lunarOf(date: PlainDate): LunarDate {
  const { year, month, day } = partsOf(date);
  const lunar = Solar.fromYmd(year, month, day).getLunar();
  return { year: lunar.getYear(), month: Math.abs(lunar.getMonth()), day: lunar.getDay(), leap: lunar.getMonth() < 0 };
}

/** Undefined when the year has no such month (闰七月) or the month no such day (三十). */
export function lunarToSolar({ year, month, day, leap }: LunarDate): PlainDate | undefined {
  if (day < 1 || day > lunarMonthDays(year, month, leap)) return undefined;
  return remembered(solars, `${year}/${leap ? -month : month}/${day}`, () => {
    const solar = Lunar.fromYmd(year, leap ? -month : month, day).getSolar();
    return dateOf(solar.getYear(), solar.getMonth(), solar.getDay());
  });
}

/** 29 or 30; 0 when the year has no such month. */
export function lunarMonthDays(year: number, month: number, leap: boolean): number {
  return month >= 1 && month <= 12 ? remembered(months, `${year}/${leap ? -month : month}`, () => LunarMonth.fromYm(year, leap ? -month : month)?.getDayCount() ?? 0) : 0;
}

/** The library computes a whole lunar year for each question; the answers never change. */
const lunars = new Map<string, LunarDate>();
const solars = new Map<string, PlainDate>();
const months = new Map<string, number>();
function remembered<T>(known: Map<string, T>, key: string, compute: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= 20_000) known.clear();
  const value = compute();
  known.set(key, value);
  return value;
}

export interface Birthday { readonly kind: 'solar' | 'lunar' | 'leap-lunar'; readonly month: number; readonly day: number }
/** Where 29 February is kept in other years. */
export type LeapDay = '02-28' | '03-01';

/**
 * The day on which a birthday is kept. For lunar birthdays `year` is the lunar year: the 8th of the 12th month of 2026
 * is kept in January 2027. A day or leap month that the year lacks: 30 becomes 29, a leap month its plain one.
 */
export function birthdayInYear(birthday: Birthday, year: number, leapDay: LeapDay = '02-28'): PlainDate {
  const { kind, month, day } = birthday;
  if (kind === 'solar') return day > daysInMonth(year, month) && leapDay === '03-01' && month === 2 ? `${year}-03-01` : dateOf(year, month, day);
  const leap = kind === 'leap-lunar' && lunarMonthDays(year, month, true) > 0;
  const solar = lunarToSolar({ year, month, day: Math.min(day, lunarMonthDays(year, month, leap)), leap });
  if (solar === undefined) throw new Error(`no lunar birthday ${month}-${day}`);
  return solar;
}

/**
 * The days in [from, to) on which a birthday is kept: usually none or one, and for a lunar birthday about New Year a
 * solar year may hold two or none. Lists of a month are made with this.
 */
export function birthdaysBetween(birthday: Birthday, from: PlainDate, to: PlainDate, leapDay: LeapDay = '02-28'): readonly PlainDate[] {
  const found: PlainDate[] = [];
  for (let year = partsOf(from).year - 1; year <= partsOf(to).year; year += 1) {
    const day = birthdayInYear(birthday, year, leapDay);
    if (day >= from && day < to) found.push(day);
  }
  return found;
}
