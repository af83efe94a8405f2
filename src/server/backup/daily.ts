/** The backup that nobody has to think of (每日备份): one whenever the newest is a day old, looked at now and then while the program runs. */
import { backUpToShelf, isDue } from './shelf.ts';

export interface Daily { stop(): Promise<void> }

const FIRST_MS = 60_000;
const LOOK_MS = 10 * 60_000;
/** What failed (a full disk, a right that is missing) is tried again, but not all the time. */
const AFTER_FAILURE_MS = 60 * 60_000;

export function startDailyBackups(ownerUrl: string, c: { readonly dataDir: string; readonly program: string; readonly now: () => Date }, report: (what: string, e: unknown) => void): Daily {
  let timer: NodeJS.Timeout;
  let running: Promise<unknown> = Promise.resolve();
  const look = async (): Promise<number> => {
    try {
      if (await isDue(c.dataDir, c.now())) await backUpToShelf(ownerUrl, { dataDir: c.dataDir, at: c.now(), program: c.program });
      return LOOK_MS;
    } catch (e) {
      report('daily backup', e);
      return AFTER_FAILURE_MS;
    }
  };
  const after = (ms: number): void => {
    timer = setTimeout(() => { running = look().then(after); }, ms);
    timer.unref();
  };
  after(FIRST_MS);
  return {
    async stop() {
      clearTimeout(timer);
      await running;
      clearTimeout(timer);
    },
  };
}
