/**
 * Following a queue_log table (跟随数据库): every few seconds the rows after the last known one are read, in a read-only transaction with limits of
 * its own, and taken in like an export. The address comes from a file of whoever runs the machine, never from a form. Serves section 7.1, CC-5.2a.
 */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Label, type Reach, readElsewhere, readRecord, type Tx, updateRecord } from '../../../kernel/index.ts';
import { type Address, ADDRESS_FILE, addressOf, type Column, HEADING, lineOf, OVERLAP, PAGE, type Row, statementFor } from './database.rules.ts';
import { PhoneSource } from './source.ts';
import { recordImport, type SourceRow, takeIn, touch } from './take-in.ts';

/** What was read last, so that the overlap is stored only when something in it is new; after a restart the store finds it known. */
const recent = new Map<string, ReadonlySet<string>>();

/** True when the folder holds an address: the table is followed, and there is no export to read. */
export async function followTable(reach: Reach & { readonly tenantId: string }, source: SourceRow, folder: string): Promise<boolean> {
  const path = join(folder, ADDRESS_FILE);
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return false;
  const read = addressOf(await readFile(path, 'utf8'), found.mode);
  const trouble = 'refused' in read ? read.refused : await readOn(reach, source, read.address);
  await noteTrouble(reach, source, trouble);
  return true;
}

async function readOn(reach: Reach & { readonly tenantId: string }, source: SourceRow, { url, table }: Address): Promise<Label | null> {
  const read = await readElsewhere(url, async (there): Promise<Label | null> => {
    const columns = await there.rows<Column>('select attname as name, format_type(atttypid, null) as type from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped', [table.split('.').map((part) => `"${part}"`).join('.')]);
    const statement = statementFor(table, columns);
    if (statement === null) return [`数据库里没有 queue_log 形式的表 ${table}`, `The database has no table ${table} in the form of a queue_log`];
    await takeRows(reach, source, table, (after) => there.rows<Row>(statement, [after]));
    return null;
  });
  return 'trouble' in read ? read.trouble : read.answer;
}

async function takeRows(reach: Reach & { readonly tenantId: string }, source: SourceRow, name: string, rowsAfter: (after: string) => Promise<readonly Row[]>): Promise<void> {
  const seen = await reach.read((tx) => seenTo(tx, source.id));
  const key = `${reach.tenantId} ${source.id}`;
  const known = recent.get(key) ?? new Set<string>();
  const latest: string[] = [];
  let fresh = 0;
  async function* lines(): AsyncGenerator<string> {
    yield HEADING;
    for (let after = String(Math.max(0, seen - OVERLAP)), more = true; more;) {
      const rows = await rowsAfter(after);
      const unseen = rows.filter((row) => !known.has(row['id'] ?? ''));
      fresh += unseen.length;
      for (const row of rows) latest.push(row['id'] ?? '');
      if (latest.length > 4 * OVERLAP) latest.splice(0, latest.length - 2 * OVERLAP);
      if (unseen.length > 0) yield unseen.map(lineOf).join('');
      after = rows.at(-1)?.['id'] ?? after;
      more = rows.length === PAGE;
    }
  }
  const taken = await takeIn(reach, source, Readable.from(lines(), { objectMode: false }), { name, how: 'watched' });
  recent.set(key, new Set(latest.slice(-2 * OVERLAP)));
  const problems = taken.unknown + taken.malformed > 0;
  // After a restart the overlap comes once more; what could not be read in it has been told already.
  if (fresh === 0 || (taken.stored === 0 && !(problems && known.size > 0))) return;
  await reach.write(async (tx) => {
    if (seen === 0 || problems) await recordImport(tx, source, taken, { name, how: 'watched' });
    else if (taken.last !== null) await touch(tx, source, taken.last);
    return {};
  });
}

async function seenTo(tx: Tx, source: string): Promise<number> {
  const [row] = await tx.query<{ n: number | null }>('select (select max(e.at_offset) from phone_event e where e.tenant_id = f.tenant_id and e.file = f.id) as n from phone_file f where f.tenant_id = $1 and f.source = $2 order by 1 desc nulls last limit 1', [tx.tenantId, source]);
  return Number(row?.n ?? 0);
}

/** Shown on the source; written only when it changes. */
async function noteTrouble(reach: Reach, source: SourceRow, trouble: Label | null): Promise<void> {
  const now = trouble === null ? null : `${trouble[0]} · ${trouble[1]}`;
  const current = await reach.read((tx) => readRecord(tx, PhoneSource, source.id));
  if (!current || current.trouble === now) return;
  await reach.write(async (tx) => { await updateRecord(tx, PhoneSource, source, { trouble: now }, { what: now === null ? 'reachable' : 'unreachable' }); return {}; });
}
