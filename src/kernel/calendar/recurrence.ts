/** What must happen again and again, as dates (周期): daily, weekly, monthly, yearly; and what a rest day does to it. */
import { assert } from '../refusal.ts';
import { nearestWorkingDay, workingDay, type HolidayData } from './holidays.ts';
import { addDays, daysBetween, daysInMonth, partsOf, weekday, type PlainDate } from './plain-date.ts';

type Rule =
  /** Every day; with `interval` and `since` every so many days counted from there. */
  | { readonly every: 'day'; readonly interval?: number; readonly since?: PlainDate }
  /** 1 = Monday … 7 = Sunday. */
  | { readonly every: 'week'; readonly on: readonly number[] }
  /** Days of the month, 31 meaning the last day of a shorter one; `months` narrows it to quarters and the like. */
  | { readonly every: 'month'; readonly days: readonly number[]; readonly months?: readonly number[] }
  /** The nth weekday of the month, -1 the last; a month without a fifth has none. */
  | { readonly every: 'month'; readonly nth: 1 | 2 | 3 | 4 | 5 | -1; readonly weekday: number; readonly months?: readonly number[] }
  /** 29 February is kept on the 28th in other years. */
  | { readonly every: 'year'; readonly month: number; readonly day: number };
/** `restDay`: an occurrence on a rest day stays ('same', unless said otherwise) or moves to the next or previous working day. */
export type Recurrence = Rule & { readonly restDay?: 'same' | 'next' | 'previous' };

/**
 * The days of [from, to) on which it falls due, ascending, each once: what moves onto the same working day is due once.
 * Refuses when a move meets a year whose holidays are not entered.
 */
export function occurrences(rule: Recurrence, from: PlainDate, to: PlainDate, holidays?: HolidayData): readonly PlainDate[] {
  if (rule.restDay === undefined || rule.restDay === 'same') return days(from, to).filter((day) => falls(rule, day));
  assert(holidays, 'a recurrence that avoids rest days needs the holiday register');
  const direction = rule.restDay === 'next' ? 1 : -1;
  // An occurrence just outside may move in, but never across a working day.
  const [first, end] = direction === 1 ? [reach(addDays(from, -1), -1, holidays), to] : [from, addDays(reach(to, 1, holidays), 1)];
  const moved = days(first, end).filter((day) => falls(rule, day)).map((day) => nearestWorkingDay(day, direction, holidays));
  return [...new Set(moved)].filter((day) => day >= from && day < to);
}

export function fallsOn(rule: Recurrence, day: PlainDate, holidays?: HolidayData): boolean {
  return occurrences(rule, day, addDays(day, 1), holidays).length > 0;
}

/** The first occurrence on or after `day`, within four years. */
export function nextOccurrence(rule: Recurrence, day: PlainDate, holidays?: HolidayData): PlainDate | undefined {
  for (let from = day, weeks = 0; weeks < 210; from = addDays(from, 7), weeks += 1) {
    const [found] = occurrences(rule, from, addDays(from, 7), holidays);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** No run of rest days is longer than this. */
const longestRest = 16;

function reach(start: PlainDate, step: 1 | -1, holidays: HolidayData): PlainDate {
  let day = start;
  for (let at = 0; at < longestRest && workingDay(day, holidays) !== 'work'; at += 1) day = addDays(day, step);
  return day;
}

function days(from: PlainDate, to: PlainDate): PlainDate[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, at) => addDays(from, at));
}

function falls(rule: Rule, date: PlainDate): boolean {
  const { year, month, day } = partsOf(date);
  const last = daysInMonth(year, month);
  switch (rule.every) {
    case 'day': return (rule.interval ?? 1) === 1 || daysBetween(rule.since ?? '2000-01-01', date) % (rule.interval ?? 1) === 0;
    case 'week': return rule.on.includes(weekday(date));
    case 'year': return rule.month === month && Math.min(rule.day, last) === day;
    case 'month': {
      if (rule.months && !rule.months.includes(month)) return false;
      if ('days' in rule) return rule.days.some((wanted) => Math.min(wanted, last) === day);
      return weekday(date) === rule.weekday && (rule.nth === -1 ? day + 7 > last : Math.ceil(day / 7) === rule.nth);
    }
  }
}
