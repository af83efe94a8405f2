/** Stored value (储值): deposits, spending, refunds, tiers. Serves VIP-1.14, VIP-1.15, VIP-8.4, AS-09 to AS-11, AS-42. */
import { defineModule } from '../../../kernel/index.ts';
import { BonusRule, BonusRuleProcess } from './bonus-rule.ts';
import { CardDeposit, CardDepositProcess } from './deposit.ts';
import { CardDesk } from './desk.ts';
import { PARAMETERS } from './parameters.ts';
import { CardStatement, MembersByTier, PrepaidByQuarter, PrepaidOutstanding, TierReview } from './reports.ts';
import { CardRefund, CardRefundProcess } from './refund.ts';
import { CardReissue, CardReissueProcess } from './reissue.ts';
import { PrepaidQuarter, PrepaidSnapshot } from './snapshot.ts';
import { CardTier, CardTierProcess } from './tier.ts';
import { TierRule, TierRuleProcess } from './tier-rule.ts';

export { BonusRule, BonusRuleProcess } from './bonus-rule.ts';
export { assertFirstDeposit, CardDeposit, CardDepositProcess } from './deposit.ts';
export { joiningMoneyBack, joiningMoneyIn, tillFor } from './ledger.ts';
export { CardRefund, CardRefundProcess } from './refund.ts';
export { CardReissue, CardReissueProcess } from './reissue.ts';
export { type Spend, spendFromCard, storedValueOf, takeBackSpend } from './spend.ts';
export { CardTier, CardTierProcess, evaluateTier, tierOf } from './tier.ts';
export { TierRule, TierRuleProcess } from './tier-rule.ts';
export { type Tier, TIERS } from './tier.rules.ts';
export { type Holding, splitSpend } from './rules.ts';
export { PrepaidSnapshot } from './snapshot.ts';

export const storedValue = defineModule({
  name: 'stored-value',
  area: 'guests',
  label: ['储值与等级', 'Stored value'],
  roles: {
    vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], finance: ['财务', 'Finance'],
  },
  registers: [CardDeposit, CardRefund, CardReissue, CardTier, TierRule, BonusRule, PrepaidSnapshot],
  processes: [CardDepositProcess, CardRefundProcess, CardReissueProcess, CardTierProcess, TierRuleProcess, BonusRuleProcess],
  duties: [PrepaidQuarter, TierReview],
  reports: [PrepaidOutstanding, PrepaidByQuarter, MembersByTier, CardStatement],
  queries: [CardDesk],
  pages: { desk: { label: ['卡务台', 'Card desk'], access: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance'] } },
  parameters: PARAMETERS,
});
