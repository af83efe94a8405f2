/** Days, business days, working days, recurrence and lunar dates: the calendar of a centre. All pure; the time comes in as an argument. */
export { businessDay, cutPeriod, endOfBusinessDay, startOfBusinessDay, type CentreCalendar, type CutPeriod } from './business-day.ts';
export { addBusinessTime, businessMinutesBetween, type Opening, type OpeningHours } from './business-time.ts';
export { deadlineAfterDays, deadlineAfterWorkingDays } from './deadline.ts';
export { addWorkingDays, holidayData, isWorkingDay, nearestWorkingDay, seedHolidays, workingDay, type HolidayData, type HolidayEntry } from './holidays.ts';
export { birthdayInYear, birthdaysBetween, lunarMonthDays, lunarToSolar, solarToLunar, type Birthday, type LeapDay, type LunarDate } from './lunar.ts';
export { addDays, addMonths, addYears, compareDates, dateOf, daysBetween, daysInMonth, isDate, lastOfMonth, monthOf, partsOf, weekday, type PlainDate } from './plain-date.ts';
export { fallsOn, nextOccurrence, occurrences, type Recurrence } from './recurrence.ts';
export { instantOf, isZone, localParts, type LocalParts } from './zone.ts';
