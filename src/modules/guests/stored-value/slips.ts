/** The papers of stored value: two copies each, signed by the guest. Serves P4, P5, AS-09, AS-10. */
import { defineSlip } from '../../../kernel/index.ts';

const copies = [['客户联', 'Customer copy'], ['商户联', 'Merchant copy']] as const;

export const DepositSlip = defineSlip('card_deposit', { label: ['储值凭单', 'Deposit slip'], number: 'CZD-{yyyy}{mm}{dd}-{0000}', copies });
export const DepositReversalSlip = defineSlip('card_deposit_reversal', { label: ['储值冲销单', 'Deposit reversed'], number: 'CZX-{yyyy}{mm}{dd}-{000}', copies });
export const RefundStatement = defineSlip('card_refund_statement', { label: ['退款计算书', 'Refund calculation'], number: 'TKJ-{yyyy}{mm}{dd}-{000}', copies });
export const RefundSlip = defineSlip('card_refund', { label: ['退款凭单', 'Refund slip'], number: 'TK-{yyyy}{mm}{dd}-{000}', copies });
export const ReissueSlip = defineSlip('card_reissue', { label: ['补卡单', 'Card re-issued'], number: 'BKD-{yyyy}{mm}{dd}-{000}', copies });
