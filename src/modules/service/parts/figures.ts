/** Figures on parts: what was fitted, from the applications and once more from the ledger with its cost layers. Serves FS-3.7, FS-3.8, AC-25, CG-44. */
import type { Tx } from '../../../kernel/index.ts';
import { PartStock } from './ledger.ts';
import type { Side } from './rules.ts';

export type Units = readonly string[] | null;
export interface Fitted { readonly region: string | null; readonly side: Side | null; readonly pieces: number; readonly cost: number }

/** By day of replacement, region and who bears it; null where nobody has decided yet. */
export async function fittedIn(tx: Tx, from: string, to: string, units: Units): Promise<readonly Fitted[]> {
  return tx.query<Fitted>(
    `select region, side, sum(used)::int as pieces, sum(cost)::bigint as cost from part_application
     where tenant_id = $1 and replaced_on between $2 and $3 and used > 0 and ($4::uuid[] is null or unit_id = any($4)) group by region, side`, [tx.tenantId, from, to, units]);
}

export interface Sum { readonly pieces: number; readonly cost: number }
export const summed = (rows: readonly Sum[]): Sum => rows.reduce((all, r) => ({ pieces: all.pieces + r.pieces, cost: all.cost + r.cost }), { pieces: 0, cost: 0 });

/** The same from the other side: pieces that left stock into units, each at the cost of its layer. */
export async function ledgerFitted(tx: Tx, from: string, to: string, units: Units): Promise<Sum> {
  const [row] = await tx.query<Sum>(
    `select coalesce(sum(e.amount), 0)::int as pieces, coalesce(sum(e.amount * coalesce(c.unit_cost, 0)), 0)::bigint as cost
     from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal join part_application a on a.tenant_id = j.tenant_id and a.id = j.record_id
     left join cost_layer c on c.tenant_id = e.tenant_id and c.id = nullif(e.dim_a, '')::uuid
     where e.tenant_id = $1 and e.ledger = $5 and e.account = 'installed' and e.business_day between $2 and $3 and ($4::uuid[] is null or a.unit_id = any($4))`,
    [tx.tenantId, from, to, units, PartStock.name]);
  return row!;
}

export interface PartsCost { readonly in: Sum; readonly out: Sum; readonly undecided: Sum; readonly total: number }
/** What parts cost in a period, in and out of warranty; for the check of a total that somebody typed. */
export async function partsCostOf(tx: Tx, from: string, to: string, units: Units = null): Promise<PartsCost> {
  const rows = await fittedIn(tx, from, to, units);
  const of = (side: Side | null) => summed(rows.filter((r) => r.side === side));
  return { in: of('in'), out: of('out'), undecided: of(null), total: summed(rows).cost };
}
