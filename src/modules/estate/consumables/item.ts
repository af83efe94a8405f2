/**
 * The catalogue of consumables (低值易耗品目录) with its quotas by department, and the cost layer (成本层) that each receipt makes: what one piece
 * really cost, kept with the piece until it is used. Serves LOG-3.6, LOG-3.7, P25.
 */
import { createRecord, defineRegister, f, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { HEADS, KEEPERS, READERS } from './roles.ts';

export const Consumable = defineRegister('consumable', {
  label: ['易耗品', 'Consumable'],
  number: 'WZ-{0000}',
  fields: {
    code: f.text('编码', 'Code', { max: 30 }),
    name: f.text('名称', 'Name', { max: 60 }),
    spec: f.text('规格型号', 'Specification', { max: 80, optional: true }),
    category: f.choice('类别', 'Category', {
      office: ['办公用品', 'Office supplies'], cleaning: ['清洁用品', 'Cleaning'], repair: ['维修材料', 'Repair material'], electric: ['电料', 'Electrical'], kitchen: ['厨杂', 'Kitchen'], food: ['食材', 'Food'], tools: ['低值工具', 'Low-value tools'], other: ['其他', 'Other'],
    }),
    measure: f.text('计量单位', 'Unit of measure', { max: 10 }),
    minimum: f.integer('最低库存', 'Least stock', { optional: true, min: 0, max: 1_000_000, hint: ['低于此数即提醒', 'A warning is shown below it'] }),
    shelf: f.text('货位', 'Shelf', { optional: true, max: 30 }),
  },
  title: ['name', 'spec'],
  list: ['code', 'name', 'spec', 'category', 'measure', 'minimum', 'shelf'],
  sorts: ['code', 'name', '-number'],
  unique: [['code']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: HEADS, namesOpen: true },
  empty: ['还没有物资目录。逐个登记，或从表格导入。', 'No consumables yet. Enter them one by one, or import a spreadsheet.'],
});

export const ConsumableQuota = defineRegister('consumable_quota', {
  label: ['领用定额', 'Quota'],
  number: 'DE-{0000}',
  fields: {
    department: f.unit('部门', 'Department'),
    item: f.ref('易耗品', 'Consumable', 'consumable'),
    monthly: f.integer('每月定额', 'A month', { min: 0, max: 1_000_000 }),
    reason: f.text('依据', 'Basis', { optional: true, max: 200 }),
  },
  title: ['department', 'item'],
  list: ['department', 'item', 'monthly', 'reason'],
  sorts: ['-number'],
  unique: [['department', 'item']],
  access: { read: READERS, create: HEADS, edit: HEADS, archive: HEADS },
  empty: ['没有定额就不限量。按部门、按物资定每月数量，超出时由后勤主任写明原因批准。', 'Without a quota there is no limit. Set one by department and item; above it the head of logistics approves with a reason.'],
});

export const ConsumableLayer = defineRegister('consumable_layer', {
  label: ['成本层', 'Cost layer'],
  number: 'WC-{yyyy}-{00000}',
  fields: {
    item: f.ref('易耗品', 'Consumable', 'consumable'),
    unit_cost: f.money('单位成本', 'Cost per piece', { min: 0 }),
    quantity: f.integer('数量', 'Quantity'),
    received_on: f.date('入库日期', 'Received on'),
    source: f.text('来源单据', 'Document', { max: 40 }),
  },
  title: ['source', 'item'],
  list: ['item', 'unit_cost', 'quantity', 'received_on', 'source'],
  sorts: ['-received_on'],
  indexes: [['item', 'received_on']],
  hidden: true,
  access: { read: READERS, create: [] },
});

export interface Item { readonly id: string; readonly name: string; readonly measure: string; readonly unit_id: string }
/** An item in use; what is done with it belongs to the unit that keeps it. */
export async function itemOf(tx: Tx, id: string): Promise<Item> {
  const found = await readRecord(tx, Consumable, id);
  if (found === null || found.archived_at !== null) throw new Refusal('consumable.unknown', ['没有这种易耗品', 'There is no such consumable'], 422, { item: ['请从目录选择', 'Choose from the catalogue'] });
  return { id, name: [found.name, found.spec].filter((x) => x !== null && x !== '').join(' '), measure: found.measure, unit_id: found.unit_id };
}
export const layerFor = async (tx: Tx, l: { readonly item: string; readonly unit_cost: number; readonly quantity: number; readonly received_on: string; readonly source: string; readonly unit_id: string }): Promise<string> =>
  (await createRecord(tx, ConsumableLayer, l)).id;

export async function latestCost(tx: Tx, item: string): Promise<number> {
  const [row] = await tx.query<{ unit_cost: number }>('select unit_cost::bigint as unit_cost from consumable_layer where tenant_id = $1 and item = $2 order by received_on desc, number desc limit 1', [tx.tenantId, item]);
  return row?.unit_cost ?? 0;
}
