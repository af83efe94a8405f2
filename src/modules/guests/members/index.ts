/** Members (会员): the people behind the cards. Serves VIP-1.3, G6. */
import { defineModule } from '../../../kernel/index.ts';
import { Member } from './member.ts';

export { Member } from './member.ts';

export const members = defineModule({
  name: 'members',
  area: 'guests',
  label: ['会员', 'Members'],
  roles: {
    vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], finance: ['财务', 'Finance'],
  },
  registers: [Member],
});
