/** Figures of petty cash. Serves P12. */
import { defineParameter, f } from '../../../kernel/index.ts';

export const FloatAmount = defineParameter('petty_cash.float_amount', {
  label: ['每班备用金', 'Float of a shift'], help: ['领用时预填，财务可改', 'Filled in when a float is asked for; finance may change it'],
  field: f.money('金额', 'Amount', { min: 1 }), source: 'VIP-6.1', default: 100_000, writeBy: ['finance'],
});
export const SlipLimit = defineParameter('petty_cash.slip_limit', {
  label: ['备用金单笔支出上限', 'Most that one slip may take'], help: ['超出的费用走报销', 'Larger costs are claimed as expenses'],
  field: f.money('金额', 'Amount', { min: 1 }), source: 'VIP-6.1', default: 20_000, writeBy: ['finance', 'vip_manager'],
});
