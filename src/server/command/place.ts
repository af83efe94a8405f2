/**
 * Where a command works (命令所及之处): the database of the running program, or the built-in one started for as long as the command takes,
 * or the one that DATABASE_URL names. Commands that must have the place to themselves are refused while the program runs.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCipher } from '../../kernel/database/cipher.ts';
import { systemClock } from '../../kernel/clock.ts';
import { applicationUrl } from '../../kernel/database/migrate.ts';
import { type Kernel, openKernel } from '../../kernel/runtime.ts';
import { modules } from '../../modules.ts';
import { holderOf, isRunning, takeLock } from '../instance-lock.ts';
import { readPostmasterPid } from '../postgres-leftovers.ts';
import { sealingKeys } from '../sealing-key.ts';
import { DATABASE, startPostgres, SUPERUSER } from '../postgres.ts';
import { EXIT_DATA_IN_USE, StartProblem } from '../start-problem.ts';
import { assertAnswers, type StartSettings } from '../start-settings.ts';

export interface CommandPlace { readonly ownerUrl: string; readonly dataDir: string; readonly modules: typeof modules; readonly programRuns: boolean }

export async function withPlace<T>(settings: StartSettings, alone: boolean, work: (place: CommandPlace) => Promise<T>): Promise<T> {
  mkdirSync(settings.dataDir, { recursive: true });
  const taken = await takeLock(join(settings.dataDir, 'dutydesk.lock'));
  if ('heldBy' in taken) {
    if (alone) throw new StartProblem('in-use', [
      `程序正在运行（进程 ${taken.heldBy.pid}），请先停止它再执行这个命令`, `The program is running (process ${taken.heldBy.pid}); stop it before this command`], EXIT_DATA_IN_USE);
    return work(placeOf(settings, settings.databaseUrl ?? runningDatabase(settings.dataDir), true));
  }
  try {
    if (settings.databaseUrl !== null) {
      await assertAnswers(settings.databaseUrl);
      return await work(placeOf(settings, settings.databaseUrl, false));
    }
    const postgres = await startPostgres({ dataDir: join(settings.dataDir, 'postgres'), log: () => { /* the command says what matters */ } });
    // The database has a session of its own: Ctrl-C ends the command, and it must not stay behind.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => { void postgres.stop().finally(() => process.exit(130)); });
    try {
      return await work(placeOf(settings, postgres.url, false));
    } finally {
      await postgres.stop();
    }
  } finally {
    taken.lock.release();
  }
}

const placeOf = (settings: StartSettings, ownerUrl: string, programRuns: boolean): CommandPlace => ({ ownerUrl, dataDir: settings.dataDir, modules, programRuns });

/** The address of the built-in database that the running program keeps. */
function runningDatabase(dataDir: string): string {
  const folder = join(dataDir, 'postgres');
  const running = readPostmasterPid(join(folder, 'cluster'));
  const holder = holderOf(join(folder, 'postgres.lock'));
  if (running === null || holder === null || !isRunning(holder.pid)) throw new StartProblem('database-away', ['程序正在启动或停止，请稍候再试', 'The program is just starting or stopping; try again in a moment']);
  return `postgres://${SUPERUSER}:${readFileSync(join(folder, 'password'), 'utf8').trim()}@127.0.0.1:${running.port}/${DATABASE}`;
}

/** The kernel as the program opens it, for commands that write records. */
export async function withKernel<T>(place: CommandPlace, work: (kernel: Kernel) => Promise<T>): Promise<T> {
  const url = await applicationUrl(place.ownerUrl, place.dataDir);
  const kernel = openKernel({ url, modules: place.modules, clock: systemClock, cipher: openCipher(...sealingKeys(place.dataDir)), connections: 2 });
  try {
    return await work(kernel);
  } finally {
    await kernel.close();
  }
}
