/**
 * Buying consumables (采购与入库): asked for, approved by somebody else, received. Each receipt is a cost layer of its own; one that was entered
 * wrongly is taken back exactly while none of it has been issued. Serves LOG-3.6, LOG-3.7, P25.
 */
import { calendar, createRecord, defineProcess, defineRegister, f, Refusal } from '../../../kernel/index.ts';
import { itemOf } from './item.ts';
import { bringIn, lockItem, lotsOf, undo } from './ledger.ts';
import { ASKERS, HEADS, KEEPERS, READERS } from './roles.ts';
import { refuseOwn } from './rules.ts';

const quantity = f.integer('数量', 'Quantity', { min: 1, max: 1_000_000 });

export const ConsumableReceipt = defineRegister('consumable_receipt', {
  label: ['易耗品入库', 'Consumables received'],
  number: 'YR-{yyyy}{mm}-{0000}',
  gapless: true,
  fields: {
    item: f.ref('易耗品', 'Consumable', 'consumable'),
    quantity,
    unit_cost: f.money('单位成本', 'Cost per piece', { min: 0, hint: ['每件实际成本；总价除不尽时分两张单入库', 'What one piece really cost; when the total does not divide, enter two receipts'] }),
    received_on: f.date('入库日期', 'Received on', { hint: ['成本按此日期先进先出', 'Cost is first in, first out by this day'] }),
    supplier: f.text('供应商', 'Supplier', { optional: true, max: 60 }),
    document: f.text('送货单或发票号', 'Delivery note or invoice', { optional: true, max: 40 }),
    purchase: f.ref('采购申请', 'Purchase request', 'consumable_purchase', { optional: true, readonly: true }),
    amount: f.money('金额', 'Amount', { optional: true, readonly: true }),
  },
  title: ['item', 'quantity'],
  list: ['item', 'quantity', 'unit_cost', 'amount', 'received_on', 'supplier'],
  sorts: ['-received_on', '-number'],
  access: { read: READERS, create: KEEPERS },
  empty: ['到货后逐项入库，写明数量和单位成本，也可从表格导入。', 'Enter deliveries item by item with quantity and cost, or import a spreadsheet.'],
  opening: {
    facts: async ({ tx, input }) => ({ item: await itemOf(tx, input.item) }),
    guard({ input, day }) {
      if (input.received_on > day) throw new Refusal('consumable_receipt.future', ['入库日期不能晚于今天', 'It cannot be received in the future'], 422, { received_on: [`不晚于 ${day}`, `Not after ${day}`] });
    },
    set: ({ input, facts }) => ({ amount: input.quantity * input.unit_cost, unit_id: facts.item.unit_id }),
    async effect({ tx, record, facts, now }) {
      await lockItem(tx, record.item);
      await bringIn(tx, 'receive', { item: facts.item, quantity: record.quantity, unit_cost: record.unit_cost, received_on: record.received_on, cause: { register: 'consumable_receipt', id: record.id, number: record.number, version: 1 }, at: now, day: record.received_on });
    },
  },
});

export const ConsumableReceiptProcess = defineProcess(ConsumableReceipt, 'received',
  {
    received: { label: ['已入库', 'Received'], tone: 'done' },
    cancelled: { label: ['已红冲', 'Taken back'], tone: 'stopped' },
  },
  (step) => ({
    cancel: step({
      label: ['红冲', 'Take back'], hint: ['录错时整单冲回；已有领用则不能', 'For a wrong entry: all of it goes back; not once some was issued'], tone: 'danger', from: ['received'], to: 'cancelled', by: KEEPERS, form: { why: f.text('原因', 'Reason', { max: 200 }) },
      async facts({ tx, record }) {
        await lockItem(tx, record.item);
        const lots = await lotsOf(tx, 'on_hand', record.item);
        const [layer] = await tx.query<{ id: string }>('select id from consumable_layer where tenant_id = $1 and source = $2', [tx.tenantId, record.number]);
        return { left: lots.filter((l) => l.layer === layer?.id).reduce((sum, l) => sum + l.remaining, 0) };
      },
      ready: ({ record, facts }) => (facts.left >= record.quantity ? null : [`本单 ${record.quantity} 件中已领出 ${record.quantity - facts.left} 件，不能红冲`, `${record.quantity - facts.left} of ${record.quantity} have been issued already`]),
      async effect({ tx, record, day }) { await undo(tx, 'receive', { register: 'consumable_receipt', id: record.id, number: record.number, version: 1 }, 'cancel', day); },
    }),
  }),
);

export const ConsumablePurchase = defineRegister('consumable_purchase', {
  label: ['易耗品采购申请', 'Purchase of consumables'],
  number: 'CG-{yyyy}{mm}-{0000}',
  fields: {
    item: f.ref('易耗品', 'Consumable', 'consumable'),
    quantity,
    estimate: f.money('预计单价', 'Expected price', { min: 0 }),
    needed_by: f.date('需用日期', 'Needed by', { optional: true }),
    purpose: f.text('用途', 'Purpose', { max: 200 }),
    received_on: f.date('到货日期', 'Received on', { optional: true, readonly: true }),
  },
  title: ['item', 'quantity'],
  list: ['item', 'quantity', 'estimate', 'needed_by', 'purpose'],
  sorts: ['-number', 'needed_by'],
  access: { read: READERS, create: ASKERS },
  empty: ['要买什么、多少、做什么用，在这里申请，由他人批准后采购、到货入库。', 'What to buy, how many and what for: asked for here, approved by somebody else, then bought and received.'],
  opening: {
    elsewhere: true,
    facts: async ({ tx, input }) => ({ item: await itemOf(tx, input.item) }),
    set: ({ facts }) => ({ unit_id: facts.item.unit_id }),
  },
});

export const ConsumablePurchaseProcess = defineProcess(ConsumablePurchase, 'requested',
  {
    requested: { label: ['已申请', 'Requested'], tone: 'waiting', due: { step: 'approve', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c), escalateTo: 'general_affairs' } },
    approved: { label: ['采购中', 'To be bought'], tone: 'active', due: { step: 'receive', at: ({ record, now, calendar: c }) => (record.needed_by === null ? calendar.deadlineAfterDays(now, 14, c) : calendar.endOfBusinessDay(record.needed_by, c)) } },
    received: { label: ['已到货', 'Received'], tone: 'done' },
    refused: { label: ['未批准', 'Refused'], tone: 'stopped' },
  },
  (step) => ({
    approve: step({
      label: ['批准', 'Approve'], tone: 'primary', from: ['requested'], to: 'approved', by: HEADS, form: {},
      guard: ({ record, actor }) => refuseOwn('consumable_purchase', record.created_by, actor.id),
    }),
    refuse: step({ label: ['不批准', 'Refuse'], tone: 'danger', from: ['requested', 'approved'], to: 'refused', by: HEADS, form: { why: f.text('原因', 'Reason', { max: 200 }) } }),
    receive: step({
      label: ['到货入库', 'Receive'], tone: 'primary', from: ['approved'], to: 'received', by: KEEPERS,
      form: { quantity, unit_cost: f.money('单位成本', 'Cost per piece', { min: 0 }), received_on: f.date('到货日期', 'Received on'), supplier: f.text('供应商', 'Supplier', { max: 60 }), document: f.text('送货单或发票号', 'Delivery note or invoice', { optional: true, max: 40 }) },
      preview: ({ record, day }) => ({ lines: [], initial: { quantity: record.quantity, unit_cost: record.estimate, received_on: day } }),
      async effect({ tx, record, input }) {
        await createRecord(tx, ConsumableReceipt, { item: record.item, quantity: input.quantity, unit_cost: input.unit_cost, received_on: input.received_on, supplier: input.supplier, document: input.document, purchase: record.id, unit_id: record.unit_id });
      },
    }),
  }),
);
