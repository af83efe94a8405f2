/** Counting a period's records for a draft, for one branch or for the whole centre. Serves FS-0.4, FS-2.5. */
import { tables, type Tx } from '../../../kernel/index.ts';
import { ServiceRegion } from '../orders/index.ts';
import { cellsOf } from '../service-points/index.ts';
import { highlightsOf, type Done, type Figures } from './draft.rules.ts';
import type { Span } from './periods.rules.ts';

export interface Drafted extends Figures { readonly highlights: string | null }

/** `units`: the branch, or the centre with everything below it. */
export async function draftOf(tx: Tx, units: readonly string[], span: Span): Promise<Drafted> {
  const [counts] = await tx.query<Omit<Figures, 'points'>>(
    `select count(*) filter (where o.issued_on between $3 and $4) as orders_issued,
       count(*) filter (where o.done_on between $3 and $4) as orders_done,
       count(*) filter (where o.issued_on <= $4 and (o.resolved_on is null or o.resolved_on > $4)) as orders_open,
       count(*) filter (where o.done_on between $3 and $4 and t.code = 'EMER') as emergencies
     from service_order o join service_type t on t.tenant_id = o.tenant_id and t.id = o.service_type
     where o.tenant_id = $1 and o.unit_id = any($2) and o.archived_at is null and o.state <> 'cancelled'`, [tx.tenantId, units, span.from, span.to]);
  const done = await tx.query<Done>(
    `select o.number, c.name || coalesce(' ' || s.name, '') as customer, t.name as service_type, o.result
     from service_order o join service_type t on t.tenant_id = o.tenant_id and t.id = o.service_type
     join customer c on c.tenant_id = o.tenant_id and c.id = o.customer left join site s on s.tenant_id = o.tenant_id and s.id = o.site
     where o.tenant_id = $1 and o.unit_id = any($2) and o.archived_at is null and o.state <> 'cancelled' and o.done_on between $3 and $4
     order by t.code = 'EMER' desc, o.number limit 200`, [tx.tenantId, units, span.from, span.to]);
  const { orders_issued, orders_done, orders_open, emergencies } = counts!;
  return { orders_issued, orders_done, orders_open, emergencies, points: await pointsOf(tx, units, span), highlights: highlightsOf(done) };
}

/** Points count for the region, and a region belongs to its branch. */
async function pointsOf(tx: Tx, units: readonly string[], span: Span): Promise<number> {
  const regions = await tables(tx, ServiceRegion).selectFrom('service_region').select(['id', 'branch']).where('tenant_id', '=', tx.tenantId).execute();
  const own = new Set(regions.filter((r) => units.includes(r.branch)).map((r) => r.id));
  return (await cellsOf(tx, span.from, span.to)).filter((c) => own.has(c.region)).reduce((sum, c) => sum + c.points, 0);
}
