/**
 * Crossing the boundary (重分类): an asset that has become a consumable, or a consumable that is an asset after all, moves by a journal in both
 * ledgers at what it cost, approved by somebody else. Serves G-L5, LOG-3.1, LOG-3.6.
 */
import { calendar, createRecord, defineProcess, defineRegister, f, readRecord, Refusal, takeStep, updateRecord, type Tx } from '../../../kernel/index.ts';
import { bringIn, itemOf, spendOn } from '../consumables/index.ts';
import { Asset } from './asset.ts';
import { AssetProcess } from './asset-process.ts';
import { boundaryOn } from './parameters.ts';
import { HEADS, KEEPERS, READERS } from './roles.ts';
import { CATEGORIES, refuseOtherSide, refuseOwn, sideOf } from './rules.ts';

export const AssetReclassification = defineRegister('asset_reclassification', {
  label: ['资产重分类', 'Reclassification'],
  number: 'ZH-{yyyy}-{000}',
  fields: {
    direction: f.choice('方向', 'Direction', { to_consumable: ['固定资产转易耗品', 'Asset to consumable'], to_asset: ['易耗品转固定资产', 'Consumable to asset'] }),
    asset: f.ref('资产', 'Asset', 'asset', { optional: true, hint: ['转易耗品时填写；须已收回在库', 'For an asset that becomes a consumable; it must be in the store'] }),
    item: f.ref('易耗品', 'Consumable', 'consumable', { hint: ['转入或转出的物资目录', 'The item of the catalogue on the other side'] }),
    category: f.choice('资产类别', 'Category', CATEGORIES, { optional: true, hint: ['转固定资产时填写', 'For a consumable that becomes an asset'] }),
    months: f.integer('预计使用期限', 'Useful life', { optional: true, min: 1, max: 1200, unit: ['个月', 'months'] }),
    reason: f.text('原因', 'Reason', { max: 200 }),
    value: f.money('转账金额', 'Value moved', { optional: true, readonly: true }),
  },
  title: ['direction', 'item'],
  list: ['direction', 'asset', 'item', 'value', 'reason'],
  sorts: ['-number'],
  access: { read: READERS, create: KEEPERS },
  empty: ['界限改变或录错类别时在这里申请，由他人批准后两本台账同时转账。', 'When the boundary changes or a thing was put on the wrong side: asked for here; once somebody else approves, both ledgers move together.'],
  opening: {
    facts: async ({ tx, input }) => ({ asset: input.asset === null ? null : await readRecord(tx, Asset, input.asset), item: await itemOf(tx, input.item) }),
    guard({ input, facts }) {
      if (input.direction === 'to_consumable' && facts.asset?.state !== 'in_store') throw new Refusal('asset_reclassification.asset', ['请选择一件已收回在库的资产', 'Choose an asset that is in the store'], 422, { asset: ['须在库', 'Must be in the store'] });
      if (input.direction === 'to_asset' && (input.category === null || input.months === null)) throw new Refusal('asset_reclassification.category', ['请写明资产类别和使用期限', 'Say category and useful life'], 422, { [input.category === null ? 'category' : 'months']: ['必填', 'Required'] });
    },
    set: ({ facts }) => ({ unit_id: facts.item.unit_id }),
  },
});

export const AssetReclassificationProcess = defineProcess(AssetReclassification, 'requested',
  {
    requested: { label: ['待批准', 'To be approved'], tone: 'waiting', due: { step: 'approve', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 5, c), escalateTo: 'general_affairs' } },
    done: { label: ['已转账', 'Moved'], tone: 'done' },
    refused: { label: ['未批准', 'Refused'], tone: 'stopped' },
  },
  (step) => ({
    approve: step({
      label: ['批准转账', 'Approve'], tone: 'primary', from: ['requested'], to: 'done', by: HEADS, form: {},
      facts: async ({ tx, record, day }) => ({ boundary: await boundaryOn(tx, day), asset: record.asset === null ? null : await readRecord(tx, Asset, record.asset) }),
      guard({ record, facts, actor }) {
        refuseOwn('asset_reclassification', [record.created_by], actor.id);
        if (record.direction === 'to_consumable') refuseOtherSide('asset_reclassification', sideOf(facts.asset!, facts.boundary), 'consumable');
      },
      set: ({ record, facts }) => (record.direction === 'to_consumable' ? { value: facts.asset!.value } : {}),
      effect: ({ tx, record, facts, now, day }) => (record.direction === 'to_consumable' ? toConsumable(tx, record, facts.asset!.value, { at: now, day }) : toAsset(tx, record, facts.boundary, { at: now, day })),
    }),
    refuse: step({ label: ['不批准', 'Refuse'], tone: 'danger', from: ['requested'], to: 'refused', by: HEADS, form: { why: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);

type Row = Parameters<typeof causeOf>[0] & { readonly asset: string | null; readonly item: string; readonly category: keyof typeof CATEGORIES | null; readonly months: number | null; readonly unit_id: string };
const causeOf = (r: { readonly id: string; readonly number: string; readonly version: number }) => ({ register: 'asset_reclassification', id: r.id, number: r.number, version: r.version });

async function toConsumable(tx: Tx, record: Row, value: number, when: { readonly at: Date; readonly day: string }): Promise<void> {
  await takeStep(tx, AssetProcess, record.asset ?? '', 'reclassify', {});
  await bringIn(tx, 'receive', { item: await itemOf(tx, record.item), quantity: 1, unit_cost: value, received_on: when.day, cause: causeOf(record), ...when });
}
/** The piece leaves the stores first in, first out; what it really cost decides on which side it belongs. */
async function toAsset(tx: Tx, record: Row, boundary: Parameters<typeof sideOf>[1], when: { readonly at: Date; readonly day: string }): Promise<void> {
  const item = await itemOf(tx, record.item);
  const value = await spendOn(tx, { item, quantity: 1, cause: causeOf(record), ...when });
  const thing = { category: record.category ?? 'other', value, months: record.months ?? 0 };
  refuseOtherSide('asset_reclassification', sideOf(thing, boundary), 'asset');
  await updateRecord(tx, AssetReclassification, record, { value }, { what: 'value' });
  await createRecord(tx, Asset, { ...thing, name: item.name.slice(0, 60), entered_on: when.day, origin: 'turned_in', source: record.number, unit_id: item.unit_id });
}
