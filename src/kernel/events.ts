/**
 * News upwards: a module tells what happened, in the same transaction; modules above react later, each exactly once,
 * in a transaction of their own.
 */
import type { Actor } from './access/actor.ts';
import type { Tx } from './database/tx.ts';
import { asSystem } from './access/system.ts';
import { isPassing } from './database/refusals.ts';
import type { Module } from './module.ts';
import type { Kernel } from './runtime.ts';

export function emit(tx: Tx, name: string, payload: { readonly [name: string]: unknown }): void {
  const handlers = tx.kernel.modules.filter((m) => m.on?.[name]).map(keyOf);
  tx.pending.events.push({ name, payload, at: tx.now, handlers });
}
const keyOf = (m: Pick<Module, 'area' | 'name'>): string => `${m.area}/${m.name}`;

interface Waiting { readonly id: number; readonly name: string; readonly handler: string; readonly payload: { readonly [name: string]: unknown } }

/**
 * Hands waiting events to the modules that listen, in order; how many were handled. A listener that fails is kept with its
 * problem and holds up nobody else; when the database itself is away, everything stays waiting.
 */
export async function dispatch(kernel: Kernel, tenantId: string, report: (e: unknown) => void = () => undefined): Promise<number> {
  const system: Actor = asSystem(tenantId, 'event');
  const waiting = await kernel.read(system, (tx) => tx.query<Waiting>(
    `select w.event_id as id, w.handler, e.name, e.payload from event_waiting w join event e on e.tenant_id = w.tenant_id and e.id = w.event_id
     where w.tenant_id = $1 and w.problem is null order by w.event_id, w.handler limit 500`, [tenantId]));
  let handled = 0;
  for (const e of waiting) {
    const handler = kernel.modules.find((m) => keyOf(m) === e.handler)?.on?.[e.name];
    try {
      await kernel.write(system, async (tx) => {
        const [mine] = await tx.query<{ event_id: number }>('delete from event_waiting where tenant_id = $1 and event_id = $2 and handler = $3 returning event_id', [tenantId, e.id, e.handler]);
        if (mine) await handler?.(tx, e.payload);
        return {};
      });
      handled++;
    } catch (problem) {
      if (isPassing(problem)) throw problem;
      report(problem);
      await kernel.write(system, async (tx) => {
        await tx.query('update event_waiting set problem = $4 where tenant_id = $1 and event_id = $2 and handler = $3', [tenantId, e.id, e.handler, String(problem)]);
        return {};
      });
    }
  }
  return handled;
}
