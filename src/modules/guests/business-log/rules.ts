/** Rules of the business log (营业日志): what counts as entered later, which day an entry stands in, when a day can be closed. Serves AS-43, I11, section 1.10. */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

/** Later than this, an entry bears the mark 补录. */
export const LATE_MINUTES = 30;
export const isLate = (occurredAt: Date, now: Date): boolean => now.getTime() - occurredAt.getTime() > LATE_MINUTES * 60_000;

export function assertPast(occurredAt: Date, now: Date): void {
  if (occurredAt.getTime() > now.getTime()) throw new Refusal('business_log.future', ['发生时间还没有到', 'It has not happened yet'], 422, { occurred_at: ['不晚于现在', 'Not after now'] });
}

/** The day an entry stands in: the one it happened on, unless that is closed; then today's, with the moment it happened (I11). */
export const dayFor = (happenedOn: string, today: string, closed: boolean): string => (closed ? today : happenedOn);

/** A day is closed after it has ended, when nobody of it is still on duty. */
export function closeProblem(day: string, today: string, onDuty: readonly string[]): Label | null {
  if (calendar.compareDates(day, today) >= 0) return ['营业日尚未结束', 'The business day is not over'];
  return onDuty.length === 0 ? null : [`当班 ${onDuty.join('、')} 还没有交接`, `Till shifts ${onDuty.join(', ')} are not handed over`];
}
