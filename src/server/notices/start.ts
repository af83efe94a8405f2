/** Notices by the clock, beside the work and never in its way: who is to be told, what goes into the queue, what leaves the house. */
import { tenantsOf } from '../../kernel/access/tenant.ts';
import { tellDuties, tellTasks } from '../../kernel/notice/by-the-clock.ts';
import { clearOld, deliver, type Delivering } from './deliver.ts';
import { passOn } from './pass-on.ts';

export interface Notices { stop(): Promise<void> }

/** How long a stop waits for the other side; what was claimed then goes out again after the next start. */
const PATIENCE_MS = 3_000;

export function startNotices(c: Delivering, report: (what: string, e: unknown) => void): Notices {
  let stopped = false;
  let round = 0;
  let running: Promise<void> = Promise.resolve();
  const busy = new Map<string, Set<string>>();
  const under = new Set<Promise<unknown>>();
  const cleared = new Map<string, string>();
  const once = async (): Promise<void> => {
    round++;
    for (const tenant of await tenantsOf(c.kernel.pool)) {
      if (stopped) return;
      const attempt = (what: string, work: () => Promise<unknown>) => work().catch((e: unknown) => { if (!stopped) report(`${what} (${tenant.code})`, e); });
      if (round % 3 === 1) await attempt('telling', async () => { await tellTasks(c.kernel, tenant.id); await tellDuties(c.kernel, tenant.id); });
      await attempt('passing on', () => passOn(c.kernel, tenant.id));
      const targets = busy.get(tenant.id) ?? new Set<string>();
      busy.set(tenant.id, targets);
      // Not waited for: whoever does not answer holds up only what is meant for them.
      const work = attempt('delivering', () => deliver(c, tenant.id, targets));
      under.add(work);
      void work.finally(() => under.delete(work));
      const day = c.kernel.clock.now().toISOString().slice(0, 10);
      if (cleared.get(tenant.id) !== day) await attempt('clearing', async () => { await clearOld(c.kernel, tenant.id); cleared.set(tenant.id, day); });
    }
  };
  let working = false;
  const timer = setInterval(() => {
    if (working) return;
    working = true;
    running = once().catch((e: unknown) => { if (!stopped) report('notices', e); }).finally(() => { working = false; });
  }, 1_000);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
      await Promise.race([Promise.all(under), new Promise((done) => { setTimeout(done, PATIENCE_MS).unref(); })]);
    },
  };
}
