/**
 * The tables of a database, read out and filled again (备份所及的表): every row as PostgreSQL writes it with COPY, in the order in which it lies,
 * with a hash, so that what was restored can be compared byte by byte [R5].
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { type Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Client } from '../../kernel/database/connect.ts';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

export interface TableCopy {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly bytes: number;
  /** Of what COPY gives for it. */
  readonly sha256: string;
}
/** `of`: the column it counts for, by which it is found again; its own name may be another in the database that is filled. */
export interface SequenceValue { readonly name: string; readonly of?: { readonly table: string; readonly column: string } | null | undefined; readonly value: string; readonly called: boolean }

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const listed = (columns: readonly string[]): string => columns.map(quoted).join(', ');

/** Ordinary and partitioned tables with the columns that can be filled; what ran of the migrations is told apart and not among them. */
export async function tablesIn(client: Client): Promise<{ readonly name: string; readonly columns: readonly string[] }[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns from pg_class c
     join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migration' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by c.relname order by c.relname`);
  return rows;
}

export async function sequencesIn(client: Client): Promise<SequenceValue[]> {
  const { rows } = await client.query<Pick<SequenceValue, 'name' | 'of'>>(
    `select s.relname as name, case when t.oid is not null then jsonb_build_object('table', t.relname, 'column', a.attname) end as of
     from pg_class s join pg_namespace n on n.oid = s.relnamespace
     left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.oid and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
     left join pg_class t on t.oid = d.refobjid left join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
     where n.nspname = 'public' and s.relkind = 'S' order by 1`);
  const values: SequenceValue[] = [];
  for (const { name, of } of rows) {
    const { rows: [at] } = await client.query<{ value: string; called: boolean }>(`select last_value::text as value, is_called as called from ${quoted(name)}`);
    values.push({ name, of, ...at! });
  }
  return values;
}

/** One table: packed into `file`, or only hashed when there is none. */
export async function copyOut(client: Client, table: { readonly name: string; readonly columns: readonly string[] }, file: string | null): Promise<TableCopy> {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = client.query(copyTo(`copy (select ${listed(table.columns)} from ${quoted(table.name)}) to stdout`)) as Readable & { rowCount: number };
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  if (file === null) await pipeline(stream, counted, new Writable({ write: (_, __, done) => done() }));
  else await pipeline(stream, counted, createGzip({ level: 4 }), createWriteStream(file, { mode: 0o600 }));
  return { name: table.name, columns: table.columns, rows: stream.rowCount, bytes, sha256: hash.digest('hex') };
}

/** Fills an empty table from a packed file; foreign keys and triggers are asleep meanwhile (the caller saw to it). */
export async function copyIn(client: Client, table: TableCopy, file: string): Promise<void> {
  await pipeline(createReadStream(file), createGunzip(), client.query(copyFrom(`copy ${quoted(table.name)} (${listed(table.columns)}) from stdin`)));
}

export async function setSequences(client: Client, values: readonly SequenceValue[]): Promise<void> {
  for (const { name, of, value, called } of values) {
    await client.query('select setval(coalesce(pg_get_serial_sequence($4, $5), $1)::regclass, $2::bigint, $3)', [quoted(name), value, called, of ? quoted(of.table) : null, of?.column ?? null]);
  }
}
