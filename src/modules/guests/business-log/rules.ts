/** Rules of the business log (营业日志): which day an entry stands in, when a day can be closed. Serves AS-43, I11, section 1.10. */
import { calendar, type Label } from '../../../kernel/index.ts';

/** The day an entry stands in: the one it happened on, unless that is closed; then today's, with the moment it happened (I11). */
export const dayFor = (happenedOn: string, today: string, closed: boolean): string => (closed ? today : happenedOn);

/** A day is closed after it has ended, when nobody of it is still on duty. */
export function closeProblem(day: string, today: string, onDuty: readonly string[]): Label | null {
  if (calendar.compareDates(day, today) >= 0) return ['营业日尚未结束', 'The business day is not over'];
  return onDuty.length === 0 ? null : [`当班 ${onDuty.join('、')} 还没有交接`, `Till shifts ${onDuty.join(', ')} are not handed over`];
}
