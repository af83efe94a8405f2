/**
 * Budget figures (预算执行): quota, spent, committed by category for any span and basis of comparison. The one function that
 * reports above this module use. Serves FS-3.1 to FS-3.3, CG-43.
 */
import { calendar, type Tx } from '../../../kernel/index.ts';
import { Budget } from './ledger.ts';
import { quotaVersions } from './quota.ts';
import { percentOf, quotaByCategory, sharesInWords, sharesOf, varianceOf, type Basis } from './rules.ts';

export interface Category { readonly id: string; readonly code: string; readonly name: string; readonly on_overspend: string; readonly takes_parts: boolean | null; readonly centre: string }
/** Of one centre, or all. */
export const categoriesOf = (tx: Tx, centre: string | null = null): Promise<Category[]> =>
  tx.query<Category>(
    `select id, code, name, on_overspend, takes_parts, unit_id as centre from budget_category where tenant_id = $1 and archived_at is null and ($2::uuid is null or unit_id = $2) order by list_order, code`,
    [tx.tenantId, centre]);

/** What figures are asked for; `centre` null: all centres; `units`: only what these booked. */
export interface Span { readonly from: string; readonly to: string; readonly basis: Basis; readonly centre: string | null; readonly units: readonly string[] | null }

export interface CategoryFigures extends Category {
  readonly quota: number;
  readonly spent: number;
  /** Held or committed, and not spent, for days up to the end of the last month: it has that month’s quota beside it. */
  readonly committed: number;
  readonly variance: number;
  readonly percent: number | null;
}
export interface BudgetFigures {
  readonly centre: string | null;
  readonly from: string;
  readonly to: string;
  readonly basis: Basis;
  /** `2 个月`, in both languages: always stated beside the figures. */
  readonly months: readonly [string, string];
  readonly categories: readonly CategoryFigures[];
  readonly quota: number;
  readonly spent: number;
  readonly committed: number;
  readonly percent: number | null;
}

/** All categories in their order, zeros included. Amounts in fen; spent counts by the day of the cost. */
export async function budgetFigures(tx: Tx, { from, to, basis, centre, units }: Span): Promise<BudgetFigures> {
  const shares = sharesOf(from, to, basis);
  const quota = quotaByCategory(await quotaVersions(tx), shares);
  const moved = await movedIn(tx, shares.map((s) => s.month));
  const sums = new Map((await tx.query<{ owner: string; spent: number; committed: number }>(
    `select owner::text as owner, coalesce(sum(amount) filter (where account = 'spent' and business_day >= $3), 0)::bigint as spent,
       coalesce(sum(amount) filter (where account in ('held', 'committed')), 0)::bigint as committed
     from ledger_entry where tenant_id = $1 and ledger = $2 and account in ('spent', 'held', 'committed') and business_day <= (case when account = 'spent' then $4::date else $6::date end) and ($5::text[] is null or dim_a = any($5)) group by owner`,
    [tx.tenantId, Budget.name, from, to, units, calendar.lastOfMonth(to)])).map((r) => [r.owner, r]));
  const categories = (await categoriesOf(tx, centre)).map((c): CategoryFigures => {
    const [granted, s] = [(quota.get(c.id) ?? 0) + (moved.get(c.id) ?? 0), sums.get(c.id)];
    return { ...c, quota: granted, spent: s?.spent ?? 0, committed: s?.committed ?? 0, ...varianceOf(s?.spent ?? 0, granted) };
  });
  const sum = (of: (c: CategoryFigures) => number) => categories.reduce((all, c) => all + of(c), 0);
  const [all, spent] = [sum((c) => c.quota), sum((c) => c.spent)];
  return { centre, from, to, basis, months: sharesInWords(shares), categories, quota: all, spent, committed: sum((c) => c.committed), percent: percentOf(spent, all) };
}

async function movedIn(tx: Tx, months: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ owner: string; n: number }>(
    `select owner::text as owner, sum(amount)::bigint as n from ledger_entry where tenant_id = $1 and ledger = $2 and account in ('allotted', 'over') and to_char(business_day, 'YYYY-MM') = any($3) group by owner`,
    [tx.tenantId, Budget.name, months]);
  return new Map(rows.map((r) => [r.owner, r.n]));
}

/** The stated totals of the quotas themselves, month by month: what the categories have to make up. */
export async function statedQuota(tx: Tx, { from, to, basis, centre }: Omit<Span, 'units'>): Promise<number> {
  const versions = await tx.query<{ effective_from: string; total: number; centre: string }>(
    `select effective_from, total, unit_id as centre from budget_quota where tenant_id = $1 and state = 'in_force' and ($2::uuid is null or unit_id = $2) order by effective_from`, [tx.tenantId, centre]);
  const all = versions.map((v) => ({ effective_from: v.effective_from, centre: v.centre, lines: [{ category: v.centre, amount: v.total }] }));
  return [...quotaByCategory(all, sharesOf(from, to, basis)).values()].reduce((sum, n) => sum + n, 0);
}

/** The other side of the double entry: what left the funds and was not held or promised only. */
export async function fundsSpent(tx: Tx, { from, to, centre, units }: Omit<Span, 'basis'>): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select coalesce(-sum(amount) filter (where account = 'funds'), 0)::bigint - coalesce(sum(amount) filter (where account in ('held', 'committed')), 0)::bigint as n
     from ledger_entry where tenant_id = $1 and ledger = $2 and business_day between $3 and $4 and ($5::text[] is null or dim_a = any($5))
       and ($6::uuid is null or owner in (select id from budget_category where tenant_id = $1 and unit_id = $6))`, [tx.tenantId, Budget.name, from, to, units, centre]);
  return Number(row?.n ?? 0);
}
