/**
 * The kernel at work: all definitions in one place, and the two ways to touch the database: `read` and `write`.
 * A write is one transaction with its idempotency key; a refusal rolls everything back.
 */
import { createHash } from 'node:crypto';
import type { Actor } from './access/actor.ts';
import { organisationModule } from './access/organisation.ts';
import { elapsed, type Clock } from './clock.ts';
import { isPlanOutdated, isUnreachable, openPool, type Pool } from './database/connect.ts';
import { isId } from './database/id.ts';
import { converse, makeTx, type Conversation, type Statement, type Tx } from './database/tx.ts';
import { isBusy, refusalOf } from './database/refusals.ts';
import type { Duty } from './duty/duty.ts';
import type { Cipher } from './field/field.ts';
import type { Intake } from './intake.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Module } from './module.ts';
import type { Process } from './process/process.ts';
import { assert, Refusal } from './refusal.ts';
import { ledgersModule } from './ledger/stop.ts';
import { importsModule } from './register/import-batch.ts';
import type { Register } from './register/register.ts';
import type { ComposedReport } from './report/composed.ts';
import type { Query, Report } from './report/report.ts';
import type { Parameter } from './settings/parameter.ts';
import { checkDefinitions } from './definitions.ts';
import { type DrawnAhead, giveBack } from './register/number.ts';

export interface Kernel {
  readonly modules: readonly Module[];
  readonly registers: ReadonlyMap<string, Register>;
  readonly processes: ReadonlyMap<string, Process>;
  readonly ledgers: ReadonlyMap<string, Ledger>;
  readonly duties: ReadonlyMap<string, Duty>;
  readonly reports: ReadonlyMap<string, Report>;
  readonly composedReports: ReadonlyMap<string, ComposedReport>;
  readonly queries: ReadonlyMap<string, Query>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly intakes: ReadonlyMap<string, Intake>;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly pool: Pool;
  /** For single statements beside an open transaction: never waits for `pool`, so the two cannot block each other. */
  readonly side: Pool;
  /** While nobody else writes to the organisations served. */
  readonly drawAhead?: DrawnAhead;
  read<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** `key` comes from the browser; the same key with the same content gives the same answer, with other content it is refused. */
  write<T extends object>(actor: Actor, work: (tx: Tx) => Promise<T>, once?: Once): Promise<T & { readonly repeated?: boolean }>;
  /** Small tables that every request needs, kept for a second per organisation. */
  cached<T>(tenantId: string, what: string, load: () => Promise<T>): Promise<T>;
  forget(tenantId: string, what: string): void;
  close(): Promise<void>;
}
export interface Once { readonly key: string; readonly content: unknown }
export interface KernelOptions { readonly url: string; readonly modules: readonly Module[]; readonly clock: Clock; readonly cipher: Cipher; readonly connections?: number; readonly drawAhead?: number;
  /** Refuses to write while there is no room for it. */
  readonly mustHaveRoom?: () => void }

/** The modules with those of the system in front. */
export function withSystem(modules: readonly Module[]): readonly Module[] {
  const organisation = organisationModule(modules);
  return [organisation, importsModule([organisation]), ledgersModule(), ...modules];
}

export function openKernel(options: KernelOptions): Kernel {
  const modules = withSystem(options.modules);
  const processes = modules.flatMap((m) => (m.processes ?? []) as Process[]);
  const kernel: Kernel = {
    modules, pool: openPool(options.url, options.connections), side: openPool(options.url, 3), clock: options.clock, cipher: options.cipher,
    registers: byName(modules.flatMap((m) => m.registers)),
    processes: new Map(processes.map((p) => [p.register.name, p])),
    ledgers: byName(modules.flatMap((m) => (m.ledgers ?? []) as Ledger[])),
    duties: byName(modules.flatMap((m) => m.duties ?? [])),
    reports: byName(modules.flatMap((m) => m.reports ?? [])),
    composedReports: byName(modules.flatMap((m) => m.composedReports ?? [])),
    queries: byName(modules.flatMap((m) => m.queries ?? [])),
    parameters: byName(modules.flatMap((m) => (m.parameters ?? []) as Parameter[])),
    intakes: byName(modules.flatMap((m) => m.intakes ?? [])),
    read: (actor, work) => transact(kernel, actor, true, work).catch((e: unknown) => { if (isPlanOutdated(e)) return transact(kernel, actor, true, work); throw e; }),
    write: async (actor, work, once) => { options.mustHaveRoom?.(); return writeOnce(kernel, actor, work, once); },
    ...openCache(),
    ...(options.drawAhead ? { drawAhead: { each: options.drawAhead, series: new Map() } } : {}),
    close: async () => { if (kernel.drawAhead) await giveBack(kernel, kernel.drawAhead); await Promise.all([kernel.pool.end(), kernel.side.end()]); },
  };
  checkDefinitions(kernel);
  return kernel;
}

function byName<T extends { readonly name: string }>(things: readonly T[]): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const thing of things) {
    assert(!found.has(thing.name), `${thing.name} is defined twice`);
    found.set(thing.name, thing);
  }
  return found;
}

async function transact<T>(kernel: Kernel, actor: Actor, readOnly: boolean, work: (tx: Tx) => Promise<T>, once?: Once): Promise<T> {
  const client = await kernel.pool.connect();
  let broken: Error | undefined;
  const conversation = converse(client, actor.tenantId, readOnly, kernel.drawAhead !== undefined);
  const tx = makeTx(kernel, conversation, actor, kernel.clock.now(), readOnly);
  try {
    const result = await work(tx);
    await conversation.commit(readOnly ? undefined : leftPending(tx, once, result));
    return result;
  } catch (e) {
    broken = await rollback(conversation);
    throw refusalOf(e, kernel) ?? e;
  } finally {
    for (const what of tx.forgotten) kernel.forget(tx.tenantId, what);
    client.release(broken);
  }
}

/** The error that makes the connection unusable, when even the rollback fails. */
async function rollback(conversation: Conversation): Promise<Error | undefined> {
  try {
    await conversation.rollback();
    return undefined;
  } catch (e) {
    return e instanceof Error ? e : new Error(String(e));
  }
}

/** What the work left to be written, as one statement. */
function leftPending(tx: Tx, once?: Once, response?: unknown): Statement | undefined {
  const full = Object.entries(tx.pending).filter(([, rows]) => (rows as unknown[]).length > 0);
  if (full.length === 0 && !once) return undefined;
  const idempotency = once && { key: once.key, actor_id: tx.actor.id, request_hash: hashOf(once.content), response };
  const text = JSON.stringify({ ...Object.fromEntries(full), now: tx.now, ...(idempotency ? { idempotency } : {}) });
  for (const [, rows] of full) (rows as unknown[]).length = 0;
  return { text: 'select dd_flush($1, $2), dd_tell($1, $2)', values: [tx.tenantId, text] };
}

async function writeOnce<T extends object>(kernel: Kernel, actor: Actor, work: (tx: Tx) => Promise<T>, once?: Once): Promise<T & { repeated?: boolean }> {
  if (once && !isId(once.key)) throw new Refusal('idempotency.key', ['请求缺少有效的幂等键', 'The request lacks a valid idempotency key'], 400);
  for (let attempt = 1; ; attempt++) {
    try {
      return await transact(kernel, actor, false, work, once);
    } catch (e) {
      // A repeated request fails somewhere (wrong state, key taken): what counts is the answer given the first time.
      const earlier = once && !isUnreachable(e) && (await answered<T>(kernel, actor, once));
      if (earlier) return { ...earlier, repeated: true };
      if (!(isPlanOutdated(e) || isBusy(e, 'conflict')) || attempt === 4) throw e;
    }
  }
}

async function answered<T extends object>(kernel: Kernel, actor: Actor, once: Once): Promise<T | undefined> {
  const [row] = await transact(kernel, actor, true, (tx) => tx.query<{ response: T; hash: string; actor_id: string }>(
    `select response, encode(request_hash, 'hex') as hash, actor_id from idempotency where tenant_id = $1 and key = $2`, [tx.tenantId, once.key]));
  if (!row) return undefined;
  if (row.actor_id !== actor.id || row.hash !== hashOf(once.content)) {
    throw new Refusal('idempotency.other_content', ['同一请求编号对应了不同的内容', 'The same request key came with other content'], 422);
  }
  return row.response;
}

const hashOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content) ?? '').digest('hex');

function openCache(): Pick<Kernel, 'cached' | 'forget'> {
  const kept = new Map<string, { readonly until: number; readonly value: Promise<unknown> }>();
  return {
    cached<T>(tenantId: string, what: string, load: () => Promise<T>): Promise<T> {
      const key = `${tenantId}/${what}`;
      const now = elapsed();
      const known = kept.get(key);
      if (known && known.until > now) return known.value as Promise<T>;
      const value = load();
      kept.set(key, { until: now + 1_000, value });
      value.catch(() => kept.delete(key));
      return value;
    },
    forget(tenantId: string, what: string) { kept.delete(`${tenantId}/${what}`); },
  };
}
