/** How the contracts stand on a day, by branch: the query behind the report, the ledger page and the figures of other modules. Serves FS-5.2, FS-5.3. */
import { scopeOf, type Tx } from '../../../kernel/index.ts';
import { READERS } from './ledger-status.ts';
import { countsOf, type Counts, type Standing } from './rules.ts';

/** Contracts signed from `signed_from` (all when null) to `as_of`, as they stood when `as_of` ended. */
export interface Span { readonly as_of: string; readonly signed_from: string | null }
export interface StandingContract extends Standing { readonly id: string; readonly contract_no: string; readonly customer: string; readonly product: string; readonly signed_on: string; readonly status_id: string | null; readonly status_from: string | null }

export async function standingsOn(tx: Tx, span: Span): Promise<StandingContract[]> {
  return tx.query<StandingContract>(
    `select c.id, c.number, c.contract_no, k.name as customer, c.product, c.unit_id as unit, c.units, c.amount::bigint as amount, c.signed_on, c.shipped_on, s.id as status_id, s.name as status, s.counts_as, h.valid_from as status_from
     from sales_contract c join customer k on k.tenant_id = c.tenant_id and k.id = c.customer
     left join contract_status_change h on h.tenant_id = c.tenant_id and h.contract = c.id and h.valid_from <= $2 and (h.valid_to is null or h.valid_to > $2)
     left join contract_ledger_status s on s.tenant_id = h.tenant_id and s.id = h.status
     where c.tenant_id = $1 and c.signed_on <= $2 and ($3::date is null or c.signed_on >= $3) and (c.cancelled_on is null or c.cancelled_on > $2) and c.archived_at is null
       and ($4::uuid[] is null or c.unit_id = any($4))
     order by c.signed_on, c.number`, [tx.tenantId, span.as_of, span.signed_from, await scopeOf(tx, tx.actor, READERS)]);
}

/** Every branch in the organisation's own order, those without contracts too; other units only when they have some. */
export async function contractFigures(tx: Tx, span: Span): Promise<readonly (Counts & { readonly unit: string })[]> {
  const contracts = await standingsOn(tx, span);
  const reach = await scopeOf(tx, tx.actor, READERS);
  const branches = await tx.query<{ id: string }>(
    `select id from unit where tenant_id = $1 and unit_kind = 'branch' and archived_at is null and ($2::uuid[] is null or id = any($2)) order by number`, [tx.tenantId, reach]);
  const units = [...new Set([...branches.map((b) => b.id), ...contracts.map((c) => c.unit)])];
  return units.map((unit) => ({ unit, ...countsOf(contracts.filter((c) => c.unit === unit), span.as_of) }));
}

/** Which words of the vocabulary stand in each group, and whether any status changed after the day. */
export async function vocabulary(tx: Tx, asOf: string) {
  const statuses = await tx.query<{ id: string; name: string; counts_as: string | null }>('select id, name, counts_as from contract_ledger_status where tenant_id = $1 order by list_order, code', [tx.tenantId]);
  const [later] = await tx.query<{ n: number }>('select count(*)::int as n from contract_status_change where tenant_id = $1 and (valid_from > $2 or valid_to > $2)', [tx.tenantId, asOf]);
  return { statuses, changedSince: (later?.n ?? 0) > 0 };
}

/** Counted from the contracts alone, without their statuses: the other side of the proof. */
export async function contractsSigned(tx: Tx, p: Span): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from sales_contract where tenant_id = $1 and archived_at is null and signed_on <= $2 and ($3::date is null or signed_on >= $3)
       and (cancelled_on is null or cancelled_on > $2) and ($4::uuid[] is null or unit_id = any($4))`, [tx.tenantId, p.as_of, p.signed_from, await scopeOf(tx, tx.actor, READERS)]);
  return row?.n ?? 0;
}
