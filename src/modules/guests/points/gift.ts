/** Gifts and their receipts into store (礼品、入库). What is in store is the ledger's balance, never a typed number. Serves VIP-1.12. */
import { defineRegister, f, post, posting, Refusal } from '../../../kernel/index.ts';
import { GiftStock } from './ledgers.ts';

const readers = ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'] as const;

export const Gift = defineRegister('gift', {
  label: ['礼品', 'Gift'],
  number: 'LP{0000}',
  fields: {
    sku: f.text('货号', 'SKU', { max: 30 }),
    name: f.text('名称', 'Name', { max: 60 }),
    worth: f.money('参考价值', 'Worth', { optional: true }),
  },
  title: ['name'],
  list: ['sku', 'name', 'worth'],
  sorts: ['sku'],
  unique: [['sku']],
  access: { read: readers, create: ['vip_manager', 'finance'], edit: ['vip_manager', 'finance'], archive: ['vip_manager'] },
});

export const GiftReceipt = defineRegister('gift_receipt', {
  label: ['礼品入库', 'Gifts received'],
  number: 'LR-{yyyy}{mm}-{0000}',
  gapless: true,
  fields: {
    gift: f.ref('礼品', 'Gift', 'gift'),
    quantity: f.integer('数量', 'Quantity', { min: 1, max: 100_000 }),
    supplier: f.text('供应商', 'Supplier', { optional: true, max: 60 }),
  },
  title: ['gift'],
  list: ['gift', 'quantity', 'supplier'],
  access: { read: readers, create: ['finance', 'vip_manager'] },
  opening: {
    async effect({ tx, record, now }) {
      const [done] = await post(tx, posting(GiftStock, 'receive', {
        amount: record.quantity, owner: record.gift, because: record.number, cause: { register: 'gift_receipt', id: record.id }, at: now, unit: record.unit_id,
      }));
      if (done?.repeated) throw new Refusal('gift_receipt.repeated', ['这张入库单已入账', 'This receipt was posted already']);
    },
  },
});
