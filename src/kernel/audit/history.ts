/**
 * The history: what happened to which record, old and new values, who, on whose behalf, when, why. Rows are only added;
 * a sealer links them into a chain of hashes per organisation and business day, and `verify` proves the chain.
 */
import { createHash } from 'node:crypto';
import { businessDay } from '../calendar/business-day.ts';
import { dayOf, unitsOf } from '../access/organisation.ts';
import type { AuditVerdict } from '../api.ts';
import type { Tx } from '../database/tx.ts';

export interface Note {
  readonly register: string;
  readonly recordId: string;
  readonly number: string;
  readonly unitId: string | null;
  readonly what: string;
  readonly reason?: string | null;
  readonly onBehalfOf?: string | null;
  readonly before?: { readonly [column: string]: unknown };
  readonly after?: { readonly [column: string]: unknown };
  readonly form?: { readonly [field: string]: unknown };
}

/** Written with the rest of the transaction. */
export async function note(tx: Tx, n: Note): Promise<void> {
  tx.pending.history.push({
    register: n.register, record_id: n.recordId, number: n.number, unit_id: n.unitId, what: n.what, at: tx.now,
    business_day: n.unitId ? await dayOf(tx, tx.now, n.unitId) : await organisationDay(tx),
    actor_id: tx.actor.id, actor_name: tx.actor.name, on_behalf_of: n.onBehalfOf ?? null, reason: n.reason ?? tx.actor.reason ?? null,
    before: n.before ?? null, after: n.after ?? null, form: n.form ?? null,
  });
}

/** The business day of the organisation as a whole: that of its root unit. */
export async function organisationDay(tx: Tx): Promise<string> {
  const root = [...(await unitsOf(tx)).values()].find((u) => u.parent === null);
  return businessDay(tx.now, root?.calendar ?? { zone: 'Asia/Shanghai', dayStarts: '00:00' });
}

/** Links what was written since the last time; how many rows. Run by the sealer of the server, every second. */
export async function seal(tx: Tx, most = 2_000): Promise<number> {
  const [row] = await tx.query<{ n: number }>('select dd_seal($1, $2, $3) as n', [tx.tenantId, await organisationDay(tx), most]);
  return row?.n ?? 0;
}

interface Link { readonly day: string; readonly seq: number; readonly history_id: number; readonly hash: Buffer; readonly text: string | null }

/** Walks the whole chain and says where it breaks: a changed, missing or inserted row changes every hash after it. */
export async function verify(tx: Tx): Promise<AuditVerdict> {
  let hash: Buffer = createHash('sha256').update(tx.tenantId, 'utf8').digest();
  let after: { day: string; seq: number } = { day: '0001-01-01', seq: 0 };
  let checked = 0;
  const days = new Set<string>();
  const broken = (l: Link, problem: readonly [string, string]): AuditVerdict =>
    ({ ok: false, checked, days: days.size, unsealed: 0, firstBroken: { day: l.day, seq: l.seq, problem }, head: hash.toString('hex') });
  for (;;) {
    const links = await tx.query<Link>(
      `select l.business_day as day, l.seq, l.history_id, l.hash, dd_history_text(h) as text from audit_link l
       left join history h on h.tenant_id = l.tenant_id and h.id = l.history_id
       where l.tenant_id = $1 and (l.business_day, l.seq) > ($2, $3) order by l.business_day, l.seq limit 5000`, [tx.tenantId, after.day, after.seq]);
    for (const l of links) {
      const expected = l.day === after.day ? after.seq + 1 : 1;
      if (l.seq !== expected) return broken(l, ['链条缺号', 'A link is missing from the chain']);
      if (l.text === null) return broken(l, ['历史记录被删除', 'A history row was deleted']);
      hash = createHash('sha256').update(hash).update(l.text, 'utf8').digest();
      if (!hash.equals(l.hash)) return broken(l, ['历史记录被改动', 'A history row was changed']);
      checked++;
      days.add(l.day);
      after = { day: l.day, seq: l.seq };
    }
    if (links.length < 5000) break;
  }
  const [state] = await tx.query<{ unsealed: number; lost: number; head: Buffer | null }>(
    `select (select count(*)::int from history_unsealed where tenant_id = $1) as unsealed,
       (select count(*)::int from history h where h.tenant_id = $1 and not exists (select 1 from audit_link l where l.tenant_id = $1 and l.history_id = h.id)
         and not exists (select 1 from history_unsealed u where u.tenant_id = $1 and u.history_id = h.id)) as lost,
       (select hash from audit_head where tenant_id = $1) as head`, [tx.tenantId]);
  const head = hash.toString('hex');
  const whole = state!.lost === 0 && (state!.head === null || state!.head.toString('hex') === head);
  return {
    ok: whole, checked, days: days.size, unsealed: state!.unsealed, head,
    firstBroken: whole ? null : { day: after.day, seq: after.seq + 1, problem: ['链尾被截断,或有未入链的历史记录', 'The end of the chain was cut off, or a history row never entered it'] },
  };
}
