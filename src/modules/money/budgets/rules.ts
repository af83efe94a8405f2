/**
 * Rules of the budget (预算): which monthly quota holds, how many months of it a span of actuals is compared with, what is over,
 * and what happens when a category runs out. Serves SM-28, FS-3.1, FS-3.2, CG-43.
 */
import { calendar, type Label, yuan } from '../../../kernel/index.ts';

export interface QuotaLine { readonly category: string; readonly amount: number }
export interface QuotaVersion { readonly effective_from: string; readonly lines: readonly QuotaLine[]; readonly centre: string; readonly id: string; readonly number: string }

/** Why a quota cannot come into force; null when its categories make up its stated total. Amounts in fen. */
export function quotaProblem(total: number, lines: readonly QuotaLine[]): Label | null {
  if (lines.length === 0) return ['还没有分科目额度', 'No categories have been given amounts yet'];
  const sum = lines.reduce((all, l) => all + l.amount, 0);
  if (sum === total) return null;
  return [`各科目合计 ${yuan(sum)} 元，与总额 ${yuan(total)} 元相差 ${yuan(Math.abs(sum - total))} 元`, `The categories make ${yuan(sum)} yuan, the stated total is ${yuan(total)}; the difference is ${yuan(Math.abs(sum - total))}`];
}

/** The version in force in a month (`2026-01`); null before the first. */
export function quotaOf<V extends { readonly effective_from: string }>(versions: readonly V[], month: string): V | null {
  return versions.filter((v) => v.effective_from.slice(0, 7) <= month).reduce<V | null>((latest, v) => (latest === null || v.effective_from > latest.effective_from ? v : latest), null);
}

export const BASES = ['one_month', 'whole_months', 'pro_rata'] as const;
export type Basis = (typeof BASES)[number];
/** One month of quota, or `days` of its `of` days. */
export interface Share { readonly month: string; readonly days: number; readonly of: number }

/** The quota months a span is compared with: the last one alone, every month begun, or the last one by its days. */
export function sharesOf(from: string, to: string, basis: Basis): Share[] {
  if (from > to) return [];
  const last = to.slice(0, 7);
  if (basis === 'one_month') return [whole(last)];
  const shares: Share[] = [];
  for (let first = `${from.slice(0, 7)}-01`; first.slice(0, 7) <= last; first = calendar.addMonths(first, 1)) {
    const month = first.slice(0, 7);
    const begun = basis === 'pro_rata' && month === from.slice(0, 7) ? from : first;
    const ended = basis === 'pro_rata' && month === last ? to : calendar.lastOfMonth(first);
    shares.push({ month, days: calendar.daysBetween(begun, ended) + 1, of: daysIn(month) });
  }
  return shares;
}
const daysIn = (month: string): number => Number(calendar.lastOfMonth(`${month}-01`).slice(8));
const whole = (month: string): Share => ({ month, days: daysIn(month), of: daysIn(month) });

/** `2 个月`, `1 个月 + 20/28`. */
export function sharesInWords(shares: readonly Share[]): Label {
  const full = shares.filter((s) => s.days === s.of).length;
  const parts = shares.filter((s) => s.days < s.of).map((s) => `${s.days}/${s.of}`);
  const zh = [...(full > 0 || parts.length === 0 ? [`${full} 个月`] : []), ...parts].join(' + ');
  const en = [...(full > 0 || parts.length === 0 ? [`${full} ${full === 1 ? 'month' : 'months'}`] : []), ...parts].join(' + ');
  return [parts.length > 0 && full === 0 ? `${zh} 个月` : zh, parts.length > 0 && full === 0 ? `${en} of a month` : en];
}

/** Quota by category for the shares. A part of a month is cut to the fen so that the categories still make up the total. */
export function quotaFor(versions: readonly Pick<QuotaVersion, 'effective_from' | 'lines'>[], shares: readonly Share[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const share of shares) {
    for (const { category, amount } of cut(quotaOf(versions, share.month)?.lines ?? [], share)) sums.set(category, (sums.get(category) ?? 0) + amount);
  }
  return sums;
}

/** The same over centres, each of which has its own versions. */
export function quotaByCategory(versions: readonly Pick<QuotaVersion, 'effective_from' | 'lines' | 'centre'>[], shares: readonly Share[]): ReadonlyMap<string, number> {
  const centres = [...new Set(versions.map((v) => v.centre))];
  return new Map(centres.flatMap((c) => [...quotaFor(versions.filter((v) => v.centre === c), shares)]));
}

/** Largest remainders get the fen that rounding down leaves over. */
function cut(lines: readonly QuotaLine[], { days, of }: Share): QuotaLine[] {
  const total = Math.round((lines.reduce((sum, l) => sum + l.amount, 0) * days) / of);
  const parts = lines.map((l) => ({ category: l.category, amount: Math.floor((l.amount * days) / of), rest: (l.amount * days) % of }));
  let over = total - parts.reduce((sum, p) => sum + p.amount, 0);
  for (const p of [...parts].sort((a, b) => b.rest - a.rest)) if (over-- > 0) p.amount++;
  return parts.map(({ category, amount }) => ({ category, amount }));
}

export interface Variance {
  /** Spent less quota: above zero is over. */
  readonly variance: number;
  /** With one decimal; null where there is no quota to compare with. */
  readonly percent: number | null;
}
export function varianceOf(spent: number, quota: number): Variance {
  return { variance: spent - quota, percent: percentOf(spent, quota) };
}
export const percentOf = (part: number, of: number): number | null => (of === 0 ? null : Math.round((part * 1000) / of) / 10);

export const ON_OVERSPEND = { warn: ['提醒后放行', 'Warn and let pass'], escalate: ['报中心经理批准', 'Ask the centre manager'], block: ['不得超支', 'Refuse'] } as const;
export type OnOverspend = keyof typeof ON_OVERSPEND;

export interface Spending {
  readonly category: string;
  readonly month: string;
  /** Quota of the month with what was moved in or out; spent, and held or committed, in it so far; all in fen. */
  readonly quota: number;
  readonly spent: number;
  readonly committed: number;
  readonly amount: number;
  readonly warnPercent: number;
  readonly onOverspend: OnOverspend;
}
export interface SpendingDecision {
  readonly outcome: 'within' | 'warn' | 'escalate' | 'block';
  /** Share of the quota used afterwards, rounded; null without quota. */
  readonly percent: number | null;
  /** Fen above the quota; 0 when it suffices. */
  readonly over: number;
  readonly lines: readonly Label[];
}
/** What one more amount does to its category's month: passes, warns from 80 %, and above 100 % what the category's setting says. */
export function decideSpending(s: Spending): SpendingDecision {
  const used = s.spent + s.committed + s.amount;
  const percent = percentOf(used, s.quota);
  const sum: Label = [
    `${s.category} ${s.month}：已支出 ${yuan(s.spent)} + 已承诺 ${yuan(s.committed)} + 本次 ${yuan(s.amount)} = ${yuan(used)} 元，额度 ${yuan(s.quota)} 元（${percent === null ? '无额度' : `${percent}%`}）`,
    `${s.category} ${s.month}: spent ${yuan(s.spent)} + committed ${yuan(s.committed)} + this ${yuan(s.amount)} = ${yuan(used)} yuan of a quota of ${yuan(s.quota)} (${percent === null ? 'no quota' : `${percent} %`})`,
  ];
  if (used > s.quota) {
    const over = used - s.quota;
    return { outcome: s.onOverspend, percent, over, lines: [sum, OVER[s.onOverspend](yuan(over))] };
  }
  if (used * 100 >= s.quota * s.warnPercent) return { outcome: 'warn', percent, over: 0, lines: [sum, [`已达额度的 ${s.warnPercent}%，请控制支出`, `${s.warnPercent} % of the quota is reached; keep spending down`]] };
  return { outcome: 'within', percent, over: 0, lines: [sum] };
}
const OVER: { readonly [K in OnOverspend]: (over: string) => Label } = {
  warn: (over) => [`超出额度 ${over} 元，按设定提醒后放行`, `Over the quota by ${over} yuan; the category lets it pass with a warning`],
  escalate: (over) => [`超出额度 ${over} 元，须中心经理批准`, `Over the quota by ${over} yuan; the centre manager has to approve`],
  block: (over) => [`超出额度 ${over} 元，该科目不得超支；可先申请科目间调剂`, `Over the quota by ${over} yuan, which this category does not allow; ask for a transfer between categories first`],
};

/** Why a budget cannot be asked for this period; null when it can. */
export function periodProblem(kind: 'year' | 'month', period: string, closedThrough: string | null): Label | null {
  if (kind === 'year') return /^20\d{2}$/.test(period) ? null : ['年度写四位年份，如 2026', 'A year has four digits, such as 2026'];
  if (!/^20\d{2}-(0[1-9]|1[0-2])$/.test(period)) return ['月份写作 2026-03', 'A month is written 2026-03'];
  return closedThrough !== null && period <= closedThrough ? [`${closedThrough} 已结账`, `${closedThrough} is closed`] : null;
}

/** One line of a month: what is asked, what its year allows (null: nothing was released for the year), what months of the year already have. */
export interface CeilingLine { readonly name: string; readonly amount: number; readonly year: number | null; readonly released: number }
/** Why a month cannot be released; null when it can. A supplement to the year is another request for the year. */
export function ceilingProblem(c: { readonly period: string; readonly standing: string | null; readonly closedThrough: string | null; readonly lines: readonly CeilingLine[] }): Label | null {
  if (c.standing !== null) return [`${c.period} 已有月度额度 ${c.standing}；请调剂，或另立额度版本`, `${c.period} has the monthly quota ${c.standing}; move money, or open a new version`];
  if (c.closedThrough !== null && c.period <= c.closedThrough) return [`${c.closedThrough} 已结账`, `${c.closedThrough} is closed`];
  const over = c.lines.find((l) => l.year === null || l.released + l.amount > l.year);
  if (!over) return null;
  const year = c.period.slice(0, 4);
  if (over.year === null) return [`${over.name}没有已下达的 ${year} 年度预算`, `No budget of ${year} was released for ${over.name}`];
  return [`${over.name}：年度 ${yuan(over.year)} 元，各月已下达 ${yuan(over.released)} 元，本次 ${yuan(over.amount)} 元，超出 ${yuan(over.released + over.amount - over.year)} 元；请先追加年度预算`,
    `${over.name}: the year allows ${yuan(over.year)} yuan, months have ${yuan(over.released)}, this asks ${yuan(over.amount)}, ${yuan(over.released + over.amount - over.year)} too much; ask for a supplement to the year first`];
}

/** A use of funds as it stands: held and ordered are what may still be paid. */
export interface UseSums { readonly held: number; readonly committed: number; readonly paid: number }
/** Why it cannot be ordered for this amount; null when it can. */
export function orderProblem(u: UseSums, amount: number): Label | null {
  return amount > u.held ? [`只预留了 ${yuan(u.held)} 元；超出部分请另行申请`, `Only ${yuan(u.held)} yuan are held; ask for the rest separately`] : null;
}
/** Why this amount cannot be paid, or paid back; null when it can. */
export function payProblem(u: UseSums, amount: number): Label | null {
  if (amount === 0) return ['金额不能为零', 'The amount cannot be zero'];
  if (amount > u.committed) return [`订货未付的只有 ${yuan(u.committed)} 元`, `Only ${yuan(u.committed)} yuan of the order are unpaid`];
  return amount < -u.paid ? [`只付过 ${yuan(u.paid)} 元`, `Only ${yuan(u.paid)} yuan were paid`] : null;
}
/** Why it cannot be settled with this actual cost; null when it can: a typed amount is compared, never taken over. */
export function settleProblem(u: UseSums, actual: number): Label | null {
  return actual === u.paid ? null : [`已付 ${yuan(u.paid)} 元，与实际费用相差 ${yuan(Math.abs(actual - u.paid))} 元；请先付款或退款`, `${yuan(u.paid)} yuan were paid, ${yuan(Math.abs(actual - u.paid))} from the actual cost; pay or take back first`];
}
export const cancelled = (u: UseSums) => ({ released: u.held + u.committed, held: 0, committed: 0, over_by: 0 });

/** Why an amount cannot be moved from one category to another; null when it can. `free` is what the giving category still has. */
export function transferProblem(t: { readonly from: string; readonly to: string; readonly amount: number; readonly free: number }): Label | null {
  if (t.from === t.to) return ['转出与转入科目相同', 'Both categories are the same'];
  if (t.amount > t.free) return [`转出科目当月只余 ${yuan(Math.max(0, t.free))} 元`, `The giving category has ${yuan(Math.max(0, t.free))} yuan left in that month`];
  return null;
}

/** Why a month of the budget cannot be closed; null when it can. */
export function closingProblem(c: { readonly month: string; readonly today: string; readonly earlierOpen: string | null }): Label | null {
  if (c.today.slice(0, 7) <= c.month) return [`${c.month} 尚未结束`, `${c.month} is not over yet`];
  return c.earlierOpen === null ? null : [`请先结 ${c.earlierOpen}`, `${c.earlierOpen} has to be closed first`];
}

/** Why nothing moves within a month any more; null while its centre has it open. */
export const closedMonth = (month: string, closedThrough: string | null): Label | null => (closedThrough !== null && month <= closedThrough ? [`${closedThrough} 已结账`, `${closedThrough} is closed`] : null);
/** Why quota does not pass from one centre to another: each has a budget of its own. */
export const otherCentre = (from: string | null, to: string | null): Label | null => (from === to ? null : ['两个科目属于不同的中心', 'The two categories belong to different centres']);

/** An amount belongs to the month of its cost; when that is closed, to the day on which it is booked. */
export function bookingDay(costOn: string, today: string, closedThrough: string | null): string {
  return closedThrough !== null && costOn.slice(0, 7) <= closedThrough ? today : costOn;
}
