/**
 * A restore asked for in the page (计划恢复): the program cannot change the database under its own feet, so it notes which backup, ends, and is started
 * again; before anything else opens, the backup is brought back. Whatever comes of it is kept for the page. A restore that was cut off is not begun again by itself.
 */
import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Label } from '../../kernel/api.ts';
import { explain } from '../start-problem.ts';
import { type Place, restore } from './restore.ts';
import { stampOf } from './shelf.ts';

export interface RestoreTold { readonly ok: boolean; readonly at: string; readonly said: Label }

const PLAN = 'restore-plan.json';
const BEGUN = 'restore-begun.json';
const TOLD = 'restore-told.json';

/** `file` within the folder of backups. */
export async function planRestore(dataDir: string, file: string): Promise<void> {
  await writeFile(join(dataDir, `${PLAN}.part`), JSON.stringify({ file }), { mode: 0o600 });
  await rename(join(dataDir, `${PLAN}.part`), join(dataDir, PLAN));
}

/** Before the application opens. The database that was there is kept under another name, and stays in use when the backup cannot be brought back. */
export async function restoreIfPlanned(place: Place, now: Date): Promise<RestoreTold | null> {
  const at = (name: string) => join(place.dataDir, name);
  if (existsSync(at(BEGUN))) {
    await rm(at(BEGUN));
    return tell(place, now, { ok: false, said: ['上次恢复没有做完程序就停了；数据仍是恢复之前的，请再恢复一次', 'The program stopped before the last restore was done; the data are those from before it. Please restore once more'] });
  }
  if (!existsSync(at(PLAN))) return null;
  await rename(at(PLAN), at(BEGUN));
  const { file } = JSON.parse(await readFile(at(BEGUN), 'utf8')) as { file: string };
  const told = await restore(file, place, stampOf(now).replace('-', '_')).then(
    (done) => ({ ok: true, said: [`已恢复 ${done.at} 的备份：${done.tables} 张表，${done.rows} 行，${done.attachments} 个附件；原数据库保留为 ${done.kept}`, `Restored the backup of ${done.at}: ${done.tables} tables, ${done.rows} rows, ${done.attachments} attachments; the former database is kept as ${done.kept}`] as Label }),
    (e: unknown) => ({ ok: false, said: explain(e, { dataDir: place.dataDir, host: '', port: 0 }).label }));
  await rm(at(BEGUN));
  return tell(place, now, told);
}

async function tell({ dataDir }: Place, now: Date, told: Omit<RestoreTold, 'at'>): Promise<RestoreTold> {
  const whole = { ...told, at: now.toISOString() };
  await writeFile(join(dataDir, TOLD), JSON.stringify(whole), { mode: 0o600 });
  return whole;
}

export async function lastRestore(dataDir: string): Promise<RestoreTold | null> {
  return existsSync(join(dataDir, TOLD)) ? JSON.parse(await readFile(join(dataDir, TOLD), 'utf8')) as RestoreTold : null;
}
