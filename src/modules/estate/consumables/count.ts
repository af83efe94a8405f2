/** Counting consumables (盘点): what was counted beside the books of that moment; a difference is explained, approved by somebody else and posted. Serves LOG-3.7, P25. */
import { balanceOf, calendar, defineProcess, defineRegister, f, takeStep } from '../../../kernel/index.ts';
import { itemOf, latestCost } from './item.ts';
import { bringIn, ConsumableStock, lockItem, moveLots, planOut } from './ledger.ts';
import { HEADS, KEEPERS, READERS } from './roles.ts';
import { costOf, refuseOwn, refuseUnexplained } from './rules.ts';

export const ConsumableCount = defineRegister('consumable_count', {
  label: ['易耗品盘点', 'Count of consumables'],
  number: 'YP-{yyyy}{mm}-{0000}',
  fields: {
    item: f.ref('易耗品', 'Consumable', 'consumable'),
    counted: f.integer('实盘数', 'Counted', { min: 0, max: 1_000_000 }),
    reason: f.text('差异原因', 'Why it differs', { optional: true, max: 200 }),
    book: f.integer('账面数', 'On the books', { optional: true, readonly: true }),
    difference: f.integer('差异', 'Difference', { optional: true, readonly: true, min: -1_000_000 }),
    counted_on: f.date('盘点日期', 'Counted on', { optional: true, readonly: true }),
    value: f.money('差异金额', 'Value of the difference', { optional: true, readonly: true, negative: true }),
  },
  title: ['item', 'counted_on'],
  list: ['item', 'book', 'counted', 'difference', 'value', 'counted_on'],
  sorts: ['-number', '-counted_on'],
  access: { read: READERS, create: KEEPERS },
  empty: ['逐项盘点；有差异的写明原因，由后勤主任批准后入账。', 'Count item by item; a difference is explained and posted once the head of logistics approves.'],
  opening: {
    async facts({ tx, input }) {
      const item = await itemOf(tx, input.item);
      await lockItem(tx, item.id);
      return { item, book: await balanceOf(tx, ConsumableStock, 'on_hand', item.id) };
    },
    guard: ({ input, facts }) => refuseUnexplained(input.counted - facts.book, input.reason),
    set: ({ input, facts, day }) => ({ book: facts.book, difference: input.counted - facts.book, counted_on: day, unit_id: facts.item.unit_id }),
    async effect({ tx, record }) { if (record.difference === 0) await takeStep(tx, ConsumableCountProcess, record.id, 'agree', {}); },
  },
});

export const ConsumableCountProcess = defineProcess(ConsumableCount, 'counted',
  {
    counted: { label: ['待批准', 'To be approved'], tone: 'waiting', due: { step: 'approve', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c), escalateTo: 'general_affairs' } },
    agreed: { label: ['账实相符', 'Agrees'], tone: 'done' },
    posted: { label: ['差异已入账', 'Difference posted'], tone: 'done' },
    rejected: { label: ['须重盘', 'To be counted again'], tone: 'stopped' },
  },
  (step) => ({
    agree: step({ label: ['账实相符', 'Agrees'], from: ['counted'], to: 'agreed', by: [], form: {}, set: () => ({ value: 0 }) }),
    approve: step({
      label: ['批准差异', 'Approve the difference'], tone: 'primary', from: ['counted'], to: 'posted', by: HEADS, form: {},
      async facts({ tx, record }) {
        const item = await itemOf(tx, record.item);
        await lockItem(tx, item.id);
        const difference = record.difference ?? 0;
        return difference < 0 ? { item, plan: await planOut(tx, item, -difference), unitCost: 0 } : { item, plan: null, unitCost: await latestCost(tx, item.id) };
      },
      preview: ({ record }) => ({ lines: [[`账面 ${record.book}，实盘 ${record.counted}；原因：${record.reason ?? '—'}`, `Booked ${record.book}, counted ${record.counted}; why: ${record.reason ?? '—'}`]] }),
      guard: ({ record, actor }) => refuseOwn('consumable_count', record.created_by, actor.id),
      set: ({ record, facts }) => ({ value: facts.plan === null ? (record.difference ?? 0) * facts.unitCost : -costOf(facts.plan) }),
      async effect({ tx, record, facts, now, day }) {
        const cause = { register: 'consumable_count', id: record.id, number: record.number, version: record.version };
        if (facts.plan !== null) await moveLots(tx, 'count_less', { from: record.item, plan: facts.plan, cause, at: now, day });
        else await bringIn(tx, 'count_more', { item: facts.item, quantity: record.difference ?? 0, unit_cost: facts.unitCost, received_on: day, cause, at: now, day });
      },
    }),
    count_again: step({ label: ['退回重盘', 'Count again'], from: ['counted'], to: 'rejected', by: HEADS, form: { why: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);
