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
  return organisationDayAt(tx, tx.now);
}
export async function organisationDayAt(tx: Tx, at: Date): Promise<string> {
  const root = [...(await unitsOf(tx)).values()].find((u) => u.parent === null);
  return businessDay(at, root?.calendar ?? { zone: 'Asia/Shanghai', dayStarts: '00:00' });
}

/** Links what was written since the last time; how many rows. Run by the sealer of the server, every second. */
export async function seal(tx: Tx, most = 2_000): Promise<number> {
  const [row] = await tx.query<{ n: number }>('select dd_seal($1, $2, $3) as n', [tx.tenantId, await organisationDay(tx), most]);
  return row?.n ?? 0;
}

interface Link { readonly day: string; readonly seq: number; readonly history_id: number; readonly hash: Buffer; readonly text: string | null }

interface ChainEnd { readonly unsealed: number; readonly lost: number; readonly head: Buffer | null; readonly day: string; readonly seq: number }
interface Walk { hash: Buffer; day: string; seq: number; checked: number; readonly days: Set<string> }

/** Walks the whole chain and says where it breaks: a changed, missing or inserted row changes every hash after it. */
export async function verify(tx: Tx): Promise<AuditVerdict> {
  const at: Walk = { hash: createHash('sha256').update(tx.tenantId, 'utf8').digest(), day: '0001-01-01', seq: 0, checked: 0, days: new Set() };
  for (;;) {
    const began = at.checked;
    const broken = await walkOn(tx, at);
    if (broken) return broken;
    const end = await chainEnd(tx);
    // The house goes on working: what was sealed while this walked is walked too, until the end that stands there is reached.
    const more = end.head !== null && at.checked > began && (end.day > at.day || (end.day === at.day && end.seq > at.seq));
    if (more) continue;
    const whole = end.lost === 0 && (end.head === null || end.head.equals(at.hash));
    return {
      ok: whole, checked: at.checked, days: at.days.size, unsealed: end.unsealed, head: at.hash.toString('hex'),
      firstBroken: whole ? null : { day: at.day, seq: at.seq + 1, problem: ['链尾被截断，或有未入链的历史记录', 'The end of the chain was cut off, or a history row never entered it'] },
    };
  }
}

/** On from where it stands to the last link; the verdict when one of them is broken. */
async function walkOn(tx: Tx, at: Walk): Promise<AuditVerdict | undefined> {
  const broken = (l: Link, problem: readonly [string, string]): AuditVerdict =>
    ({ ok: false, checked: at.checked, days: at.days.size, unsealed: 0, firstBroken: { day: l.day, seq: l.seq, problem }, head: at.hash.toString('hex') });
  for (;;) {
    const links = await tx.query<Link>(
      `select l.business_day as day, l.seq, l.history_id, l.hash, dd_history_text(h) as text from audit_link l
       left join history h on h.tenant_id = l.tenant_id and h.id = l.history_id
       where l.tenant_id = $1 and (l.business_day, l.seq) > ($2, $3) order by l.business_day, l.seq limit 5000`, [tx.tenantId, at.day, at.seq]);
    for (const l of links) {
      if (l.seq !== (l.day === at.day ? at.seq + 1 : 1)) return broken(l, ['链条缺号', 'A link is missing from the chain']);
      if (l.text === null) return broken(l, ['历史记录被删除', 'A history row was deleted']);
      const hash = createHash('sha256').update(at.hash).update(l.text, 'utf8').digest();
      if (!hash.equals(l.hash)) return broken(l, ['历史记录被改动', 'A history row was changed']);
      Object.assign(at, { hash, day: l.day, seq: l.seq, checked: at.checked + 1 });
      at.days.add(l.day);
    }
    if (links.length < 5000) return undefined;
  }
}

async function chainEnd(tx: Tx): Promise<ChainEnd> {
  const [end] = await tx.query<ChainEnd>(
    `select (select count(*)::int from history_unsealed where tenant_id = $1) as unsealed,
       (select count(*)::int from history h where h.tenant_id = $1 and not exists (select 1 from audit_link l where l.tenant_id = $1 and l.history_id = h.id)
         and not exists (select 1 from history_unsealed u where u.tenant_id = $1 and u.history_id = h.id)) as lost,
       a.hash as head, coalesce(a.business_day, '0001-01-01') as day, coalesce(a.seq, 0) as seq
     from (values (1)) as one left join audit_head a on a.tenant_id = $1`, [tx.tenantId]);
  return end!;
}
