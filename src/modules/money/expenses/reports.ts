/**
 * Budget against actual (预算执行) as report and as page, expenses by branch, and the check of a typed total. The number of quota
 * months compared always stands beside the figures. Serves FS-3.1 to FS-3.3, CG-42 to CG-44, AC-24.
 */
import { calendar, defineQuery, defineReport, f, scopeOf, type Filter, type Tx } from '../../../kernel/index.ts';
import { budgetFigures, budgetMakeup, centreFor, centresOf, closedThrough, fundsSpent, percentOf, sharesInWords, sharesOf, statedQuota, type BudgetFigures, type Centre, type Makeup, type MakeupLine, type Span } from '../budgets/index.ts';
import { partsCostOf } from '../../service/parts/index.ts';
import { checkTotal, unexplained } from './rules.ts';
import { readPasted } from './statement.ts';

export const BUDGET_READERS = ['finance', 'centre_manager', 'dispatcher', 'logistics_head', 'auditor'];
const PAGE = 'money/expenses/budget';
const BASIS = { one_month: ['按一个月额度', 'One month of quota'], whole_months: ['按已开始的各月', 'Every month begun'], pro_rata: ['末月按日折算', 'Last month by its days'] } as const;
const params = {
  from: f.date('起', 'From'), to: f.date('截至', 'As of', { hint: ['含当日', 'That day included'] }),
  basis: f.choice('对照额度', 'Compared with', BASIS),
  centre: f.unit('中心', 'Centre', { optional: true, hint: ['有预算的中心；不选为第一个', 'A centre with a budget; without one, the first'] }),
};
/** The span asked for, within what the person may look at. */
async function spanOf(tx: Tx, p: { readonly from: string; readonly to: string; readonly basis: Span['basis']; readonly centre: string | null }): Promise<Span> {
  return { from: p.from, to: p.to, basis: p.basis, centre: await centreFor(tx, p.centre, BUDGET_READERS), units: await scopeOf(tx, tx.actor, BUDGET_READERS) };
}
const initial = ({ day }: { readonly day: string }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day, basis: 'whole_months' as const, centre: null });
const loss = { negative: true } as const;
const category = f.ref('费用科目', 'Category', 'budget_category');

export const BudgetAgainstActual = defineReport('budget_against_actual', {
  label: ['预算执行情况', 'Budget against actual'],
  access: BUDGET_READERS, params, initial,
  columns: {
    category, quota: f.money('额度', 'Quota', loss), spent: f.money('实际支出', 'Actual', loss), variance: f.money('超支（+）或结余（−）', 'Over (+) or under (−)', loss),
    percent: f.quantity('执行率 %', '% of quota', { optional: true, scale: 1, min: -1_000_000 }), committed: f.money('未了承诺', 'Committed', loss),
  },
  totals: ['quota', 'spent', 'variance', 'committed'],
  async rows(tx, p) {
    const span = await spanOf(tx, p);
    const [figures, paid, standing] = [await budgetFigures(tx, span), await paymentsOf(tx, span), (await statedQuota(tx, span)) > 0];
    const open = new Map<string, MakeupLine[]>();
    for (const c of figures.categories) if (c.committed > 0) open.set(c.id, [...(await budgetMakeup(tx, span, c.id)).committed]);
    return figures.categories.map((c) => ({ paid: paid.get(c.id) ?? 0, standing, open: open.get(c.id) ?? [], category: c.id, quota: c.quota, spent: c.spent, variance: c.variance, percent: c.percent?.toFixed(1) ?? null, committed: c.committed }));
  },
  proof: async (tx, p, rows) => proofOf(tx, await spanOf(tx, p), { spent: sum(rows, 'spent'), quota: sum(rows, 'quota') }),
  drill: {
    quota: (row, _p, rows) => ({ register: knownOf(row, rows).some((r) => r.standing) ? 'budget_quota_line' : 'budget_request_line', filter: { field: 'category', op: 'in', value: categoriesIn(row, rows) } }),
    spent: (row, p, rows) => spentBehind(row, p, rows),
    variance: (row, p, rows) => spentBehind(row, p, rows),
    committed: (row, p, rows) => openBehind(row, p, rows),
  },
  notes: (p, rows) => [
    [`对照 ${sharesInWords(sharesOf(p.from, p.to, p.basis))[0]} 的额度：${p.from} 至 ${p.to}。`, `Compared with ${sharesInWords(sharesOf(p.from, p.to, p.basis))[1]} of quota: ${p.from} to ${p.to}.`],
    [`合计执行率 ${percentOf(sum(rows, 'spent'), sum(rows, 'quota')) ?? '――'}%。`, `${percentOf(sum(rows, 'spent'), sum(rows, 'quota')) ?? '――'} % of the quota in all.`],
    ['支出按费用发生日计；所属月份已结账的，计入入账当日。冲销计入冲销当日。', 'Costs count on the day of the cost, or on the day of booking when that month is closed; reversals on their own day.'],
  ],
  chart: { kind: 'bar', x: 'category', y: ['quota', 'spent'] },
  page: PAGE,
});

/** What a row knows beyond its columns: where the records behind its figures stand. */
interface Known { readonly category: string; readonly unit?: string; readonly spent: number; readonly paid: number; readonly standing?: boolean; readonly open?: readonly MakeupLine[] }
const knownOf = (row: object | null, rows: readonly object[]): readonly Known[] => (row === null ? rows : [row]) as readonly Known[];
const categoriesIn = (row: object | null, rows: readonly object[]): readonly string[] => [...new Set(knownOf(row, rows).map((r) => r.category))];
/** Claims and payments are two registers: the one with the larger part is opened; the page opens each. */
function spentBehind(row: object | null, p: { readonly from: string; readonly to: string }, rows: readonly object[]): { readonly register: string; readonly filter: Filter } {
  const behind = knownOf(row, rows);
  const [spent, paid] = [sum(behind, 'spent'), sum(behind, 'paid')];
  return { register: paid > spent - paid ? 'fund_payment' : 'expense_claim', filter: bookedIn(p, categoriesIn(row, rows), row === null ? undefined : (row as Known).unit) };
}
/** What holds or promised the most. */
function openBehind(row: object | null, p: { readonly to: string }, rows: readonly object[]): { readonly register: string; readonly filter: Filter } {
  const by = new Map<string, number>();
  for (const { register, amount } of knownOf(row, rows).flatMap((r) => r.open ?? [])) by.set(register, (by.get(register) ?? 0) + amount);
  const [register = 'expense_claim'] = [...by].sort(([, a], [, b]) => b - a)[0] ?? [];
  const open: Filter = register === 'fund_use' ? { any: [{ field: 'held', op: 'gt', value: 0 }, { field: 'committed', op: 'gt', value: 0 }] } : { field: 'state', op: 'eq', value: register === 'budget_commitment' ? 'committed' : 'approved' };
  return { register, filter: { all: [open, { field: 'cost_on', op: 'lte', value: calendar.lastOfMonth(p.to) }, { field: 'category', op: 'in', value: categoriesIn(row, rows) }] } };
}

/** Paid by uses of funds in the span, by category. */
async function paymentsOf(tx: Tx, p: Pick<Span, 'from' | 'to' | 'units'>): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ category: string; amount: number }>(
    `select category::text as category, sum(amount)::bigint as amount from fund_payment where tenant_id = $1 and booked_on between $2 and $3 and ($4::uuid[] is null or unit_id = any($4)) group by 1`, [tx.tenantId, p.from, p.to, p.units]);
  return new Map(rows.map((r) => [r.category, r.amount]));
}

export const ExpensesByBranch = defineReport('expenses_by_branch', {
  label: ['费用（按部门与科目）', 'Expenses by unit and category'],
  access: BUDGET_READERS, params: { from: params.from, to: params.to, centre: params.centre },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day, centre: null }),
  columns: { unit: f.unit('部门', 'Unit'), category, claims: f.integer('单据', 'Documents'), spent: f.money('支出', 'Spent', loss) },
  totals: ['claims', 'spent'],
  rows: async (tx, p) => tx.query<{ unit: string; category: string; claims: number; spent: number; paid: number }>(
    `select e.dim_a::uuid as unit, e.owner as category, count(distinct case when j.register = 'fund_use' then j.id else j.record_id end) as claims, sum(e.amount)::bigint as spent, coalesce(sum(e.amount) filter (where j.register = 'fund_use'), 0)::bigint as paid
     from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal join budget_category c on c.tenant_id = e.tenant_id and c.id = e.owner join unit u on u.tenant_id = e.tenant_id and u.id = e.dim_a::uuid
     where e.tenant_id = $1 and e.ledger = 'budget' and e.account = 'spent' and e.business_day between $2 and $3 and ($4::text[] is null or e.dim_a = any($4)) and c.unit_id = $5
     group by u.code, e.dim_a, c.list_order, e.owner order by u.code, c.list_order`, [tx.tenantId, p.from, p.to, await scopeOf(tx, tx.actor, BUDGET_READERS), await centreFor(tx, p.centre, BUDGET_READERS)]),
  proof: async (tx, p, rows) => [{ label: ['各部门之和 = 经费来源减少', 'Sum of units = what left the funds'], left: sum(rows, 'spent'), right: await fundsSpent(tx, await spanOf(tx, { ...p, basis: 'one_month' })) }],
  drill: {
    claims: (row, p, rows) => spentBehind(row, p, rows),
    spent: (row, p, rows) => spentBehind(row, p, rows),
  },
  chart: { kind: 'bar', x: 'unit', y: ['spent'] },
});

export interface BudgetBoard extends BudgetFigures {
  readonly centres: readonly Centre[];
  readonly proof: readonly { readonly label: readonly [string, string]; readonly left: number; readonly right: number; readonly ok: boolean }[];
  readonly closedThrough: string | null;
  /** Paid by uses of funds, by category; the rest of what was spent came from claims. */
  readonly payments: { readonly [category: string]: number };
  /** Handed in or approved, not booked yet, by category. */
  readonly pending: readonly { readonly category: string; readonly claims: number; readonly amount: number }[];
  /** The categories that the cost of parts is compared with, beside the parts fitted in the same span; null when no category is (CG-44). */
  readonly parts: PartsBeside | null;
  /** Last day with a booked cost: where the page opens. */
  readonly latest: string | null;
}
export interface PartsBeside { readonly categories: readonly string[]; readonly spent: number; readonly inWarranty: number; readonly outOfWarranty: number; readonly undecided: number; readonly rest: number }
async function partsBeside(tx: Tx, p: Span, figures: BudgetFigures, units: readonly string[] | null): Promise<PartsBeside | null> {
  const taking = figures.categories.filter((c) => c.takes_parts === true);
  if (taking.length === 0) return null;
  const fitted = await partsCostOf(tx, p.from, p.to, units);
  const spent = sum(taking, 'spent');
  return { categories: taking.map((c) => c.id), spent, inWarranty: fitted.in.cost, outOfWarranty: fitted.out.cost, undecided: fitted.undecided.cost, rest: unexplained(spent, fitted.total) };
}

/** Everything the hand-made page shows. Without a span: from the year’s first day to the last day with a booked cost. */
export const BudgetBoardQuery = defineQuery('budget_board', {
  label: ['预算执行情况', 'Budget against actual'],
  access: BUDGET_READERS,
  params: { from: f.date('起', 'From', { optional: true }), to: f.date('截至', 'As of', { optional: true }), basis: f.choice('对照额度', 'Compared with', BASIS, { optional: true }), centre: params.centre },
  async run(tx, given): Promise<BudgetBoard | null> {
    const centre = await centreFor(tx, given.centre, BUDGET_READERS);
    const [row] = await tx.query<{ day: string | null }>(
      `select coalesce(max(e.business_day) filter (where e.account = 'spent'), max(e.business_day)) as day from ledger_entry e join budget_category c on c.tenant_id = e.tenant_id and c.id = e.owner
       where e.tenant_id = $1 and e.ledger = 'budget' and e.account in ('spent', 'held', 'committed', 'allotted') and c.unit_id = $2`, [tx.tenantId, centre]);
    const latest = row?.day ?? null;
    const to = given.to ?? latest;
    if (to === null) return null;
    const p = await spanOf(tx, { from: given.from ?? `${to.slice(0, 4)}-01-01`, to, basis: given.basis ?? 'whole_months', centre });
    const { units } = p;
    const figures = await budgetFigures(tx, p);
    const own = new Set(figures.categories.map((c) => c.id));
    const pending = await tx.query<{ category: string; claims: number; amount: number }>(
      `select category, count(*) as claims, sum(amount)::bigint as amount from expense_claim
       where tenant_id = $1 and state in ('submitted', 'escalated', 'approved') and cost_on <= $2 and ($3::uuid[] is null or unit_id = any($3)) group by category`, [tx.tenantId, p.to, units]);
    const payments = await paymentsOf(tx, p);
    const proof = await proofOf(tx, p, figures);
    return { ...figures, centres: await centresOf(tx, BUDGET_READERS), payments: Object.fromEntries(payments), proof: proof.map((line) => ({ ...line, ok: line.left === line.right })), closedThrough: await closedThrough(tx, centre), pending: pending.filter((one) => own.has(one.category)), parts: await partsBeside(tx, p, figures, units), latest };
  },
});

/** What the quota of a category is made of, and who holds or promised something of it: the lines behind two figures of the page. */
export const BudgetMakeupQuery = defineQuery('budget_makeup', {
  label: ['额度与占用的构成', 'What quota and commitments are made of'],
  access: BUDGET_READERS, params: { ...params, category: f.ref('费用科目', 'Category', 'budget_category', { optional: true }) },
  run: async (tx, { category: of, ...p }): Promise<Makeup> => budgetMakeup(tx, await spanOf(tx, p), of),
});

export interface TotalCheck {
  readonly lines: readonly { readonly name: string; readonly amount: number }[];
  readonly unread: readonly string[];
  readonly twice: readonly string[];
  readonly computed: number;
  readonly stated: number | null;
  readonly difference: number | null;
  readonly missing: readonly string[];
  /** Parts fitted in the period, by the parts ledger, and what stays unexplained of the difference beside them (CG-44). */
  readonly parts: { readonly inWarranty: number; readonly outOfWarranty: number; readonly total: number };
  readonly unexplained: number | null;
  readonly from: string;
  readonly to: string;
  /** The typed and the computed total against one month and against every month begun. */
  readonly against: readonly { readonly months: readonly [string, string]; readonly quota: number; readonly stated: number | null; readonly computed: number | null }[];
}
const CHECKERS = ['finance', 'centre_manager', 'dispatcher'];
/** Nothing is stored: figures and a typed total are compared, and what is missing is named. */
export const CostTotalCheck = defineQuery('cost_total_check', {
  label: ['核对填报总额', 'Check a typed total'],
  access: CHECKERS,
  params: { items: f.longText('各项费用', 'Items', { max: 2000 }), stated: f.money('填报总额', 'Typed total', { optional: true }), from: params.from, to: params.to },
  async run(tx, p): Promise<TotalCheck> {
    const units = await scopeOf(tx, tx.actor, CHECKERS);
    const { categories, items, unread, twice } = await readPasted(tx, p.items, units);
    const checked = checkTotal(items, p.stated, categories);
    const against = [];
    for (const basis of ['one_month', 'whole_months'] as const) {
      const quota = await statedQuota(tx, { from: p.from, to: p.to, basis, centre: categories[0]?.centre ?? null });
      against.push({ months: sharesInWords(sharesOf(p.from, p.to, basis)), quota, stated: p.stated === null ? null : percentOf(p.stated, quota), computed: percentOf(checked.computed, quota) });
    }
    const fitted = await partsCostOf(tx, p.from, p.to, units);
    return {
      from: p.from, to: p.to, parts: { inWarranty: fitted.in.cost, outOfWarranty: fitted.out.cost, total: fitted.total },
      unexplained: checked.difference === null || checked.difference === 0 ? null : unexplained(checked.difference, fitted.total),
      lines: categories.map((c) => ({ name: c.name, amount: items.find((i) => i.category === c.id)?.amount ?? 0 })), unread, twice,
      computed: checked.computed, stated: p.stated, difference: checked.difference, missing: checked.missing.map((c) => c.name), against,
    };
  },
});

async function proofOf(tx: Tx, p: Span, figures: { readonly spent: number; readonly quota: number }) {
  const [documents] = await tx.query<{ n: number }>(
    `select coalesce(sum(amount), 0)::bigint as n from (
       select category, amount, booked_on, unit_id from expense_claim where tenant_id = $1
       union all select category, -amount, reversed_on, unit_id from expense_claim where tenant_id = $1
       union all select category, amount, booked_on, unit_id from fund_payment where tenant_id = $1) d
     where booked_on between $2 and $3 and ($4::uuid[] is null or unit_id = any($4)) and category in (select id from budget_category where tenant_id = $1 and ($5::uuid is null or unit_id = $5))`,
    [tx.tenantId, p.from, p.to, p.units, p.centre]);
  return [
    { label: ['各科目支出之和 = 单据金额之和（分）', 'Sum of categories = sum of documents, in fen'] as const, left: figures.spent, right: documents?.n ?? 0 },
    { label: ['各科目支出之和 = 经费来源减少（分）', 'Sum of categories = what left the funds, in fen'] as const, left: figures.spent, right: await fundsSpent(tx, p) },
    { label: ['各科目额度之和 = 额度总额（分）', 'Sum of quotas = stated quota, in fen'] as const, left: figures.quota, right: await statedQuota(tx, p) + await grantedBy(tx, p) },
  ];
}

/** What released requests and approvals above the budget added to the months compared, by the documents themselves. */
async function grantedBy(tx: Tx, p: Span): Promise<number> {
  const months = sharesOf(p.from, p.to, p.basis).map((s) => s.month);
  const [row] = await tx.query<{ n: number }>(
    `select (select coalesce(sum(total), 0) from budget_request where tenant_id = $1 and state = 'released' and kind = 'month' and period = any($2) and ($3::uuid is null or unit_id = $3))::bigint
       + (select coalesce(sum(u.over_by), 0) from fund_use u join budget_category c on c.tenant_id = u.tenant_id and c.id = u.category
          where u.tenant_id = $1 and to_char(u.cost_on, 'YYYY-MM') = any($2) and ($3::uuid is null or c.unit_id = $3))::bigint as n`, [tx.tenantId, months, p.centre]);
  return Number(row?.n ?? 0);
}

function bookedIn(p: { readonly from: string; readonly to: string }, categories: readonly string[], unit?: string): Filter {
  return { all: [
    { field: 'category', op: 'in', value: categories },
    ...(unit === undefined ? [] : [{ field: 'unit_id', op: 'eq', value: unit } as const]),
    { field: 'booked_on', op: 'between', value: [p.from, p.to] },
  ] };
}
const sum = <K extends string>(rows: readonly { readonly [key in K]: number }[], key: K): number => rows.reduce((all, r) => all + r[key], 0);
