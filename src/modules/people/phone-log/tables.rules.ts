/**
 * Events that come as tables (表格形式的电话记录): Asterisk's queue_log in a database, its call records (CDR), Issabel's audit, and any
 * table with a mapping. Local times belong to the zone of the source. Serves sections 7.1, 7.2, 7.4.
 */
import { KNOWN_EVENTS, maskedCaller, type PhoneEvent } from './event.rules.ts';
import { takeQueueLine } from './queue-log.rules.ts';
import { bad, cellsOf, type Line, momentOf, NOTHING, type Reader, type ReaderOptions, type Taken } from './reader.rules.ts';

type Named = (name: string) => string;
const noEnd = (): Taken => NOTHING;

/**
 * A table with a heading: each row by the names of its columns. Without the columns asked for, every row says so. `identity`: the column that
 * numbers the rows; a table without it is known by its bytes, as a file is.
 */
function headed(needed: readonly string[], identity: string | null, take: (cell: Named, line: Line) => Taken): Reader {
  let columns: ReadonlyMap<string, number> | null = null;
  let separator = ',';
  let escaped = false;
  const has = (name: string, at: ReadonlyMap<string, number>) => name.split('|').some((one) => at.has(one));
  return {
    get byRow() { return identity !== null && columns !== null && has(identity, columns); },
    end: noEnd,
    take(line) {
      if (line.text.trim() === '') return NOTHING;
      if (columns === null) {
        separator = ['\t', ',', ';', '|'].find((one) => line.text.includes(one)) ?? ',';
        // What a database's own client writes: apart by tabs, nothing quoted, odd characters after a backslash.
        escaped = separator === '\t' && !line.text.includes('"');
        const names = cellsOf(line.text.replace(/^\uFEFF/, ''), separator).map((name) => name.toLowerCase());
        columns = new Map(names.map((name, i) => [name, i]));
        return needed.every((name) => has(name, columns!)) ? NOTHING : bad('columns');
      }
      if (!needed.every((name) => has(name, columns!))) return bad('columns');
      const cells = escaped ? line.text.split('\t').map(unescaped) : cellsOf(line.text, separator);
      if (cells.length < columns.size) return bad('cut');
      const at = columns;
      return take((name) => {
        for (const one of name.split('|')) { const i = at.get(one); if (i !== undefined) return cells[i] ?? ''; }
        return '';
      }, line);
    },
  };
}

const BACKSLASHED: { readonly [after: string]: string } = { t: '\t', n: ' ', r: ' ', 0: '' };
const unescaped = (cell: string): string => (cell === '\\N' ? '' : cell.replaceAll(/\\(.)/g, (_, after: string) => BACKSLASHED[after] ?? after).trim());

const ID = 'id|unique_row_count';
/**
 * id, time, callid, queuename, agent, event, data1 to data5, or one column `data`, as MySQL, MariaDB and PostgreSQL export it; also by the names
 * of QueueMetrics (time_id, call_id, queue, verb). Identity is the row's id, so overlapping exports meet.
 */
export function databaseReader({ zone }: ReaderOptions): Reader {
  return headed(['time|time_id', 'callid|call_id', 'queuename|queue', 'agent', 'event|verb'], ID, (written, { offset }) => {
    const cell: Named = (name) => { const value = written(name); return value === 'NULL' || value === '\\N' ? '' : value; };
    const at = momentOf(cell('time|time_id'), zone);
    const id = cell(ID) === '' ? offset : Number(cell(ID));
    if (at === null || !Number.isSafeInteger(id)) return bad('time');
    const split = ['data1', 'data2', 'data3', 'data4', 'data5'].map((name) => cell(name));
    const params = cell('data') === '' ? split.slice(0, 1 + split.findLastIndex((part) => part !== '')).join('|') : cell('data');
    // Read as a line of the file, so that both forms mean the same; microseconds survive.
    const taken = takeQueueLine({ text: `1000000000|${cell('callid|call_id') || 'NONE'}|${cell('queuename|queue') || 'NONE'}|${cell('agent') || 'NONE'}|${cell('event|verb')}|${params}`, offset: id, whole: true });
    return { ...taken, events: taken.events.map((event) => ({ ...event, at })) };
  });
}

/** Columns of cdr_csv in their fixed order; no heading. Who called whom leaves the record; the channel says which extension of ours took part. */
export function cdrReader({ zone }: ReaderOptions): Reader {
  return {
    byRow: false, end: noEnd,
    take({ text, offset }) {
      if (text.trim() === '') return NOTHING;
      const c = cellsOf(text);
      if (c.length < 16) return bad('cut');
      const started = momentOf(c[10] || c[9] || '', zone);
      if (started === null) return bad('time');
      const talk = c[14] === 'ANSWERED' ? Number(c[13]) : 0;
      if (!Number.isFinite(talk)) return bad('cut');
      const sides = [c[5] ?? '', c[6] ?? ''].map((channel) => channel.replace(/-[0-9a-f]{6,}(;\d+)?$/i, ''));
      const call = c[16] ?? '';
      const outside = maskedCaller((sides[0] ?? '').startsWith('PJSIP/trunk') ? c[1] ?? '' : c[2] ?? '');
      return {
        events: sides.filter((side, i) => side !== '' && sides.indexOf(side) === i).map((agent, i): PhoneEvent => (
          { offset: offset + i, at: started, callId: call, queue: c[3] ?? '', agent, event: 'CDR', params: `${talk}|${i === 0 ? 'outgoing' : 'incoming'}|${c[14]}`, caller: i === 0 ? outside : null }
        )),
      };
    },
  };
}

/** Issabel's audit: a row without a break is a sign-in with its end, a row with one is a break. */
export function auditReader({ zone }: ReaderOptions): Reader {
  return headed(['id', 'agent|number', 'datetime_init'], 'id', (cell) => {
    const from = momentOf(cell('datetime_init'), zone);
    const to = cell('datetime_end') === '' || cell('datetime_end') === 'NULL' ? null : momentOf(cell('datetime_end'), zone);
    const id = Number(cell('id'));
    if (from === null || !Number.isSafeInteger(id)) return bad('time');
    const rest = ['', 'NULL', '\\N'].includes(cell('id_break')) ? null : cell('break|name') || cell('id_break');
    const base = { callId: 'NONE', queue: 'NONE', agent: cell('agent|number'), caller: null };
    // A row that is still open has no end yet: it is taken when it has one.
    if (to === null) return NOTHING;
    const seconds = Math.max(0, Math.round((to - from) / 1000));
    return { events: [{ ...base, offset: id, at: from, event: rest === null ? 'AUDIT_LOGIN' : 'AUDIT_BREAK', params: rest === null ? String(seconds) : `${seconds}|${rest}` }] };
  });
}

/** Any table: the mapping says which column is what and what its events are called. */
export function mappedReader({ zone, mapping }: ReaderOptions): Reader {
  const column = (what: string) => (mapping.columns[what] ?? what).toLowerCase();
  return headed(['time', 'agent', 'event'].map(column), null, (cell, { offset }) => {
    const at = momentOf(cell(column('time')), zone);
    if (at === null) return bad('time');
    const theirs = cell(column('event'));
    const event = mapping.events[theirs] ?? theirs.toUpperCase().replaceAll(/[\s-]+/g, '_');
    const params = mapping.columns['params'] ? cell(column('params')) : '';
    const one: PhoneEvent = {
      offset, at, callId: (mapping.columns['call'] ? cell(column('call')) : '') || 'NONE', queue: (mapping.columns['queue'] ? cell(column('queue')) : '') || 'NONE',
      agent: cell(column('agent')), event, params, caller: mapping.columns['caller'] ? maskedCaller(cell(column('caller'))) : null,
    };
    return KNOWN_EVENTS.has(event) || OURS.has(event) ? { events: [one] } : { events: [one], unknown: theirs };
  });
}
const OURS: ReadonlySet<string> = new Set(['SIGN_IN', 'SIGN_OUT', 'FS_STATUS', 'FS_BRIDGE_START', 'FS_BRIDGE_END', 'FS_NO_ANSWER', 'CDR', 'AUDIT_LOGIN', 'AUDIT_BREAK']);
