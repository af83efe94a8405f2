/**
 * Rules of leave (请假规则): its days in halves, what it costs, who decides. Serves CC-5.1a, SM-8, AC-15.
 */
import { calendar, Refusal } from '../../../kernel/index.ts';

export type Half = 'am' | 'pm';
/** `first` and `second` are halves of the day's shift. */
export type Part = 'whole' | 'first' | 'second';
export interface LeaveSpan { readonly from_day: string; readonly from_half: Half; readonly to_day: string; readonly to_half: Half }

/** Days with the part of each that is taken: from the afternoon of the first, or to the noon of the last. */
export function partsOf(l: LeaveSpan): readonly { readonly day: string; readonly part: Part }[] {
  const days = Array.from({ length: Math.max(0, calendar.daysBetween(l.from_day, l.to_day) + 1) }, (_, i) => calendar.addDays(l.from_day, i));
  return days.map((day) => ({ day, part: day === l.from_day && l.from_half === 'pm' ? 'second' as const : day === l.to_day && l.to_half === 'am' ? 'first' as const : 'whole' as const }));
}

/** Half days that count: only days on which the person would have worked. */
export function halfDays(l: LeaveSpan, works: (day: string) => boolean): number {
  return partsOf(l).filter((p) => works(p.day)).reduce((sum, p) => sum + (p.part === 'whole' ? 2 : 1), 0);
}

export function refuseSpan(l: LeaveSpan): void {
  if (l.to_day < l.from_day || (l.to_day === l.from_day && l.from_half === 'pm' && l.to_half === 'am')) {
    throw new Refusal('leave_request.dates', ['止早于起', 'It ends before it begins'], 422, { to_day: ['不早于起', 'Not before its beginning'] });
  }
  if (calendar.daysBetween(l.from_day, l.to_day) > 365) throw new Refusal('leave_request.long', ['一次最多一年', 'At most one year at a time'], 422, { to_day: ['最多一年', 'At most one year'] });
}

export function overlaps(a: LeaveSpan, b: LeaveSpan): boolean {
  return partsOf(a).some((p) => partsOf(b).some((q) => p.day === q.day && (p.part === 'whole' || q.part === 'whole' || p.part === q.part)));
}
