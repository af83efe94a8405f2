/** The papers of cards, in two copies: handed on, reported lost, closed. Serves P1, P5, G25. */
import { defineSlip } from '../../../kernel/index.ts';

const copies = [['客户联', 'Customer copy'], ['商户联', 'Merchant copy']] as const;

export const TransferSlip = defineSlip('card_transfer', { label: ['会员卡转让单', 'Card transfer'], number: 'ZR-{yyyy}{mm}{dd}-{000}', copies });
export const SuspensionSlip = defineSlip('card_suspension', { label: ['会员卡挂失单', 'Card suspended'], number: 'GSD-{yyyy}{mm}{dd}-{000}', copies });
export const ClosingSlip = defineSlip('card_closing', { label: ['会员卡销卡单', 'Card closed'], number: 'XKD-{yyyy}{mm}{dd}-{000}', copies });
