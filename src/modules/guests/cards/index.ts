/** Cards (会员卡): products, activation, loss and re-issue. Everything that uses a card asks `cardProblem` first. Serves VIP-1.4, VIP-1.5, G25. */
import { defineModule } from '../../../kernel/index.ts';
import { CardProduct, MemberCard, MemberCardProcess } from './card.ts';

export { CardProduct, cardByNumber, MemberCard, MemberCardProcess } from './card.ts';
export { accountOf, cardProblem, type CardUse } from './rules.ts';

export const cards = defineModule({
  name: 'cards',
  area: 'guests',
  label: ['会员卡', 'Cards'],
  roles: {
    vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], finance: ['财务', 'Finance'],
  },
  registers: [MemberCard, CardProduct],
  processes: [MemberCardProcess],
});
