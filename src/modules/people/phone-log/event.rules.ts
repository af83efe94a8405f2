/**
 * One line of a telephone system, whatever system wrote it (电话事件), and what it means for somebody's day. The raw name and parameters are
 * kept; meaning is read out of them again each time, so that a better rule also reads old lines better. Serves CC-5.2a, section 7 of the requirements.
 */
export interface PhoneEvent {
  /** Where the line begins in its file, or the id of its row. Together with the file it says which line it is. */
  readonly offset: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly callId: string;
  readonly queue: string;
  /** As the telephone system writes it: `PJSIP/8007`, `May Flowers`, `Agent/1001`, `Agent:1001`, `1001`. */
  readonly agent: string;
  readonly event: string;
  /** Joined by `|`; never a caller's number. */
  readonly params: string;
  /** Masked number of the caller, kept apart from the event and only for a time. */
  readonly caller: string | null;
}

export type Meaning =
  | { readonly kind: 'sign_in'; readonly key: string; readonly device: string | null; readonly paused: boolean }
  | { readonly kind: 'sign_out'; readonly key: string; readonly sinceMs: number | null }
  | { readonly kind: 'pause'; readonly key: string; readonly reason: string }
  | { readonly kind: 'unpause'; readonly key: string }
  | { readonly kind: 'call_start'; readonly call: string; readonly waitedMs: number }
  | { readonly kind: 'call_end'; readonly call: string; readonly talkMs: number | null }
  | { readonly kind: 'wrap_up'; readonly forMs: number }
  /** A whole interval at once, as call records and audit tables write it. */
  | { readonly kind: 'span'; readonly what: 'login' | 'pause' | 'call'; readonly forMs: number; readonly reason: string }
  | { readonly kind: 'not_answered' }
  /** Everybody's open sign-ins and pauses end here without an event of their own. */
  | { readonly kind: 'restart' }
  | { readonly kind: 'other' };

/** The pause that covers every queue of the person. */
export const ALL_QUEUES = '*';
const OTHER: Meaning = { kind: 'other' };

const seconds = (text: string | undefined): number | null => (text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1000) : null);

/** `PJSIP/1001-0000001a` is a call on the device `PJSIP/1001`. */
export const deviceOf = (channel: string): string | null => (channel === '' || channel === 'NONE' ? null : channel.replace(/-[0-9a-f]{6,}(;\d+)?$/i, ''));

export function meaningOf({ event, params, queue, callId }: Pick<PhoneEvent, 'event' | 'params' | 'queue' | 'callId'>): Meaning {
  const p = params.split('|');
  switch (event) {
    case 'QUEUESTART': return { kind: 'restart' };
    case 'AGENTLOGIN': return { kind: 'sign_in', key: 'agent', device: deviceOf(p[0] ?? ''), paused: false };
    case 'AGENTCALLBACKLOGIN': return { kind: 'sign_in', key: 'agent', device: deviceOf(p[0] ?? ''), paused: false };
    case 'AGENTLOGOFF': case 'AGENTCALLBACKLOGOFF': return { kind: 'sign_out', key: 'agent', sinceMs: seconds(p[1]) };
    case 'ADDMEMBER': return { kind: 'sign_in', key: `queue ${queue}`, device: null, paused: p[0] === 'PAUSED' };
    case 'REMOVEMEMBER': return { kind: 'sign_out', key: `queue ${queue}`, sinceMs: null };
    case 'PAUSEALL': return { kind: 'pause', key: ALL_QUEUES, reason: p[0] ?? '' };
    case 'PAUSE': return { kind: 'pause', key: queue, reason: p[0] ?? '' };
    case 'UNPAUSEALL': return { kind: 'unpause', key: ALL_QUEUES };
    case 'UNPAUSE': return { kind: 'unpause', key: queue };
    case 'CONNECT': return { kind: 'call_start', call: callId, waitedMs: seconds(p[0]) ?? 0 };
    case 'COMPLETEAGENT': case 'COMPLETECALLER': return { kind: 'call_end', call: callId, talkMs: seconds(p[1]) };
    // The last three are always hold, talk, position: a LINK has six parameters, a bridge five; the database form keeps the tail together.
    case 'BLINDTRANSFER': case 'ATTENDEDTRANSFER': case 'TRANSFER': return { kind: 'call_end', call: callId, talkMs: seconds(p.at(-2)) };
    case 'WRAPUPSTART': return { kind: 'wrap_up', forMs: seconds(p[0]) ?? 0 };
    case 'RINGNOANSWER': return { kind: 'not_answered' };
    default: return farther(event, p, callId);
  }
}

function farther(event: string, p: readonly string[], callId: string): Meaning {
  switch (event) {
    case 'FS_STATUS': return p[0] === 'Logged Out' ? { kind: 'sign_out', key: 'agent', sinceMs: null }
      // A break made by the system after calls nobody answered is not the person's own.
      : p[0] === 'On Break' ? { kind: 'pause', key: ALL_QUEUES, reason: p[1] === 'system' ? 'no-answer' : 'On Break' } : { kind: 'sign_in', key: 'agent', device: null, paused: false };
    case 'FS_BRIDGE_START': return { kind: 'call_start', call: callId, waitedMs: seconds(p[0]) ?? 0 };
    case 'FS_BRIDGE_END': return { kind: 'call_end', call: callId, talkMs: seconds(p[0]) };
    case 'FS_NO_ANSWER': return { kind: 'not_answered' };
    case 'CDR': return seconds(p[0]) === 0 ? { kind: 'not_answered' } : { kind: 'span', what: 'call', forMs: seconds(p[0]) ?? 0, reason: p[1] ?? '' };
    case 'AUDIT_LOGIN': return { kind: 'span', what: 'login', forMs: seconds(p[0]) ?? 0, reason: '' };
    case 'AUDIT_BREAK': return { kind: 'span', what: 'pause', forMs: seconds(p[0]) ?? 0, reason: p[1] ?? '' };
    case 'SIGN_IN': return { kind: 'sign_in', key: 'agent', device: deviceOf(p[0] ?? ''), paused: false };
    case 'SIGN_OUT': return { kind: 'sign_out', key: 'agent', sinceMs: null };
    default: return OTHER;
  }
}

/** What the queue log is known to hold; anything else is kept, counted and named, never refused. */
export const KNOWN_EVENTS: ReadonlySet<string> = new Set([
  'QUEUESTART', 'CONFIGRELOAD', 'AGENTLOGIN', 'AGENTLOGOFF', 'AGENTCALLBACKLOGIN', 'AGENTCALLBACKLOGOFF', 'ADDMEMBER', 'REMOVEMEMBER', 'PAUSE', 'UNPAUSE', 'PAUSEALL', 'UNPAUSEALL',
  'PENALTY', 'RINGINUSE', 'ENTERQUEUE', 'DID', 'CONNECT', 'COMPLETEAGENT', 'COMPLETECALLER', 'BLINDTRANSFER', 'ATTENDEDTRANSFER', 'TRANSFER', 'ABANDON', 'EXITEMPTY', 'EXITWITHTIMEOUT', 'EXITWITHKEY',
  'WITHDRAW', 'RINGNOANSWER', 'RINGCANCELED', 'AGENTDUMP', 'SYSCOMPAT', 'OUTCALL', 'PAUSEREASON', 'CALLSTATUS', 'FULL', 'JOINEMPTY', 'CLOSED', 'LEAVEEMPTY', 'WRAPUPSTART',
]);

/** Enough to recognise a caller who calls again, not enough to call back: `138****0000`. */
export function maskedCaller(number: string): string | null {
  const digits = number.trim();
  if (digits === '' || digits === 'NONE' || /^(anonymous|unknown|restricted|private)$/i.test(digits)) return null;
  if (!/^\+?[\d\s-]{3,20}$/.test(digits)) return '***';
  const bare = digits.replace(/[\s-]/g, '');
  return bare.length >= 7 ? `${bare.slice(0, 3)}****${bare.slice(-4)}` : '***';
}
