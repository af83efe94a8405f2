/** Deadlines counted in days (期限): the day of the event does not count, and the last day counts to its very end. Serves G12, AS-19. */
import { businessDay, endOfBusinessDay, type CentreCalendar } from './business-day.ts';
import { addWorkingDays, type HolidayData } from './holidays.ts';
import { addDays } from './plain-date.ts';

/** The end of the business day that lies `days` after the business day of `at`. Exclusive: at this very instant it is late. */
export function deadlineAfterDays(at: Date, days: number, c: CentreCalendar): Date {
  return endOfBusinessDay(addDays(businessDay(at, c), days), c);
}

/** The same in working days; refuses where the holiday register does not reach. */
export function deadlineAfterWorkingDays(at: Date, days: number, c: CentreCalendar, holidays: HolidayData): Date {
  return endOfBusinessDay(addWorkingDays(businessDay(at, c), days, holidays), c);
}
