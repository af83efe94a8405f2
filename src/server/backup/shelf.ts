/** The backups that lie in the data folder (备份架): one a day by itself, the newest fourteen kept; more when somebody asks for one. */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { backUp, type BackupMade } from './backup.ts';

export const KEPT = 14;
const NAMED = /^dutydesk-(\d{8}-\d{6})\.tar$/;

export interface Shelved { readonly name: string; readonly at: string; readonly bytes: number }

export const shelfIn = (dataDir: string): string => join(dataDir, 'backups');
export const stampOf = (at: Date): string => at.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
const momentOf = (stamp: string): string => `${stamp.slice(0, 4)}-${stamp.slice(4, 6)}-${stamp.slice(6, 8)}T${stamp.slice(9, 11)}:${stamp.slice(11, 13)}:${stamp.slice(13, 15)}.000Z`;

/** Newest first. */
export async function backupsIn(dataDir: string): Promise<Shelved[]> {
  const names = (await readdir(shelfIn(dataDir)).catch(() => [])).filter((n) => NAMED.test(n)).sort().reverse();
  return Promise.all(names.map(async (name) => ({ name, at: momentOf(NAMED.exec(name)![1]!), bytes: (await stat(join(shelfIn(dataDir), name))).size })));
}

/** Makes one and takes away those that fourteen newer ones have made superfluous. */
export async function backUpToShelf(ownerUrl: string, { dataDir, at, program }: { readonly dataDir: string; readonly at: Date; readonly program: string }): Promise<BackupMade> {
  const shelf = shelfIn(dataDir);
  await mkdir(shelf, { recursive: true, mode: 0o700 });
  const made = await backUp(ownerUrl, { dataDir, at, program, file: join(shelf, `dutydesk-${stampOf(at)}.tar`) });
  for (const old of (await backupsIn(dataDir)).slice(KEPT)) await rm(join(shelf, old.name), { force: true });
  return made;
}

/** A backup that somebody brings along, put beside the others under the moment it came. */
export async function shelve(dataDir: string, at: Date, content: Readable): Promise<string> {
  const shelf = shelfIn(dataDir);
  await mkdir(shelf, { recursive: true, mode: 0o700 });
  const path = join(shelf, `dutydesk-${stampOf(at)}.tar`);
  await pipeline(content, createWriteStream(path, { mode: 0o600 }));
  return path;
}

/** The last one is older than a day, or there is none. */
export async function isDue(dataDir: string, now: Date): Promise<boolean> {
  const [newest] = await backupsIn(dataDir);
  return newest === undefined || now.getTime() - new Date(newest.at).getTime() >= 24 * 3_600_000;
}
