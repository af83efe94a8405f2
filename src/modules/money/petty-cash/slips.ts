/** Papers of petty cash: the float drawn and returned. Serves VIP-6.1. */
import { defineSlip } from '../../../kernel/index.ts';

const copies = [['财务联', 'Finance copy'], ['领用人联', 'Clerk’s copy']] as const;
export const FloatSlip = defineSlip('float_drawn', { label: ['备用金领用单', 'Float drawn'], number: 'LYD-{yyyy}{mm}{dd}-{000}', copies });
export const FloatReturnSlip = defineSlip('float_returned', { label: ['备用金交回单', 'Float returned'], number: 'JHD-{yyyy}{mm}{dd}-{000}', copies });
