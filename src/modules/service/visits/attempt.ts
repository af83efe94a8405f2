/**
 * Work inside a transaction that may turn out impossible without taking the transaction along: a savepoint, and what the work had left to be
 * written at the end taken back with it. A refusal becomes a problem to show; a mistake of ours stays one.
 */
import { Refusal, type Tx } from '../../../kernel/index.ts';
import type { Problem } from './conflict.rules.ts';

export type Taken<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

export async function attempt<T>(tx: Tx, work: () => Promise<Taken<T>>): Promise<Taken<T>> {
  const before = Object.entries(tx.pending).map(([name, rows]) => [name, [...(rows as object[])]] as const);
  const undo = async () => {
    await tx.query('rollback to savepoint visit');
    for (const [name, rows] of before) {
      const now = tx.pending[name as keyof typeof tx.pending] as object[];
      now.splice(0, now.length, ...rows);
    }
  };
  await tx.query('savepoint visit');
  try {
    const taken = await work();
    if ('problems' in taken) await undo();
    return taken;
  } catch (e) {
    const problem = problemOf(e);
    if (!problem) throw e;
    await undo();
    return { problems: [problem] };
  }
}

/** What the product or its ledgers refuse; the ledger speaks through the database, whose codes begin with DD. */
function problemOf(e: unknown): Problem | undefined {
  if (e instanceof Refusal) return e.status >= 500 ? undefined : { kind: 'refused', why: e.label };
  const code = (e as { readonly code?: unknown } | null)?.code;
  if (code === 'DD001') return { kind: 'refused', why: ['库存不够', 'Not enough in stock'] };
  return typeof code === 'string' && code.startsWith('DD') ? { kind: 'refused', why: ['账务不接受这笔变动', 'The books do not take this movement'] } : undefined;
}
