/**
 * Reconciliation (核对) of a month before it is closed: what the orders say against what the ledger holds, per region, per
 * service type and order by order. Serves SM-31 (both margins must agree) and AC-23 (a moved order is named).
 */
import type { Tx } from '../../../kernel/index.ts';
import { regionsFor, serviceTypes } from '../orders/index.ts';
import { closedThrough, inOpening, ServicePoints } from './credit.ts';
import type { Cell, ClosingFacts, Difference } from './rules.ts';

/** How many differing orders a refusal names; the next ones show when these are put right. */
const NAMED = 10;

export interface Closing extends ClosingFacts { readonly first: string; readonly last: string; /** Done in the month, not verified: they will count later. */ readonly unverified: number }

export async function closingFacts(tx: Tx, month: string, last: string, today: string): Promise<Closing> {
  const first = `${month}-01`;
  const span = [tx.tenantId, ServicePoints.name, first, last];
  const name = await names(tx);
  const orders = await tx.query<Cell>(`${TOUCHED} ${WANTED} select region::text as region, service_type::text as service_type, count(*) as orders, coalesce(sum(points), 0)::bigint as points
    from wanted group by 1, 2`, span);
  const ledger = await tx.query<Cell>(`${TOUCHED} ${HELD} select region, service_type, count(*) as orders, sum(points)::bigint as points from (
      select region, service_type, points from held
      union all select e.dim_a, e.dim_b, e.amount from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal
        where e.tenant_id = $1 and e.ledger = $2 and e.account = 'earned' and e.business_day between $3 and $4 and j.register is distinct from 'service_order'
    ) x group by 1, 2`, span);
  const [open] = await tx.query<{ n: number }>(
    `select count(*) as n from service_order where tenant_id = $1 and state = 'done' and done_on between $2 and $3`, [tx.tenantId, first, last]);
  return {
    month, today, first, last, unverified: open?.n ?? 0,
    earlierOpen: await earlierOpen(tx, first),
    orders: orders.map((c) => named(c, name)), ledger: ledger.map((c) => named(c, name)),
    differences: await differences(tx, span, name),
  };
}

// Materialised, each part computed once: with fresh tables PostgreSQL has no statistics yet and would nest them.
/** Verified orders done in the month, every order with an entry in it, and older ones that were never credited. */
const TOUCHED = `with touched as materialized (
    select id from service_order where tenant_id = $1 and state in ('verified', 'closed') and done_on between $3 and $4
    union
    select o.id from service_order o join service_type t on t.tenant_id = $1 and t.id = o.service_type and t.earns_points
    where o.tenant_id = $1 and o.credited_on is null and o.state in ('verified', 'closed') and o.done_on < $3
    union
    select j.record_id from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal
    where e.tenant_id = $1 and e.ledger = $2 and e.account = 'earned' and e.business_day between $3 and $4 and j.register = 'service_order')`;

/** What each of them should have, from its own region, type and day of work. */
const WANTED = `, wanted as materialized (
    select o.id, o.number, o.region, o.service_type, (
      select c.points from points_catalogue c where c.tenant_id = $1 and c.service_type = o.service_type and c.state = 'in_force' and c.effective_from <= o.done_on
      order by c.effective_from desc limit 1) as points
    from service_order o join touched on touched.id = o.id join service_type t on t.tenant_id = $1 and t.id = o.service_type and t.earns_points
    where o.tenant_id = $1 and o.state in ('verified', 'closed') and not ${inOpening('o')} and $2::text is not null)`;

/** What the ledger holds for each of them, reversals taken off, whenever they were posted. */
const HELD = `, held as materialized (
    select j.record_id as id, e.dim_a as region, e.dim_b as service_type, sum(e.amount) as points
    from ledger_journal j join touched on touched.id = j.record_id join ledger_entry e on e.tenant_id = j.tenant_id and e.journal = j.id and e.account = 'earned'
    where j.tenant_id = $1 and j.ledger = $2 and j.register = 'service_order' group by 1, 2, 3 having sum(e.amount) <> 0)`;

interface DifferenceRow { readonly number: string; readonly region: string | null; readonly service_type: string | null; readonly points: number | null; readonly held: readonly Cell[] }

async function differences(tx: Tx, span: readonly unknown[], name: Names): Promise<Difference[]> {
  const rows = await tx.query<DifferenceRow>(
    `${TOUCHED} ${WANTED} ${HELD}, wrong as (
       select coalesce(w.id, h.id) as id from wanted w full join held h on h.id = w.id and h.region = w.region::text and h.service_type = w.service_type::text
       where w.points is distinct from h.points or w.points is null)
     select o.number, w.region::text as region, w.service_type::text as service_type, w.points,
       coalesce((select jsonb_agg(jsonb_build_object('region', h.region, 'service_type', h.service_type, 'points', h.points)) from held h where h.id = o.id), '[]') as held
     from service_order o left join wanted w on w.id = o.id where o.tenant_id = $1 and o.id in (select id from wrong) order by o.number limit ${NAMED}`, span);
  return rows.map((r) => ({
    number: r.number,
    order: { place: r.region === null ? '—' : placeOf(r.region, r.service_type ?? '', name), points: r.region === null ? 0 : r.points },
    credited: r.held.map((h) => ({ place: placeOf(h.region, h.service_type, name), points: Number(h.points) })),
  }));
}

/** Months before this one that are not closed although something happened in them. */
async function earlierOpen(tx: Tx, first: string): Promise<string[]> {
  const closed = await closedThrough(tx);
  const rows = await tx.query<{ month: string }>(
    `select distinct to_char(day, 'YYYY-MM') as month from (
       select business_day as day from ledger_entry where tenant_id = $1 and ledger = $2 and account = 'earned' and business_day < $3
       union all select done_on from service_order o where tenant_id = $1 and state in ('verified', 'closed') and done_on < $3 and credited_on is null and not ${inOpening('o')}) x
     where $4::text is null or to_char(day, 'YYYY-MM') > $4 order by 1 limit 3`, [tx.tenantId, ServicePoints.name, first, closed]);
  return rows.map((r) => r.month);
}

type Names = ReadonlyMap<string, string>;
async function names(tx: Tx): Promise<Names> {
  const all = [...(await regionsFor(tx, 'points')), ...(await serviceTypes(tx))];
  return new Map(all.map((x) => [x.id, x.code]));
}
const placeOf = (region: string, type: string, name: Names): string => `${name.get(region) ?? region}/${name.get(type) ?? type}`;
const named = (c: Cell, name: Names): Cell => ({ ...c, region: name.get(c.region) ?? c.region, service_type: name.get(c.service_type) ?? c.service_type });
