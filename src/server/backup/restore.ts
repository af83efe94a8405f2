/**
 * Bringing a backup back (恢复). It always goes into a database of its own first; every table is read out again there and compared with the backup.
 * Only then does the new database take the old one's place, and the old one is kept under another name. Verifying a backup is the same without the last step.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemClock } from '../../kernel/clock.ts';
import type { Client } from '../../kernel/database/connect.ts';
import { isDatabaseError, withStraight } from '../../kernel/database/connect.ts';
import { checksumOf, migrate, migrationsOf } from '../../kernel/database/migrate.ts';
import type { Module } from '../../kernel/module.ts';
import { withSystem } from '../../kernel/runtime.ts';
import { hashOf, pathIn } from '../files/store.ts';
import { StartProblem } from '../start-problem.ts';
import { attachmentName, KEY, type Manifest, unpack } from './archive.ts';
import { copyIn, copyOut, setSequences } from './tables.ts';

export const SCRATCH = 'dutydesk_restore_';
export interface Place { readonly ownerUrl: string; readonly dataDir: string; readonly modules: readonly Module[] }
export interface Verified { readonly at: string; readonly tables: number; readonly rows: number; readonly attachments: number; readonly missing: readonly string[] }
export interface Restored extends Verified { readonly kept: string | null }

/** Unpacks it, restores it into a scratch database, compares, and takes the scratch database away again. */
export async function verifyBackup(file: string, place: Place): Promise<Verified> {
  return unpacked(file, place, async (manifest, folder) => {
    const scratch = await scratchDatabase(place.ownerUrl);
    try {
      await fill(scratch.url, manifest, folder, place.modules);
      return told(manifest);
    } finally {
      await scratch.drop();
    }
  });
}

/** The product must not be running; what stood there is kept as another database, whose name comes back. */
export async function restore(file: string, place: Place, stamp: string): Promise<Restored> {
  return unpacked(file, place, async (manifest, folder) => {
    const scratch = await scratchDatabase(place.ownerUrl);
    try {
      await fill(scratch.url, manifest, folder, place.modules);
      await bringFiles(manifest, folder, place.dataDir, stamp);
    } catch (e) {
      await scratch.drop();
      throw e;
    }
    return { ...told(manifest), kept: await takePlace(place.ownerUrl, scratch.name, stamp) };
  });
}

const told = (m: Manifest): Verified => ({ at: m.at, tables: m.tables.length, rows: m.tables.reduce((n, t) => n + t.rows, 0), attachments: m.attachments.length, missing: m.missing });

async function unpacked<T>(file: string, { dataDir, modules }: Place, work: (manifest: Manifest, folder: string) => Promise<T>): Promise<T> {
  await mkdir(dataDir, { recursive: true });
  const folder = await mkdtemp(join(dataDir, 'restore-'));
  try {
    const manifest = await unpack(file, folder);
    mustBeKnown(manifest, modules);
    return await work(manifest, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** An older backup is brought up to this version; a newer one cannot be understood. */
function mustBeKnown(manifest: Manifest, modules: readonly Module[]): void {
  const mine = new Map(migrationsOf(withSystem(modules)).map((m) => [m.name, checksumOf(m)]));
  const strange = manifest.migrations.find((m) => mine.get(m.name) !== m.checksum);
  if (strange) throw new StartProblem('backup-newer', [
    `备份来自别的版本（${manifest.program}，${strange.name}），请用同一版本或更新的版本恢复`,
    `The backup comes from another version (${manifest.program}, ${strange.name}); restore it with that version or a newer one`]);
}

async function fill(url: string, manifest: Manifest, folder: string, modules: readonly Module[]): Promise<void> {
  await migrate(url, withSystem(modules), [], new Set(manifest.migrations.map((m) => m.name)));
  await withStraight(url, async (client) => {
    await client.query('begin');
    await asleep(client);
    await client.query('set local synchronize_seqscans = off');
    if (manifest.tables.length > 0) await client.query(`truncate ${manifest.tables.map((t) => `"${t.name}"`).join(', ')}`);
    for (const table of manifest.tables) await copyIn(client, table, join(folder, table.file));
    await setSequences(client, manifest.sequences);
    for (const table of manifest.tables) {
      const found = await copyOut(client, table, null);
      if (found.sha256 !== table.sha256) throw new StartProblem('restore-differs', [`恢复后 ${table.name} 与备份不一致`, `After restoring, ${table.name} differs from the backup`]);
    }
    await client.query('commit');
  });
  await migrate(url, withSystem(modules));
}

/** What is brought back was checked when it was first written; checking row by row again would need an order in which no table is before what it names. */
async function asleep(client: Client): Promise<void> {
  await client.query('set local session_replication_role = replica').catch((e: unknown) => {
    if (!isDatabaseError(e) || e.code !== '42501') throw e;
    throw new StartProblem('restore-rights', [
      'DATABASE_URL 的用户不能恢复数据；请由超级用户执行 grant set on parameter session_replication_role to …',
      'The user of DATABASE_URL may not restore; have a superuser run grant set on parameter session_replication_role to …']);
  });
}

async function scratchDatabase(ownerUrl: string): Promise<{ readonly name: string; readonly url: string; drop(): Promise<void> }> {
  // The moment in the name tells later whether it was left behind.
  const name = `${SCRATCH}${Math.floor(systemClock.now().getTime() / 1_000)}_${randomBytes(5).toString('hex')}`;
  await onServer(ownerUrl, (client) => client.query(`create database ${name} template template0`)).catch((e: unknown) => {
    if (!isDatabaseError(e) || e.code !== '42501') throw e;
    throw new StartProblem('restore-rights', ['DATABASE_URL 的用户不能建库（需要 createdb）', 'The user of DATABASE_URL may not create databases (createdb is needed)']);
  });
  const url = new URL(ownerUrl);
  url.pathname = `/${name}`;
  return { name, url: url.toString(), drop: () => onServer(ownerUrl, async (client) => { await client.query(`drop database if exists ${name} with (force)`); }) };
}

async function takePlace(ownerUrl: string, scratch: string, stamp: string): Promise<string | null> {
  const own = decodeURIComponent(new URL(ownerUrl).pathname.slice(1));
  const kept = `${own.slice(0, 40)}_before_${stamp}`;
  await onServer(ownerUrl, async (client) => {
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()', [own]);
    // Both or neither: a program killed between them would find no database.
    await client.query('begin');
    await client.query(`alter database "${own}" rename to "${kept}"`);
    await client.query(`alter database "${scratch}" rename to "${own}"`);
    await client.query('commit');
  });
  return kept;
}

/** A database cannot be renamed or copied from within itself. */
export async function onServer<T>(ownerUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const url = new URL(ownerUrl);
  url.pathname = '/postgres';
  return withStraight(url.toString(), work);
}

async function bringFiles(manifest: Manifest, folder: string, dataDir: string, stamp: string): Promise<void> {
  for (const sha256 of manifest.attachments) {
    const to = pathIn(join(dataDir, 'attachments'), sha256);
    if (existsSync(to) && await hashOf(to) === sha256) continue;
    await mkdir(dirname(to), { recursive: true });
    await copyFile(join(folder, attachmentName(sha256)), `${to}.part`);
    await rename(`${to}.part`, to);
  }
  if (manifest.key === null) return;
  const own = join(dataDir, KEY);
  if (existsSync(own) && await hashOf(own) === manifest.key) return;
  if (existsSync(own)) await rename(own, `${own}.before-${stamp}`);
  await copyFile(join(folder, KEY), own);
}
