import { setTimeout as pause } from 'node:timers/promises';
import { DISK_FULL, type Postgres, type PostgresOptions, startPostgres } from './postgres.ts';
import { EXIT_TRY_AGAIN, StartProblem } from './start-problem.ts';

/**
 * Keeps the built-in database running: when its main process dies (killed, out of memory), it is started again at the same
 * address, so that the application's connections simply come back. A database that keeps dying is given up with a reason.
 */
export interface KeptPostgres {
  readonly url: string;
  pid(): number;
  stop(): Promise<void>;
  /** Settles only when restarting was given up. */
  readonly lost: Promise<StartProblem>;
}

const RESTARTS = 5;
const WITHIN_MS = 60_000;
const FULL_PAUSE_MS = 2_000;

export async function keepPostgres(options: PostgresOptions): Promise<KeptPostgres> {
  let current = await startPostgres(options);
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();
  const deaths: number[] = [];
  const lost = new Promise<StartProblem>(giveUp => {
    const watch = (postgres: Postgres): void => {
      void postgres.exited.then(code => {
        if (stopping) return;
        options.log(`database process ${postgres.pid} ended unexpectedly (${code}); starting it again / 数据库进程意外结束，正在重新启动`);
        restarting = again(postgres.port).catch(error => giveUp(asProblem(error)));
      });
    };
    const again = async (port: number): Promise<void> => {
      const now = performance.now();
      deaths.push(now);
      if (deaths.filter(at => at > now - WITHIN_MS).length > RESTARTS) throw new Error(`it died ${RESTARTS + 1} times within a minute`);
      for (;;) {
        try {
          current = await startPostgres({ ...options, port });
          break;
        } catch (error) {
          // Somebody will make room; until then there is nothing to give up.
          if (stopping || !(error instanceof StartProblem) || error.code !== DISK_FULL) throw error;
          await pause(FULL_PAUSE_MS);
        }
      }
      options.log(`database is back as process ${current.pid} / 数据库已恢复`);
      if (!stopping) watch(current);
    };
    watch(current);
  });
  return {
    url: current.url,
    pid: () => current.pid,
    lost,
    async stop() {
      stopping = true;
      await restarting;
      await current.stop();
    },
  };
}

function asProblem(error: unknown): StartProblem {
  const words = error instanceof Error ? error.message : String(error);
  return new StartProblem('database-lost', [`内置数据库无法恢复运行：${words}`, `The built-in database cannot be kept running: ${words}`], EXIT_TRY_AGAIN);
}
