/**
 * Clock time in a place (本地时间): from an instant to what the wall clock of an IANA zone shows, and back.
 * Across the two days a year that some zones change their clocks the answer is always the same one:
 * a time that does not exist moves forward by the gap, a time that exists twice is the first of the two.
 */
import type { PlainDate } from './plain-date.ts';

export interface LocalParts {
  readonly date: PlainDate;
  /** 'HH:mm'. */
  readonly time: string;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export function localParts(at: Date, zone: string): LocalParts {
  const wall = new Date(at.getTime() + offset(at.getTime(), zone));
  const iso = wall.toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 16), hour: wall.getUTCHours(), minute: wall.getUTCMinutes(), second: wall.getUTCSeconds() };
}

/** The instant at which the clocks of `zone` show `time` ('HH:mm', 'HH:mm:ss' or '24:00') on `date`. */
export function instantOf(date: PlainDate, time: string, zone: string): Date {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
  const wall = Date.parse(`${date}T00:00:00Z`) + ((hour * 60 + minute) * 60 + second) * 1000;
  if (Number.isNaN(wall)) throw new Error(`not a time: ${date} ${time}`);
  const before = offset(wall - dayMs, zone);
  const after = offset(wall + dayMs, zone);
  for (const one of [before, after]) if (offset(wall - one, zone) === one) return new Date(wall - one);
  return new Date(wall - before);
}

export function isZone(zone: string): boolean {
  try { formatter(zone); return true; } catch { return false; }
}

const dayMs = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let known = formatters.get(zone);
  if (!known) {
    known = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
      year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    formatters.set(zone, known);
  }
  return known;
}

/** What the clock shows, as milliseconds, as if the zone were UTC. */
function wallClock(at: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatter(zone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((at % 1000) + 1000) % 1000);
}

/** Asking Intl is slow; since 1973 every zone's clocks change at full quarters of an hour, so one answer holds for a quarter. */
function offset(at: number, zone: string): number {
  if (at < FROM) return wallClock(at, zone) - at;
  const key = `${zone}${Math.floor(at / quarterMs)}`;
  let known = offsets.get(key);
  if (known === undefined) {
    if (offsets.size >= 10_000) offsets.clear();
    known = wallClock(at, zone) - at;
    offsets.set(key, known);
  }
  return known;
}

const quarterMs = 900_000;
const FROM = Date.UTC(1973, 0, 1);
const offsets = new Map<string, number>();
