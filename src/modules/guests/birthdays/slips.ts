/** Papers of birthdays: the reported number, the gift register of a draw, delivery, return, and the reconciliation. Serves VIP-2.2, VIP-2.4, VIP-2.12, VIP-2.14, VIP-2.15, G26. */
import { defineSlip } from '../../../kernel/index.ts';

const finance = [['财务联', 'Finance copy'], ['客服部联', 'Customer service copy']] as const;

export const MonthReportSlip = defineSlip('birthday_month_report', { label: ['生日会员人数报告', 'Birthday members of the month'], number: 'SB-{yyyy}{mm}-{00}', copies: [['客服经理联', 'Manager’s copy']] });
export const DrawSlip = defineSlip('gift_draw', { label: ['生日礼品领用登记', 'Gifts drawn'], number: 'LY-{yyyy}{mm}-{0000}', copies: finance });
export const FullDrawSlip = defineSlip('gift_draw_full', { label: ['生日礼品领用登记（完整）', 'Gifts drawn, with personal data'], number: 'LYQ-{yyyy}{mm}-{0000}', copies: [['财务联', 'Finance copy']] });
export const DeliverySlip = defineSlip('birthday_delivery', { label: ['生日礼品签收单', 'Receipt of a birthday gift'], number: 'ZS-{yyyy}{mm}-{0000}', copies: [['客户联', 'Customer copy'], ['客服部联', 'Customer service copy']] });
export const ReturnSlip = defineSlip('gift_return', { label: ['退赠送品登记', 'Gift returned'], number: 'TH-{yyyy}{mm}-{0000}', copies: finance });
export const CountSlip = defineSlip('gift_count', { label: ['生日礼品对账表', 'Reconciliation of gifts'], number: 'DZB-{yyyy}{mm}-{00}', copies: finance });
