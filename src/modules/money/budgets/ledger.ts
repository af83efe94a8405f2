/**
 * The budget ledger (预算账) in fen: what is held, promised and spent, what was moved between categories or allowed above the
 * budget; and the only ways to post to it. A category is locked while one more amount is decided, so two people cannot both take the last of it.
 * Serves SM-28, FS-3.2, FS-3.3, P27, LOG-4.
 */
import { dayOf, defineLedger, parameter, post, posting, readRecord, Refusal, reverse, type Tx } from '../../../kernel/index.ts';
import { BudgetCategory, WarnPercent } from './category.ts';
import { bookingCentre, closedThrough } from './closing.ts';
import { quotaVersions } from './quota.ts';
import { bookingDay, decideSpending, quotaByCategory, sharesOf, type SpendingDecision } from './rules.ts';

export const Budget = defineLedger('budget', {
  label: ['预算账', 'Budget'],
  unit: ['分', 'fen'],
  accounts: {
    funds: { label: ['经费来源', 'Funds'], per: 'budget_category' },
    plan: { label: ['核定预算', 'Approved budget'], per: 'budget_category' },
    allotted: { label: ['下达与调剂', 'Released and moved'], per: 'budget_category' },
    over: { label: ['批准的超额', 'Approved above the budget'], per: 'budget_category', floor: 0 },
    held: { label: ['已预留', 'Held'], per: 'budget_category', floor: 0 },
    committed: { label: ['已承诺', 'Committed'], per: 'budget_category', floor: 0 },
    spent: { label: ['已支出', 'Spent'], per: 'budget_category' },
  },
  movements: {
    commit: { label: ['承诺', 'Committed'], from: 'funds', to: 'committed' },
    release: { label: ['释放承诺', 'Released'], from: 'committed', to: 'funds' },
    spend: { label: ['支出', 'Spent'], from: 'funds', to: 'spent' },
    spend_committed: { label: ['承诺转支出', 'Spent from what was committed'], from: 'committed', to: 'spent' },
    hold: { label: ['预留', 'Held'], from: 'funds', to: 'held' },
    drop_hold: { label: ['释放预留', 'Hold released'], from: 'held', to: 'funds' },
    commit_held: { label: ['预留转承诺', 'Committed from what was held'], from: 'held', to: 'committed' },
    refund: { label: ['退回已付款', 'Paid back'], from: 'spent', to: 'committed' },
    grant: { label: ['下达经费', 'Funds released'], from: 'plan', to: 'allotted' },
    allow_over: { label: ['批准超额', 'Allowed above the budget'], from: 'plan', to: 'over' },
    withdraw_over: { label: ['收回超额', 'Allowance taken back'], from: 'over', to: 'plan' },
    transfer: { label: ['科目间调剂', 'Moved to another category'], from: 'allotted', to: 'allotted' },
  },
  dimensions: [['部门', 'Unit'], ['凭据', 'Document']],
  periods: 'month',
  read: ['finance', 'centre_manager', 'auditor'],
});

/** What one amount for a category does to the month of its cost. */
export interface Want { readonly category: string; readonly unit: string; readonly amount: number; readonly cost_on: string }
/** The document behind a posting. */
export interface Because { readonly number: string; readonly register: string; readonly id: string }

/** The decision as things stand; `lock` when something is posted on it in the same transaction. */
export async function decisionFor(tx: Tx, want: Want, options: { readonly lock?: boolean } = {}): Promise<SpendingDecision> {
  const category = await readRecord(tx, BudgetCategory, want.category, options);
  if (!category) throw new Refusal('budget.category', ['没有这个费用科目', 'There is no such category'], 422, { category: ['请选择科目', 'Choose a category'] });
  const day = await bookedOn(tx, want);
  const state = await monthOf(tx, want.category, day.slice(0, 7));
  return decideSpending({
    category: category.name, month: day.slice(0, 7), ...state, amount: want.amount,
    warnPercent: await parameter(tx, WarnPercent, day), onOverspend: category.on_overspend,
  });
}

/** Quota with what was released, moved or allowed above it; spent, and held or committed, of one category in one month. */
export async function monthOf(tx: Tx, category: string, month: string): Promise<{ readonly quota: number; readonly spent: number; readonly committed: number }> {
  const quota = quotaByCategory(await quotaVersions(tx), sharesOf(`${month}-01`, `${month}-01`, 'one_month')).get(category) ?? 0;
  const [row] = await tx.query<{ moved: number; spent: number; committed: number }>(
    `select coalesce(sum(amount) filter (where account in ('allotted', 'over')), 0)::bigint as moved, coalesce(sum(amount) filter (where account = 'spent'), 0)::bigint as spent,
       coalesce(sum(amount) filter (where account in ('held', 'committed')), 0)::bigint as committed
     from ledger_entry where tenant_id = $1 and ledger = $2 and owner = $3 and business_day >= $4::date and business_day < $4::date + interval '1 month'`,
    [tx.tenantId, Budget.name, category, `${month}-01`]);
  return { quota: quota + (row?.moved ?? 0), spent: row?.spent ?? 0, committed: row?.committed ?? 0 };
}

/** Promises an amount. Refused when the category does not allow it; `approved` when the centre manager has let it pass. */
export async function commit(tx: Tx, want: Want, because: Because, approved = false): Promise<void> {
  await mustFit(tx, want, approved);
  await post(tx, await toPost(tx, 'commit', want, because));
}

/** Holds an amount until it is ordered. What an approval lets pass above the quota is posted as allowed; out: how much that was. */
export async function holdFunds(tx: Tx, want: Want, because: Because, approved = false): Promise<number> {
  const decision = await mustFit(tx, want, approved);
  const over = decision.outcome === 'escalate' ? decision.over : 0;
  await post(tx, ...(over > 0 ? [await toPost(tx, 'allow_over', { ...want, amount: over }, because)] : []), await toPost(tx, 'hold', want, because));
  return over;
}

/** One of the movements that follow a decision made before. Zero moves nothing. */
export async function move(tx: Tx, movement: 'drop_hold' | 'commit_held' | 'release' | 'spend_committed' | 'refund' | 'withdraw_over' | 'grant', want: Want, because: Because): Promise<void> {
  if (want.amount > 0) await post(tx, await toPost(tx, movement, want, because));
}

async function mustFit(tx: Tx, want: Want, approved: boolean): Promise<SpendingDecision> {
  const decision = await decisionFor(tx, want, { lock: true });
  if (decision.outcome === 'block') throw blocked(decision);
  if (decision.outcome === 'escalate' && !approved) {
    throw new Refusal('budget.escalate', decision.lines.at(-1)!, 409, { amount: ['须先报批', 'Needs approval first'] });
  }
  return decision;
}
export const blocked = (d: SpendingDecision): Refusal => new Refusal('budget.blocked', d.lines.at(-1)!, 409, { amount: ['超出额度', 'Above the quota'] });

export const release = async (tx: Tx, want: Want, because: Because): Promise<void> => { await post(tx, await toPost(tx, 'release', want, because)); };

/** Spends what was committed before, all of `want.amount`. */
export const spendCommitted = async (tx: Tx, want: Want, because: Because): Promise<void> => { await post(tx, await toPost(tx, 'spend_committed', want, because)); };

/** Spends without an earlier promise: what was paid before the ledger began. */
export const spend = async (tx: Tx, want: Want, because: Because): Promise<void> => { await post(tx, await toPost(tx, 'spend', want, because)); };

/** Takes a spending back by its mirror, once; out: the movement it was, so that a promise behind it can be released too. */
export async function unspend(tx: Tx, because: Because, unit: string): Promise<'spend' | 'spend_committed'> {
  const [journal] = await tx.query<{ id: string; movement: 'spend' | 'spend_committed' }>(
    `select id, movement from ledger_journal where tenant_id = $1 and ledger = $2 and because = $3 and movement in ('spend', 'spend_committed')`, [tx.tenantId, Budget.name, because.number]);
  if (!journal) throw new Refusal('budget.not_posted', [`${because.number} 没有入账`, `${because.number} was not posted`]);
  await reverse(tx, Budget, journal.id, { because: `${because.number}/冲销`, unit });
  return journal.movement;
}

async function toPost(tx: Tx, movement: keyof typeof Budget.movements, want: Want, because: Because) {
  return posting(Budget, movement, {
    amount: want.amount, owner: want.category, dimensions: [want.unit, because.register], because: because.number,
    cause: { register: because.register, id: because.id }, at: tx.now, day: await bookedOn(tx, want), unit: want.unit,
  });
}

/** The day a cost is booked on: its own, or today when its centre has closed that month. */
export async function bookedOn(tx: Tx, want: Pick<Want, 'category' | 'unit' | 'cost_on'>): Promise<string> {
  const centre = await bookingCentre(tx, want.category);
  return bookingDay(want.cost_on, await dayOf(tx, tx.now, want.unit), await closedThrough(tx, centre));
}

/** The last month sealed for all centres, `2026-01`. */
export async function budgetClosedThrough(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ period: string | null }>('select max(period) as period from ledger_period where tenant_id = $1 and ledger = $2', [tx.tenantId, Budget.name]);
  return row?.period ?? null;
}
