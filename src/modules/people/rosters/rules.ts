/**
 * Rules of shifts (班次规则): when a shift really begins and ends, its breaks, and what is wrong with a row of shifts: rest between two,
 * a day shift after a night, too many in a row. Serves CC-5.1b, SM-9, AC-06 (the plan that attendance is measured against).
 */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

export interface Hours {
  readonly starts: string; readonly ends: string;
  readonly meal_from: string | null; readonly meal_to: string | null;
  readonly break_from: string | null; readonly break_to: string | null;
}
export interface Pause { readonly from: Date; readonly to: Date; readonly kind: 'meal' | 'break' }
export interface Span { readonly from: Date; readonly to: Date; readonly breaks: readonly Pause[] }

export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** A shift that ends at or before the time it begins ends on the next day. */
export const crossesMidnight = (h: Pick<Hours, 'starts' | 'ends'>): boolean => h.ends <= h.starts;
/** Over midnight, or begun before six in the morning. */
export const isNight = (h: Pick<Hours, 'starts' | 'ends'>): boolean => (crossesMidnight(h) && h.ends !== '00:00') || h.starts < '06:00';
export const lengthMinutes = (h: Pick<Hours, 'starts' | 'ends'>): number => minutesOf(h.ends) - minutesOf(h.starts) + (crossesMidnight(h) ? 1440 : 0);

/** The instants of a shift that belongs to `day`; times before its beginning lie on the next day. */
export function spanOf(day: string, h: Hours, zone: string): Span {
  const at = (time: string, last = false): Date =>
    calendar.instantOf(time < h.starts || (last && time === h.starts) ? calendar.addDays(day, 1) : day, time, zone);
  const pause = (kind: Pause['kind'], from: string | null, to: string | null): Pause[] => (from === null || to === null ? [] : [{ kind, from: at(from), to: at(to, true) }]);
  const breaks = [...pause('meal', h.meal_from, h.meal_to), ...pause('break', h.break_from, h.break_to)];
  return { from: at(h.starts), to: at(h.ends, true), breaks: breaks.sort((a, b) => a.from.getTime() - b.from.getTime()) };
}

/** What a template must be: at most 12 hours, each break with both ends, inside the shift, not one over the other. */
export function refuseHours(h: Hours): void {
  const wrong = (field: string, why: Label): never => { throw new Refusal('shift_template.hours', why, 422, { [field]: why }); };
  if (lengthMinutes(h) > 720) wrong('ends', ['班次不超过 12 小时', 'A shift is at most 12 hours long']);
  const start = minutesOf(h.starts);
  const end = start + lengthMinutes(h);
  const taken: { readonly from: number; readonly to: number }[] = [];
  for (const [name, from, to] of [['meal', h.meal_from, h.meal_to], ['break', h.break_from, h.break_to]] as const) {
    if ((from === null) !== (to === null)) wrong(from === null ? `${name}_from` : `${name}_to`, ['起止要成对填写', 'Give both beginning and end']);
    if (from === null || to === null) continue;
    const a = minutesOf(from) + (from < h.starts ? 1440 : 0);
    const b = minutesOf(to) + (to < h.starts ? 1440 : 0);
    if (a < start || b > end || b <= a) wrong(`${name}_to`, ['休息须在班次之内，且止晚于起', 'A break lies within the shift and ends after it begins']);
    if (taken.some((t) => a < t.to && t.from < b)) wrong(`${name}_from`, ['两次休息重叠', 'The two breaks overlap']);
    taken.push({ from: a, to: b });
  }
}

export interface RestRules { readonly minRestHours: number; readonly mostDays: number; readonly inDays: number }
export interface Placed { readonly id: string; readonly day: string; readonly from: Date; readonly to: Date; readonly night: boolean }
export type ConflictKind = 'overlap' | 'rest' | 'night_to_day' | 'too_many' | 'leave' | 'left';
export interface Conflict { readonly kind: ConflictKind; readonly shift: string; readonly day: string; readonly text: Label }

/** What is wrong with one person's shifts, in the order of their days. The later shift of two carries the mark. */
export function conflictsOf(shifts: readonly Placed[], rules: RestRules): readonly Conflict[] {
  const sorted = [...shifts].sort((a, b) => a.from.getTime() - b.from.getTime());
  const found: Conflict[] = [];
  for (const [i, shift] of sorted.entries()) {
    const before = sorted[i - 1];
    const mark = (kind: ConflictKind, text: Label) => found.push({ kind, shift: shift.id, day: shift.day, text });
    if (before) {
      const rest = (shift.from.getTime() - before.to.getTime()) / 3_600_000;
      if (rest < 0) mark('overlap', [`与 ${before.day} 的班次重叠`, `It overlaps the shift of ${before.day}`]);
      else if (rest < rules.minRestHours) mark('rest', [`距上一班只休息 ${oneDigit(rest)} 小时，少于 ${rules.minRestHours} 小时`, `Only ${oneDigit(rest)} hours of rest, fewer than ${rules.minRestHours}`]);
      if (before.night && !shift.night && calendar.daysBetween(before.day, shift.day) === 1) mark('night_to_day', ['夜班次日排了日班', 'A day shift on the day after a night']);
    }
    const first = calendar.addDays(shift.day, 1 - rules.inDays);
    const days = new Set(sorted.slice(0, i + 1).filter((s) => s.day >= first && s.day <= shift.day).map((s) => s.day));
    if (days.size > rules.mostDays) mark('too_many', [`${rules.inDays} 天内排了 ${days.size} 天，最多 ${rules.mostDays} 天`, `${days.size} days within ${rules.inDays}, at most ${rules.mostDays}`]);
  }
  return found;
}
const oneDigit = (hours: number): string => String(Math.round(hours * 10) / 10);

/** Every day from the first to the last. */
export function daysFrom(first: string, last: string): string[] {
  return Array.from({ length: Math.max(0, calendar.daysBetween(first, last) + 1) }, (_, i) => calendar.addDays(first, i));
}
