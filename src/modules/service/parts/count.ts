/**
 * Counting stock (盘点): what was counted beside what the books said at that moment. A difference is explained, approved by somebody else, and
 * posted; more pieces than booked come in at the latest known cost. Serves FS-3.4, CG-50.
 */
import { balanceOf, calendar, defineProcess, defineRegister, f, readRecord, takeStep, type Tx } from '../../../kernel/index.ts';
import { PartStock } from './ledger.ts';
import { Part } from './part.ts';
import { findItem, itemIn, keptPlace, layerFor, placeOf } from './place.ts';
import { CENTRE, KEEPERS, READERS } from './roles.ts';
import { differenceOf, refuseOwnCount } from './rules.ts';
import { bringIn, lockItems, moveLots, planFrom } from './stock.ts';

export const StockCount = defineRegister('stock_count', {
  label: ['配件盘点', 'Stock count'],
  number: 'PD-{yyyy}{mm}-{0000}',
  fields: {
    place: f.ref('库位', 'Place', 'stock_place'),
    part: f.ref('配件', 'Part', 'part'),
    counted: f.integer('实盘数', 'Counted', { min: 0, max: 1_000_000 }),
    reason: f.text('差异原因', 'Why it differs', { optional: true, max: 200 }),
    book: f.integer('账面数', 'On the books', { optional: true, readonly: true }),
    difference: f.integer('差异', 'Difference', { optional: true, readonly: true, min: -1_000_000 }),
    counted_on: f.date('盘点日期', 'Counted on', { optional: true, readonly: true }),
    settled_on: f.date('处理日期', 'Settled on', { optional: true, readonly: true }),
    value: f.money('差异金额', 'Value of the difference', { optional: true, readonly: true, negative: true }),
  },
  title: ['part', 'place'],
  list: ['place', 'part', 'book', 'counted', 'difference', 'value', 'counted_on', 'settled_on'],
  sorts: ['-number', '-counted_on'],
  access: { read: READERS, create: KEEPERS },
  empty: ['按库位逐项盘点，也可把盘点表导入；有差异的须写原因，由他人批准后入账。', 'Count place by place, or import the sheet; differences are explained and approved by somebody else.'],
  opening: {
    async facts({ tx, input, actor }) {
      const place = await keptPlace(tx, actor, KEEPERS, input.place, 'place');
      const item = await findItem(tx, place.id, input.part);
      await lockItems(tx, item === null ? [] : [item]);
      return { place, book: item === null ? 0 : await balanceOf(tx, PartStock, 'on_hand', item) };
    },
    guard: ({ input, facts }) => { differenceOf({ ...input, book: facts.book }); },
    set: ({ input, facts, day }) => ({ book: facts.book, difference: input.counted - facts.book, counted_on: day, unit_id: facts.place.unit_id }),
    async effect({ tx, record }) {
      if (record.difference === 0) await takeStep(tx, StockCountProcess, record.id, 'agree', {});
    },
  },
});

export const StockCountProcess = defineProcess(StockCount, 'counted',
  {
    counted: { label: ['待批准', 'To be approved'], tone: 'waiting', due: { step: 'approve', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c), escalateTo: 'centre_manager' } },
    agreed: { label: ['账实相符', 'Agrees'], tone: 'done' },
    posted: { label: ['差异已入账', 'Difference posted'], tone: 'done' },
    rejected: { label: ['须重盘', 'To be counted again'], tone: 'stopped' },
  },
  (step) => ({
    agree: step({ label: ['账实相符', 'Agrees'], from: ['counted'], to: 'agreed', by: [], form: {}, ready: ({ record }) => (record.difference === 0 ? null : ['有差异', 'There is a difference']), set: ({ day }) => ({ settled_on: day, value: 0 }) }),
    approve: step({
      label: ['批准差异', 'Approve the difference'], tone: 'primary', from: ['counted'], to: 'posted', by: [...CENTRE, 'branch_manager'], form: {},
      facts: ({ tx, record }) => differenceFacts(tx, record),
      preview: ({ record }) => ({ lines: [[`账面 ${record.book}，实盘 ${record.counted}，差异 ${record.difference}；原因：${record.reason ?? '—'}`, `Booked ${record.book}, counted ${record.counted}, difference ${record.difference}; why: ${record.reason ?? '—'}`]] }),
      guard: ({ record, actor }) => refuseOwnCount(record.created_by, actor.id),
      set: ({ record, facts, day }) => ({ settled_on: day, value: facts.plan === null ? (record.difference ?? 0) * facts.unitCost : -facts.plan.reduce((sum, s) => sum + s.quantity * s.unit_cost, 0) }),
      async effect({ tx, record, facts, now, day }) {
        const cause = { register: 'stock_count', ...record };
        if (facts.plan !== null) {
          await moveLots(tx, 'count_less', { from: facts.item!, plan: facts.plan, cause, at: now, day });
          return;
        }
        const place = await placeOf(tx, record.place);
        const layer = await layerFor(tx, { part: record.part, unit_cost: facts.unitCost, quantity: record.difference ?? 0, received_on: day, source: record.number, unit_id: record.unit_id });
        await bringIn(tx, 'count_more', { to: await itemIn(tx, place, record.part), quantity: record.difference ?? 0, layer, cause, at: now, day });
      },
    }),
    count_again: step({ label: ['退回重盘', 'Count again'], from: ['counted'], to: 'rejected', by: [...CENTRE, 'branch_manager'], form: { why: f.text('原因', 'Why', { max: 200 }) }, set: ({ day }) => ({ settled_on: day }) }),
  }),
);

interface Counted { readonly place: string; readonly part: string; readonly difference: number | null }
async function differenceFacts(tx: Tx, record: Counted) {
  const difference = record.difference ?? 0;
  const item = await findItem(tx, record.place, record.part);
  if (difference >= 0) return { item, plan: null, unitCost: await latestCost(tx, record.part) };
  await lockItems(tx, item === null ? [] : [item]);
  const [part, place] = [(await readRecord(tx, Part, record.part))?.name ?? '', (await placeOf(tx, record.place))?.name ?? ''];
  return { item, plan: await planFrom(tx, 'on_hand', item, -difference, { part, place }), unitCost: 0 };
}

async function latestCost(tx: Tx, part: string): Promise<number> {
  const [row] = await tx.query<{ unit_cost: number }>('select unit_cost::bigint as unit_cost from cost_layer where tenant_id = $1 and part = $2 order by received_on desc, number desc limit 1', [tx.tenantId, part]);
  return row?.unit_cost ?? 0;
}
