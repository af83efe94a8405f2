/** An older version on a newer database: it does not start, does not migrate, changes nothing, and says why. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { openPool } from '../kernel/database/connect.ts';
import { startApp } from './app.ts';
import { runCommand } from './command/run.ts';
import { readSettings } from './start-settings.ts';

test('数据库来自更新的版本：不启动，不迁移，什么也不改，说明缘由', async () => {
  const name = `newer_${randomBytes(6).toString('hex')}`;
  const admin = openPool(inject('postgresUrl'), 1);
  await admin.query(`create database ${name}`);
  const url = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).toString();
  const dataDir = mkdtempSync(join(tmpdir(), 'dutydesk-newer-'));
  const owner = openPool(url, 1);
  try {
    await owner.query(`create table migration (name text primary key, checksum text not null, at timestamptz not null default now()); insert into migration (name, checksum) values ('kernel/9999-of-tomorrow.sql', 'x')`);
    const problem = { code: 'newer-database', label: [expect.stringMatching(/更新的版本（kernel\/9999-of-tomorrow\.sql）/), expect.stringMatching(/newer version/)] };
    await expect(startApp({ ownerUrl: url, dataDir, host: '127.0.0.1', port: 0, demo: false, webDir: dataDir, quiet: true })).rejects.toMatchObject(problem);
    await expect(runCommand(['migrate'], readSettings({ DUTYDESK_DATA: dataDir, DATABASE_URL: url }, '/'), () => undefined)).rejects.toMatchObject(problem);
    expect((await owner.query(`select count(*)::int as n from pg_tables where schemaname = 'public'`)).rows).toEqual([{ n: 1 }]);
  } finally {
    await owner.end();
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
