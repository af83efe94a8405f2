/** One of many in a transaction by itself: when it is refused, what it wrote is taken back and the others stay. */
import { isPassing, refusalOf } from '../database/refusals.ts';
import type { Tx } from '../database/tx.ts';
import { Refusal } from '../refusal.ts';

export async function apart<T>(tx: Tx, work: () => Promise<T>): Promise<T | Refusal> {
  const pending = Object.values(tx.pending) as object[][];
  const lengths = pending.map((rows) => rows.length);
  await tx.query('savepoint apart');
  try {
    const done = await work();
    await tx.query('release savepoint apart');
    return done;
  } catch (e) {
    const refusal = e instanceof Refusal ? e : refusalOf(e, tx.kernel);
    if (!refusal || isPassing(refusal)) throw e;
    await tx.query('rollback to savepoint apart');
    for (const [i, rows] of pending.entries()) rows.length = lengths[i]!;
    return refusal;
  }
}

/** Tries what a write would do: everything is done, told, and taken back again. */
export async function tried<T>(write: (work: (tx: Tx) => Promise<object>) => Promise<unknown>, work: (tx: Tx) => Promise<T>): Promise<T> {
  let found: { readonly told: T } | undefined;
  await write(async (tx) => {
    found = { told: await work(tx) };
    throw new OnlyTried();
  }).catch((e: unknown) => { if (!(e instanceof OnlyTried)) throw e; });
  return found!.told;
}
class OnlyTried extends Error {}
