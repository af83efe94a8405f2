/** Databases that this program leaves alone, and says why: one that a newer version made, and one at which another works from another data folder. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { openPool, type Pool } from '../kernel/database/connect.ts';
import { startApp } from './app.ts';
import { runCommand } from './command/run.ts';
import { explain } from './start-problem.ts';
import { readSettings } from './start-settings.ts';

let [url, dataDir, other] = ['', '', ''];
let owner: Pool;
const name = `alone_${randomBytes(6).toString('hex')}`;
beforeEach(async () => {
  const admin = openPool(inject('postgresUrl'), 1);
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name}`);
  await admin.end();
  url = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).toString();
  [dataDir, other] = [mkdtempSync(join(tmpdir(), 'dutydesk-alone-')), mkdtempSync(join(tmpdir(), 'dutydesk-alone-'))];
  owner = openPool(url, 1);
});
afterEach(async () => {
  await owner.end();
  const admin = openPool(inject('postgresUrl'), 1);
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
  for (const folder of [dataDir, other]) rmSync(folder, { recursive: true, force: true });
});
const start = (folder: string) => startApp({ ownerUrl: url, dataDir: folder, host: '127.0.0.1', port: 0, demo: false, webDir: folder, quiet: true });
const command = (folder: string, ...words: string[]) => runCommand(words, readSettings({ DUTYDESK_DATA: folder, DATABASE_URL: url }, '/'), () => undefined);

test('数据库来自更新的版本：不启动，不迁移，什么也不改，说明缘由', async () => {
  await owner.query(`create table migration (name text primary key, checksum text not null, at timestamptz not null default now()); insert into migration (name, checksum) values ('kernel/9999-of-tomorrow.sql', 'x')`);
  const problem = { code: 'newer-database', label: [expect.stringMatching(/更新的版本（kernel\/9999-of-tomorrow\.sql）/), expect.stringMatching(/newer version/)] };
  await expect(start(dataDir)).rejects.toMatchObject(problem);
  await expect(command(dataDir, 'migrate')).rejects.toMatchObject(problem);
  expect((await owner.query(`select count(*)::int as n from pg_tables where schemaname = 'public'`)).rows).toEqual([{ n: 1 }]);
});

test('另一个程序正以另一个数据目录使用同一个库：不启动，命令也不做，先来的照常；它停了才可以', { timeout: 60_000 }, async () => {
  const first = await start(dataDir);
  const problem = { code: 'database.elsewhere', label: [expect.stringMatching(/另一个数据目录.*DUTYDESK_DATA/), expect.stringMatching(/another data folder/)] };
  const second = await start(other).catch((e: unknown) => e);
  expect(explain(second, { dataDir: other, host: '', port: 0 })).toMatchObject(problem);
  await expect(command(other, 'user', 'list')).rejects.toMatchObject(problem);
  // Connections made from now on still have the right password.
  const anew = openPool(first.kernel.pool.options.connectionString!, 1);
  expect((await anew.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
  await anew.end();
  await first.close();
  await (await start(other)).close();
});
