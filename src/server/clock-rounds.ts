/** What runs by the clock: the audit sealer every second; timers, events, duties and escalation every few seconds; for every organisation. */
import { join } from 'node:path';
import { asSystem } from '../kernel/access/system.ts';
import { tenantsOf } from '../kernel/access/tenant.ts';
import { seal } from '../kernel/audit/history.ts';
import type { ClockWork } from '../kernel/by-the-clock.ts';
import { planDuties, tendDuties } from '../kernel/duty/occurrences.ts';
import { dispatch } from '../kernel/events.ts';
import { expireHolds } from '../kernel/ledger/hold.ts';
import { escalateTasks, fireTimers } from '../kernel/process/timers.ts';
import type { Kernel } from '../kernel/runtime.ts';

export interface ClockRounds { stop(): Promise<void> }

export function startClockRounds(kernel: Kernel, dataDir: string, report: (what: string, e: unknown) => void): ClockRounds {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let round = 0;
  const planned = new Map<string, string>();
  const once = async (): Promise<void> => {
    round++;
    for (const tenant of await tenantsOf(kernel.pool)) {
      if (stopped) return;
      const attempt = async (what: string, work: () => Promise<unknown>) => { await work().catch((e: unknown) => report(`${what} (${tenant.code})`, e)); };
      await attempt('sealing', () => kernel.write(asSystem(tenant.id, 'seal'), async (tx) => ({ n: await seal(tx) })));
      for (const work of kernel.modules.flatMap((m) => m.byTheClock ?? [])) if (round % work.everySeconds === 0) await attempt(work.name, () => runFor(kernel, work, tenant, dataDir));
      if (round % 5 !== 1) continue;
      await attempt('timers', () => fireTimers(kernel, tenant.id, (e) => report(`timer (${tenant.code})`, e)));
      await attempt('holds', () => expireHolds(kernel, tenant.id, (e) => report(`hold (${tenant.code})`, e)));
      await attempt('escalation', () => escalateTasks(kernel, tenant.id));
      await attempt('events', () => dispatch(kernel, tenant.id, (e) => report(`event (${tenant.code})`, e)));
      const hour = kernel.clock.now().toISOString().slice(0, 13);
      if (planned.get(tenant.id) !== hour) {
        await attempt('planning duties', async () => {
          await planDuties(kernel, tenant.id);
          planned.set(tenant.id, hour);
        });
      }
      if (round % 15 === 1) await attempt('duties', () => tendDuties(kernel, tenant.id, (e) => report(`duty (${tenant.code})`, e)));
    }
  };
  let busy = false;
  const timer = setInterval(() => {
    // A round that takes longer than a second is not followed by those that should have begun meanwhile.
    if (busy) return;
    busy = true;
    running = once().catch((e: unknown) => report('clock', e)).finally(() => { busy = false; });
  }, 1_000);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** As the system, for one organisation, with a folder of its own. */
function runFor(kernel: Kernel, work: ClockWork, tenant: { readonly id: string; readonly code: string }, dataDir: string): Promise<void> {
  const system = asSystem(tenant.id, 'timer');
  return work.run({ tenantId: tenant.id, folder: join(dataDir, 'incoming', tenant.code), now: () => kernel.clock.now(), read: (work) => kernel.read(system, work), write: (work) => kernel.write(system, work) });
}
