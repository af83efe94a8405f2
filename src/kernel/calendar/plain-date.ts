/**
 * Days of the calendar without a time and without a zone (日期): '2026-11-23'. Everything that counts in days,
 * months or years counts with these. Serves G2, G6, VIP-3, VIP-6.
 */
export type PlainDate = string;

export function isDate(text: string): boolean {
  // There was no year 0, and PostgreSQL knows none.
  if (!/^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return ofUtc(utcOf(date) + days * dayMs);
}

/** Clamped: 31 January + 1 month = 28 or 29 February. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const { year, month, day } = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  return dateOf(Math.floor(index / 12), (index % 12 + 12) % 12 + 1, day);
}

/** 29 February becomes 28 February in years that have no 29th. */
export function addYears(date: PlainDate, years: number): PlainDate {
  return addMonths(date, years * 12);
}

/** Negative when `a` is earlier. */
export function compareDates(a: PlainDate, b: PlainDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(date: PlainDate): number {
  return new Date(utcOf(date)).getUTCDay() || 7;
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((utcOf(to) - utcOf(from)) / dayMs);
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The last day of the month `date` lies in. */
export function lastOfMonth(date: PlainDate): PlainDate {
  const { year, month } = partsOf(date);
  return dateOf(year, month, 31);
}

/** '2026-11'. */
export function monthOf(date: PlainDate): string {
  return date.slice(0, 7);
}

export function partsOf(date: PlainDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** Builds a date; a day past the end of the month becomes its last day. */
export function dateOf(year: number, month: number, day: number): PlainDate {
  const clamped = Math.min(day, daysInMonth(year, month));
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(clamped).padStart(2, '0')}`;
}

const dayMs = 86_400_000;

function utcOf(date: PlainDate): number {
  const at = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(at)) throw new Error(`not a date: ${date}`);
  return at;
}

function ofUtc(at: number): PlainDate {
  return new Date(at).toISOString().slice(0, 10);
}
