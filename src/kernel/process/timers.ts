/** What the clock does: steps that the system takes by itself, tasks that become overdue and are passed on. */
import { asSystem } from '../access/system.ts';
import { isBusy, isPassing } from '../database/refusals.ts';
import { Refusal } from '../refusal.ts';
import type { Kernel } from '../runtime.ts';
import { takeStep } from './step.ts';

interface DueTimer { readonly id: string; readonly register: string; readonly record_id: string; readonly step: string }

/**
 * Fires every timer that is due, each exactly once whatever the number of processes; how many fired. One that fails is kept
 * with its problem and holds up nobody else; while the database is away everything stays waiting.
 */
export async function fireTimers(kernel: Kernel, tenantId: string, report: (e: unknown) => void = () => undefined): Promise<number> {
  const system = asSystem(tenantId, 'timer');
  const due = await kernel.read(system, (tx) => tx.query<DueTimer>(
    `select id, register, record_id, step from timer where tenant_id = $1 and state = 'waiting' and at <= $2 order by at, id limit 200`, [tenantId, tx.now]));
  let fired = 0;
  for (const t of due) {
    try {
      const mine = await kernel.write(system, async (tx) => {
        const [row] = await tx.query<{ id: string }>(`update timer set state = 'done' where tenant_id = $1 and id = $2 and state = 'waiting' returning id`, [tenantId, t.id]);
        const process = kernel.processes.get(t.register);
        if (!row || !process) return { fired: false };
        await takeStep(tx, process, t.record_id, t.step, {} as never);
        return { fired: true };
      });
      if (mine.fired) fired++;
    } catch (e) {
      // It waits until the ledger goes on, or whoever holds what it needs lets go.
      if (isBusy(e, 'in_use') || (e instanceof Refusal && e.code.endsWith('.stopped'))) continue;
      if (isPassing(e)) throw e;
      // The record moved on, or the step's guard says no: kept with the reason, not tried again. Anything else is a bug of ours.
      if (!(e instanceof Refusal)) report(e);
      await kernel.write(system, async (tx) => {
        await tx.query(`update timer set state = 'failed', problem = $3 where tenant_id = $1 and id = $2 and state = 'waiting'`, [tenantId, t.id, String(e)]);
        return {};
      });
    }
  }
  return fired;
}

/** Overdue tasks appear with those to whom they are passed on, once. */
export async function escalateTasks(kernel: Kernel, tenantId: string): Promise<number> {
  const { n } = await kernel.write(asSystem(tenantId, 'timer'), async (tx) => {
    const rows = await tx.query<{ id: string }>(
      `update task set escalated_at = $2, roles = array_append(roles, escalate_to)
       where tenant_id = $1 and done_at is null and escalated_at is null and escalate_to is not null and due_at < $2 returning id`, [tenantId, tx.now]);
    return { n: rows.length };
  });
  return n;
}
