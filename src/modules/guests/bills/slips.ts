/** Papers of bills: the receipt with its tenders, and the slip of a payment taken back. Serves VIP-6.3, G18. */
import { defineSlip } from '../../../kernel/index.ts';

export const ReceiptSlip = defineSlip('bill_receipt', { label: ['收款单', 'Receipt'], number: 'SKD-{yyyy}{mm}{dd}-{0000}', copies: [['客户联', 'Guest copy'], ['存根', 'Stub']] });
export const TakenBackSlip = defineSlip('bill_taken_back', { label: ['收款冲销单', 'Payment taken back'], number: 'CXD-{yyyy}{mm}{dd}-{0000}', copies: [['客户联', 'Guest copy'], ['财务联', 'Finance copy']] });
