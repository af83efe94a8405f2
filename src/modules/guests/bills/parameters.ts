/** What the club decides about invoicing value on cards. Serves G18. */
import { defineParameter, f } from '../../../kernel/index.ts';

export const StoredValueInvoicedAt = defineParameter('bills.stored_value_invoiced', {
  label: ['储值何时开票', 'When stored value is invoiced'],
  help: [
    '充值时开“预付卡销售和充值”（不征税）的，消费时储值部分不再开票；两者只能取一',
    'Invoiced when paid in (prepaid cards, not taxed): what is then paid from the card is not invoiced again; one of the two',
  ],
  field: f.choice('开票时点', 'Invoiced', { recharge: ['充值时', 'When paid in'], consumption: ['消费时', 'When consumed'] }), source: 'G18', default: 'recharge', writeBy: ['finance'],
});
