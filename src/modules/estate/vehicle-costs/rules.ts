/**
 * Rules of what vehicles cost (车辆费用规则): what is due and why, who may not approve or accept, what a bill may come to, a cost per hundred
 * kilometres. Pure; money in fen. Serves LOG-1.3, LOG-1.4, P20, AS-35.
 */
import { calendar, Refusal, type Label, yuan } from '../../../kernel/index.ts';

export const KINDS = {
  insurance: ['保险', 'Insurance'], inspection: ['年检', 'Inspection'], service: ['保养', 'Service'], repair: ['维修', 'Repair'], rental: ['租车', 'Rental'], toll: ['过路过桥', 'Tolls and bridges'], fuel: ['燃油（油卡账单）', 'Fuel (card bill)'], other: ['其他', 'Other'],
} as const satisfies { readonly [kind: string]: Label };
export type Kind = keyof typeof KINDS;

/** What is used over a span, such as an insurance or a rental, says which. */
const SPANS: readonly Kind[] = ['insurance', 'rental', 'toll', 'fuel'];
export function refuseSpan(kind: Kind, from: string | null, to: string | null): void {
  if (SPANS.includes(kind) && (from === null || to === null)) throw new Refusal('vehicle_expense.span', ['请写明费用的起止日期', 'Say which days it covers'], 422, { [from === null ? 'covers_from' : 'covers_to']: ['这类费用必填', 'Needed for this kind'] });
  if (from !== null && to !== null && to < from) throw new Refusal('vehicle_expense.span', ['止日早于起日', 'It ends before it begins'], 422, { covers_to: [`不早于 ${from}`, `Not before ${from}`] });
}
/** The same kind is not settled twice for the same day of one vehicle: insurance and rental do not overlap. */
export interface Spanned { readonly number: string; readonly covers_from: string | null; readonly covers_to: string | null }
export function refuseOverlap(kind: Kind, from: string | null, to: string | null, others: readonly Spanned[]): void {
  if (!SPANS.includes(kind) || from === null || to === null) return;
  const clash = others.find((o) => o.covers_from !== null && o.covers_to !== null && o.covers_from <= to && from <= o.covers_to);
  if (clash !== undefined) throw new Refusal('vehicle_expense.overlap', [`${clash.number} 已含 ${clash.covers_from} 至 ${clash.covers_to}`, `${clash.number} covers ${clash.covers_from} to ${clash.covers_to} already`], 409, { covers_from: ['期间重叠', 'Overlaps'] });
}
export function refuseOwn(authors: readonly (string | null)[], actor: string): void {
  if (authors.includes(actor)) throw new Refusal('vehicle_expense.own', ['不能批准或验收自己经办的费用', 'Nobody approves or accepts what they arranged themselves'], 403);
}
export function refuseWithoutLine(category: string | null, centreHasBudget: boolean): void {
  if (centreHasBudget && category === null) throw new Refusal('vehicle_expense.category', ['本单位有预算，请选费用科目', 'This unit has a budget: choose the category'], 422, { category: ['必填', 'Required'] });
}
/** More than was quoted goes back to a new quote, so that the budget is asked again. */
export function refuseDearer(quote: number, actual: number): void {
  if (actual > quote) throw new Refusal('vehicle_expense.dearer', [`批准的报价是 ${yuan(quote)} 元，超出请重新报价报批`, `${yuan(quote)} yuan was approved; a higher bill needs a new quote`], 409, { actual: [`最多 ${yuan(quote)} 元`, `At most ${yuan(quote)} yuan`] });
}

/** Fen for a hundred kilometres; nothing can be said without a distance. */
export const perHundred = (fen: number, km: number): number | null => (km > 0 ? Math.round((fen * 100) / km) : null);
/** From the last reading before the span to the last one within it. */
export const drivenIn = (before: number | null, first: number | null, last: number | null): number => (last === null ? 0 : Math.max(0, last - (before ?? first ?? last)));

export type DueKind = 'registration' | 'inspection' | 'compulsory' | 'commercial' | 'rental' | 'service_date' | 'service_km';
export const DUE_KINDS = {
  registration: ['行驶证', 'Registration'], inspection: ['年检', 'Inspection'], compulsory: ['交强险', 'Compulsory insurance'], commercial: ['商业险', 'Commercial insurance'], rental: ['租赁合同', 'Rental contract'], service_date: ['保养（按日期）', 'Service by date'], service_km: ['保养（按里程）', 'Service by distance'],
} as const satisfies { readonly [kind: string]: Label };
export interface DueFacts { readonly papers: readonly { readonly kind: DueKind; readonly valid_to: string }[]; readonly next_service_on: string | null; readonly next_service_km: number | null; readonly km: number | null }
export interface Due { readonly kind: DueKind; readonly due_on: string | null; readonly km_left: number | null; readonly late: boolean }
/** What ends or falls due up to the day: the latest paper of each kind counts; by distance from `kmAhead` before. */
export function dueUpTo(facts: DueFacts, today: string, ahead: { readonly days: number; readonly km: number }): readonly Due[] {
  const until = calendar.addDays(today, ahead.days);
  const latest = new Map<DueKind, string>();
  for (const p of facts.papers) if ((latest.get(p.kind) ?? '') < p.valid_to) latest.set(p.kind, p.valid_to);
  const papers = [...latest].filter(([, to]) => to <= until).map(([kind, to]): Due => ({ kind, due_on: to, km_left: null, late: to < today }));
  const byDate: Due[] = facts.next_service_on !== null && facts.next_service_on <= until ? [{ kind: 'service_date', due_on: facts.next_service_on, km_left: null, late: facts.next_service_on < today }] : [];
  const left = facts.next_service_km === null || facts.km === null ? null : facts.next_service_km - facts.km;
  const byKm: Due[] = left !== null && left <= ahead.km ? [{ kind: 'service_km', due_on: null, km_left: left, late: left <= 0 }] : [];
  return [...papers, ...byDate, ...byKm];
}
