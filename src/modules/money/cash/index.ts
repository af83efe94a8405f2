/** Cash (会所资金): the ledger in which all money of the club and all value on cards moves. Serves section 4.2, I1 to I3, I9. */
import { defineModule } from '../../../kernel/index.ts';
import { ClubCash } from './club-cash.ts';

export { ClubCash } from './club-cash.ts';

export const cash = defineModule({
  name: 'cash',
  area: 'money',
  label: ['会所资金', 'Club cash'],
  roles: { vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], finance: ['财务', 'Finance'] },
  registers: [],
  ledgers: [ClubCash],
});
