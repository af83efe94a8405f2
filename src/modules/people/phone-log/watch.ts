/**
 * Following folders (监看文件夹): every few seconds each watched folder is looked through. A growing queue_log is read on from where reading ended,
 * whole lines only; a rotated or zipped copy turns out to be known; where the folder names a
 * database, its table is followed instead. Serves CC-5.2a, section 7.1.
 */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClockWork, Reach, Tx } from '../../../kernel/index.ts';
import { calendar, calendarOf, parameter } from '../../../kernel/index.ts';
import { followTable } from './database.ts';
import { ADDRESS_FILE } from './database.rules.ts';
import type { PhoneEvent } from './event.rules.ts';
import { linesOf } from './lines.ts';
import { KeepCallerDays } from './parameters.ts';
import { takeQueueLine } from './queue-log.rules.ts';
import { placeOf, type Place } from './store.ts';
import { recordImport, type SourceRow, takeIn, type TakenIn, touch } from './take-in.ts';

interface Watched extends SourceRow { readonly folder: string }
/** What a file looked like when it was last read; after a restart everything is looked at once more and found known. */
const looked = new Map<string, string>();

export const FollowFolders: ClockWork = {
  name: 'following telephone logs', everySeconds: 3,
  async run(c) {
    const sources = await c.read((tx) => tx.query<Watched>(
      'select id, unit_id, source_kind, zone, mapping, last_event_at, folder from phone_source where tenant_id = $1 and folder is not null and archived_at is null order by name', [tx.tenantId]));
    for (const source of sources) {
      const folder = join(c.folder, source.folder);
      if (source.source_kind === 'queue_log_db' && await followTable(c, source, folder)) continue;
      await look(c, source, folder);
    }
  },
};

async function look(reach: Reach & { readonly tenantId: string }, source: Watched, folder: string): Promise<void> {
  for (const name of await filesIn(folder)) {
    const path = join(folder, name);
    const { size, mtimeMs, ino } = await stat(path);
    const [key, looks] = [`${reach.tenantId} ${source.id} ${path}`, `${ino} ${size} ${mtimeMs}`];
    if (size === 0 || looked.get(key) === looks) continue;
    await readOn(reach, source, path, name);
    looked.set(key, looks);
  }
}

/** Oldest first, so that a rotated file is known before the one that took its name. A folder that is not there yet holds nothing. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((e: NodeJS.ErrnoException) => { if (e.code === 'ENOENT') return []; throw e; });
  const files = entries.filter((e) => !e.isDirectory() && !e.name.startsWith('.') && e.name !== ADDRESS_FILE).map((e) => e.name);
  const times = new Map(await Promise.all(files.map(async (name) => [name, (await stat(join(folder, name))).mtimeMs] as const)));
  return files.sort((a, b) => times.get(a)! - times.get(b)! || (a < b ? -1 : 1));
}

async function readOn(reach: Reach, source: Watched, path: string, name: string): Promise<void> {
  if (source.source_kind !== 'queue_log' || name.endsWith('.gz')) {
    const taken = await takeIn(reach, source, createReadStream(path), { name, how: 'watched' });
    if (taken.stored > 0) await reach.write((tx) => recordImport(tx, source, taken, { name, how: 'watched' }));
    return;
  }
  const first = await beginningOf(path);
  if (first.length === 0) return;
  const { place, from, lines } = await reach.write((tx) => seenOf(tx, source.id, first, name));
  const taken = await takeIn(reach, source, createReadStream(path, { start: from }), { name, how: 'watched', follow: { from, lines, place } });
  await reach.write(async (tx) => { await noteSeen(tx, source, place, taken, { name, began: from === 0 }); return {}; });
}

async function beginningOf(path: string): Promise<readonly PhoneEvent[]> {
  const events: PhoneEvent[] = [];
  for await (const lines of linesOf(createReadStream(path, { end: 16_383 }))) for (const line of lines) if (line.whole) events.push(...takeQueueLine(line).events);
  return events;
}

/** Where reading this file ended last time. A file that begins in the middle of a known one, or was shortened, is read whole. */
async function seenOf(tx: Tx, source: string, first: readonly PhoneEvent[], name: string): Promise<{ place: Place; from: number; lines: number }> {
  const place = await placeOf(tx, source, first, false, name);
  const [seen] = await tx.query<{ seen_to: number; lines: number }>('select seen_to, lines from phone_file where tenant_id = $1 and id = $2', [tx.tenantId, place.file]);
  const from = place.shift === 0 ? Number(seen?.seen_to ?? 0) : 0;
  return { place, from, lines: from === 0 ? 0 : (seen?.lines ?? 0) };
}

async function noteSeen(tx: Tx, source: SourceRow, place: Place, taken: TakenIn, { name, began }: { readonly name: string; readonly began: boolean }): Promise<void> {
  if (place.shift === 0) await tx.query('update phone_file set seen_to = greatest(seen_to, $3), lines = greatest(lines, $4) where tenant_id = $1 and id = $2', [tx.tenantId, place.file, taken.seenTo, taken.lines]);
  // The first reading and every line nobody could read leave a record; lines that simply arrive only move the source on.
  if ((began && taken.stored > 0) || taken.unknown + taken.malformed > 0) await recordImport(tx, source, taken, { name, how: 'watched' });
  else if (taken.stored > 0 && taken.last !== null) await touch(tx, source, taken.last);
}

export const ForgetCallers: ClockWork = {
  name: 'forgetting callers', everySeconds: 3_600,
  async run(c) { await c.write(async (tx) => { await forgetCallers(tx); return {}; }); },
};

/** Masked numbers older than the organisation keeps them go; the events stay, they hold none. */
export async function forgetCallers(tx: Tx): Promise<void> {
  const [source] = await tx.query<{ unit_id: string }>('select unit_id from phone_source where tenant_id = $1 limit 1', [tx.tenantId]);
  if (!source) return;
  const centre = await calendarOf(tx, source.unit_id);
  const today = calendar.businessDay(tx.now, centre);
  const before = calendar.startOfBusinessDay(calendar.addDays(today, -(await parameter(tx, KeepCallerDays, today))), centre);
  await tx.query('delete from phone_caller where tenant_id = $1 and at < $2', [tx.tenantId, before]);
}
