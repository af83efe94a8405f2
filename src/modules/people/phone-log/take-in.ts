/**
 * Taking a file in (读入电话记录), from an upload or a watched folder: lines to events, stored five thousand at a time, each batch in a transaction
 * of its own. What cannot be read is counted with its line; nothing stops the rest. Serves AC-07, P7.
 */
import type { Readable } from 'node:stream';
import { calendar, calendarOf, createRecord, emit, grantFor, parameter, type Reach, readRecord, Refusal, type Tx, updateRecord } from '../../../kernel/index.ts';
import type { Label } from '../../../kernel/api.ts';
import type { PhoneEvent } from './event.rules.ts';
import { PhoneImport } from './import.ts';
import { linesOf } from './lines.ts';
import { KeepCallerDays } from './parameters.ts';
import { mappingOf, type Malformed, type SourceKind, type Taken } from './reader.rules.ts';
import { readerFor } from './readers.rules.ts';
import { KEEPERS } from './roles.ts';
import { PhoneSource } from './source.ts';
import { knownFiles, type KnownFile, type Place, placeOf, startHash, storeEvents } from './store.ts';

const BATCH = 5_000;
const MOST_PROBLEMS = 60;

export interface SourceRow { readonly id: string; readonly unit_id: string; readonly source_kind: SourceKind; readonly zone: string; readonly mapping: string | null; readonly last_event_at: Date | null }
export interface Tally { lines: number; stored: number; repeated: number; unknown: number; malformed: number; problems: Label[]; first: number | null; last: number | null }
export interface Options {
  readonly name: string;
  readonly how: 'upload' | 'watched';
  /** Following: where reading went on to last time, and that the last line may still be growing. */
  readonly follow?: { readonly from: number; readonly lines: number; readonly place: Place | null };
}
export interface TakenIn extends Tally { readonly file: string | null; readonly seenTo: number }

export async function takeIn(reach: Reach, source: SourceRow, stream: Readable, options: Options): Promise<TakenIn> {
  const reader = readerFor(source.source_kind, { zone: source.zone, mapping: mappingOf(source.mapping ?? '') ?? { columns: {}, events: {} }, takenAt: reach.now().getTime() });
  const tally: Tally = { lines: options.follow?.lines ?? 0, stored: 0, repeated: 0, unknown: 0, malformed: 0, problems: [], first: null, last: null };
  const into = opened(reach, source, options.follow?.place ?? null);
  let seenTo = options.follow?.from ?? 0;
  let batch: PhoneEvent[] = [];
  const take = (taken: Taken, line: number) => { count(tally, taken, line); for (const e of taken.events) batch.push(e); };
  const flush = async (last: boolean) => { await into.store(batch, tally, { byRow: reader.byRow, name: options.name, last }); batch = []; };
  try {
    for await (const lines of linesOf(stream, options.follow?.from ?? 0)) {
      for (const line of lines) {
        if (!line.whole && options.follow) break;
        tally.lines++;
        seenTo = line.offset + Buffer.byteLength(line.text) + 1;
        take(reader.take(line), tally.lines);
      }
      if (batch.length >= BATCH) await flush(false);
    }
    if (!options.follow) take(reader.end(), tally.lines);
  } finally {
    // Also of a damaged file: what stands before the damage is kept.
    await flush(true);
  }
  return { ...tally, file: into.place()?.file ?? null, seenTo };
}

export const REASONS: { readonly [why in Malformed]: Label } = { cut: ['不完整', 'cut off'], time: ['时间读不出', 'unreadable time'], columns: ['缺列', 'columns missing'], block: ['不成块', 'not a whole block'] };

function count(tally: Tally, taken: Taken, line: number): void {
  if (taken.unknown !== undefined) tally.unknown++;
  if (taken.malformed) tally.malformed++;
  const why: Label | null = taken.malformed ? REASONS[taken.malformed] : taken.unknown !== undefined ? [`不认识的事件 ${taken.unknown.slice(0, 40)}`, `unknown event ${taken.unknown.slice(0, 40)}`] : null;
  if (why !== null && tally.problems.length < MOST_PROBLEMS) tally.problems.push([`第 ${line} 行：${why[0]}`, `Line ${line}: ${why[1]}`]);
  for (const e of taken.events) {
    if (tally.first === null || e.at < tally.first) tally.first = e.at;
    if (tally.last === null || e.at > tally.last) tally.last = e.at;
  }
}

/** Batches into the file they belong to; a stream that runs on into another known file goes on there. */
function opened(reach: Reach, source: SourceRow, known: Place | null) {
  let place = known;
  let others: ReadonlyMap<number, readonly KnownFile[]> = new Map();
  /** Days with new lines of which nobody has heard yet: a day is told of once, with the lines that end it. */
  let untold: ReadonlySet<string> = new Set();
  const store = async (events: readonly PhoneEvent[], tally: Tally, { byRow, name, last }: { readonly byRow: boolean; readonly name: string; readonly last: boolean }): Promise<void> => {
    if (events.length === 0 && untold.size === 0) return;
    if (events.length === 0) { await reach.write(async (tx) => { tell(tx, source, untold); return {}; }); return; }
    const { stored, now, starts, rest } = await reach.write(async (tx) => {
      const files = place === null ? await knownFiles(tx, source.id) : null;
      const began = place ?? (await placeOf(tx, source.id, events, byRow, name));
      const starts = files ? startsOf(files) : others;
      const keep = (await parameter(tx, KeepCallerDays, await day(tx, source.unit_id))) > 0;
      let total = 0;
      let here = began;
      for (const part of byRow ? [{ place: began, events }] : parts(began, events, starts)) {
        here = part.place;
        total += await storeEvents(tx, part.place, part.events, keep);
      }
      const days = total > 0 ? await daysOf(tx, source, events) : [];
      const over = new Set([...untold, ...days].filter((d) => last || d < (days.at(-1) ?? '')));
      tell(tx, source, over);
      return { stored: total, now: here, starts, rest: new Set([...untold, ...days].filter((d) => !over.has(d))) };
    });
    [place, others, untold] = [now, starts, rest];
    tally.stored += stored;
    tally.repeated += events.length - stored;
  };
  return { store, place: () => place };
}

const day = async (tx: Tx, unit: string) => calendar.businessDay(tx.now, await calendarOf(tx, unit));

function startsOf(files: readonly KnownFile[]): ReadonlyMap<number, readonly KnownFile[]> {
  const by = new Map<number, KnownFile[]>();
  for (const f of files) if (f.first_at !== null) by.set(f.first_at, [...(by.get(f.first_at) ?? []), f]);
  return by;
}

interface Part { readonly place: Place; readonly events: readonly PhoneEvent[] }

/** Rotated files put together: where another known file begins, its own offsets begin. */
function parts(began: Place, events: readonly PhoneEvent[], starts: ReadonlyMap<number, readonly KnownFile[]>): Part[] {
  const found: Part[] = [];
  let place = began;
  let from = 0;
  for (const [i, e] of events.entries()) {
    const candidates = starts.get(e.at);
    if (!candidates) continue;
    const hash = startHash(e);
    const next = candidates.find((f) => f.start_hash === hash && f.id !== place.file);
    if (!next) continue;
    found.push({ place, events: events.slice(from, i) });
    [place, from] = [{ file: next.id, shift: next.first_offset - e.offset }, i];
  }
  return [...found, { place, events: events.slice(from) }].filter((part) => part.events.length > 0);
}

/** Business days of these events, in order. */
async function daysOf(tx: Tx, source: SourceRow, events: readonly PhoneEvent[]): Promise<string[]> {
  const centre = await calendarOf(tx, source.unit_id);
  const hours = new Set(events.map((e) => Math.floor(e.at / 3_600_000)));
  return [...new Set([...hours].map((hour) => calendar.businessDay(new Date(hour * 3_600_000), centre)))].sort();
}

/** Whoever counts attendance hears which days have news. */
function tell(tx: Tx, source: SourceRow, days: ReadonlySet<string>): void {
  for (const day of days) emit(tx, 'phone_log.taken_in', { day, unit: source.unit_id });
}

/** One file sent by hand: a record of the import with its counts. */
export async function takeInOnce(reach: Reach, sourceId: string, stream: Readable, name: string): Promise<{ readonly id: string }> {
  const source = await reach.read(async (tx) => {
    const found = await readRecord(tx, PhoneSource, sourceId);
    // A source of another centre does not exist for somebody who keeps this one's records.
    return found && (tx.actor.kind === 'system' || (await grantFor(tx, tx.actor, KEEPERS, found.unit_id))) ? found : null;
  });
  if (!source || source.archived_at) throw new Refusal('phone_import.source', ['没有这个来源', 'There is no such source'], 404);
  const taken = await takeIn(reach, source, stream, { name, how: 'upload' }).catch((e: unknown) => {
    throw isDamaged(e) ? new Refusal('phone_import.damaged', ['压缩文件已损坏，损坏处之前的记录已读入', 'The compressed file is damaged; what stands before the damage was read'], 422) : e;
  });
  return reach.write((tx) => recordImport(tx, source, taken, { name, how: 'upload' }));
}
const isDamaged = (e: unknown): boolean => e instanceof Error && /^Z_|unexpected end of file/.test(`${(e as NodeJS.ErrnoException).code ?? ''} ${e.message}`.trim());

export async function recordImport(tx: Tx, source: SourceRow, taken: TakenIn, { name, how }: Pick<Options, 'name' | 'how'>): Promise<{ readonly id: string }> {
  const { lines, stored, repeated, unknown, malformed, problems, first, last } = taken;
  const more = unknown + malformed - problems.length;
  const said: readonly Label[] = more > 0 ? [...problems, [`另有 ${more} 行`, `and ${more} more lines`]] : problems;
  const { id } = await createRecord(tx, PhoneImport, {
    source: source.id, file_name: name.slice(0, 120), how, lines, stored, repeated, unknown, malformed, unit_id: source.unit_id,
    ...(problems.length === 0 ? {} : { problems: said.map((p) => p[0]).join('\n'), problems_en: said.map((p) => p[1]).join('\n') }),
    first_at: first === null ? null : new Date(first), last_at: last === null ? null : new Date(last),
  });
  if (stored > 0 && last !== null) await touch(tx, source, last);
  return { id };
}

/** The latest event on the source's record: pages that follow the log hear of the change. */
export async function touch(tx: Tx, source: SourceRow, last: number): Promise<void> {
  const current = await readRecord(tx, PhoneSource, source.id);
  if (current && (current.last_event_at === null || current.last_event_at.getTime() < last)) await updateRecord(tx, PhoneSource, source, { last_event_at: new Date(last) }, { what: 'new_events' });
}
