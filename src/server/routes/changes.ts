/** Live changes as server-sent events: which records changed, told to whoever may see them. */
import type { FastifyInstance } from 'fastify';
import { mayOpen, visible } from '../../kernel/access/access.ts';
import { asSystem } from '../../kernel/access/system.ts';
import type { Change } from '../../kernel/api.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Context } from './context.ts';
import { unreadOf } from './notices.ts';

/** Each open page asks the database every second. */
const MOST_LISTENERS = 20;

export function changeRoutes(app: FastifyInstance, { kernel, sessions }: Context): void {
  const listening = new Map<string, number>();
  app.get('/api/changes', async (request, reply) => {
    const { actor } = await sessions.of(request);
    const system = asSystem(actor.tenantId, 'event');
    let last = (await kernel.read(system, (tx) => tx.query<{ n: number | null }>('select max(id) as n from history where tenant_id = $1', [actor.tenantId])))[0]?.n ?? 0;
    // Nothing may be awaited from here on: a listener that went away meanwhile would be served for ever.
    if (request.raw.socket.destroyed || (listening.get(actor.id) ?? 0) >= MOST_LISTENERS) throw new Refusal('changes.too_many', ['打开的页面过多', 'Too many open pages'], 429);
    listening.set(actor.id, (listening.get(actor.id) ?? 0) + 1);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    raw.write(': open\n\n');
    let busy = false;
    let unread = -1;
    const look = async (): Promise<void> => {
      // The session may have ended in the meantime, or its posts may have changed.
      const listener = (await sessions.of(request)).actor;
      const rows = await kernel.read(system, (tx) => tx.query<Change & { n: number }>(
        'select id as n, register, record_id as id, what from history where tenant_id = $1 and id > $2 order by history.id limit 200', [actor.tenantId, last]));
      const [told, count] = await kernel.read(listener, async (tx) => [await withinReach(tx, rows), await unreadOf(tx)] as const);
      if (count !== unread) raw.write(`event: unread\ndata: ${count}\n\n`);
      unread = count;
      for (const row of rows) {
        last = Math.max(last, row.n);
        if (told.has(row.id)) raw.write(`data: ${JSON.stringify({ register: row.register, id: row.id, what: row.what } satisfies Change)}\n\n`);
      }
      raw.write(': \n\n');
    };
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      look().catch(() => raw.end()).finally(() => { busy = false; });
    }, 1_000);
    raw.on('close', () => {
      clearInterval(timer);
      listening.set(actor.id, listening.get(actor.id)! - 1);
      if (listening.get(actor.id) === 0) listening.delete(actor.id);
    });
  });
}

/** Of what changed, only records that the listener may see. */
async function withinReach(tx: Tx, changes: readonly Change[]): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (const name of new Set(changes.map((c) => c.register))) {
    const register = tx.kernel.registers.get(name);
    if (!register || !mayOpen(register, tx.actor)) continue;
    const reach = await visible(tx, register, 3);
    const rows = await tx.query<{ id: string }>(`select r.id from ${register.name} r where r.tenant_id = $1 and r.id = any($2) and ${reach.sql}`,
      [tx.tenantId, changes.filter((c) => c.register === name).map((c) => c.id), ...reach.values]);
    for (const { id } of rows) seen.add(id);
  }
  return seen;
}
