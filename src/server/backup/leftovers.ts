/** What a backup or a verification that was killed in its middle left behind: folders, and databases of its own. Younger than a day it may still be at work. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { onServer, SCRATCH } from './restore.ts';

const DAY = 86_400_000;

export async function sweepLeftovers({ ownerUrl, dataDir }: { readonly ownerUrl: string; readonly dataDir: string }, now: Date): Promise<void> {
  for (const name of (await readdir(dataDir)).filter((n) => /^(backup|restore)-[A-Za-z0-9]{6}$/.test(n))) {
    const path = join(dataDir, name);
    if (now.getTime() - (await stat(path)).mtime.getTime() > DAY) await rm(path, { recursive: true, force: true });
  }
  await onServer(ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>('select datname as name from pg_database where datname ~ $1', [`^${SCRATCH}[0-9]+_[0-9a-f]{10}$`]);
    for (const { name } of rows) if (now.getTime() - Number(name.slice(SCRATCH.length).split('_')[0]) * 1_000 > DAY) await client.query(`drop database if exists "${name}" with (force)`);
  });
}
