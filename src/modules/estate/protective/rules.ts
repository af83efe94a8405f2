/**
 * Rules of protective supplies (劳保用品规则): which norm a post has on a day, when the next issue is due, what extends the term, what is refused and
 * what somebody who leaves must settle. Pure; days are plain dates, money in fen. Serves LOG-9.2, LOG-10.2, P33, AS-38.
 */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

export interface Norm { readonly post: string; readonly item: string; readonly quantity: number; readonly period_days: number; readonly old_for_new: boolean; readonly valid_from: string }
const postKey = (post: string): string => post.normalize('NFKC').replace(/\s/g, '');
/** The latest norm of the post for the item that is in force on the day; a quantity of zero ends it. */
export function normOn(norms: readonly Norm[], post: string, item: string, day: string): Norm | null {
  const [latest] = norms.filter((n) => postKey(n.post) === postKey(post) && n.item === item && n.valid_from <= day).sort((a, b) => (a.valid_from > b.valid_from ? -1 : 1));
  return latest === undefined || latest.quantity === 0 ? null : latest;
}

/** No term is longer than this however long somebody is away. */
const MOST_DAYS = 4000;
export interface Term { readonly due: string; readonly absent: number }
/**
 * The term counts days of presence: every whole day of absence within it extends it by one, and an absence in the extension extends it again.
 * Issued on 1 December for 30 days with ten days away, the next is due on 10 January.
 */
export function termOf(issued: string, periodDays: number, absent: ReadonlySet<string>): Term {
  let [due, present, away] = [issued, 0, 0];
  while (present < periodDays && away < MOST_DAYS) {
    if (absent.has(due)) away++;
    else present++;
    due = calendar.addDays(due, 1);
  }
  return { due, absent: away };
}

export interface Held { readonly number: string; readonly term: Term }
/** Before the term ends there is a new piece only against the old one, and only where the norm says so. */
export function refuseEarly(held: Held | null, day: string, c: { readonly old: boolean; readonly allowed: boolean }): void {
  if (held === null || day >= held.term.due) return;
  const absent: Label = held.term.absent === 0 ? ['', ''] : [`（含缺勤顺延 ${held.term.absent} 天）`, ` (${held.term.absent} days of absence included)`];
  if (!c.old) throw new Refusal('protective.early', [`${held.number} 到 ${held.term.due} 期满${absent[0]}，提前领用须以旧换新`, `${held.number} lasts until ${held.term.due}${absent[1]}; earlier only old for new`], 409, { old_back: ['交回旧品才能提前领用', 'Only against the old one'] });
  if (!c.allowed) throw new Refusal('protective.not_old_for_new', ['该用品的定额不许以旧换新', 'The norm does not allow old for new'], 409, { old_back: ['定额不允许', 'The norm does not allow it'] });
}
export function refuseMoreThanNorm(norm: Norm | null, post: string, quantity: number): Norm {
  if (norm === null) throw new Refusal('protective.no_norm', [`${post}岗位没有这项定额`, `The post ${post} has no norm for it`], 409, { item: ['不在定额内', 'Not in the norm'] });
  if (quantity > norm.quantity) throw new Refusal('protective.more', [`定额每期 ${norm.quantity}`, `The norm is ${norm.quantity} a term`], 422, { quantity: [`最多 ${norm.quantity}`, `At most ${norm.quantity}`] });
  return norm;
}
export function refuseOtherSigner(signer: { readonly name: string; readonly refused: boolean }, name: string): void {
  if (!signer.refused && signer.name.trim() !== name) throw new Refusal('protective.signature', [`须由${name}本人签名`, `${name} signs in person`], 422, { 'sign.employee': [`请由${name}签名`, `To be signed by ${name}`] });
}

/** What is left of the term on the last day, and that share of the cost: said on the settlement, taken from nobody by itself. */
export function restOf(cost: number, periodDays: number, due: string, lastDay: string): { readonly days: number; readonly value: number } {
  const days = Math.min(periodDays, Math.max(0, calendar.daysBetween(lastDay, due)));
  return { days, value: Math.floor((cost * days) / periodDays) };
}

export const OUTCOMES = { held: ['在手', 'In hand'], returned: ['已退回', 'Returned'], replaced: ['以旧换新', 'Old for new'], worn: ['期满用完', 'Term over'], kept: ['结清留用', 'Kept, settled'] } as const satisfies { readonly [outcome: string]: Label };
export type DueState = 'never' | 'due' | 'later';
export const DUE_STATES = { never: ['从未领用', 'Never issued'], due: ['应发', 'Due'], later: ['未到期', 'Not yet'] } as const satisfies { readonly [state: string]: Label };
export const dueState = (due: string | null, day: string): DueState => (due === null ? 'never' : due <= day ? 'due' : 'later');
