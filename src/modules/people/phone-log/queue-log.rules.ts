/**
 * Asterisk's queue_log, one event a line (Asterisk 队列日志): `<seconds>|<callid>|<queue>|<agent>|<EVENT>|<parameters>`. Nothing is quoted; there
 * is always a `|` after the event. The fast path of a million lines. Serves section 7.1, AC-06, AC-07.
 */
import { KNOWN_EVENTS, maskedCaller, type PhoneEvent } from './event.rules.ts';
import type { Line, Reader, Taken } from './reader.rules.ts';

/** Fewest parameters of events that attendance counts with; a last line with fewer was cut. */
const FEWEST: { readonly [event: string]: number } = { AGENTLOGIN: 1, AGENTLOGOFF: 2, CONNECT: 3, COMPLETEAGENT: 3, COMPLETECALLER: 3, BLINDTRANSFER: 5, ATTENDEDTRANSFER: 5, ENTERQUEUE: 3 };

export function queueLogReader(): Reader {
  return { take: takeQueueLine, end: () => ({ events: [] }), byRow: false };
}

export function takeQueueLine({ text, offset, whole }: Line): Taken {
  const a = text.indexOf('|');
  const b = text.indexOf('|', a + 1);
  const c = text.indexOf('|', b + 1);
  const d = text.indexOf('|', c + 1);
  const e = text.indexOf('|', d + 1);
  if (a < 0 || b < 0 || c < 0 || d < 0 || e < 0) return text.trim() === '' ? { events: [] } : { events: [], malformed: 'cut' };
  const at = secondsOf(text, a);
  if (at === null) return { events: [], malformed: 'time' };
  const event = text.slice(d + 1, e);
  let params = text.slice(e + 1);
  if (!whole && params.split('|').length < (FEWEST[event] ?? 0)) return { events: [], malformed: 'cut' };
  let caller: string | null = null;
  if (event === 'ENTERQUEUE') [params, caller] = withoutCaller(params);
  const one: PhoneEvent = { offset, at: at * 1000, callId: text.slice(a + 1, b), queue: text.slice(b + 1, c), agent: text.slice(c + 1, d), event, params, caller };
  return KNOWN_EVENTS.has(event) ? { events: [one] } : { events: [one], unknown: event };
}

/** Whole seconds before the first bar, nothing else. */
function secondsOf(text: string, end: number): number | null {
  if (end < 9 || end > 11) return null;
  let n = 0;
  for (let i = 0; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return null;
    n = n * 10 + digit;
  }
  return n;
}

/** url, caller's number, position [, caller's name]: number and name are the customer's and leave the event. */
function withoutCaller(params: string): [string, string | null] {
  const p = params.split('|');
  const caller = maskedCaller(p[1] ?? '');
  return [[p[0] ?? '', '', p[2] ?? ''].join('|'), caller];
}
