/** Papers of petty cash: the float drawn, made good and returned; each cost paid from it. Serves VIP-6.1, P12. */
import { defineSlip } from '../../../kernel/index.ts';

const copies = [['财务联', 'Finance copy'], ['领用人联', 'Clerk’s copy']] as const;
export const FloatSlip = defineSlip('float_drawn', { label: ['备用金领用单', 'Float drawn'], number: 'LYD-{yyyy}{mm}{dd}-{000}', copies });
export const FloatReturnSlip = defineSlip('float_returned', { label: ['备用金交回单', 'Float returned'], number: 'JHD-{yyyy}{mm}{dd}-{000}', copies });
export const FloatGoodSlip = defineSlip('float_replenished', { label: ['备用金补足单', 'Float made good'], number: 'BZD-{yyyy}{mm}{dd}-{000}', copies });
export const PettySlipPaper = defineSlip('petty_slip', { label: ['备用金支出凭单', 'Petty-cash voucher'], number: 'ZCD-{yyyy}{mm}{dd}-{000}', copies: [['财务联', 'Finance copy'], ['存根联', 'Counterfoil']] });
