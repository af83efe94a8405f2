/**
 * Brings the database to the shape of this version: reviewed forward SQL, each file once, in a transaction of its own,
 * so that a crash leaves either the step before or the step after. Also makes the role that the application runs as,
 * which owns nothing and is bound by row-level security.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Module } from '../module.ts';
import { Refusal } from '../refusal.ts';
import { openPool, type Pool } from './connect.ts';
import { driftOf } from './schema.ts';

export const projectRoot = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
};

export interface Migration { readonly name: string; readonly sql: string }

export function migrationsOf(modules: readonly Module[]): readonly Migration[] {
  const folders = [
    ['kernel', 'src/kernel/database/migrations'],
    ...modules.map((m) => [`${m.area}/${m.name}`, `src/modules/${m.area}/${m.name}/migrations`]),
  ] as const;
  return folders.flatMap(([owner, folder]) => {
    const path = join(projectRoot(), folder!);
    if (!existsSync(path)) return [];
    return readdirSync(path).filter((f) => f.endsWith('.sql')).sort().map((f) => ({ name: `${owner}/${f}`, sql: readFileSync(join(path, f), 'utf8') }));
  });
}

/**
 * Runs what has not run yet. Refuses when a file that ran was changed afterwards, or when tables and definitions differ.
 * With `only`, brings an empty database to the shape it had when just these had run, whatever the definitions say today.
 */
export async function migrate(ownerUrl: string, modules: readonly Module[], more: readonly Migration[] = [], only?: ReadonlySet<string>): Promise<void> {
  const pool = openPool(ownerUrl, 2);
  try {
    await pool.query(`do $$ begin create role dutydesk_app nologin; exception when duplicate_object or unique_violation then null; end $$`);
    await pool.query('create table if not exists migration (name text primary key, checksum text not null, at timestamptz not null default now())');
    for (const m of [...migrationsOf(modules), ...more]) if (only === undefined || only.has(m.name)) await runOnce(pool, m);
    if (only !== undefined) return;
    const registers = modules.flatMap((m) => m.registers);
    const drift = await driftOf(async (text, values) => (await pool.query(text, values as unknown[])).rows, registers);
    if (drift.length > 0) throw new Error(`the database does not fit this version:\n  ${drift.join('\n  ')}`);
  } finally {
    await pool.end();
  }
}

export const checksumOf = (m: Migration): string => createHash('sha256').update(m.sql).digest('hex');

async function runOnce(pool: Pool, m: Migration): Promise<void> {
  const checksum = checksumOf(m);
  const client = await pool.connect();
  try {
    await client.query('begin');
    // A step lost in a crash takes those after it along and runs again; waiting for the disk after each would only take time.
    await client.query('set local synchronous_commit = off');
    await client.query('lock table migration in exclusive mode');
    const { rows } = await client.query<{ checksum: string }>('select checksum from migration where name = $1', [m.name]);
    if (rows[0] && rows[0].checksum !== checksum) throw new Error(`migration ${m.name} was changed after it ran; write a new one instead`);
    if (!rows[0]) {
      await client.query(m.sql);
      await client.query('insert into migration (name, checksum) values ($1, $2)', [m.name, checksum]);
    }
    await client.query('commit');
  } catch (e) {
    await client.query('rollback');
    throw e;
  } finally {
    client.release();
  }
}

/** The application's own sign-in to this database; its password is made once and kept in the data folder. */
export async function applicationUrl(ownerUrl: string, dataDir: string): Promise<string> {
  const url = new URL(ownerUrl);
  const role = `dutydesk_app_${url.pathname.slice(1).replaceAll(/[^a-z0-9_]/gi, '_')}`.slice(0, 60);
  const file = join(dataDir, 'application-role');
  const password = existsSync(file) ? readFileSync(file, 'utf8').trim() : randomBytes(24).toString('hex');
  const pool = openPool(ownerUrl, 1);
  try {
    await pool.query(`do $$ begin create role "${role}" login in role dutydesk_app; exception when duplicate_object or unique_violation then null; end $$`);
    if (!existsSync(file)) {
      // A program at work here from another data folder would be locked out by a new password; its keys and attachments lie there.
      const { rowCount } = await pool.query('select 1 from pg_stat_activity where usename = $1 limit 1', [role]);
      if (rowCount) throw new Refusal('database.elsewhere', ['另一个 Dutydesk 正以另一个数据目录使用这个数据库；请检查 DUTYDESK_DATA', 'Another Dutydesk uses this database with another data folder; check DUTYDESK_DATA']);
      await pool.query(`alter role "${role}" password '${password}'`);
      writeFileSync(file, password, { mode: 0o600 });
    }
  } finally {
    await pool.end();
  }
  url.username = role;
  url.password = password;
  return url.toString();
}
