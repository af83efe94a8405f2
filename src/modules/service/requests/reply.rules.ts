/** By when a request is answered (答复时限), in the hours of the desk, counted from the moment it was received. Serves SM-20. */
import { calendar, Refusal } from '../../../kernel/index.ts';

export interface ReplyTerms { readonly minutes: number; readonly hours: calendar.OpeningHours; readonly holidays: calendar.HolidayData }

/** Null while the holidays of the year are not entered: that must keep nobody from taking a request down. */
export function replyBy(received: Date, terms: ReplyTerms): Date | null {
  try {
    return calendar.addBusinessTime(received, terms.minutes, terms.hours, terms.holidays);
  } catch (e) {
    if (e instanceof Refusal && e.code === 'calendar.unknown_day') return null;
    throw e;
  }
}

/** Whether the answer came by the deadline; null while there is neither an answer nor a missed deadline, or no deadline. */
export function repliedInTime(due: Date | null, answered: Date | null, now: Date): boolean | null {
  if (due === null) return null;
  if (answered !== null) return answered <= due;
  return now > due ? false : null;
}
