/** Parts received into stock (配件入库), one part a line; a spreadsheet of them can be imported. Each receipt is a cost layer of its own. Serves FS-3.4, CG-50. */
import { defineRegister, f, Refusal } from '../../../kernel/index.ts';
import { bringIn } from './stock.ts';
import { itemIn, keptPlace, layerFor } from './place.ts';
import { KEEPERS, READERS } from './roles.ts';
import { GOOD_KINDS } from './rules.ts';

export const StockReceipt = defineRegister('stock_receipt', {
  label: ['配件入库', 'Parts received'],
  number: 'RK-{yyyy}{mm}-{0000}',
  gapless: true,
  fields: {
    part: f.ref('配件', 'Part', 'part'),
    place: f.ref('入库库位', 'Into', 'stock_place'),
    quantity: f.integer('数量', 'Quantity', { min: 1, max: 100_000 }),
    unit_cost: f.money('单位成本', 'Cost per piece', { min: 0, hint: ['每件实际成本；总价除不尽时分两张单入库', 'What one piece really cost; when the total does not divide, enter two receipts'] }),
    received_on: f.date('入库日期', 'Received on', { hint: ['成本按此日期先进先出', 'Cost is first in, first out by this day'] }),
    supplier: f.text('供应商', 'Supplier', { optional: true, max: 60 }),
    document: f.text('送货单号', 'Delivery note', { optional: true, max: 40 }),
    amount: f.money('金额', 'Amount', { optional: true, readonly: true }),
  },
  title: ['part', 'quantity'],
  list: ['part', 'quantity', 'unit_cost', 'amount', 'place', 'received_on', 'supplier'],
  sorts: ['-received_on', '-number'],
  access: { read: READERS, create: KEEPERS },
  empty: ['到货后在这里入库，逐项写明数量和单位成本，也可从表格导入。', 'Enter deliveries here, part by part with quantity and cost, or import a spreadsheet.'],
  opening: {
    facts: async ({ tx, input, actor }) => ({ place: await keptPlace(tx, actor, KEEPERS, input.place, 'place') }),
    guard({ input, facts, day }) {
      if (input.received_on > day) throw new Refusal('stock_receipt.future', ['入库日期不能晚于今天', 'It cannot be received in the future'], 422, { received_on: [`不晚于 ${day}`, `Not after ${day}`] });
      if (!GOOD_KINDS.includes(facts.place.kind)) throw new Refusal('stock_receipt.place', ['新件不入旧件库和报废区', 'New parts do not go to old parts or scrap'], 422, { place: ['请选仓库或服务车', 'Choose a warehouse or a van'] });
    },
    set: ({ input, facts }) => ({ amount: input.quantity * input.unit_cost, unit_id: facts.place.unit_id }),
    async effect({ tx, record, facts, now }) {
      const item = await itemIn(tx, facts.place, record.part);
      const layer = await layerFor(tx, { part: record.part, unit_cost: record.unit_cost, quantity: record.quantity, received_on: record.received_on, source: record.number, unit_id: record.unit_id });
      await bringIn(tx, 'receive', { to: item, quantity: record.quantity, layer, cause: { register: 'stock_receipt', ...record }, at: now, day: record.received_on });
    },
  },
});
