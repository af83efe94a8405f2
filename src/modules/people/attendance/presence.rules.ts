/**
 * Where somebody was, read from the telephone log (在岗时段): signed in, paused, on a call. Sign-ins to several queues are one presence, pauses
 * told several times are one pause, a restart ends what was open, a forgotten sign-out ends at the end of the shift and says so.
 * Serves CC-5.2a, AC-06, section 7.1 traps 3 to 5.
 */
import { ALL_QUEUES, meaningOf, type PhoneEvent } from '../phone-log/index.ts';
import type { Span } from './span.rules.ts';

export type ClosedBy = 'event' | 'restart' | 'cap' | 'log_end';
export interface Presence extends Span {
  readonly kind: 'login' | 'pause' | 'call' | 'wrap_up';
  readonly reason: string;
  readonly device: string | null;
  readonly closedBy: ClosedBy;
}
export type Heard = Omit<PhoneEvent, 'caller'> & { readonly source: string };
export interface Ends {
  /** An open sign-in is taken to end here at the latest: end of the shift and some grace. */
  readonly cap: number;
  /** The log is known up to here; what is open there may still be going on. */
  readonly logEnd: number;
}

interface Open { readonly from: number; readonly source: string; readonly reason: string; readonly device: string | null }

/** Events of one person, and restarts, in order. */
export function presenceOf(events: readonly Heard[], ends: Ends): readonly Presence[] {
  const found: Presence[] = [];
  const logins = new Map<string, Open>();
  const pauses = new Map<string, Open>();
  const calls = new Map<string, Open>();
  const close = (open: Map<string, Open>, key: string, kind: Presence['kind'], to: number, closedBy: ClosedBy): void => {
    const began = open.get(key);
    if (!began) return;
    open.delete(key);
    if (to > began.from) found.push({ kind, from: began.from, to, reason: began.reason, device: began.device, closedBy });
  };
  const closeAll = (open: Map<string, Open>, kind: Presence['kind'], to: number, closedBy: ClosedBy, source?: string): void => {
    for (const [key, began] of [...open]) if (source === undefined || began.source === source) close(open, key, kind, to, closedBy);
  };
  const pause = (key: string, at: number, source: string, reason: string): void => {
    // Another reason for the same queue is another pause; the same one again is the same pause.
    if (pauses.get(key)?.reason === reason) return;
    close(pauses, key, 'pause', at, 'event');
    pauses.set(key, { from: at, source, reason, device: null });
  };
  for (const e of events) {
    const m = meaningOf(e);
    const at = e.at;
    switch (m.kind) {
      case 'restart':
        closeAll(logins, 'login', at, 'restart', e.source); closeAll(pauses, 'pause', at, 'restart', e.source); closeAll(calls, 'call', at, 'restart', e.source);
        break;
      case 'sign_in':
        if (m.key === 'agent') closeAll(pauses, 'pause', at, 'event');
        if (!logins.has(m.key)) logins.set(m.key, { from: at, source: e.source, reason: m.key, device: m.device });
        if (m.paused) pause(e.queue, at, e.source, '');
        break;
      case 'sign_out':
        // A sign-out says how long the sign-in lasted: one that began before the file is known from it.
        if (!logins.has(m.key) && m.sinceMs !== null) logins.set(m.key, { from: at - m.sinceMs, source: e.source, reason: m.key, device: null });
        close(logins, m.key, 'login', at, 'event');
        if (logins.size === 0) closeAll(pauses, 'pause', at, 'event');
        break;
      case 'pause': pause(m.key, at, e.source, m.reason); break;
      case 'unpause':
        if (m.key === ALL_QUEUES) closeAll(pauses, 'pause', at, 'event');
        else close(pauses, m.key, 'pause', at, 'event');
        // The pause of all queues ends with the last of its queues.
        if (pauses.size === 1 && pauses.has(ALL_QUEUES)) close(pauses, ALL_QUEUES, 'pause', at, 'event');
        break;
      case 'call_start': calls.set(m.call, { from: at, source: e.source, reason: e.queue, device: null }); break;
      case 'call_end':
        if (!calls.has(m.call) && m.talkMs !== null) calls.set(m.call, { from: at - m.talkMs, source: e.source, reason: e.queue, device: null });
        close(calls, m.call, 'call', at, 'event');
        break;
      case 'wrap_up': found.push({ kind: 'wrap_up', from: at, to: at + m.forMs, reason: '', device: null, closedBy: 'event' }); break;
      case 'span': if (m.forMs > 0) found.push({ kind: m.what, from: at, to: at + m.forMs, reason: m.reason, device: null, closedBy: 'event' }); break;
      case 'not_answered': case 'other': break;
    }
  }
  const stillOpen = ends.logEnd < ends.cap;
  const [end, by]: [number, ClosedBy] = stillOpen ? [ends.logEnd, 'log_end'] : [ends.cap, 'cap'];
  closeAll(logins, 'login', end, by); closeAll(pauses, 'pause', end, by); closeAll(calls, 'call', end, by);
  return found.sort((a, b) => a.from - b.from || a.to - b.to);
}

export const ofKind = (presence: readonly Presence[], kind: Presence['kind']): readonly Presence[] => presence.filter((p) => p.kind === kind);
