/**
 * Rules of consumables (低值易耗品): which cost layers are spent and which come back, what a quota leaves, when stock runs short, what a count
 * means. Pure; pieces and fen are integers. Serves LOG-3.6, LOG-3.7, P25.
 */
import { Refusal } from '../../../kernel/index.ts';

/** Pieces held with the layer they came in by. */
export interface Lot { readonly lot: string; readonly remaining: number; readonly layer: string; readonly received_on: string; readonly layer_number: string; readonly unit_cost: number }
export interface Spent { readonly lot: string; readonly layer: string; readonly unit_cost: number; readonly quantity: number }
const age = (l: Lot): string => `${l.received_on}/${l.layer_number}/${l.lot}`;

/** First received, first spent. Null when there is not enough. */
export function spendingPlan(lots: readonly Lot[], quantity: number): readonly Spent[] | null {
  return planOver([...lots].sort((a, b) => (age(a) < age(b) ? -1 : 1)), quantity);
}
/** What comes back is what was spent last: the layers return in the opposite order, each at the cost it left with. */
export function returningPlan(lots: readonly Lot[], quantity: number): readonly Spent[] | null {
  return planOver([...lots].sort((a, b) => (age(a) > age(b) ? -1 : 1)), quantity);
}
function planOver(lots: readonly Lot[], quantity: number): readonly Spent[] | null {
  const plan: Spent[] = [];
  let open = quantity;
  for (const l of lots) {
    const taken = Math.min(open, l.remaining);
    if (taken > 0) plan.push({ lot: l.lot, layer: l.layer, unit_cost: l.unit_cost, quantity: taken });
    open -= taken;
  }
  return open === 0 ? plan : null;
}
export const costOf = (plan: readonly Spent[]): number => plan.reduce((sum, s) => sum + s.quantity * s.unit_cost, 0);
export const heldIn = (lots: readonly Lot[]): number => lots.reduce((sum, l) => sum + l.remaining, 0);

export const isShort = (item: string, held: number, wanted: number): Refusal =>
  new Refusal('consumable.short', [`${item} 库存 ${held}，不够 ${wanted}`, `${held} of ${item} in stock, not ${wanted}`], 409, { quantity: [`最多 ${held}`, `At most ${held}`] });

/** A quota is for a department, an item and a calendar month; nobody has set one: no limit. */
export interface QuotaState { readonly monthly: number | null; readonly used: number }
export const leftOf = (q: QuotaState): number | null => (q.monthly === null ? null : Math.max(0, q.monthly - q.used));
/** Above the quota only the head approves, and says why. */
export function refuseOverQuota(q: QuotaState, approved: number, by: { readonly head: boolean; readonly reason: string | null }): void {
  const left = leftOf(q);
  if (left === null || approved <= left) return;
  if (!by.head) throw new Refusal('consumable_request.over_quota', [`本月定额 ${q.monthly}，已批 ${q.used}，只剩 ${left}`, `Quota ${q.monthly} this month, ${q.used} approved, ${left} left`], 409, { approved: [`最多 ${left}，超额由后勤主任批准`, `At most ${left}; beyond it the head of logistics decides`] });
  if ((by.reason ?? '').trim() === '') throw new Refusal('consumable_request.over_reason', [`超出本月定额 ${approved - left}，请写明原因`, `${approved - left} above this month’s quota; say why`], 422, { over_reason: ['超额必填', 'Needed above the quota'] });
}
export function refuseOddApproval(asked: number, approved: number): void {
  if (approved > asked) throw new Refusal('consumable_request.more', [`只申请了 ${asked}`, `Only ${asked} were asked for`], 422, { approved: [`不超过 ${asked}`, `At most ${asked}`] });
}
/** Nobody approves what they asked for or counted themselves. */
export function refuseOwn(register: string, author: string, actor: string): void {
  if (author === actor) throw new Refusal(`${register}.own`, ['不能批准自己提出的单据', 'Somebody else has to approve your own'], 403);
}
export function refuseUnexplained(difference: number, reason: string | null): void {
  if (difference !== 0 && (reason ?? '').trim() === '') {
    throw new Refusal('consumable_count.reason', [`与账面相差 ${difference}，请写明原因`, `${difference} off the books; say why`], 422, { reason: ['有差异时必填', 'Needed when it differs'] });
  }
}
/** Stock is short when less lies there than the least; out when nothing does. */
export type Warning = 'out' | 'low' | null;
export function warningOf(held: number, minimum: number | null): Warning {
  if (minimum === null || minimum === 0) return null;
  return held === 0 ? 'out' : held < minimum ? 'low' : null;
}
