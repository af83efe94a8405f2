/**
 * Working days and rest days (工作日、节假日、调休) from the register the centre keeps. A year whose holidays nobody has
 * entered yet is unknown: whoever asks about it is told so, and never gets a workday by default.
 */
import chineseDays from 'chinese-days';
import { assert, Refusal } from '../refusal.ts';
import { lunarToSolar } from './lunar.ts';
import { addDays, weekday, type PlainDate } from './plain-date.ts';

/** One row of the holiday register: a day off, or a weekend day that is worked in exchange. */
export interface HolidayEntry { readonly day: PlainDate; readonly day_kind: 'rest' | 'work'; readonly name: string }
export interface HolidayData {
  readonly days: ReadonlyMap<PlainDate, HolidayEntry>;
  /** Years whose holidays are entered. */
  readonly years: ReadonlySet<number>;
}

/**
 * A year counts as entered when the four holidays that every year has are there: New Year, the first day of the Spring
 * Festival, 1 May and 1 October. One forgotten company outing in 2027 does not make 2027 known.
 */
export function holidayData(entries: Iterable<HolidayEntry>): HolidayData {
  const days = new Map<PlainDate, HolidayEntry>();
  for (const entry of entries) days.set(entry.day, entry);
  const years = new Set([...days.keys()].map((day) => Number(day.slice(0, 4))));
  for (const year of years) if (!fixed(year).every((day) => days.get(day)?.day_kind === 'rest')) years.delete(year);
  return { days, years };
}

export function workingDay(day: PlainDate, register: HolidayData): 'work' | 'rest' | 'unknown' {
  const entered = register.days.get(day);
  if (entered) return entered.day_kind;
  if (!register.years.has(Number(day.slice(0, 4)))) return 'unknown';
  return weekday(day) <= 5 ? 'work' : 'rest';
}

/** As `workingDay`, but refuses where the register does not reach. */
export function isWorkingDay(day: PlainDate, register: HolidayData): boolean {
  const found = workingDay(day, register);
  if (found === 'unknown') {
    const year = day.slice(0, 4);
    throw new Refusal('calendar.unknown_day', [
      `${year} 年的节假日尚未登记，无法判断 ${day} 是否上班，请先在“节假日”中补录`,
      `The holidays of ${year} are not entered yet, so nobody can say whether ${day} is a working day; enter them under Holidays first`,
    ]);
  }
  return found === 'work';
}

/** The n-th working day after `day` (before it when negative); `day` itself does not count. Refuses unknown days on the way. */
export function addWorkingDays(day: PlainDate, count: number, register: HolidayData): PlainDate {
  assert(Number.isInteger(count), 'working days are whole');
  let found = day;
  for (let left = Math.abs(count); left > 0;) {
    found = addDays(found, count < 0 ? -1 : 1);
    if (isWorkingDay(found, register)) left -= 1;
  }
  return found;
}

/** `day` itself when it is worked, else the nearest working day after (1) or before (-1) it. */
export function nearestWorkingDay(day: PlainDate, direction: 1 | -1, register: HolidayData): PlainDate {
  return isWorkingDay(day, register) ? day : addWorkingDays(day, direction, register);
}

/**
 * What the register starts with: the published arrangements of mainland China, for the years `chinese-days` has data of
 * and no other. For later years that library calls every Monday to Friday a workday without saying that it is guessing.
 */
export function seedHolidays(): readonly HolidayEntry[] {
  const entries: HolidayEntry[] = [];
  for (let day = '2004-01-01'; day < '2100-01-01'; day = addDays(day, 1)) {
    const { work, name } = chineseDays.getDayDetail(day);
    // A published day is found by its text in any zone of the machine, and named 'Spring Festival,春节,4'. The answer for
    // any other day is named after its weekday, depends on the machine's zone and is not used.
    const [, zh] = name.split(',');
    if (zh !== undefined) entries.push({ day, day_kind: work ? 'work' : 'rest', name: work ? `${zh}调休` : zh });
  }
  const { years } = holidayData(entries);
  return entries.filter(({ day }) => years.has(Number(day.slice(0, 4))));
}

function fixed(year: number): readonly PlainDate[] {
  const spring = lunarToSolar({ year, month: 1, day: 1, leap: false });
  return [`${year}-01-01`, `${year}-05-01`, `${year}-10-01`, ...(spring === undefined ? [] : [spring])];
}
