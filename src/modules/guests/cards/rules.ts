/**
 * Rules of cards (会员卡): what a card that is not active may not do, whose account a re-issued card uses, what a product
 * costs and when it may be put on sale. Serves VIP-1.5, VIP-8.2 to VIP-8.4, G9, G24, G25.
 */
import { Refusal, type Label } from '../../../kernel/index.ts';

export type CardState = 'issued' | 'active' | 'suspended' | 'replaced' | 'closed';
export type CardUse = 'earn' | 'redeem' | 'value' | 'benefit';
export type ProductKind = 'student' | 'member' | 'stored_value';

/** Why a card cannot be used, or null when it can. Every use asks here, so that no module forgets one (VIP-1.5). */
export function cardProblem(state: string, use: CardUse): Label | null {
  if (state === 'active') return null;
  const [zh, en] = REASONS[state as Exclude<CardState, 'active'>] ?? ['状态不明', 'is in an unknown state'];
  return [`该卡${zh}，不能${USES[use][0]}`, `This card ${en} and cannot ${USES[use][1]}`];
}

/** A re-issued card goes on using the account of the card it replaces (G25). */
export function accountOf(card: { readonly id: string; readonly account: string | null }): string {
  return card.account ?? card.id;
}

const REASONS: { readonly [state in Exclude<CardState, 'active'>]: Label } = {
  issued: ['尚未激活', 'is not activated'], suspended: ['已停用', 'is suspended'], replaced: ['已补卡，旧卡号作废', 'was replaced by another'], closed: ['已销卡', 'is closed'],
};
const USES: { readonly [use in CardUse]: Label } = {
  earn: ['积分', 'earn points'], redeem: ['兑换', 'redeem points'], value: ['储值或消费', 'hold value'], benefit: ['享受优惠', 'get benefits'],
};

export interface Answers {
  /** Null while the question is open. */
  readonly studentPrice: number | null;
  readonly memberPrice: number;
  readonly firstDeposit: number;
  readonly goldThreshold: number | null;
}

/** What the guest pays for a product: its own price, otherwise the house's answer for its kind; null while that is open. */
export function priceOf(product: { readonly kind: ProductKind; readonly price: number | null }, answers: Answers): number | null {
  if (product.price !== null) return product.price;
  return { student: answers.studentPrice, member: answers.memberPrice, stored_value: answers.firstDeposit }[product.kind];
}

/** Why a product may not be put on sale, or sold, yet. A stored-value card promises gold, so gold must mean something (G9). */
export function saleProblem(product: { readonly kind: ProductKind; readonly price: number | null }, answers: Answers): Label | null {
  if (priceOf(product, answers) === null) return ['待定事项“学生卡售价”尚未答复，不能上架', 'The open question “Price of a student card” has no answer yet'];
  if (product.kind === 'stored_value' && answers.goldThreshold === null) return ['待定事项“金卡门槛”尚未答复，储值卡不能上架', 'The open question “Threshold of the gold tier” has no answer yet'];
  return null;
}

/** A card gets its number through an application, as a replacement, or, from paper files of earlier years, by the manager. */
export function assertMayActivate(card: { readonly replaces: string | null; readonly application_no: string | null }, asTakenOver: boolean): void {
  if (card.replaces === null && card.application_no === null && !asTakenOver) {
    throw new Refusal('member_card.by_application', ['新卡须经入会办理激活；补录旧卡请客服经理办理', 'New cards are activated through an application; cards from paper files by the VIP manager']);
  }
}

/** Both sign a transfer by their own names, and it goes to somebody else. */
export function assertTransfer(holder: { readonly id: string; readonly name: string }, to: { readonly id: string; readonly name: string } | null, signed: { readonly holder: string; readonly receiver: string }): void {
  if (!to) throw new Refusal('member_card.no_receiver', ['没有这位会员', 'There is no such member'], 422, { to_member: ['没有这位会员', 'No such member'] });
  if (to.id === holder.id) throw new Refusal('member_card.same_holder', ['受让人就是现持卡人', 'The card already belongs to this member'], 422, { to_member: ['须是另一位会员', 'Another member'] });
  if (signed.holder !== holder.name) throw new Refusal('member_card.other_signer', [`须由现持卡人 ${holder.name} 本人签字`, `${holder.name}, who holds the card, must sign in person`]);
  if (signed.receiver !== to.name) throw new Refusal('member_card.other_signer', [`须由受让人 ${to.name} 本人签字`, `${to.name}, who receives the card, must sign in person`]);
}

/** The paper of a card is signed by the name of whoever holds it. */
export function assertHolder(holder: string, signed: string): void {
  if (signed !== holder) throw new Refusal('member_card.other_signer', [`须由持卡人 ${holder} 本人签字`, `${holder}, who holds the card, must sign in person`]);
}

/** A card with money on it is refunded, not simply closed. */
export function assertEmpty(held: number): void {
  if (held !== 0) throw new Refusal('member_card.holds_value', ['卡内还有余额，请先办理退款', 'There is still money on the card; refund it first']);
}

/** Proof of being a student reaches into the future. */
export function assertProof(validUntil: string, day: string): void {
  if (validUntil <= day) throw new Refusal('member_card.proof_over', ['学生证明已到期', 'The proof of being a student has run out'], 422, { valid_until: ['须晚于今天', 'After today'] });
}
