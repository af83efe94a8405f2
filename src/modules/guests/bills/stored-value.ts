/** Paying from a card, until stored value itself is there: refused in words. Serves AS-10. */
import { Refusal, type Tx } from '../../../kernel/index.ts';

const notYet = () => new Refusal('bill.stored_value', ['储值支付尚未启用', 'Paying from a card is not in use yet'], 409, { stored_value: ['尚未启用', 'Not in use yet'] });

export function spendFromCard(_tx: Tx, _spend: { readonly card: string; readonly amount: number; readonly because: string; readonly cause: { readonly register: string; readonly id: string }; readonly at: Date }): Promise<{ readonly principal: number; readonly bonus: number }> {
  throw notYet();
}
export function takeBackSpend(_tx: Tx, _card: { readonly id: string; readonly account: string | null; readonly unit_id: string }, _because: string): Promise<void> {
  throw notYet();
}
