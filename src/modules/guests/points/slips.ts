/** Papers of points: confirmation, redemption and reversal, each in a customer and a merchant copy. Serves VIP-1.7, VIP-1.9, VIP-1.13. */
import { defineSlip } from '../../../kernel/index.ts';

const copies = [['客户联', 'Customer copy'], ['商户联', 'Merchant copy']] as const;

export const ConfirmationSlip = defineSlip('points_confirmation', { label: ['积分确认单', 'Points confirmation'], number: 'QR-{yyyy}{mm}{dd}-{0000}', copies });
export const RedemptionSlip = defineSlip('points_redemption', { label: ['积分兑换单', 'Redemption slip'], number: 'DH-{yyyy}{mm}{dd}-{0000}', copies });
export const ReversalSlip = defineSlip('points_reversal', { label: ['积分冲销单', 'Points reversal'], number: 'CX-{yyyy}{mm}{dd}-{0000}', copies });

/** Where the guest signs when the slip is signed on paper; signed on glass, the signature stands in the record. */
