/** What happened earlier and is entered later, e.g. from paper after an outage (补录): money counts from now on, the record says when it happened. Serves AS-43, I11, section 1.10. */
import { f, Refusal } from '../../../kernel/index.ts';

/** Later than this, an entry bears the mark 补录. */
export const LATE_MINUTES = 30;
export const isLate = (occurredAt: Date, now: Date): boolean => now.getTime() - occurredAt.getTime() > LATE_MINUTES * 60_000;

export function assertPast(occurredAt: Date, now: Date): void {
  if (occurredAt.getTime() > now.getTime()) throw new Refusal('late_entry.future', ['发生时间还没有到', 'It has not happened yet'], 422, { occurred_at: ['不晚于现在', 'Not after now'] });
}

/** The two fields of a register whose records may be entered later. */
export const lateFields = {
  occurred_at: f.dateTime('发生时间', 'Happened at', { optional: true, hint: ['空着为现在；停电时记在纸上的，填当时的时间', 'Empty: now. For what was noted on paper during an outage, the time it happened'] }),
  late: f.yesNo('补录', 'Entered later', { optional: true, readonly: true }),
};
/** What they hold when the record is opened. */
export const lateness = (occurredAt: Date | null, now: Date): { readonly occurred_at: Date; readonly late: boolean } => ({ occurred_at: occurredAt ?? now, late: occurredAt !== null && isLate(occurredAt, now) });
