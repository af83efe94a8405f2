/**
 * The day as the centre lives it (营业日): a KTV's 1 December ends at 08:00 on the 2nd, and what happens at 01:20 belongs
 * to the day before. Also the periods between two reconciliations (对账期). Serves G2, G5, G12, AS-19.
 */
import { assert } from '../refusal.ts';
import { addDays, addMonths, compareDates, dateOf, partsOf, type PlainDate } from './plain-date.ts';
import { instantOf, localParts } from './zone.ts';

export interface CentreCalendar {
  /** IANA zone, e.g. 'Asia/Shanghai'. */
  readonly zone: string;
  /** 'HH:mm'; earlier hours belong to the day before. */
  readonly dayStarts: string;
}

export function businessDay(at: Date, c: CentreCalendar): PlainDate {
  const { date } = localParts(at, c.zone);
  // Compared as instants, not as clock readings: on the day clocks change only this agrees with startOfBusinessDay.
  return at.getTime() < startOfBusinessDay(date, c).getTime() ? addDays(date, -1) : date;
}

export function startOfBusinessDay(day: PlainDate, c: CentreCalendar): Date {
  return instantOf(day, c.dayStarts, c.zone);
}

/** The first instant that no longer belongs to `day`. */
export function endOfBusinessDay(day: PlainDate, c: CentreCalendar): Date {
  return startOfBusinessDay(addDays(day, 1), c);
}

/** A reconciliation period (from, to]: `from` is the previous cut and not part of it, `to` is its cut and its last day. */
export interface CutPeriod {
  /** Exclusive. */
  readonly from: PlainDate;
  /** Inclusive. */
  readonly to: PlainDate;
}

/** The period `day` falls in, between cut days of the month such as [15, 30]; 30 means the last day of a shorter month. */
export function cutPeriod(day: PlainDate, cuts: readonly number[]): CutPeriod {
  assert(cuts.length > 0 && cuts.every((cut) => Number.isInteger(cut) && cut >= 1 && cut <= 31), `cut days must be 1 to 31: ${cuts.join(', ')}`);
  const { year, month } = partsOf(day);
  const first = dateOf(year, month, 1);
  const months = [-1, 0, 1].map((away) => partsOf(addMonths(first, away)));
  const all = months.flatMap((of) => cuts.map((cut) => dateOf(of.year, of.month, cut))).sort(compareDates);
  const to = all.find((cut) => cut >= day);
  const from = all.findLast((cut) => cut < day);
  assert(from !== undefined && to !== undefined, 'three months of cuts surround every day');
  return { from, to };
}
