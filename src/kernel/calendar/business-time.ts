/**
 * Clocks that run only while the centre is open (服务时限): opening hours per weekday with their breaks, holidays,
 * and pauses such as waiting for the customer or for a part.
 */
import { assert, Refusal } from '../refusal.ts';
import { isWorkingDay, type HolidayData } from './holidays.ts';
import { addDays, weekday, type PlainDate } from './plain-date.ts';
import { instantOf, localParts } from './zone.ts';

/** 'HH:mm' to 'HH:mm'; up to '24:00', or past midnight when `to` is not later than `from`. */
export interface Opening { readonly from: string; readonly to: string }
export interface OpeningHours {
  readonly zone: string;
  /** By weekday, 1 = Monday … 7 = Sunday; what is absent is closed, a midday break is the hole between two openings. */
  readonly week: { readonly [weekday: number]: readonly Opening[] };
  /** `closed`: shut on rest days of the register, and on a weekend day worked in exchange the hours of Monday hold. */
  readonly holidays: 'open' | 'closed';
  /** The clock stands still, whatever the hours: half-open intervals of instants. */
  readonly pauses?: readonly { readonly from: Date; readonly to: Date }[];
}

/** When `minutes` of open time have passed since `from`. Refuses if a holiday on the way is unknown, or if it never opens. */
export function addBusinessTime(from: Date, minutes: number, hours: OpeningHours, holidays: HolidayData): Date {
  assert(minutes >= 0, 'business time runs forward');
  let left = minutes * minuteMs;
  if (left === 0) return from;
  for (const [start, end] of openFrom(from, hours, holidays)) {
    if (end - start >= left) return new Date(start + left);
    left -= end - start;
  }
  throw new Refusal('calendar.never_open', [
    '按现有营业时间，十年内都到不了这个时限，请检查营业时间',
    'With these opening hours the time will not have passed within ten years; check the hours',
  ]);
}

/** Open minutes in [from, to); fractions are kept. */
export function businessMinutesBetween(from: Date, to: Date, hours: OpeningHours, holidays: HolidayData): number {
  let total = 0;
  for (const [start, end] of openFrom(from, hours, holidays, to)) total += end - start;
  return total / minuteMs;
}

type Span = readonly [start: number, end: number];
const minuteMs = 60_000;
const tenYears = 3660;

/** Open time from `from` on, in order and without overlap. A day is looked up only when the clock gets there. */
function* openFrom(from: Date, hours: OpeningHours, holidays: HolidayData, until?: Date): Generator<Span> {
  const stop = until?.getTime() ?? Number.POSITIVE_INFINITY;
  let reached = from.getTime();
  const today = localParts(from, hours.zone).date;
  // Yesterday's opening may last into today.
  for (let day = addDays(today, -1), at = 0; at < tenYears; day = addDays(day, 1), at += 1) {
    if (instantOf(day, '00:00', hours.zone).getTime() >= stop) return;
    for (const [start, end] of openingsOf(day, hours, holidays, reached)) {
      const span: Span = [Math.max(start, reached), Math.min(end, stop)];
      if (span[0] >= span[1]) continue;
      reached = span[1];
      yield* withoutPauses(span, hours);
    }
  }
}

function openingsOf(day: PlainDate, { zone, week, holidays: onHolidays }: OpeningHours, holidays: HolidayData, reached: number): readonly Span[] {
  const spansOf = (openings: readonly Opening[] = []) => openings.map(({ from, to }): Span =>
    [instantOf(day, from, zone).getTime(), instantOf(to > from ? day : addDays(day, 1), to, zone).getTime()]).sort((a, b) => a[0] - b[0]);
  const usual = spansOf(week[weekday(day)]);
  if (onHolidays === 'open') return usual;
  // Yesterday's calendar is not asked for when nothing of it could still be open.
  if (usual.every(([, end]) => end <= reached) && weekday(day) <= 5) return [];
  const working = isWorkingDay(day, holidays);
  if (weekday(day) <= 5) return working ? usual : [];
  const dayOff = holidays.days.get(day);
  if (dayOff?.day_kind === 'work') return usual.length > 0 ? usual : spansOf(week[1]);
  return dayOff ? [] : usual;
}

function withoutPauses(span: Span, { pauses = [] }: OpeningHours): readonly Span[] {
  return pauses.reduce<readonly Span[]>((spans, pause) => spans.flatMap(([start, end]): Span[] => {
    const [from, to] = [Math.max(start, pause.from.getTime()), Math.min(end, pause.to.getTime())];
    return from >= to ? [[start, end]] : ([[start, from], [to, end]] as Span[]).filter(([a, b]) => a < b);
  }), [span]);
}
