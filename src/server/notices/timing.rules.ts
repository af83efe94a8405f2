/** When a notice goes out (发送时刻): quiet hours, digests, trying again, and the limits of robots. Pure. */
import { addDays } from '../../kernel/calendar/plain-date.ts';
import { instantOf, localParts } from '../../kernel/calendar/zone.ts';

export interface Quiet { readonly from: string; readonly to: string }
export interface Timing { readonly quiet: Quiet | null; readonly digest: 'at_once' | 'hourly' | 'daily'; readonly digestAt: string; readonly zone: string }

/** The moment itself, or the end of the quiet hours in which it lies. They may pass midnight; from = to is never quiet. */
export function afterQuiet(at: Date, quiet: Quiet | null, zone: string): Date {
  if (!quiet || quiet.from === quiet.to) return at;
  const { date, time } = localParts(at, zone);
  const overnight = quiet.from > quiet.to;
  const within = overnight ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to;
  if (!within) return at;
  return instantOf(overnight && time >= quiet.from ? addDays(date, 1) : date, quiet.to, zone);
}

/** The next full hour of the wall clock, or the next time of the daily letter. */
function digested(at: Date, { digest, digestAt, zone }: Timing): Date {
  if (digest === 'at_once') return at;
  const { date, time, minute, second } = localParts(at, zone);
  if (digest === 'hourly') return new Date(Math.floor(at.getTime() / 1000) * 1000 + (3600 - minute * 60 - second) * 1000);
  return instantOf(time < digestAt ? date : addDays(date, 1), digestAt, zone);
}

/** What is urgent goes out at once, in the night too. */
export const sendAt = (at: Date, timing: Timing, urgent: boolean): Date => (urgent ? at : afterQuiet(digested(at, timing), timing.quiet, timing.zone));

/** Seconds after the first, second … attempt that failed; the last is repeated. */
const WAITS = [30, 60, 120, 300, 900, 1_800, 3_600, 7_200, 14_400] as const;
const DAY = 86_400_000;
/** When to try again after so many attempts; null: a day is over, a person has to look. What the other side asked for is the least. */
export function nextTry(attempts: number, since: Date, now: Date, askedSeconds = 0): Date | null {
  const wait = Math.max(WAITS[Math.min(attempts, WAITS.length) - 1] ?? WAITS[0], askedSeconds);
  const next = new Date(now.getTime() + wait * 1000);
  return next.getTime() > since.getTime() + DAY ? null : next;
}

/** `bytes` of one text, `aMinute` messages of one robot, and how long a robot that was asked too much keeps silent. */
export const ROBOT_LIMITS = {
  wecom: { bytes: 2_048, aMinute: 20, pauseSeconds: 60 },
  dingtalk: { bytes: 16_000, aMinute: 20, pauseSeconds: 600 },
  feishu: { bytes: 16_000, aMinute: 100, pauseSeconds: 60 },
} as const;

/** How many of these lines fit into so many bytes of UTF-8, with a line break after each; at least one. */
export function fitting(lines: readonly string[], bytes: number): number {
  let used = 0;
  for (let i = 0; i < lines.length; i++) {
    used += utf8Length(lines[i]!) + 1;
    if (used > bytes) return Math.max(1, i);
  }
  return lines.length;
}
const utf8Length = (text: string): number => new TextEncoder().encode(text).length;

/** `Retry-After` as seconds or as a date; 0 when it says nothing. */
export function retryAfter(header: unknown, now: Date): number {
  if (typeof header !== 'string' || header === '') return 0;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - now.getTime()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(0, Math.ceil(seconds)), 86_400) : 0;
}
