/**
 * One open transaction of one organisation: what a module gets to work with. Row-level security sees the organisation
 * through a transaction-local setting, so a statement outside it returns nothing.
 */
import { type CompiledQuery, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';
import type { Actor } from '../access/actor.ts';
import type { Register, RowOf } from '../register/register.ts';
import type { Kernel } from '../runtime.ts';
import { inOnePacket, type Client } from './connect.ts';
import { isId } from './id.ts';
import { assert } from '../refusal.ts';

export interface Tx {
  readonly kernel: Kernel;
  readonly tenantId: string;
  readonly actor: Actor;
  readonly now: Date;
  /** Nothing can be written and nothing is locked: a page is drawn, a step is only looked at. */
  readonly looking: boolean;
  /** Rows of kernel tables written at the end, in one call: history, tasks, timers, events, slips, signatures, search words. */
  readonly pending: Pending;
  /** Small tables changed here: forgotten once more at its end, because somebody may have read the rows of before meanwhile, or this one its own. */
  readonly forgotten: Set<string>;
  query<T>(text: string, values?: readonly unknown[]): Promise<T[]>;
}

export interface Pending {
  readonly history: object[];
  readonly tasks: object[];
  readonly timers: object[];
  readonly events: object[];
  readonly slips: object[];
  readonly signatures: object[];
  readonly words: object[];
  readonly notices: NewNotice[];
  /** Records whose open tasks and timers end with this step. */
  readonly settle: { readonly register: string; readonly record_id: string }[];
}
export interface NewNotice {
  readonly id: string; readonly user_id: string; readonly kind: string; readonly key: string; readonly unit_id: string | null; readonly register: string | null; readonly record_id: string | null;
  readonly number: string | null; readonly what: string | null; readonly words: readonly string[] | null; readonly urgent: boolean; readonly due_at: Date | null;
}
export const emptyPending = (): Pending => ({ history: [], tasks: [], timers: [], events: [], slips: [], signatures: [], words: [], notices: [], settle: [] });

/** One transaction on one connection. BEGIN travels with its first statement and COMMIT with its last. */
export interface Conversation {
  query<T>(text: string, values?: readonly unknown[]): Promise<T[]>;
  commit(last?: Statement): Promise<void>;
  rollback(): Promise<void>;
}
export interface Statement { readonly text: string; readonly values: readonly unknown[] }

/** `again`: the same few statements are asked thousands of times, so PostgreSQL plans each once. */
export function converse(client: Client, tenantId: string, readOnly: boolean, again = false): Conversation {
  // The id is checked because it stands in the text.
  assert(isId(tenantId), `not an organisation id: ${tenantId}`);
  let begun: Promise<unknown> | undefined;
  let over = false;
  const send = (text: string, values: readonly unknown[] = []) => client.query(text, values as unknown[]);
  const begin = () => (begun = client.query(`BEGIN${readOnly ? ' READ ONLY' : ''}; SET LOCAL dutydesk.tenant = '${tenantId}'${readOnly ? '' : `; SELECT dd_enter('${tenantId}')`}${again ? '; SET LOCAL plan_cache_mode = force_generic_plan' : ''}`));
  return {
    async query<T>(text: string, values?: readonly unknown[]): Promise<T[]> {
      // The connection serves somebody else by now: work that was left running must not write into their transaction.
      assert(!over, 'the transaction is over');
      if (begun) return (await send(text, values)).rows as T[];
      const [, result] = await Promise.all(inOnePacket(client, () => [begin(), send(text, values)] as const));
      return result.rows as T[];
    },
    async commit(last) {
      over = true;
      if (!begun && !last) return;
      // A statement that failed makes PostgreSQL answer COMMIT with a rollback, so the two may travel together.
      const [, , end] = await Promise.all(inOnePacket(client, () => [begun ?? begin(), last && send(last.text, last.values), client.query('COMMIT')] as const));
      // Without an error: a failure that somebody swallowed must not be answered as a success.
      assert(end.command === 'COMMIT', 'a statement of this transaction failed and nobody passed it on');
    },
    async rollback() { over = true; if (begun) await client.query('ROLLBACK'); },
  };
}

export function makeTx(kernel: Kernel, conversation: Pick<Conversation, 'query'>, actor: Actor, now: Date, looking = false): Tx {
  return { kernel, tenantId: actor.tenantId, actor, now, looking, pending: emptyPending(), forgotten: new Set(), query: conversation.query };
}

/** What this transaction changed of a small table is seen at once here, and by everybody once it has ended. */
export function forget(tx: Tx, what: string): void {
  tx.kernel.forget(tx.tenantId, what);
  tx.forgotten.add(what);
}

/**
 * Typed access to exactly the registers named: `tables(tx, LostItem, Card)`.
 * Naming them keeps the type small, so type-checking stays fast with a hundred modules. Always filter by what an index
 * serves; row-level security adds the organisation. Sealed columns (ID numbers) come back sealed: use `readRecord`.
 */
export function tables<const R extends readonly Register[]>(tx: Tx, ..._registers: R): Kysely<{ [X in R[number] as X['name']]: RowOf<X> & { tenant_id: string } }> {
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new OpenTransaction(tx),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

class OpenTransaction implements Driver {
  readonly #tx: Tx;
  constructor(tx: Tx) { this.#tx = tx; }
  init(): Promise<void> { return Promise.resolve(); }
  acquireConnection(): Promise<DatabaseConnection> {
    const tx = this.#tx;
    return Promise.resolve({
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> { return { rows: await tx.query<R>(query.sql, query.parameters) }; },
      // biome-ignore lint/correctness/useYield: streaming is refused; a report that needs it uses a cursor of its own.
      async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> { throw new Error('streaming is not offered inside a step'); },
    });
  }
  beginTransaction(): Promise<void> { throw new Error('the transaction is already open'); }
  commitTransaction(): Promise<void> { throw new Error('the kernel commits'); }
  rollbackTransaction(): Promise<void> { throw new Error('throw to roll back'); }
  releaseConnection(): Promise<void> { return Promise.resolve(); }
  destroy(): Promise<void> { return Promise.resolve(); }
}
