/**
 * Money for a record of another module (代办用款): what a vehicle, a repair or a purchase asks for, holds, orders, pays and settles
 * against a line of the budget. Each call is a step of the use of funds, in the caller's transaction. Serves P20, P27, LOG-4.2, LOG-4.3.
 */
import { createRecord, readRecord, takeStep, type Tx } from '../../../kernel/index.ts';
import { FundUse, type Use } from './fund-use.ts';
import { FundUseProcess } from './fund-use-process.ts';

/** What a module above asks money for, and its own record behind it. */
export interface Ask {
  readonly category: string; readonly unit_id: string; readonly amount: number; readonly cost_on: string; readonly purpose: string; readonly payee?: string | null;
  readonly origin: { readonly register: string; readonly id: string; readonly number: string };
}

/** Asks for money in the name of a record above; out: the use, to be kept there. News of it: `funds.held`, `funds.refused`, `funds.settled` with `use`, `register`, `id`. */
export async function askFunds(tx: Tx, { origin, ...ask }: Ask): Promise<Use> {
  return createRecord(tx, FundUse, { ...ask, origin_register: origin.register, origin_id: origin.id, origin_number: origin.number });
}
/** Approves: holds the money, or sends it on when the budget does not suffice. Refuses where the category allows no more. */
export const approveFunds = async (tx: Tx, use: string): Promise<'held' | 'escalated'> => (await takeStep(tx, FundUseProcess, use, 'approve', {})).state as 'held' | 'escalated';
/** Orders for an amount within what is held. */
export const commitFunds = (tx: Tx, use: string, amount: number, payee: string | null = null) => takeStep(tx, FundUseProcess, use, 'commit', { order_for: amount, payee });
/** Pays an amount within what was ordered, at once or in parts. */
export const payFunds = (tx: Tx, use: string, p: { readonly amount: number; readonly paid_on: string; readonly invoice_no?: string | null }) =>
  takeStep(tx, FundUseProcess, use, 'pay', { pay: p.amount, paid_on: p.paid_on, invoice_no: p.invoice_no ?? null });
/** Settles with what was paid; the rest of the hold goes back. */
export const settleFunds = (tx: Tx, use: string, actual: number) => takeStep(tx, FundUseProcess, use, 'settle', { actual });
/** Gives everything back before anything is paid. */
export const cancelFunds = (tx: Tx, use: string, reason: string) => takeStep(tx, FundUseProcess, use, 'cancel', { reason });
export const fundUseOf = (tx: Tx, use: string): Promise<Use | null> => readRecord(tx, FundUse, use);
