/**
 * A notice (通知): one person is told one thing, once, with the place that it opens. Written in the transaction in which it
 * happened, or by the clock from tasks and duties. What leaves the house says register, number, step and deadline and nothing else.
 */
import type { Label, NoticeKind } from '../api.ts';
import { holdersOf } from '../access/organisation.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/tx.ts';
import { stepsOf } from '../process/process.ts';
import type { Register } from '../register/register.ts';
import type { RawRow } from '../register/rows.ts';

export interface News {
  readonly kind: NoticeKind;
  /** Names this piece of news: nobody is told it twice. */
  readonly key: string;
  readonly unitId: string | null;
  readonly register: string | null;
  readonly recordId: string | null;
  readonly number: string | null;
  /** The step or the duty. */
  readonly what: string | null;
  readonly dueAt?: Date | null;
  /** Comes through quiet hours and does not wait for a digest. */
  readonly urgent?: boolean;
  readonly words?: Label;
}

/** Tells each of these people. Whom the register keeps the record from is left out by whoever calls. */
export function tell(tx: Tx, people: Iterable<string>, news: News): void {
  for (const user_id of new Set(people)) {
    tx.pending.notices.push({
      id: newId(tx.now), user_id, kind: news.kind, key: news.key, unit_id: news.unitId, register: news.register, record_id: news.recordId, number: news.number, what: news.what,
      words: news.words ?? null, urgent: news.urgent ?? false, due_at: news.dueAt ?? null,
    });
  }
}

/**
 * From a module: tells people, or whoever holds one of the posts for the record's unit, something about a record. `words` is read in the
 * app only. Not told: whoever does it, and whom the register keeps the record from.
 */
export async function notify(tx: Tx, register: Register, record: { readonly id: string; readonly number: string; readonly unit_id: string }, n: {
  readonly to: readonly string[] | { readonly posts: readonly string[] }; readonly words: Label; readonly urgent?: boolean;
}): Promise<void> {
  const people = 'posts' in n.to ? (await Promise.all(n.to.posts.map((post) => holdersOf(tx, post, record.unit_id)))).flat().map((h) => h.id) : n.to;
  const kept = await keptFrom(tx, register, record.id);
  tell(tx, people.filter((id) => id !== tx.actor.id && !kept.has(id)), {
    kind: 'told', key: `told ${newId(tx.now)}`, unitId: record.unit_id, register: register.name, recordId: record.id, number: record.number, what: null, words: n.words, urgent: n.urgent ?? false,
  });
}

/** People who must not hear of this record. */
export async function keptFrom(tx: Tx, register: Register | undefined, recordId: string): Promise<ReadonlySet<string>> {
  if (!register?.access.notBy) return new Set();
  const rows = await tx.query<{ who: string | null }>(`select ${register.access.notBy} as who from ${register.name} where tenant_id = $1 and id = $2`, [tx.tenantId, recordId]);
  return new Set(rows.flatMap((r) => (r.who ? [r.who] : [])));
}

/** A person took a step on somebody else's own record: its owner is told. Many of a register at once are one piece of news. */
export function tellOwner(tx: Tx, register: Register, raw: RawRow, what: string): void {
  const { own, notBy } = register.access;
  const owner = own === undefined ? null : raw[own];
  const process = tx.kernel.processes.get(register.name);
  if (tx.actor.kind !== 'user' || typeof owner !== 'string' || owner === tx.actor.id || (notBy !== undefined && raw[notBy] === owner) || !process || !stepsOf(process)[what]) return;
  const earlier = tx.pending.notices.find((n) => n.user_id === owner && n.kind === 'own' && n.register === register.name && n.what === what);
  if (earlier && earlier.record_id !== raw.id) Object.assign(earlier, { record_id: null, number: null });
  if (earlier) return;
  tell(tx, [owner], { kind: 'own', key: `own ${raw.id} ${raw.version}`, unitId: raw.unit_id, register: register.name, recordId: raw.id, number: raw.number, what });
}
