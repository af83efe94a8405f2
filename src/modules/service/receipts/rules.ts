/** Rules of receipts (回执): when they are due, how late they are, what makes them complete. Serves SM-22, FS-5.7, AC-26. */
import { calendar, Refusal } from '../../../kernel/index.ts';

/** Last day in time: the day of the work does not count. */
export function dueOn(doneOn: string, days: number): string {
  return calendar.addDays(doneOn, days);
}

export interface Awaited { readonly due_on: string; readonly returned_on: string | null }
/** Days past the last day, as of a day; 0 while there is still time or when it was back by then. */
export function daysOverdue(receipt: Awaited, asOf: string): number {
  if (receipt.returned_on !== null && receipt.returned_on <= asOf) return 0;
  return Math.max(0, calendar.daysBetween(receipt.due_on, asOf));
}

/** What is handed in carries the customer's name: signed on glass before, or on the paper that is handed in. */
export function refuseUnsigned(signedBy: string | null, onPaper: string | null): void {
  if (signedBy !== null || (onPaper ?? '').trim() !== '') return;
  throw new Refusal('receipt.unsigned', ['用户尚未签字：请先在屏上签字，或写明纸质回执的签字人', 'The customer has not signed: let them sign on the screen, or name who signed the paper'], 422,
    { signed_on_paper_by: ['请填写签字人', 'Who signed?'] });
}

export function refuseReturnWhen(returnedOn: string, doneOn: string, today: string): void {
  if (returnedOn >= doneOn && returnedOn <= today) return;
  throw new Refusal('receipt.when', ['回传日期须在完工与今天之间', 'It comes back between the work and today'], 422, { returned_on: [`${doneOn} 至 ${today}`, `${doneOn} to ${today}`] });
}
