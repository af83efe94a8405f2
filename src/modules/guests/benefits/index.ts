/** Benefits (权益): what cards are promised, decided and explained at every session. Serves VIP-8.5, G11, AS-12. */
import { defineModule } from '../../../kernel/index.ts';
import { BenefitRule, BenefitRuleProcess } from './benefit-rule.ts';
import { BenefitUse, BenefitUseProcess } from './benefit-use.ts';
import { BenefitCheck } from './check.ts';
import { billPaid, billTakenBack, entered, moved } from './heard.ts';
import { BenefitsByRule } from './reports.ts';

export { BenefitRule, BenefitRuleProcess } from './benefit-rule.ts';
export { BenefitUse, BenefitUseProcess } from './benefit-use.ts';

export const benefits = defineModule({
  name: 'benefits',
  area: 'guests',
  label: ['会员权益', 'Benefits'],
  roles: {
    front_desk: ['前台', 'Front desk'], vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], finance: ['财务', 'Finance'],
  },
  registers: [BenefitUse, BenefitRule],
  processes: [BenefitUseProcess, BenefitRuleProcess],
  reports: [BenefitsByRule],
  queries: [BenefitCheck],
  pages: { check: { label: ['查权益', 'Benefit check'], access: ['front_desk', 'vip_agent', 'duty_supervisor', 'vip_manager'] } },
  on: {
    'room.switched_on': (tx, { session }) => entered(tx, String(session)),
    'room.card_named': (tx, { session }) => entered(tx, String(session)),
    'room.moved': (tx, { session, toType, at }) => moved(tx, { session: String(session), toType: String(toType), at: String(at) }),
    'bill.paid': (tx, { bill }) => billPaid(tx, String(bill)),
    'bill.reversed': (tx, { bill }) => billTakenBack(tx, String(bill)),
  },
});
