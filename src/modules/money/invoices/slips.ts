/** Papers of invoices: numbers drawn, and the stamp that goes with the ticket. Serves VIP-6.5. */
import { defineSlip } from '../../../kernel/index.ts';

export const DrawSlip = defineSlip('invoice_draw', { label: ['发票领用单', 'Invoices drawn'], number: 'FPLD-{yyyy}{mm}{dd}-{000}', copies: [['财务联', 'Finance copy'], ['领用人联', 'Clerk’s copy']] });
export const TicketStub = defineSlip('invoice_ticket', { label: ['小票开票存根', 'Ticket stub'], number: 'CG-{yyyy}{mm}{dd}-{0000}', copies: [['随小票联', 'With the ticket']] });
