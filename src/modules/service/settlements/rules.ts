/**
 * Rules of out-of-warranty work (保外更换): when a half-year closes, which agreements stand on its statement, and why the others
 * do not. A price that is still open holds up the invoice, never the work. Serves FS-4.2, FS-4.3, SM-30, AC-31, CG-53.
 */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

/** The closing days of a year, of which only month and day count: [2026-06-30, 2026-12-31]. 29 February is kept on the 28th. */
export type ClosingDays = readonly [first: string, second: string];

/** The first closing day on or after `day`: the one on whose statement it belongs. */
export function closingFor(day: string, closings: ClosingDays): string {
  const year = calendar.partsOf(day).year;
  return closingsAround(year, closings).find((closing) => closing >= day)!;
}

/** The last closing day before `closing`; what was done up to it belongs to an earlier statement. */
export function closingBefore(closing: string, closings: ClosingDays): string {
  return closingsAround(calendar.partsOf(closing).year, closings).findLast((c) => c < closing)!;
}

function closingsAround(year: number, closings: ClosingDays): string[] {
  return [year - 1, year, year + 1].flatMap((y) => closings.map((c) => calendar.dateOf(y, calendar.partsOf(c).month, calendar.partsOf(c).day))).sort();
}

export function refuseWrongClosing(day: string, closings: ClosingDays, today: string): void {
  if (closingFor(day, closings) !== day) {
    const next = closingFor(day, closings);
    throw new Refusal('settlement_statement.not_closing_day', [`不是半年结算日，最近的是 ${next}`, `Not a closing day; the next one is ${next}`], 422, { closing_on: [`例如 ${next}`, `For example ${next}`] });
  }
  if (day > calendar.addDays(today, 62)) throw new Refusal('settlement_statement.too_early', ['这个半年离结算还早', 'It is too early for this half-year'], 422, { closing_on: ['不早于结算日前两个月', 'At most two months ahead'] });
}

export interface Candidate { readonly state: string; readonly agreed_on: string; readonly service_done_on: string | null; readonly amount: number | null; readonly accrued_on: string | null }
export type Reason = 'on_statement' | 'unpriced' | 'not_performed' | 'accrued_later';

/** Whether an agreement made by the closing day stands on the statement; if not, why. */
export function reasonFor(c: Candidate, closing: string): Reason {
  if (c.amount === null) return 'unpriced';
  if (c.service_done_on === null || c.accrued_on === null) return 'not_performed';
  return c.accrued_on <= closing ? 'on_statement' : 'accrued_later';
}

export const REASONS: { readonly [R in Reason]: Label } = {
  on_statement: ['列入本期', 'On this statement'], unpriced: ['供应部未定价', 'Not priced yet'], not_performed: ['更换尚未完成', 'Work not done yet'], accrued_later: ['结算日之后才计', 'Accrued after the closing day'],
};

/** One agreement as a statement shows it. */
export interface StatementRow {
  readonly id: string; readonly number: string; readonly customer: string; readonly part: string; readonly quantity: number; readonly agreed_on: string; readonly state: string;
  readonly service_done_on: string | null; readonly unit_price: number | null; readonly amount: number | null; readonly accrued_on: string | null; readonly reason: Reason;
}

export const amountOf = (unitPriceFen: number, quantity: number): number => unitPriceFen * quantity;

/** The price blocks the invoice, not the work: why an invoice cannot be made yet. */
export function invoiceObstacle(state: string): Label | null {
  switch (state) {
    case 'agreed': return ['协议尚未交供应部定价，不能开票', 'Not handed to supply for pricing yet: no invoice'];
    case 'price_pending': return ['供应部尚未定价，不能开票；更换可以照常进行', 'Supply has not set the price: no invoice yet; the work may go on'];
    case 'priced': return ['更换尚未完成，不能开票', 'The work is not done yet: no invoice'];
    case 'accrued': return ['尚未列入半年结算单，不能开票', 'Not on a half-year statement yet: no invoice'];
    default: return null;
  }
}

export function refuseImpossibleWork(agreedOn: string, doneOn: string, today: string): void {
  if (doneOn >= agreedOn && doneOn <= today) return;
  throw new Refusal('replacement_agreement.work_day', [`更换日期须在 ${agreedOn} 至 ${today} 之间`, `The work was done between ${agreedOn} and ${today}`], 422, { service_done_on: [`${agreedOn} 至 ${today}`, `${agreedOn} to ${today}`] });
}
