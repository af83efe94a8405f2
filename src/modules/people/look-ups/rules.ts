/**
 * Why a look-up of customer data deserves a second look (查询复核的排序). Serves CC-3.1, SM-12, AC-13.
 */
import { Refusal, type Label } from '../../../kernel/index.ts';

export const REASONS = { ticket: ['工单或投诉', 'Ticket or complaint'], order: ['服务指令', 'Service order'], call: ['通话', 'Call'], other: ['其他（写明）', 'Other (say why)'] } as const;
export type Reason = keyof typeof REASONS;
export interface Looked { readonly reason: Reason; readonly referenceFound: boolean; readonly callActive: boolean; readonly onShift: boolean; readonly today: number }
export interface Ranked { readonly score: number; readonly why: readonly Label[] }

const USUAL_A_DAY = 20;
/** Higher is looked at first. A ticket, an order or a call in progress explains a look-up; nothing else does. */
export function rank(l: Looked): Ranked {
  const found: (readonly [number, Label])[] = [];
  if (l.reason === 'other') found.push([3, ['没有单号，只有文字理由', 'No number, only words']]);
  if (!l.callActive && !l.referenceFound) found.push([2, ['当时没有通话，也没有单据', 'No call in progress and no document']]);
  if (!l.onShift) found.push([2, ['不在班次时间内', 'Outside the person’s shift']]);
  if (l.today > USUAL_A_DAY) found.push([Math.min(5, Math.floor((l.today - 1) / USUAL_A_DAY)), [`当天第 ${l.today} 次查询`, `Look-up number ${l.today} of the day`]]);
  return { score: found.reduce((sum, [n]) => sum + n, 0), why: found.map(([, label]) => label) };
}
/** From this score on a look-up waits for review. */
export const REVIEW_FROM = 3;

export function refuseReason(l: { readonly reason: Reason; readonly reference: string | null; readonly words: string | null }, facts: { readonly found: boolean; readonly others: boolean; readonly callActive: boolean }): void {
  if (l.reason === 'other') {
    if ((l.words ?? '').trim().length < 4) throw new Refusal('customer_lookup.words', ['没有工作理由不能查看客户资料（CC-3.1）', 'No customer data without a work reason (CC-3.1)'], 422, { words: ['写明为什么', 'Say why'] });
    return;
  }
  if (l.reference === null && !(l.reason === 'call' && facts.callActive)) throw new Refusal('customer_lookup.reference', ['请填写单号（CC-3.1）', 'Give the number (CC-3.1)'], 422, { reference: ['必填', 'Required'] });
  if (l.reference !== null && !facts.found) throw new Refusal('customer_lookup.unknown', [`没有这个单号：${l.reference}`, `There is no ${l.reference}`], 422, { reference: ['查无此单', 'Not found'] });
  if (facts.others) throw new Refusal('customer_lookup.others', [`${l.reference} 属于另一个客户（CC-3.1）`, `${l.reference} is another customer’s (CC-3.1)`], 422, { reference: ['不是这个客户的', 'Not of this customer'] });
}
