/**
 * Figures of the service points (积分汇总): points and orders per region and service type for any span of days.
 * Closed months come from their sums, everything else from the entries. Serves FS-2.6, FS-2.7, FS-2.8.
 */
import type { Tx } from '../../../kernel/index.ts';
import { headcountOf } from '../../people/staff/index.ts';
import { regionsFor, serviceTypes, type Place, type TypeOfService } from '../orders/index.ts';
import { closedThrough, ServicePoints } from './credit.ts';
import { rankings, splitRange, versionOn, type CatalogueVersion, type Cell, type Ranked, type RangeParts } from './rules.ts';

/** Region and service type are ids. An order reversed and credited anew in another cell counts there. */
export async function cellsOf(tx: Tx, from: string, to: string): Promise<Cell[]> {
  const { sql, values } = partsOf(splitRange(from, to, await closedThrough(tx)), tx.tenantId, 'earned');
  return tx.query<Cell>(
    `select dim_a as region, dim_b as service_type, sum(orders)::bigint as orders, sum(points)::bigint as points
     from (${sql}) part group by dim_a, dim_b having sum(orders) <> 0 or sum(points) <> 0`, values);
}

/** The other side of the double entry: what was granted in all. */
export async function grantedIn(tx: Tx, from: string, to: string): Promise<number> {
  const { sql, values } = partsOf(splitRange(from, to, await closedThrough(tx)), tx.tenantId, 'granted');
  const [row] = await tx.query<{ points: number }>(`select coalesce(-sum(points), 0)::bigint as points from (${sql}) part`, values);
  return row?.points ?? 0;
}

/** How many credits were reversed in the span; the orders behind them stand where they were credited last. */
export async function reversalsIn(tx: Tx, from: string, to: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*) as n from ledger_journal r join ledger_journal o on o.tenant_id = r.tenant_id and o.id = r.reverses and o.movement = 'credit'
     where r.tenant_id = $1 and r.ledger = $2 and r.business_day between $3 and $4`,
    [tx.tenantId, ServicePoints.name, from, to]);
  return row?.n ?? 0;
}

export interface MonthFigures { readonly month: string; readonly orders: number; readonly points: number }
export async function monthsOf(tx: Tx, from: string, to: string): Promise<MonthFigures[]> {
  const { sql, values } = partsOf(splitRange(from, to, await closedThrough(tx)), tx.tenantId, 'earned', true);
  return tx.query<MonthFigures>(
    `select month, sum(orders)::bigint as orders, sum(points)::bigint as points from (${sql}) part group by month having count(month) > 0 order by month`, values);
}

export interface RegionMonth { readonly month: string; readonly region: string; readonly points: number }
/** Points per region and month (逐月走势), from the same entries and sums as everything else here. */
export async function regionMonthsOf(tx: Tx, from: string, to: string): Promise<RegionMonth[]> {
  const { sql, values } = partsOf(splitRange(from, to, await closedThrough(tx)), tx.tenantId, 'earned', true);
  return tx.query<RegionMonth>(
    `select month, dim_a as region, sum(points)::bigint as points from (${sql}) part group by month, dim_a having count(month) > 0 order by month, dim_a`, values);
}

/** From the first day of the year to the last month that holds points; null while there are none. */
export async function latestSpan(tx: Tx): Promise<{ readonly from: string; readonly to: string } | null> {
  const [row] = await tx.query<{ day: string | null }>(
    `select (date_trunc('month', max(business_day)) + interval '1 month - 1 day')::date as day from ledger_entry where tenant_id = $1 and ledger = $2 and account = 'earned'`,
    [tx.tenantId, ServicePoints.name]);
  return row?.day ? { from: `${row.day.slice(0, 4)}-01-01`, to: row.day } : null;
}

export interface RegionFigures extends Place, Ranked { readonly orders: number }
/** Both rankings, in the order in which the points reports print regions; people as of the last day of the span. */
export async function standings(tx: Tx, cells: readonly Cell[], asOf: string): Promise<readonly RegionFigures[]> {
  const regions = await regionsFor(tx, 'points');
  const heads = await headcountOf(tx, regions.map((r) => r.branch), asOf);
  return rankings(regions.map((r) => ({ ...r, ...summedOver(cells.filter((c) => c.region === r.id)), headcount: heads.get(r.branch) ?? 0 })));
}

export interface TypeFigures extends TypeOfService { readonly unitPoints: number | null }
/** Types that have a column: those that earn points, and any other that holds some all the same. */
export async function typeColumns(tx: Tx, cells: readonly Cell[], asOf: string): Promise<TypeFigures[]> {
  const versions = await tx.query<CatalogueVersion>(`select service_type, points, effective_from from points_catalogue where tenant_id = $1 and state = 'in_force'`, [tx.tenantId]);
  return (await serviceTypes(tx))
    .filter((t) => t.earns_points || cells.some((c) => c.service_type === t.id))
    .map((t) => ({ ...t, unitPoints: versionOn(versions, t.id, asOf)?.points ?? null }));
}

export function summedOver(cells: readonly Cell[]): { orders: number; points: number } {
  return cells.reduce((sum, c) => ({ orders: sum.orders + c.orders, points: sum.points + c.points }), { orders: 0, points: 0 });
}

/**
 * Rows (month, dim_a, dim_b, orders, points) of one account. A closed month keeps how many entries it has, not how many
 * were reversals; each reversal takes away the order it reverses, so it counts twice against the number of entries.
 */
function partsOf(range: RangeParts, tenantId: string, account: 'earned' | 'granted', byMonth = false): { readonly sql: string; readonly values: readonly unknown[] } {
  const values: unknown[] = [tenantId, ServicePoints.name, account];
  const put = (v: unknown): string => `$${values.push(v)}`;
  // Writing the month of every entry as text costs more than adding it up: only where it is asked for.
  const parts = range.days.map(([first, last]) =>
    `select ${byMonth ? `to_char(business_day, 'YYYY-MM')` : `''`} as month, dim_a, dim_b,
       count(*) filter (where amount > 0) - count(*) filter (where amount < 0) as orders, sum(amount) as points from ledger_entry
     where tenant_id = $1 and ledger = $2 and account = $3 and business_day between ${put(first)} and ${put(last)} group by 1, 2, 3`);
  if (range.months) {
    const [first, last] = range.months.map(put);
    parts.push(
      `select period as month, dim_a, dim_b, entries as orders, amount as points from ledger_sum where tenant_id = $1 and ledger = $2 and account = $3 and period between ${first} and ${last}`,
      `select to_char(e.business_day, 'YYYY-MM'), e.dim_a, e.dim_b, -2, 0 from ledger_journal j
       join ledger_entry e on e.tenant_id = j.tenant_id and e.journal = j.id and e.account = $3
       where j.tenant_id = $1 and j.ledger = $2 and j.reverses is not null and to_char(j.business_day, 'YYYY-MM') between ${first} and ${last}`);
  }
  if (parts.length === 0) parts.push(`select null::text as month, '' as dim_a, '' as dim_b, 0 as orders, 0 as points where $1::uuid is null and $2 = $3`);
  return { sql: parts.join(' union all '), values };
}
