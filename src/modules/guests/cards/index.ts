/** Cards (会员卡): products, activation, loss and re-issue, transfer. Everything that uses a card asks `cardProblem` first. Serves VIP-1.4, VIP-1.5, VIP-8.2, G24, G25. */
import { defineModule, firstRecord } from '../../../kernel/index.ts';
import { MemberCard, MemberCardProcess } from './card.ts';
import { StudentProofs } from './duties.ts';
import { FeeKind, FirstDeposit, GoldThreshold, MemberPrice, ReissueFee, StudentPrice } from './parameters.ts';
import { CardProduct, CardProductProcess } from './product.ts';

export { cardByNumber, markUsed, MemberCard, MemberCardProcess } from './card.ts';
export { FeeKind, FirstDeposit, GoldThreshold, MemberPrice, ReissueFee, StudentPrice } from './parameters.ts';
export { answersOn, CardProduct, CardProductProcess, productsOnSale, type Sellable } from './product.ts';
export { accountOf, assertProof, cardProblem, priceOf, saleProblem, type CardUse, type ProductKind } from './rules.ts';

export const cards = defineModule({
  name: 'cards',
  area: 'guests',
  label: ['会员卡', 'Cards'],
  roles: {
    front_desk: ['前台', 'Front desk'], vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], finance: ['财务', 'Finance'],
  },
  registers: [MemberCard, CardProduct],
  firstSteps: [firstRecord(CardProduct, ['写下卡种', 'Write down the kinds of card'])],
  processes: [MemberCardProcess, CardProductProcess],
  duties: [StudentProofs],
  parameters: [StudentPrice, MemberPrice, FirstDeposit, FeeKind, ReissueFee, GoldThreshold],
});
