/**
 * News upwards: a module tells what happened, in the same transaction; modules above react later, each exactly once,
 * in a transaction of their own.
 */
import type { Actor } from './access/actor.ts';
import type { Tx } from './database/tx.ts';
import { asSystem } from './access/system.ts';
import type { Kernel } from './runtime.ts';

export function emit(tx: Tx, name: string, payload: { readonly [name: string]: unknown }): void {
  tx.pending.events.push({ name, payload, at: tx.now });
}

interface Waiting { readonly id: number; readonly name: string; readonly payload: { readonly [name: string]: unknown } }

/** Hands waiting events to the modules that listen; how many were handled. A failing handler is kept with its problem and not retried blindly. */
export async function dispatch(kernel: Kernel, tenantId: string): Promise<number> {
  const system: Actor = asSystem(tenantId, 'event');
  let handled = 0;
  for (const m of kernel.modules) {
    for (const [name, handler] of Object.entries(m.on ?? {})) {
      const key = `${m.area}/${m.name}`;
      const waiting = await kernel.read(system, (tx) => tx.query<Waiting>(
        `select e.id, e.name, e.payload from event e where e.tenant_id = $1 and e.name = $2
         and not exists (select 1 from event_done d where d.tenant_id = $1 and d.event_id = e.id and d.handler = $3) order by e.id limit 200`, [tenantId, name, key]));
      for (const e of waiting) {
        await kernel.write(system, async (tx) => {
          const [mine] = await tx.query<{ event_id: number }>(
            'insert into event_done (tenant_id, event_id, handler) values ($1, $2, $3) on conflict do nothing returning event_id', [tenantId, e.id, key]);
          if (mine) await handler(tx, e.payload);
          return {};
        });
        handled++;
      }
    }
  }
  return handled;
}
