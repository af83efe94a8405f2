/**
 * Where events are kept (电话事件存放): append-only, by file and byte. A file is known by its first event, so a renamed, rotated or zipped copy
 * is the same file; a copy that begins in the middle is fitted to where its lines stand. Serves AC-07, section 7.1 trap 1.
 */
import { createHash } from 'node:crypto';
import { newId, type Tx } from '../../../kernel/index.ts';
import type { PhoneEvent } from './event.rules.ts';

export interface KnownFile { readonly id: string; readonly start_hash: string; readonly first_at: number | null; readonly first_offset: number }
/** Where an event of this stream belongs: the file, and what is added to its offset. */
export interface Place { readonly file: string; readonly shift: number }

export const startHash = (e: PhoneEvent): string => createHash('sha256').update([e.at, e.callId, e.queue, e.agent, e.event, e.params].join('|')).digest('hex');
/** Rows of a table have their own number, whatever file they come in. */
export const BY_ROW = 'rows';

export async function knownFiles(tx: Tx, source: string): Promise<KnownFile[]> {
  const rows = await tx.query<Omit<KnownFile, 'first_at'> & { readonly first_at: Date | null }>('select id, start_hash, first_at, first_offset from phone_file where tenant_id = $1 and source = $2', [tx.tenantId, source]);
  return rows.map((r) => ({ ...r, first_offset: Number(r.first_offset), first_at: r.first_at?.getTime() ?? null }));
}

/** The file these events begin: a known one by its first event, a known one from its middle, or a new one. */
export async function placeOf(tx: Tx, source: string, first: readonly PhoneEvent[], byRow: boolean, name: string): Promise<Place> {
  // Two people sending the same file at once: the second finds it known.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`phone-file/${source}`]);
  const hash = byRow ? BY_ROW : startHash(first[0]!);
  const [known] = await tx.query<{ id: string; first_offset: number }>('select id, first_offset from phone_file where tenant_id = $1 and source = $2 and start_hash = $3', [tx.tenantId, source, hash]);
  if (known) return { file: known.id, shift: byRow ? 0 : Number(known.first_offset) - first[0]!.offset };
  const middle = byRow ? undefined : await fitted(tx, source, first);
  if (middle) return middle;
  const id = newId(tx.now);
  await tx.query('insert into phone_file (tenant_id, id, source, name, start_hash, first_offset, first_at, seen_to, lines) values ($1, $2, $3, $4, $5, $6, $7, 0, 0)',
    [tx.tenantId, id, source, name.slice(0, 120), hash, byRow ? 0 : first[0]!.offset, byRow ? null : new Date(first[0]!.at)]);
  return { file: id, shift: 0 };
}

interface Candidate { readonly file: string; readonly at_offset: number }
const COMPARED = 12;

/** A copy without its beginning: the same events with the same bytes between them stand in a known file. */
async function fitted(tx: Tx, source: string, first: readonly PhoneEvent[]): Promise<Place | undefined> {
  const [a] = first;
  const candidates = await tx.query<Candidate>(
    `select e.file, e.at_offset from phone_event e join phone_file f on f.tenant_id = e.tenant_id and f.id = e.file
     where e.tenant_id = $1 and f.source = $2 and e.agent = $3 and e.at = $4 and e.event = $5 and e.call_id = $6 and e.queue = $7 and e.params = $8 order by e.file, e.at_offset limit 20`,
    [tx.tenantId, source, a!.agent, new Date(a!.at), a!.event, a!.callId, a!.queue, a!.params]);
  const wanted = first.slice(0, COMPARED);
  for (const c of candidates) {
    const shift = Number(c.at_offset) - a!.offset;
    const rows = await tx.query<{ at_offset: number; agent: string; event: string }>('select at_offset, agent, event from phone_event where tenant_id = $1 and file = $2 and at_offset = any($3)',
      [tx.tenantId, c.file, wanted.map((e) => e.offset + shift)]);
    const [end] = await tx.query<{ at: number }>('select max(at_offset) as at from phone_event where tenant_id = $1 and file = $2', [tx.tenantId, c.file]);
    const at = new Map(rows.map((r) => [Number(r.at_offset), `${r.agent}|${r.event}`]));
    // Beyond the end of what is known the copy may go on.
    const within = wanted.filter((e) => e.offset + shift <= Number(end?.at ?? 0));
    if (within.length >= Math.min(2, wanted.length) && within.every((e) => at.get(e.offset + shift) === `${e.agent}|${e.event}`)) return { file: c.file, shift };
  }
  return undefined;
}

/** Stores what is new; how many that were. Lines that stand already are left as they are. The statement reads the file it writes for, once, instead of a key checked for each line. */
export async function storeEvents(tx: Tx, place: Place, events: readonly PhoneEvent[], keepCallers: boolean): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `with fresh as (
       insert into phone_event (tenant_id, file, at_offset, at, call_id, queue, agent, event, params)
       select $1, f.id, o, to_timestamp(t), c, q, a, v, p from phone_file f, unnest($3::bigint[], $4::float8[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) as s(o, t, c, q, a, v, p)
       where f.tenant_id = $1 and f.id = $2
       on conflict do nothing returning 1)
     select count(*) as n from fresh`,
    [tx.tenantId, place.file, numbers(events, (e) => e.offset + place.shift), numbers(events, (e) => e.at / 1000), texts(events, (e) => e.callId), texts(events, (e) => e.queue),
      texts(events, (e) => e.agent), texts(events, (e) => e.event), texts(events, (e) => e.params)]);
  const callers = keepCallers ? events.filter((e) => e.caller !== null) : [];
  if (callers.length > 0) {
    await tx.query(`insert into phone_caller (tenant_id, file, at_offset, at, caller) select $1, f.id, o, to_timestamp(t), c from phone_file f, unnest($3::bigint[], $4::float8[], $5::text[]) as s(o, t, c) where f.tenant_id = $1 and f.id = $2 on conflict do nothing`,
      [tx.tenantId, place.file, numbers(callers, (e) => e.offset + place.shift), numbers(callers, (e) => e.at / 1000), texts(callers, (e) => e.caller ?? '')]);
  }
  if ((row?.n ?? 0) > 0) await noteAgents(tx, place.file, events);
  return row?.n ?? 0;
}

/** Every name the log uses, so that those nobody has claimed are seen at once. */
async function noteAgents(tx: Tx, file: string, events: readonly PhoneEvent[]): Promise<void> {
  const spans = new Map<string, { first: number; last: number }>();
  for (const { agent, at } of events) {
    const span = spans.get(agent);
    if (!span) spans.set(agent, { first: at, last: at });
    else if (at > span.last) span.last = at;
    else if (at < span.first) span.first = at;
  }
  spans.delete('NONE');
  spans.delete('');
  const agents = [...spans].sort(([a], [b]) => (a < b ? -1 : 1));
  await tx.query(
    `insert into phone_agent (tenant_id, source, agent, first_at, last_at)
     select $1, f.source, a, to_timestamp(x), to_timestamp(y) from unnest($3::text[], $4::float8[], $5::float8[]) as s(a, x, y), phone_file f where f.tenant_id = $1 and f.id = $2
     on conflict (tenant_id, source, agent) do update set first_at = least(phone_agent.first_at, excluded.first_at), last_at = greatest(phone_agent.last_at, excluded.last_at)`,
    [tx.tenantId, file, agents.map(([a]) => a), agents.map(([, s]) => s.first / 1000), agents.map(([, s]) => s.last / 1000)]);
}

// Arrays as PostgreSQL writes them: made here in one go, because the driver's own way asks each value what it is.
const numbers = (events: readonly PhoneEvent[], of: (e: PhoneEvent) => number): string => `{${events.map(of).join(',')}}`;
function texts(events: readonly PhoneEvent[], of: (e: PhoneEvent) => string): string {
  let out = '{';
  for (const e of events) out += `${out.length === 1 ? '' : ','}${quoted(of(e))}`;
  return `${out}}`;
}
const NUL = String.fromCharCode(0);
const quoted = (text: string): string => (text.includes('"') || text.includes('\\') || text.includes(NUL) ? `"${text.replaceAll(NUL, '').replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : `"${text}"`);
