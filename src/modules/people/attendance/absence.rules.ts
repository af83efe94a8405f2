/**
 * Absence without leave (旷工): scheduled shifts with neither sign-in nor any evidence. Shifts missed one after the other are one absence; days
 * of rest neither count nor break it. Three in a row or six in a month make eligible for a review, never more. CG-12, AC-15, AC-16.
 */
import { addDays, monthOf, type PlainDate } from '../../../kernel/calendar/plain-date.ts';

export interface Shift { readonly day: PlainDate; readonly absent: boolean }
export interface Run { readonly from: PlainDate; readonly to: PlainDate; readonly days: readonly PlainDate[] }
export type Month = 'calendar-month' | 'rolling-30-days';

/** One person's scheduled shifts in any order; a shift on approved leave is not among the absent. */
export function runsOf(shifts: readonly Shift[]): Run[] {
  const runs: PlainDate[][] = [];
  let open = false;
  for (const { day, absent } of [...shifts].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    if (absent && open) runs.at(-1)!.push(day);
    else if (absent) runs.push([day]);
    open = absent;
  }
  return runs.map((days) => ({ from: days[0]!, to: days.at(-1)!, days }));
}

/** Absent shifts in the month that `on` lies in, up to and including `on`. */
export function inMonth(shifts: readonly Shift[], on: PlainDate, month: Month): number {
  return shifts.filter((s) => s.absent && s.day <= on && (month === 'calendar-month' ? monthOf(s.day) === monthOf(on) : s.day > addDays(on, -30))).length;
}

export interface Reached { readonly run: Run; readonly consecutive: number; readonly inMonth: number; readonly because: 'in_a_row' | 'in_month' | null }

/** Each absence with what it reaches on its last day. */
export function reached(shifts: readonly Shift[], month: Month, limits = { inARow: 3, inMonth: 6 }): Reached[] {
  return runsOf(shifts).map((run) => {
    const count = inMonth(shifts, run.to, month);
    return { run, consecutive: run.days.length, inMonth: count, because: run.days.length >= limits.inARow ? 'in_a_row' : count >= limits.inMonth ? 'in_month' : null };
  });
}
