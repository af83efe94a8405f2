/**
 * Paying with a card (储值消费): principal and bonus burn in proportion, under the lock of the account, so that two counters
 * never divide by the same balance. Taken back by its exact mirror. Serves AS-10, VIP-1.5, P4.
 */
import { dayOf, emit, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { accountOf, cardProblem, markUsed, MemberCard } from '../cards/index.ts';
import { holdingOf, moneySpent, undoSpend } from './ledger.ts';
import { splitSpend, type Holding } from './rules.ts';
import { evaluateTier } from './tier.ts';

export interface Spend {
  readonly card: string;
  readonly amount: number;
  /** What is paid for, e.g. the bill's number: the same cause is paid once, however often it is sent. */
  readonly because: string;
  readonly cause: { readonly register: string; readonly id: string };
  readonly at: Date;
}

/**
 * Takes an amount from a card. In: the card presented, fen, the cause. Out: which part came from the principal and which from the bonus.
 * Refuses: no such card, a card that is not active, not enough on it, an amount that is not a positive number of fen.
 */
export async function spendFromCard(tx: Tx, s: Spend): Promise<Holding> {
  if (!Number.isSafeInteger(s.amount) || s.amount <= 0) throw new Refusal('stored_value.amount', ['金额须大于零', 'The amount must be above zero'], 422);
  const card = await readRecord(tx, MemberCard, s.card);
  if (!card) throw new Refusal('reference', ['没有这张卡', 'No such card'], 422);
  const account = accountOf(card);
  await readRecord(tx, MemberCard, account, { lock: true });
  const problem = cardProblem((await readRecord(tx, MemberCard, s.card))!.state, 'value');
  if (problem) throw new Refusal('stored_value.card', problem);
  const part = splitSpend(s.amount, await holdingOf(tx, account));
  await moneySpent(tx, { account, part, because: s.because, cause: s.cause, at: s.at, unit: card.unit_id });
  await markUsed(tx, account, s.at);
  await evaluateTier(tx, account, { day: await dayOf(tx, tx.now, card.unit_id), unit: card.unit_id, why: [`消费 ${s.because}`, `Payment ${s.because}`] });
  emit(tx, 'card.spent', { card: s.card, account, amount: s.amount, because: s.because });
  return part;
}

/** Gives a payment back to the card it came from: the same principal, the same bonus, once. */
export async function takeBackSpend(tx: Tx, card: { readonly id: string; readonly account: string | null; readonly unit_id: string }, because: string): Promise<void> {
  const account = accountOf(card);
  await readRecord(tx, MemberCard, account, { lock: true });
  await undoSpend(tx, because, card.unit_id);
  await evaluateTier(tx, account, { day: await dayOf(tx, tx.now, card.unit_id), unit: card.unit_id, why: [`消费 ${because} 已撤销`, `Payment ${because} was taken back`] });
}

/** What a card holds. Ask through the card in hand; a re-issued one answers for its first. */
export const storedValueOf = (tx: Tx, card: { readonly id: string; readonly account: string | null }): Promise<Holding> => holdingOf(tx, accountOf(card));
