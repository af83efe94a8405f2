/**
 * Which reports a period asks for, by the calendar (汇报日历): one a day, one for each ISO week touched, one for each month
 * touched; when each is due; and whether it is in, late or missing. Pure. Serves FS-2.9, SM-32, AC-29, CG-41.
 */
import { calendar } from '../../../kernel/index.ts';

export type ReportKind = 'daily' | 'weekly' | 'monthly';
export type Level = 'branch' | 'consolidated';
export const KINDS: readonly ReportKind[] = ['daily', 'weekly', 'monthly'];
/** Both days included. */
export interface Span { readonly from: string; readonly to: string }
export interface Expected extends Span { readonly kind: ReportKind }

/** The natural period of a kind that holds a day: the day, Monday to Sunday, or the whole month. */
export function periodOf(kind: ReportKind, day: string): Span {
  if (kind === 'daily') return { from: day, to: day };
  if (kind === 'monthly') return { from: `${calendar.monthOf(day)}-01`, to: calendar.lastOfMonth(day) };
  const from = calendar.addDays(day, 1 - calendar.weekday(day));
  return { from, to: calendar.addDays(from, 6) };
}

/** Every report of a kind whose period touches the span; none when the span is empty. */
export function expectedReports(kind: ReportKind, span: Span): Expected[] {
  const found: Expected[] = [];
  for (let day = span.from; day <= span.to;) {
    const period = periodOf(kind, day);
    found.push({ kind, ...period });
    day = calendar.addDays(period.to, 1);
  }
  return found;
}

interface Due { readonly days: number; readonly time: string }
/** Days after the last day of the period, and the time of day. The centre has a little longer than its branches. */
const DUE: { readonly [L in Level]: { readonly [K in ReportKind]: Due } } = {
  branch: { daily: { days: 1, time: '10:00' }, weekly: { days: 1, time: '12:00' }, monthly: { days: 2, time: '18:00' } },
  consolidated: { daily: { days: 1, time: '17:00' }, weekly: { days: 1, time: '18:00' }, monthly: { days: 3, time: '18:00' } },
};
export const dueTime = (kind: ReportKind, level: Level): Due => DUE[level][kind];

export function deadlineOf(report: Expected, level: Level, zone: string): Date {
  const { days, time } = DUE[level][report.kind];
  return calendar.instantOf(calendar.addDays(report.to, days), time, zone);
}

/** `running`: its period is not over. `due`: over, but there is still time. */
export type Standing = 'in' | 'late' | 'due' | 'missing' | 'running';
export interface Handed { readonly at: Date | null }

export function standingOf(report: Expected, handedInAt: Date | null, c: { readonly now: Date; readonly level: Level; readonly zone: string }): Standing {
  const deadline = deadlineOf(report, c.level, c.zone);
  if (handedInAt !== null) return handedInAt.getTime() > deadline.getTime() ? 'late' : 'in';
  if (c.now.getTime() > deadline.getTime()) return 'missing';
  return c.now.getTime() < calendar.instantOf(calendar.addDays(report.to, 1), '00:00', c.zone).getTime() ? 'running' : 'due';
}

export interface Count { readonly kind: ReportKind; readonly expected: number; readonly there: number; readonly late: number; readonly absent: readonly Expected[] }

/** How many of the expected are there. `handed`: first day of each report that was handed in, and whether it was late. */
export function countReports(kind: ReportKind, span: Span, handed: readonly { readonly starts_on: string; readonly late: boolean }[]): Count {
  const expected = expectedReports(kind, span);
  const byStart = new Map(handed.map((h) => [h.starts_on, h]));
  const found = expected.flatMap((e) => byStart.get(e.from) ?? []);
  return { kind, expected: expected.length, there: found.length, late: found.filter((h) => h.late).length, absent: expected.filter((e) => !byStart.has(e.from)) };
}
