/**
 * Bills (账单) as far as points need them: number, total, and whether it is paid. Points of an open bill wait; paying posts
 * them, cancelling voids them. Serves VIP-1.6, G20.
 */
import { defineRegister, f, Refusal } from '../../../kernel/index.ts';

export const Bill = defineRegister('bill', {
  label: ['账单', 'Bill'],
  number: 'ZD-{yyyy}{mm}{dd}-{0000}',
  fields: {
    bill_no: f.text('账单号', 'Bill number', { max: 40 }),
    kind: f.choice('类别', 'Kind', { consumption: ['消费', 'Consumption'], recharge: ['充值', 'Recharge'] }, { initial: 'consumption' }),
    total: f.money('应付金额', 'Total'),
    bonus: f.money('其中赠送金额支付', 'Of it paid from bonus', { optional: true, hint: ['赠送、代金券支付的部分不积分', 'What bonus or vouchers paid earns no points'] }),
    room: f.text('包厢', 'Room', { optional: true, max: 20 }),
    paid_at: f.dateTime('付款时间', 'Paid at', { optional: true, readonly: true }),
    cancelled_for: f.text('取消原因', 'Why cancelled', { optional: true, readonly: true, max: 200 }),
  },
  title: ['bill_no'],
  list: ['bill_no', 'kind', 'total', 'room', 'paid_at'],
  sorts: ['-number', '-paid_at'],
  unique: [['bill_no']],
  access: {
    read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_agent', 'duty_supervisor', 'finance'],
  },
  empty: ['收银的账单登记在这里，积分单凭账单入账。', 'Bills of the till; a points slip is posted against one.'],
  opening: { guard: ({ input }) => assertBonus(input.total, input.bonus) },
});

export function assertBonus(total: number, bonus: number | null): void {
  if ((bonus ?? 0) > total) throw new Refusal('bill.bonus', ['赠送支付不能多于应付金额', 'Bonus cannot pay more than the total'], 422, { bonus: ['不多于应付金额', 'At most the total'] });
}
