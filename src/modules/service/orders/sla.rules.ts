/**
 * Response and repair clocks (响应时限、修复时限) in business time: both run from the moment the work was asked for, response ends with
 * arrival, repair with the work. A hold stops the clocks configured for its reason, and only those. Serves SM-20, SM-21, AC-35.
 */
import { calendar, Refusal } from '../../../kernel/index.ts';

export type Priority = 'urgent' | 'high' | 'normal';
export type Clock = 'response' | 'repair';
export type HoldReason = 'waiting_parts' | 'customer' | 'weather';
export type Stops = { readonly [R in HoldReason]: readonly Clock[] };

/** What was promised for one priority, and the hours in which its clocks run. */
export interface Terms {
  readonly minutes: { readonly [C in Clock]: number };
  readonly hours: calendar.OpeningHours;
  readonly holidays: calendar.HolidayData;
}
export interface Deadlines { readonly respond_by: Date | null; readonly repair_by: Date | null }

/** A date agreed with the customer that lies later than the limit is what was promised. */
export function deadlines(received: Date, terms: Terms, agreed: { readonly from: Date | null; readonly to: Date | null }): Deadlines {
  return {
    respond_by: later(dueAfter(received, terms.minutes.response, terms), agreed.from),
    repair_by: later(dueAfter(received, terms.minutes.repair, terms), agreed.to),
  };
}

export interface Pause { readonly reason: HoldReason; readonly from: Date; readonly to: Date }

/** Deadlines after a hold: a clock that stood still gets the business time back that it had left; one that was overdue before stays so. */
export function afterHold(due: Deadlines, pause: Pause, stops: readonly Clock[], ended: Ended, terms: Terms): Deadlines {
  const moved = (at: Date | null, clock: Clock): Date | null => {
    if (at === null || !stops.includes(clock) || ended[clock] !== null || at <= pause.from) return at;
    return orUnknown(() => calendar.addBusinessTime(pause.to, calendar.businessMinutesBetween(pause.from, at, terms.hours, terms.holidays), terms.hours, terms.holidays));
  };
  return { respond_by: moved(due.respond_by, 'response'), repair_by: moved(due.repair_by, 'repair') };
}

/** Whether something came in time; null while nobody knows the deadline. */
export const inTime = (at: Date, due: Date | null): boolean | null => (due === null ? null : at <= due);

/** When each clock was stopped for good; null while it runs. */
export type Ended = { readonly [C in Clock]: Date | null };
export type ClockState = 'met' | 'missed' | 'running' | 'overdue' | 'stopped' | 'unknown';

export function clockState(due: Date | null, ended: Date | null, stopped: Date | null, now: Date): ClockState {
  if (due === null) return 'unknown';
  if (ended !== null) return ended <= due ? 'met' : 'missed';
  if ((stopped ?? now) > due) return 'overdue';
  return stopped === null ? 'running' : 'stopped';
}

/** Business minutes used up until the clock ended, stood still for good, or now; holds that stopped it are left out. */
export function minutesUsed(received: Date, until: Date, clock: Clock, pauses: readonly Pause[], stops: Stops, terms: Terms): number | null {
  const still = pauses.filter((p) => stops[p.reason].includes(clock)).map(({ from, to }) => ({ from, to }));
  return orUnknown(() => Math.round(calendar.businessMinutesBetween(received, until, { ...terms.hours, pauses: still }, terms.holidays)));
}

export function dueAfter(from: Date, minutes: number, terms: Terms): Date | null {
  return orUnknown(() => calendar.addBusinessTime(from, minutes, terms.hours, terms.holidays));
}

const later = (due: Date | null, agreed: Date | null): Date | null => (due !== null && agreed !== null && agreed > due ? agreed : due);

/** A year whose holidays nobody has entered leaves the deadline unknown; it must not keep anybody from taking an order down. */
function orUnknown<T>(compute: () => T): T | null {
  try {
    return compute();
  } catch (e) {
    if (e instanceof Refusal && e.code === 'calendar.unknown_day') return null;
    throw e;
  }
}
