/**
 * Making a backup (备份) while the house works: one snapshot of the whole database, the attachments it names, the key of what is sealed.
 * In: the owner's address of the database and the data folder. Refused: a database user that row-level security would hide rows from.
 */
import { copyFile, link, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '../../kernel/database/connect.ts';
import { withStraight } from '../../kernel/database/connect.ts';
import { StartProblem } from '../start-problem.ts';
import { hashOf, pathIn } from '../files/store.ts';
import { attachmentName, KEY, MANIFEST, type Manifest, pack } from './archive.ts';
import { copyOut, sequencesIn, tablesIn } from './tables.ts';

export interface BackupMade { readonly file: string; readonly bytes: number; readonly tables: number; readonly rows: number; readonly attachments: number; readonly missing: readonly string[] }

export async function backUp(ownerUrl: string, { dataDir, file, at, program }: { readonly dataDir: string; readonly file: string; readonly at: Date; readonly program: string }): Promise<BackupMade> {
  const folder = await mkdtemp(join(dataDir, 'backup-'));
  try {
    return await withStraight(ownerUrl, async (client) => {
      await mustSeeAll(client);
      await client.query('begin isolation level repeatable read read only');
      // Otherwise a long table may begin in its middle, and its hash would change though it did not.
      await client.query('set local synchronize_seqscans = off');
      const manifest = await gather(client, folder, dataDir, { at, program });
      await client.query('commit');
      await writeFile(join(folder, MANIFEST), JSON.stringify(manifest), { mode: 0o600 });
      await pack(folder, file);
      return { file, bytes: (await stat(file)).size, tables: manifest.tables.length, rows: manifest.tables.reduce((n, t) => n + t.rows, 0), attachments: manifest.attachments.length, missing: manifest.missing };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function mustSeeAll(client: Client): Promise<void> {
  const { rows: [me] } = await client.query<{ sees: boolean }>('select rolsuper or rolbypassrls as sees from pg_roles where rolname = current_user');
  if (me?.sees !== true) throw new StartProblem('backup-rights', [
    'DATABASE_URL 的用户看不到所有组织的数据，备份会不完整；请执行 alter role … bypassrls',
    'The user of DATABASE_URL does not see the data of every organisation, a backup would not be whole; run alter role … bypassrls']);
}

async function gather(client: Client, folder: string, dataDir: string, { at, program }: { readonly at: Date; readonly program: string }): Promise<Manifest> {
  await mkdir(join(folder, 'tables'));
  await mkdir(join(folder, 'attachments'));
  const migrations = (await client.query<{ name: string; checksum: string }>('select name, checksum from migration order by at, name')).rows;
  const organisations = (await client.query<{ code: string; name: string }>('select code, name from tenant order by code')).rows;
  const tables: Manifest['tables'] = [];
  for (const [i, table] of (await tablesIn(client)).entries()) {
    const name = `tables/${String(i).padStart(4, '0')}.gz`;
    const copied = await copyOut(client, table, join(folder, name));
    tables.push({ ...copied, columns: [...copied.columns], file: name, packed: await hashOf(join(folder, name)) });
  }
  const named = (await client.query<{ sha256: string }>('select distinct sha256 from attachment order by 1')).rows;
  const attachments: string[] = [];
  const missing: string[] = [];
  for (const { sha256 } of named) {
    const source = pathIn(join(dataDir, 'attachments'), sha256);
    // A file that was changed on the disk is as lost as one that is gone; the backup says so instead of carrying it on.
    if ((await hashOf(source).catch(() => null)) !== sha256) missing.push(sha256);
    else {
      await link(source, join(folder, attachmentName(sha256))).catch(() => copyFile(source, join(folder, attachmentName(sha256))));
      attachments.push(sha256);
    }
  }
  const key = existsSync(join(dataDir, KEY)) ? await keyInto(folder, dataDir) : null;
  return { format: 'dutydesk-backup', version: 1, program, at: at.toISOString(), organisations, migrations, tables, sequences: await sequencesIn(client), attachments, missing, key };
}

async function keyInto(folder: string, dataDir: string): Promise<string> {
  await writeFile(join(folder, KEY), await readFile(join(dataDir, KEY)), { mode: 0o600 });
  return hashOf(join(folder, KEY));
}
