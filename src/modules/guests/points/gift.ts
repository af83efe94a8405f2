/**
 * Gifts, their receipts into store, and who holds some of them in hand (礼品、入库、经手人). What is there is the ledger's balance,
 * never a typed number. Serves VIP-1.12, VIP-2.3.
 */
import { createRecord, defineRegister, f, post, posting, readRecord, Refusal, tables, type Tx } from '../../../kernel/index.ts';
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
    unit_cost: f.money('单价', 'Cost per piece', { optional: true, hint: ['赠品没有进价的留空', 'Left empty for what came free'] }),
    supplier: f.text('供应商', 'Supplier', { optional: true, max: 60 }),
  },
  title: ['gift'],
  list: ['gift', 'quantity', 'unit_cost', 'supplier'],
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

export const GiftHand = defineRegister('gift_hand', {
  label: ['经手礼品', 'Gifts in hand'],
  number: 'LS{0000}',
  hidden: true,
  fields: {
    gift: f.ref('礼品', 'Gift', 'gift'),
    holder: f.ref('经手人', 'Held by', 'app_user'),
  },
  title: ['gift', 'holder'],
  list: ['gift', 'holder'],
  unique: [['gift', 'holder']],
  access: { read: readers, create: [] },
});

/** The account of one person for one gift, opened when it is first needed. The gift is locked: two draws at once must not open two. */
export async function handOf(tx: Tx, gift: string, holder: string): Promise<string> {
  const locked = await readRecord(tx, Gift, gift, { lock: true });
  if (!locked) throw new Refusal('reference', ['没有这种礼品', 'There is no such gift'], 422);
  const known = await tables(tx, GiftHand).selectFrom('gift_hand').select('id').where('tenant_id', '=', tx.tenantId).where('gift', '=', gift).where('holder', '=', holder).executeTakeFirst();
  // By a draw; nobody opens one by hand.
  return known?.id ?? (await createRecord(tx, GiftHand, { gift, holder, unit_id: locked.unit_id })).id;
}
