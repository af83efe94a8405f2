/** The paper of cards. Serves P5. */
import { defineSlip } from '../../../kernel/index.ts';

export const TransferSlip = defineSlip('card_transfer', {
  label: ['会员卡转让单', 'Card transfer'], number: 'ZR-{yyyy}{mm}{dd}-{000}', copies: [['客户联', 'Customer copy'], ['商户联', 'Merchant copy']],
});
