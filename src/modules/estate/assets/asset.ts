/** The register of fixed assets (固定资产台账): each piece with its value, where it is and in whose keeping; and its dated movements. Serves LOG-3.1, LOG-3.2, P24. */
import { createRecord, defineRegister, f, type RowOf, type Tx } from '../../../kernel/index.ts';
import { book } from './ledger.ts';
import { boundaryOn } from './parameters.ts';
import { HEADS, KEEPERS, READERS } from './roles.ts';
import { CATEGORIES, refuseChangedEntry, refuseFuture, refuseOtherSide, sideOf } from './rules.ts';

export const ORIGINS = { opening: ['期初登记', 'On hand before'], bought: ['购置', 'Bought'], counted: ['盘盈', 'Surplus of a count'], turned_in: ['由易耗品转入', 'From consumables'] } as const;

export const Asset = defineRegister('asset', {
  label: ['固定资产', 'Fixed asset'],
  number: 'ZC-{00000}',
  gapless: true,
  fields: {
    name: f.text('名称', 'Name', { max: 60 }),
    spec: f.text('规格型号', 'Specification', { max: 80, optional: true }),
    category: f.choice('类别', 'Category', CATEGORIES),
    serial: f.text('出厂编号', 'Serial number', { max: 60, optional: true }),
    value: f.money('原值', 'Original value', { min: 1 }),
    months: f.integer('预计使用期限', 'Useful life', { min: 1, max: 1200, unit: ['个月', 'months'] }),
    entered_on: f.date('入账日期', 'Entered on'),
    warranty_to: f.date('保修至', 'Under warranty until', { optional: true }),
    next_care_on: f.date('下次保养', 'Next maintenance', { optional: true }),
    origin: f.choice('来源', 'Origin', ORIGINS, { optional: true, readonly: true }),
    source: f.text('来源单据', 'Document', { optional: true, readonly: true, max: 40 }),
    for_department: f.unit('购置部门', 'Bought for', { optional: true, readonly: true }),
    department: f.unit('使用部门', 'Department', { optional: true, readonly: true, hint: ['在库的在保管单位名下', 'In the store: the unit that keeps it'] }),
    custodian: f.ref('保管人', 'Custodian', 'employee', { optional: true, readonly: true }),
    person: f.ref('本人', 'The person', 'app_user', { optional: true, readonly: true }),
    place: f.text('存放地点', 'Place', { max: 60, optional: true, readonly: true }),
    held_since: f.date('保管起', 'In keeping since', { optional: true, readonly: true }),
    labelled_on: f.date('贴签日期', 'Labelled on', { optional: true, readonly: true }),
    counted_on: f.date('最近盘点', 'Last counted', { optional: true, readonly: true }),
    why: f.text('申请原因', 'Reason given', { max: 200, optional: true, readonly: true }),
    asked_by: f.ref('申请人', 'Asked by', 'app_user', { optional: true, readonly: true }),
    residual: f.money('残值', 'Residual', { optional: true, readonly: true }),
    left_on: f.date('注销日期', 'Struck off on', { optional: true, readonly: true }),
  },
  title: ['name', 'spec'],
  list: ['name', 'spec', 'category', 'value', 'department', 'custodian', 'place', 'counted_on'],
  sorts: ['-number', 'name', 'next_care_on'],
  indexes: [['department'], ['custodian'], ['person']],
  access: { read: READERS, create: [...KEEPERS, ...HEADS], edit: KEEPERS, archive: HEADS, own: 'person', ownAside: true },
  empty: ['还没有固定资产。购置验收后自动入账；原有资产逐件登记，或从表格导入。', 'No assets yet. Accepted purchases enter by themselves; register what was there before, or import a spreadsheet.'],
  opening: {
    facts: async ({ tx, id, input }) => ({
      found: sideOf({ category: input.category, value: input.value, months: input.months }, await boundaryOn(tx, input.entered_on)),
      before: id === null ? null : ((await tx.query<{ value: number; entered_on: string }>('select value::bigint as value, entered_on from asset where tenant_id = $1 and id = $2', [tx.tenantId, id]))[0] ?? null),
    }),
    guard({ input, facts, day }) {
      if (facts.before !== null) { refuseChangedEntry(facts.before, input); return; }
      // What a count or a reclassification brings in was decided there.
      if (input.origin === null || input.origin === 'opening') refuseOtherSide('asset', facts.found, 'asset');
      refuseFuture(input.entered_on, day);
    },
    set: ({ input }) => ({ origin: input.origin ?? 'opening' }),
    async effect({ tx, record, now, day }) {
      await book(tx, record.origin === 'counted' ? 'count_in' : record.origin === 'turned_in' ? 'turn_in' : 'enter', record, { at: now, day: record.entered_on < day ? record.entered_on : day });
      await moved(tx, record, 'entered', {});
    },
  },
});
export type AssetRow = RowOf<typeof Asset>;

export const MOVES = {
  entered: ['入账', 'Entered'], issued: ['领用', 'Issued'], handed_over: ['交接', 'Handed over'], moved: ['移位', 'Moved'], taken_back: ['收回', 'Taken back'], to_repair: ['送修', 'To repair'], repaired: ['修复', 'Repaired'], missed: ['盘亏', 'Missing'],
  found: ['找回', 'Found again'], scrapped: ['报废', 'Scrapped'], written_off: ['核销', 'Written off'], reclassified: ['重分类', 'Reclassified'], cancelled: ['红冲', 'Cancelled'],
} as const;

export const AssetMovement = defineRegister('asset_movement', {
  label: ['资产异动', 'Asset movement'],
  number: 'ZD-{000000}',
  fields: {
    asset: f.ref('资产', 'Asset', 'asset'),
    what: f.choice('异动', 'What', MOVES),
    moved_on: f.date('日期', 'On'),
    from_custodian: f.ref('原保管人', 'From', 'employee', { optional: true }),
    custodian: f.ref('保管人', 'Custodian', 'employee', { optional: true }),
    department: f.unit('部门', 'Department', { optional: true }),
    place: f.text('存放地点', 'Place', { max: 60, optional: true }),
    note: f.text('说明', 'Note', { max: 200, optional: true }),
  },
  title: ['asset', 'what'],
  list: ['asset', 'what', 'moved_on', 'from_custodian', 'custodian', 'department', 'place', 'note'],
  sorts: ['-moved_on', '-number'],
  indexes: [['asset', 'moved_on']],
  hidden: true,
  access: { read: READERS, create: [] },
});

/** One line for each change of keeping, place or account, so that who answered for a thing on a day is read off. */
export async function moved(tx: Tx, asset: AssetRow, what: keyof typeof MOVES, m: { readonly from?: string | null; readonly note?: string | null; readonly day?: string }): Promise<void> {
  await createRecord(tx, AssetMovement, {
    asset: asset.id, what, moved_on: m.day ?? asset.entered_on, from_custodian: m.from ?? null, custodian: asset.custodian, department: asset.department, place: asset.place, note: m.note ?? null, unit_id: asset.unit_id,
  });
}

/** Who answered for an asset on a day: the last movement up to it says so. */
export async function custodianOn(tx: Tx, asset: string, day: string): Promise<string | null> {
  const [row] = await tx.query<{ custodian: string | null }>(
    'select custodian from asset_movement where tenant_id = $1 and asset = $2 and moved_on <= $3 and archived_at is null order by moved_on desc, number desc limit 1', [tx.tenantId, asset, day]);
  return row?.custodian ?? null;
}
