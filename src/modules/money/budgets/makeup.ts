/**
 * What a figure of the budget is made of (额度与占用的构成): the quota by month from its version, what was released, moved or allowed above it,
 * and every document that holds or promised something. Each line opens its record. Serves FS-3.1, FS-3.2, LOG-4.
 */
import { calendar, type Label, type Tx } from '../../../kernel/index.ts';
import type { Span } from './figures.ts';
import { Budget } from './ledger.ts';
import { quotaVersions } from './quota.ts';
import { quotaByCategory, quotaOf, sharesInWords, sharesOf, type QuotaVersion, type Share } from './rules.ts';

export interface MakeupLine { readonly register: string; readonly id: string; readonly number: string; readonly what: Label; readonly amount: number }
export interface Makeup { readonly quota: readonly MakeupLine[]; readonly committed: readonly MakeupLine[] }

/** One category, or all of a centre. The lines of each part sum to the figure that `budgetFigures` gives for the same span. */
export async function budgetMakeup(tx: Tx, { from, to, basis, centre, units }: Span, category: string | null): Promise<Makeup> {
  const shares = sharesOf(from, to, basis);
  const versions = (await quotaVersions(tx)).filter((v) => centre === null || v.centre === centre);
  const standing = shares.flatMap((share) => versionLines(versions, share, category));
  const months = shares.map((s) => s.month);
  const moved = await documents(tx, `e.account in ('allotted', 'over') and to_char(e.business_day, 'YYYY-MM') = any($5)`, { centre, category }, [months]);
  const open = await documents(tx, `e.account in ('held', 'committed') and e.business_day <= $5 and ($6::text[] is null or e.dim_a = any($6))`, { centre, category }, [calendar.lastOfMonth(to), units]);
  return { quota: [...standing, ...moved], committed: open };
}

function versionLines(versions: readonly QuotaVersion[], share: Share, category: string | null): MakeupLine[] {
  return [...new Set(versions.map((v) => v.centre))].flatMap((centre) => {
    const own = versions.filter((v) => v.centre === centre);
    const version = quotaOf(own, share.month);
    const amount = [...quotaByCategory(own, [share])].filter(([id]) => category === null || id === category).reduce((sum, [, n]) => sum + n, 0);
    if (!version || amount === 0) return [];
    const days = share.days === share.of ? (['', ''] as const) : sharesInWords([share]);
    return [{ register: 'budget_quota', id: version.id, number: version.number, what: [`${share.month} 月度额度${days[0] && `（${days[0]}）`}`, `Monthly quota, ${share.month}${days[1] && ` (${days[1]})`}`] as const, amount }];
  });
}

const WHAT: { readonly [register: string]: Label } = {
  budget_transfer: ['科目间调剂', 'Moved between categories'], budget_request: ['下达经费', 'Funds released'], fund_use: ['用款', 'Use of funds'],
  budget_commitment: ['用款承诺', 'Commitment'], expense_claim: ['已批准的报销', 'Approved claim'],
};

/** Sums by the record behind the entries; what a record took back in full is not listed. */
async function documents(tx: Tx, where: string, of: { readonly centre: string | null; readonly category: string | null }, values: readonly unknown[]): Promise<MakeupLine[]> {
  const rows = await tx.query<{ register: string; id: string; number: string | null; amount: number }>(
    `select d.register, d.id, w.number, d.amount from (
       select coalesce(j.register, o.register) as register, coalesce(j.record_id, o.record_id) as id, sum(e.amount)::bigint as amount
       from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal left join ledger_journal o on o.tenant_id = j.tenant_id and o.id = j.reverses
         join budget_category c on c.tenant_id = e.tenant_id and c.id = e.owner
       where e.tenant_id = $1 and e.ledger = $2 and ($3::uuid is null or c.unit_id = $3) and ($4::uuid is null or c.id = $4) and ${where}
       group by 1, 2 having sum(e.amount) <> 0) d
     left join search_word w on w.tenant_id = $1 and w.register = d.register and w.record_id = d.id order by w.number`, [tx.tenantId, Budget.name, of.centre, of.category, ...values]);
  return rows.map((r) => ({ register: r.register, id: r.id, number: r.number ?? '――', what: WHAT[r.register] ?? ([r.register, r.register] as const), amount: r.amount }));
}
