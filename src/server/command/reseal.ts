/**
 * Sealing everything anew with a new key (重新封存). The new key is in the file before the first text is sealed with it, and the old ones stay there until
 * the last is, so whatever ends the command in its middle, everything opens; the next time it goes on where it was. Each organisation is
 * one transaction. What is sealed is found by its form in every table, so that nothing a module keeps is forgotten, and proven by its tag. The history is never
 * changed: a key that something in it needs stays, to open only.
 */
import { randomBytes } from 'node:crypto';
import { openCipher } from '../../kernel/database/cipher.ts';
import { type Client, withStraight } from '../../kernel/database/connect.ts';
import { applicationUrl } from '../../kernel/database/migrate.ts';
import type { Cipher } from '../../kernel/field/field.ts';
import { assert } from '../../kernel/refusal.ts';
import { isResealing, keepSealingKeys, sealingKeys } from '../sealing-key.ts';

export interface Resealed {
  /** One that was cut off was taken up again. */
  readonly goneOn: boolean;
  readonly organisations: number; readonly texts: number; readonly inHistory: number; readonly oldKeys: number;
  /** Where something looks sealed and no key here opens it. */
  readonly unopened: readonly string[];
}
interface Column { readonly table: string; readonly name: string; readonly type: string }

/** A whole column, or a whole string inside one. */
const SEALED = '(^|")v1\\.[A-Za-z0-9_-]{38,}("|$)';
const TEXTS = /(?<=^|")v1\.[\w-]{38,}(?="|$)/g;
const AT_ONCE = 5_000;

export async function reseal(place: { readonly ownerUrl: string; readonly dataDir: string }): Promise<Resealed> {
  // Refused while a program works at this database from another folder, with other keys.
  await applicationUrl(place.ownerUrl, place.dataDir);
  const known = sealingKeys(place.dataDir);
  const goneOn = isResealing(place.dataDir);
  const keys = goneOn ? known : [randomBytes(32), ...known];
  if (!goneOn) keepSealingKeys(place.dataDir, keys, true);
  const tally: Tally = { ciphers: keys.map((key) => openCipher(key)), texts: 0, inHistory: 0, stillNeeded: new Set(), unopened: new Set() };
  const organisations = await withStraight(place.ownerUrl, async (client) => {
    const columns = await columnsOf(client);
    const { rows } = await client.query<{ id: string }>('select id from tenant order by created_at, id');
    for (const { id } of rows) {
      await client.query('begin');
      await client.query(`select set_config('dutydesk.tenant', $1, true)`, [id]);
      for (const column of columns) await inColumn(client, id, column, tally);
      await inHistory(client, id, tally);
      await client.query('commit');
    }
    return rows.length;
  });
  const kept = keys.filter((_, i) => i === 0 || tally.stillNeeded.has(i));
  keepSealingKeys(place.dataDir, kept, false);
  return { goneOn, organisations, texts: tally.texts, inHistory: tally.inHistory, oldKeys: kept.length - 1, unopened: [...tally.unopened].sort() };
}

/** The newest cipher first, and what was found on the way. */
interface Tally { readonly ciphers: readonly Cipher[]; texts: number; inHistory: number; readonly stillNeeded: Set<number>; readonly unopened: Set<string> }

function opened(t: Tally, sealed: string, where: string): { readonly clear: string; readonly key: number } | null {
  for (const [key, cipher] of t.ciphers.entries()) {
    try { return { clear: cipher.open(sealed), key }; } catch { /* another key's */ }
  }
  t.unopened.add(where);
  return null;
}

const sealedAnew = (t: Tally, value: string, where: string): string => value.replaceAll(TEXTS, (sealed) => {
  const found = opened(t, sealed, where);
  if (!found || found.key === 0) return sealed;
  t.texts++;
  return t.ciphers[0]!.seal(found.clear);
});

async function columnsOf(client: Client): Promise<readonly Column[]> {
  const { rows } = await client.query<Column>(
    `select c.relname as table, a.attname as name, a.atttypid::regtype::text as type from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'history'
       and a.atttypid in ('text'::regtype, 'varchar'::regtype, 'json'::regtype, 'jsonb'::regtype) and not a.attisdropped and a.attgenerated = ''
       and exists (select 1 from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id') order by 1, 2`);
  return rows;
}

async function inColumn(client: Client, tenantId: string, { table, name, type }: Column, tally: Tally): Promise<void> {
  await client.query(`declare sealed no scroll cursor for select tableoid::oid::text as part, ctid::text as place, "${name}"::text as value from "${table}" where tenant_id = '${tenantId}' and "${name}"::text ~ '${SEALED}'`);
  for (;;) {
    const { rows } = await client.query<{ part: string; place: string; value: string }>(`fetch ${AT_ONCE} from sealed`);
    const changed = rows.map((row) => ({ ...row, fresh: sealedAnew(tally, row.value, `${table}.${name}`) })).filter((row) => row.fresh !== row.value);
    if (changed.length > 0) {
      const { rowCount } = await client.query(
        `update "${table}" t set "${name}" = x.fresh::${type} from unnest($1::text[]::oid[], $2::text[]::tid[], $3::text[]) as x(part, place, fresh) where t.tableoid = x.part and t.ctid = x.place and t.tenant_id = $4`,
        [changed.map((row) => row.part), changed.map((row) => row.place), changed.map((row) => row.fresh), tenantId]);
      assert(rowCount === changed.length, `${table}.${name}: ${rowCount} of ${changed.length} texts could be sealed anew`);
    }
    if (rows.length < AT_ONCE) break;
  }
  await client.query('close sealed');
}

async function inHistory(client: Client, tenantId: string, tally: Tally): Promise<void> {
  await client.query(`declare sealed no scroll cursor for select concat_ws(' ', before, after, form) as value from history where tenant_id = '${tenantId}' and concat_ws(' ', before, after, form) ~ '${SEALED}'`);
  for (;;) {
    const { rows } = await client.query<{ value: string }>(`fetch ${AT_ONCE} from sealed`);
    for (const [sealed] of rows.flatMap(({ value }) => [...value.matchAll(TEXTS)])) {
      const found = opened(tally, sealed, 'history');
      if (!found || found.key === 0) continue;
      tally.inHistory++;
      tally.stillNeeded.add(found.key);
    }
    if (rows.length < AT_ONCE) break;
  }
  await client.query('close sealed');
}
