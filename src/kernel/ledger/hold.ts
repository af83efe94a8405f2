/**
 * Holding a quantity for somebody until it is used or given back: a room deposit, a gift in a basket, a budget reserved.
 * A hold is an ordinary posting to an account of its own, so floors need no second rule; it ends exactly once: settled by
 * another movement, released by its mirror (lots and expiry dates come back as they were), or released by the clock.
 */
import { asSystem } from '../access/system.ts';
import { newId } from '../database/id.ts';
import { isPassing } from '../database/refusals.ts';
import type { Tx } from '../database/tx.ts';
import { Refusal } from '../refusal.ts';
import type { Kernel } from '../runtime.ts';
import type { Posted, Posting } from './ledger.ts';
import { post, reverse } from './post.ts';

interface HoldRow { readonly id: string; readonly ledger: string; readonly journal: string; readonly resolved_by: string | null }

/** Holds what the posting moves. `until` = when it is given back by itself; null = never. Out: the hold's id. Refuses like any posting. */
export async function hold(tx: Tx, posting: Posting, until: Date | null): Promise<string> {
  const [posted] = await post(tx, posting);
  const [earlier] = posted!.repeated ? await tx.query<{ id: string }>('select id from ledger_hold where tenant_id = $1 and journal = $2', [tx.tenantId, posted!.journal]) : [];
  if (earlier) return earlier.id;
  const id = newId(tx.now);
  await tx.query('insert into ledger_hold (tenant_id, id, ledger, journal, expires_at) values ($1, $2, $3, $4, $5)', [tx.tenantId, id, posting.ledger.name, posted!.journal, until]);
  return id;
}

/** Uses what was held, all of it: posts the movement out of the held account. Refuses a hold that has ended, another amount, and a cause that was used before. */
export async function settleHold(tx: Tx, id: string, posting: Posting): Promise<Posted> {
  const held = await openHold(tx, id);
  const [whole] = await tx.query<{ amount: number }>('select amount from ledger_journal where tenant_id = $1 and id = $2', [tx.tenantId, held.journal]);
  // Less would leave a rest that nobody holds, more would take what others hold.
  if (whole!.amount !== posting.amount) throw new Refusal('hold.amount', [`预留的是 ${whole!.amount},须全部动用或释放`, `${whole!.amount} are held: use all of it, or release it`]);
  const [posted] = await post(tx, posting);
  if (posted!.repeated) throw new Refusal('hold.cause', [`凭据 ${posting.because} 已用于另一笔`, `${posting.because} was used for something else`]);
  await endHold(tx, id, posted!.journal);
  return posted!;
}

/** Gives back what was held. Refuses a hold that has ended. */
export async function releaseHold(tx: Tx, id: string, because: string): Promise<Posted> {
  const held = await openHold(tx, id);
  const ledger = tx.kernel.ledgers.get(held.ledger)!;
  const posted = await reverse(tx, ledger, held.journal, { because });
  await endHold(tx, id, posted.journal);
  return posted;
}

async function openHold(tx: Tx, id: string): Promise<HoldRow> {
  const [held] = await tx.query<HoldRow>('select id, ledger, journal, resolved_by from ledger_hold where tenant_id = $1 and id = $2 for update', [tx.tenantId, id]);
  if (!held) throw new Refusal('hold.none', ['没有这笔预留', 'There is no such hold'], 404);
  if (held.resolved_by) throw new Refusal('hold.ended', ['这笔预留已结束', 'This hold has ended already']);
  return held;
}

const endHold = (tx: Tx, id: string, journal: string) =>
  tx.query('update ledger_hold set resolved_by = $3 where tenant_id = $1 and id = $2', [tx.tenantId, id, journal]);

/** Gives back every hold whose time is over, each once; how many. One that cannot be given back is reported and holds up nobody else. */
export async function expireHolds(kernel: Kernel, tenantId: string, report: (e: unknown) => void = () => undefined): Promise<number> {
  const system = asSystem(tenantId, 'timer');
  const due = await kernel.read(system, (tx) => tx.query<{ id: string }>(
    'select id from ledger_hold where tenant_id = $1 and resolved_by is null and expires_at <= $2 order by expires_at limit 200', [tenantId, tx.now]));
  let released = 0;
  for (const { id } of due) {
    const { n } = await kernel.write(system, async (tx): Promise<{ n: number }> => {
      const [mine] = await tx.query<{ id: string }>('select id from ledger_hold where tenant_id = $1 and id = $2 and resolved_by is null for update skip locked', [tenantId, id]);
      if (mine) await releaseHold(tx, id, `hold ${id} expired`);
      return { n: mine ? 1 : 0 };
    }).catch((e: unknown) => {
      if (isPassing(e)) throw e;
      report(e);
      return { n: 0 };
    });
    released += n;
  }
  return released;
}
