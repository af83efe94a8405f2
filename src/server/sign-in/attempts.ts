/** Guessing costs: every attempt at any door is written down as a failure before anything is compared; a success makes up for one. */
import type { Tenant } from '../../kernel/access/tenant.ts';
import { newId } from '../../kernel/database/id.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Kernel } from '../../kernel/runtime.ts';
import { atTheDoor } from './secret.ts';

const WINDOW_MINUTES = 15;
const MOST_BY_NAME = 8;
const MOST_BY_ADDRESS = 40;

/** In: what is guessed at (a sign-in name, or `code:` and the person). Counts, then does `find` in the same transaction. Refuses too many (429). */
export async function counted<T>(kernel: Kernel, tenant: Tenant, name: string, address: string, find: (tx: Tx) => Promise<T>): Promise<T> {
  const { found } = await kernel.write(atTheDoor(tenant.id), async (tx) => {
    // One after the other, and counted before anything is looked at: a hundred guesses at once are a hundred guesses.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`sign-in ${tenant.id}`]);
    const since = new Date(tx.now.getTime() - WINDOW_MINUTES * 60_000);
    const [count] = await tx.query<{ by_name: number; by_address: number }>(
      `select (select coalesce(sum(case when ok then -1 else 1 end), 0)::int from sign_in_attempt where tenant_id = $1 and name = $2 and at > $4) as by_name,
         (select coalesce(sum(case when ok then -1 else 1 end), 0)::int from sign_in_attempt where tenant_id = $1 and address = $3 and at > $4) as by_address`, [tenant.id, name.slice(0, 60), address, since]);
    if (count!.by_name >= MOST_BY_NAME || count!.by_address >= MOST_BY_ADDRESS) {
      throw new Refusal('sign_in.too_many', [`尝试次数过多,请 ${WINDOW_MINUTES} 分钟后再试`, `Too many attempts; try again in ${WINDOW_MINUTES} minutes`], 429);
    }
    await attempt(tx, name, address, false);
    return { found: await find(tx) };
  });
  return found;
}

export const succeeded = (kernel: Kernel, tenant: Tenant, name: string, address: string): Promise<object> =>
  kernel.write(atTheDoor(tenant.id), async (tx) => { await attempt(tx, name, address, true); return {}; });

const attempt = (tx: Tx, name: string, address: string, ok: boolean) =>
  tx.query('insert into sign_in_attempt (tenant_id, id, name, address, at, ok) values ($1, $2, $3, $4, $5, $6)', [tx.tenantId, newId(tx.now), name.slice(0, 60), address, tx.now, ok]);
