/**
 * R5: the demo is backed up and brought back elsewhere; every table of both is summed up by PostgreSQL itself and compared. Then single bits
 * are turned at random places of the file: each is refused, or lies where nothing is (the filling between the parts), so that all that would
 * be brought back is proven to be the same.
 */
import { copyFileSync, mkdirSync, openSync, readSync, rmSync, statSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { openPool } from '../../src/kernel/database/connect.ts';
import { modules } from '../../src/modules.ts';
import { startApp } from '../../src/server/app.ts';
import { unpack } from '../../src/server/backup/archive.ts';
import { backUp } from '../../src/server/backup/backup.ts';
import { restore } from '../../src/server/backup/restore.ts';
import { StartProblem } from '../../src/server/start-problem.ts';
import { chance } from '../security/fuzz.ts';
import type { Scratch } from './scratch.ts';

export interface Backups {
  readonly tables: number; readonly rows: number; readonly megabytes: number; readonly backupS: number; readonly restoreS: number;
  /** Tables whose sum differs, or that are only on one side. */
  readonly differing: readonly string[];
  readonly flips: number; readonly refused: number; readonly harmless: number; readonly accepted: readonly string[];
}

export async function backups(at: Scratch, flips: number, seed: number): Promise<Backups> {
  const place = async (name: string) => {
    const url = new URL(at.url);
    url.pathname = `/${name}`;
    const admin = openPool(at.url, 1);
    await admin.query(`create database ${name}`);
    await admin.end();
    return { ownerUrl: url.toString(), dataDir: join(at.folder, name), modules };
  };
  const [from, to] = [await place('source'), await place('target')];
  await (await startApp({ ...from, host: '127.0.0.1', port: 0, demo: true, webDir: join(at.folder, 'none'), quiet: true })).close();
  const file = join(at.folder, 'one.tar');
  const begun = performance.now();
  const made = await backUp(from.ownerUrl, { dataDir: from.dataDir, file, at: new Date(), program: 'test' });
  const between = performance.now();
  await restore(file, to, 'test');
  const restoreS = (performance.now() - between) / 1_000;
  const [source, target] = [await sums(from.ownerUrl), await sums(to.ownerUrl)];
  const differing = [...new Set([...source.keys(), ...target.keys()])].filter((table) => source.get(table) !== target.get(table));
  return { tables: made.tables, rows: made.rows, megabytes: made.bytes / 1e6, backupS: (between - begun) / 1_000, restoreS, differing, flips, ...await turned(file, at.folder, flips, seed) };
}

/** Rows and their sum, table by table, whatever the order in which they lie. When a migration ran is not the organisation's. */
async function sums(url: string): Promise<Map<string, string>> {
  const pool = openPool(url, 1);
  try {
    const found = new Map<string, string>();
    const tables = (await pool.query<{ name: string }>(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migration' order by 1`)).rows;
    for (const { name } of tables) found.set(name, (await pool.query<{ sum: string }>(`select concat(count(*), ' ', sum(hashtextextended(t::text, 7)), ' ', sum(hashtextextended(t::text, 11))) as sum from "${name}" t`)).rows[0]!.sum);
    return found;
  } finally {
    await pool.end();
  }
}

async function turned(file: string, folder: string, flips: number, seed: number): Promise<Pick<Backups, 'refused' | 'harmless' | 'accepted'>> {
  const random = chance(seed);
  const copy = join(folder, 'turned.tar');
  const open = async () => {
    const into = join(folder, 'unpacked');
    mkdirSync(into);
    try { return await unpack(copy, into); } finally { rmSync(into, { recursive: true }); }
  };
  copyFileSync(file, copy);
  const whole = await open();
  const { size } = statSync(file);
  let [refused, harmless] = [0, 0];
  const accepted: string[] = [];
  for (let i = 0; i < flips; i++) {
    const place = random(size);
    const bit = 1 << random(8);
    turn(copy, place, bit);
    const manifest = await open().catch((e: unknown) => { if (!(e instanceof StartProblem)) accepted.push(`at ${place}: ${String(e)}`); return null; });
    if (manifest === null) refused++;
    else if (isDeepStrictEqual(manifest, whole)) harmless++;
    else accepted.push(`at ${place} of ${size}: the manifest was changed and nobody saw it`);
    turn(copy, place, bit);
  }
  return { refused, harmless, accepted };
}

function turn(file: string, place: number, bit: number): void {
  const open = openSync(file, 'r+');
  const byte = Buffer.alloc(1);
  readSync(open, byte, 0, 1, place);
  byte[0] = byte[0]! ^ bit;
  writeSync(open, byte, 0, 1, place);
  closeSync(open);
}
