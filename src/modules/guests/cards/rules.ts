/** Rules of cards (会员卡): what a card that is not active may not do, and whose account a re-issued card uses. Serves VIP-1.5, G25. */
import type { Label } from '../../../kernel/index.ts';

export type CardState = 'issued' | 'active' | 'suspended' | 'replaced' | 'closed';
export type CardUse = 'earn' | 'redeem' | 'value' | 'benefit';

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
  issued: ['尚未激活', 'is not activated'], suspended: ['已挂失停用', 'is suspended'], replaced: ['已补卡，旧卡号作废', 'was replaced by another'], closed: ['已销卡', 'is closed'],
};
const USES: { readonly [use in CardUse]: Label } = {
  earn: ['积分', 'earn points'], redeem: ['兑换', 'redeem points'], value: ['储值或消费', 'hold value'], benefit: ['享受优惠', 'get benefits'],
};
