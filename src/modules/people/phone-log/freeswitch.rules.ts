/**
 * FreeSWITCH mod_callcenter (FreeSWITCH 呼叫中心): its events as the event socket writes them, in blocks of headers, and the list of agents that
 * `callcenter_config agent list` prints. Serves section 7.3.
 */
import { maskedCaller, type PhoneEvent } from './event.rules.ts';
import { bad, type Line, NOTHING, type Reader, type ReaderOptions, type Taken } from './reader.rules.ts';

type Headers = ReadonlyMap<string, string>;

/** A block of `Name: value` lines ends with an empty line. A status is told also when it did not change: only changes become events. */
export function freeswitchReader(): Reader {
  let block: Map<string, string> | null = null;
  let began = 0;
  const status = new Map<string, string>();
  const finish = (whole: boolean): Taken => {
    const headers = block;
    block = null;
    if (headers === null) return NOTHING;
    return whole || headers.has('CC-Action') ? ofBlock(headers, began, status) : bad('block');
  };
  return {
    byRow: false,
    take({ text, offset }: Line) {
      if (text.trim() === '') return finish(true);
      const at = text.indexOf(':');
      if (at < 1) return bad('block');
      if (block === null) { block = new Map(); began = offset; }
      block.set(text.slice(0, at).trim(), decoded(text.slice(at + 1).trim()));
      return NOTHING;
    },
    end: () => finish(false),
  };
}

function decoded(value: string): string {
  try { return decodeURIComponent(value); } catch { return value; }
}

function ofBlock(h: Headers, offset: number, status: Map<string, string>): Taken {
  const action = h.get('CC-Action');
  if (action === undefined) return NOTHING;
  const agent = h.get('CC-Agent') ?? '';
  const call = h.get('CC-Member-Session-UUID') ?? h.get('CC-Member-UUID') ?? 'NONE';
  const event = (name: string, at: number | null, params: string): Taken => (at === null ? bad('time') : {
    events: [{ offset, at, callId: call, queue: h.get('CC-Queue') ?? 'NONE', agent: agent || 'NONE', event: name, params, caller: maskedCaller(h.get('CC-Member-CID-Number') ?? '') } satisfies PhoneEvent],
  });
  const seconds = (name: string): number | null => (/^\d{9,11}$/.test(h.get(name) ?? '') ? Number(h.get(name)) * 1000 : null);
  const stamp = h.get('Event-Date-Timestamp');
  const fired = stamp !== undefined && /^\d{15,17}$/.test(stamp) ? Math.floor(Number(stamp) / 1000) : null;
  const talked = (from: number | null, to: number | null) => (from === null || to === null ? '' : String(Math.round((to - from) / 1000)));
  switch (action) {
    case 'agent-status-change': {
      const to = h.get('CC-Agent-Status') ?? '';
      if (to === '' || agent === '') return bad('block');
      if (status.get(agent) === to) return NOTHING;
      status.set(agent, to);
      return event('FS_STATUS', fired, to);
    }
    case 'agent-max-no-answer': status.set(agent, h.get('CC-Agent-No-Answer-Status') ?? 'On Break'); return event('FS_STATUS', fired, `${h.get('CC-Agent-No-Answer-Status') ?? 'On Break'}|system`);
    case 'bridge-agent-start': return event('FS_BRIDGE_START', seconds('CC-Agent-Answered-Time') ?? fired, talked(seconds('CC-Member-Joined-Time'), seconds('CC-Agent-Answered-Time')));
    case 'bridge-agent-end': return event('FS_BRIDGE_END', seconds('CC-Bridge-Terminated-Time') ?? fired, talked(seconds('CC-Agent-Answered-Time'), seconds('CC-Bridge-Terminated-Time')));
    case 'bridge-agent-fail': return event('FS_NO_ANSWER', seconds('CC-Agent-Aborted-Time') ?? fired, h.get('CC-Hangup-Cause') ?? '');
    case 'agent-add': case 'agent-state-change': case 'agent-contact-change': case 'agent-offering': case 'member-queue-start': case 'member-queue-resume': case 'member-queue-end': case 'members-count': return NOTHING;
    default: { const kept = event(`FS_${action.toUpperCase().replaceAll('-', '_')}`, fired, ''); return kept.malformed ? kept : { ...kept, unknown: action }; }
  }
}

/** What the list says about each agent, at the moment it was taken; the change itself at the moment the list gives for it. */
export function agentListReader({ takenAt }: ReaderOptions): Reader {
  let columns: readonly string[] | null = null;
  return {
    byRow: true, end: () => NOTHING,
    take({ text }) {
      if (text.trim() === '' || text.startsWith('+OK')) return NOTHING;
      const cells = text.split('|');
      if (columns === null) {
        columns = cells;
        return ['name', 'status', 'last_status_change'].every((name) => cells.includes(name)) ? NOTHING : bad('columns');
      }
      if (cells.length < columns.length) return bad('cut');
      const cell = (name: string) => cells[columns!.indexOf(name)] ?? '';
      const changed = Number(cell('last_status_change'));
      const at = Number.isFinite(changed) && changed > 0 ? changed * 1000 : takenAt;
      const [agent, status] = [cell('name'), cell('status')];
      return { events: [{ offset: changeNumber(agent, status, at), at, callId: 'NONE', queue: 'NONE', agent, event: 'FS_STATUS', params: status, caller: null }] };
    },
  };
}

/** Lists taken one after the other tell the same change again: its number is made of who, what and when. */
function changeNumber(agent: string, status: string, at: number): number {
  let hash = 2_166_136_261;
  for (const c of `${agent}|${status}`) hash = Math.imul(hash ^ c.codePointAt(0)!, 16_777_619) >>> 0;
  return Math.floor(at / 1000) * 1_048_576 + (hash % 1_048_576);
}
