/** A database that a newer version made (较新的数据库) is left alone: this version knows neither its tables nor its rules. */
import type { Pool } from '../kernel/database/connect.ts';
import { migrationsOf } from '../kernel/database/migrate.ts';
import type { Module } from '../kernel/module.ts';
import { withSystem } from '../kernel/runtime.ts';
import { withOwner } from './set-up.ts';
import { StartProblem } from './start-problem.ts';

/** The migrations that ran, with what each was. */
export async function ranIn(owner: Pool): Promise<ReadonlyMap<string, string>> {
  const { rows: [there] } = await owner.query<{ there: boolean }>(`select to_regclass('public.migration') is not null as there`);
  if (there?.there !== true) return new Map();
  return new Map((await owner.query<{ name: string; checksum: string }>('select name, checksum from migration')).rows.map((m) => [m.name, m.checksum]));
}

export const newerIn = (ran: ReadonlyMap<string, string>, modules: readonly Module[]): string | undefined => {
  const mine = new Set(migrationsOf(withSystem(modules)).map((m) => m.name));
  return [...ran.keys()].find((name) => !mine.has(name));
};

export async function mustNotBeNewer(ownerUrl: string, modules: readonly Module[]): Promise<void> {
  const newer = newerIn(await withOwner(ownerUrl, ranIn), modules);
  if (newer !== undefined) throw new StartProblem('newer-database', [
    `数据库来自更新的版本（${newer}）；请用那个版本，或把升级前的备份恢复到这个版本`,
    `The database was made by a newer version (${newer}); use that one, or restore the backup made before upgrading`]);
}
