/** The papers of joining: form, charter, receipt, welcome, and the two that undo them. Serves VIP-1.3, VIP-8.7, VIP-8.8, P1. */
import { defineSlip } from '../../../kernel/index.ts';

const both = [['客户联', 'Customer copy'], ['商户联', 'Merchant copy']] as const;
const guest = [['客户联', 'Customer copy']] as const;

export const FormSlip = defineSlip('joining_form', { label: ['入会申请表', 'Application form'], number: 'SQB-{yyyy}{mm}{dd}-{000}', copies: [['存档联', 'File copy']] });
export const CharterSlip = defineSlip('joining_charter', { label: ['会员章程（签署本）', 'Charter, as signed'], number: 'ZC-{yyyy}{mm}{dd}-{000}', copies: both });
export const ReceiptSlip = defineSlip('joining_receipt', { label: ['入会收据', 'Joining receipt'], number: 'RS-{yyyy}{mm}{dd}-{000}', copies: both });
export const WelcomeSlip = defineSlip('joining_welcome', { label: ['会员欢迎单', 'Welcome slip'], number: 'HYD-{yyyy}{mm}{dd}-{000}', copies: guest });
export const FeeBackSlip = defineSlip('joining_fee_back', { label: ['入会款退还单', 'Joining money returned'], number: 'RT-{yyyy}{mm}{dd}-{000}', copies: both });
