/** Parts moved (配件调拨): between places, back to the manufacturer, or out of the house as scrap. Lots keep their cost. Serves FS-3.4, SM-25. */
import { defineRegister, f, readRecord } from '../../../kernel/index.ts';
import { findItem, itemIn, keptPlace, placeOf } from './place.ts';
import { Part } from './part.ts';
import { KEEPERS, READERS } from './roles.ts';
import { PURPOSES, refuseOddMove } from './rules.ts';
import { lockItems, moveLots, planFrom } from './stock.ts';

export const StockMove = defineRegister('stock_move', {
  label: ['配件调拨', 'Parts moved'],
  number: 'DB-{yyyy}{mm}-{0000}',
  gapless: true,
  fields: {
    purpose: f.choice('用途', 'Purpose', PURPOSES, { initial: 'transfer' }),
    part: f.ref('配件', 'Part', 'part'),
    from_place: f.ref('调出库位', 'From', 'stock_place'),
    to_place: f.ref('调入库位', 'To', 'stock_place', { optional: true, hint: ['返厂和处置时留空', 'Empty when it leaves the house'] }),
    quantity: f.integer('数量', 'Quantity', { min: 1, max: 100_000 }),
    reason: f.text('原因', 'Reason', { max: 200 }),
    moved_on: f.date('日期', 'Moved on', { optional: true, readonly: true }),
    cost: f.money('成本', 'Cost', { optional: true, readonly: true, hint: ['这批配件带走的成本', 'What these pieces cost'] }),
  },
  title: ['part', 'quantity'],
  list: ['purpose', 'part', 'quantity', 'from_place', 'to_place', 'moved_on', 'cost'],
  sorts: ['-number', '-moved_on'],
  access: { read: READERS, create: KEEPERS },
  empty: ['从仓库补充服务车、旧件返厂、报废处置，都在这里登记。', 'Restocking a van, old parts back to the manufacturer, disposal: all of it is entered here.'],
  opening: {
    async facts({ tx, input, actor }) {
      const from = await keptPlace(tx, actor, KEEPERS, input.from_place, 'from_place');
      const to = await placeOf(tx, input.to_place);
      refuseOddMove({ purpose: input.purpose, from, to });
      const target = to === null ? null : await itemIn(tx, to, input.part);
      const source = await findItem(tx, from.id, input.part);
      await lockItems(tx, [source, target].filter((id) => id !== null));
      const name = (await readRecord(tx, Part, input.part))?.name ?? '';
      return { from, source, target, plan: await planFrom(tx, 'on_hand', source, input.quantity, { part: name, place: from.name }) };
    },
    set: ({ facts, day }) => ({ moved_on: day, cost: facts.plan.reduce((sum, s) => sum + s.quantity * s.unit_cost, 0), unit_id: facts.from.unit_id }),
    async effect({ tx, record, facts, now, day }) {
      const cause = { register: 'stock_move', ...record };
      await moveLots(tx, record.purpose, { from: facts.source!, ...(facts.target === null ? {} : { to: facts.target }), plan: facts.plan, cause, at: now, day });
    },
  },
});
