/**
 * Equipment (设备): each unit with its serial number, model, owner, place, contract dates and warranty terms, and the token behind the QR
 * label on its plate. What maintenance contracts cover is written down beside it. Serves FS-3.4, AC-32, SM-26.
 */
import { randomBytes } from 'node:crypto';
import { defineProcess, defineRegister, f, grantFor, readRecord, tables, takeStep, type Actor, type Tx } from '../../../kernel/index.ts';
import { Site } from '../customers/index.ts';
import { ASPECTS, refuseDouble, refuseEmptySpan, refuseForeignBranch, refuseForeignSite, refuseOddDates, serialKey } from './rules.ts';

const READERS = ['dispatcher', 'branch_manager', 'technician', 'centre_manager', 'storekeeper', 'finance'];
const KEEPERS = ['dispatcher', 'branch_manager'];
const months = { optional: true, min: 0, max: 240, unit: ['个月', 'months'] } as const;
const reason = f.text('原因', 'Reason', { max: 200 });
const site = f.ref('站点', 'Site', 'site', { hint: ['设备安装在哪里；区域服务部随站点', 'Where it stands; the branch follows the site'] });
const commissioned = f.date('投运日期', 'Commissioned on', { optional: true });

export const Equipment = defineRegister('equipment', {
  label: ['设备', 'Equipment'],
  number: 'SB-{00000}',
  fields: {
    model: f.text('型号', 'Model', { max: 60 }),
    serial: f.text('出厂编号', 'Serial number', { max: 40, hint: ['铭牌上的编号', 'As on the plate'] }),
    product: f.choice('产品类别', 'Product', {
      heater: ['加热炉', 'Heater'], boiler: ['锅炉', 'Boiler'], separator: ['分离器', 'Separator'], burner: ['燃烧器', 'Burner'], skid: ['橇装装置', 'Skid'], other: ['其他', 'Other'],
    }),
    customer: f.ref('客户', 'Customer', 'customer'),
    site,
    contract: f.ref('销售合同', 'Sales contract', 'sales_contract', { optional: true }),
    shipped_on: f.date('发运日期', 'Shipped on', { optional: true }),
    commissioned_on: commissioned,
    warranty_from: f.choice('保修起算', 'Warranty runs from', { commissioned: ['投运日', 'Commissioning'], shipped: ['发运日', 'Shipment'] }, { initial: 'commissioned' }),
    parts_months: f.integer('配件保修', 'Warranty on parts', { ...months, hint: ['0 = 不保；留空 = 未约定', '0: not covered; empty: not agreed'] }),
    labour_months: f.integer('人工保修', 'Warranty on labour', months),
    travel_months: f.integer('差旅保修', 'Warranty on travel', months),
    qr_token: f.text('二维码令牌', 'Token of the QR label', { optional: true, readonly: true, max: 64, readBy: ['auditor'] }),
    label_since: f.dateTime('标签启用时间', 'Label valid since', { optional: true, readonly: true }),
    notes: f.longText('备注', 'Notes', { optional: true, max: 1000 }),
  },
  title: ['model', 'serial'],
  list: ['model', 'serial', 'product', 'customer', 'site', 'commissioned_on', 'parts_months'],
  sorts: ['-number', 'serial', '-commissioned_on', 'model'],
  indexes: [['site']],
  unique: [['customer', 'model', 'serial'], ['qr_token']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: ['dispatcher'], namesOpen: true },
  empty: ['还没有设备。按铭牌登记型号和出厂编号，即可打印报修二维码标签。', 'No equipment yet. Register model and serial number from the plate, then print its QR label.'],
  opening: {
    facts: ({ tx, id, input, actor }) => openingFacts(tx, id, input, actor),
    guard({ input, facts, day }) {
      refuseForeignSite(facts.site, input.customer);
      refuseForeignBranch(facts.reached);
      refuseDouble(facts.twin);
      refuseOddDates(input.shipped_on, input.commissioned_on, day);
    },
    set: ({ facts, now }) => ({ unit_id: facts.site!.branch, qr_token: facts.token, label_since: now }),
  },
});

/** What a contract covers on a unit; written by the contracts, read when a warranty is determined. */
export const EquipmentCover = defineRegister('equipment_cover', {
  label: ['设备保障', 'Cover of a unit'],
  number: 'BZ-{00000}',
  fields: {
    equipment: f.ref('设备', 'Equipment', 'equipment'),
    contract: f.text('合同', 'Contract', { max: 60, hint: ['合同编号', 'Number of the contract'] }),
    from_on: f.date('起日', 'From'),
    to_on: f.date('止日', 'To', { hint: ['含当日', 'This day included'] }),
    covers: f.choices('保障内容', 'Covers', ASPECTS),
  },
  title: ['contract', 'equipment'],
  list: ['equipment', 'contract', 'from_on', 'to_on', 'covers'],
  sorts: ['-to_on', '-number'],
  unique: [['equipment', 'contract', 'from_on']],
  access: { read: READERS, create: ['dispatcher'], edit: ['dispatcher'], archive: ['dispatcher'] },
  empty: ['维保合同保障哪些设备、保到哪天，在这里。', 'Which units a maintenance contract covers, and until when.'],
  opening: {
    facts: ({ tx, input }) => readRecord(tx, Equipment, input.equipment),
    guard: ({ input }) => refuseEmptySpan(input.from_on, input.to_on),
    set: ({ facts }) => (facts === null ? {} : { unit_id: facts.unit_id }),
  },
});

export const EquipmentProcess = defineProcess(Equipment, 'in_use',
  {
    in_use: { label: ['在用', 'In use'], tone: 'active' },
    retired: { label: ['已停用', 'Retired'], tone: 'stopped' },
  },
  (step) => ({
    commission: step({
      label: ['投运', 'Commission'], hint: ['投运日通常是保修起算日', 'The warranty usually starts on this day'], tone: 'primary', from: ['in_use'], to: 'in_use', by: KEEPERS,
      form: { commissioned_on: f.date('投运日期', 'Commissioned on') },
      ready: ({ record }) => (record.commissioned_on === null ? null : [`已于 ${record.commissioned_on} 投运`, `Commissioned on ${record.commissioned_on} already`]),
      guard: ({ record, input, day }) => refuseOddDates(record.shipped_on, input.commissioned_on, day),
    }),
    move: step({
      label: ['移装', 'Move to another site'], from: ['in_use'], to: 'in_use', by: ['dispatcher'], form: { site, reason },
      facts: async ({ tx, input }) => ({ site: input.site ? await readRecord(tx, Site, input.site) : null }),
      guard: ({ record, facts }) => refuseForeignSite(facts.site, record.customer),
      set: ({ facts }) => ({ unit_id: facts.site!.branch }),
    }),
    renew_label: step({
      label: ['更换标签', 'Renew the label'], hint: ['旧标签立即失效，打印新标签贴上', 'The old label stops working at once; print the new one and put it up'], from: ['in_use'], to: 'in_use', by: KEEPERS, form: { reason },
      facts: async () => ({ token: newToken() }),
      set: ({ facts, now }) => ({ qr_token: facts.token, label_since: now }),
    }),
    follow_site: step({
      label: ['随站点转区域', 'Move with the site'], from: ['in_use', 'retired'], to: ['in_use', 'retired'], by: [], form: {},
      facts: async ({ tx, record }) => ({ site: await readRecord(tx, Site, record.site) }),
      choose: ({ record }) => record.state as 'in_use' | 'retired',
      set: ({ facts }) => ({ unit_id: facts.site!.branch }),
    }),
    // A label on a unit that is gone must not open anything.
    retire: step({
      label: ['停用', 'Retire'], tone: 'danger', from: ['in_use'], to: 'retired', by: KEEPERS, form: { reason },
      set: () => ({ qr_token: null, label_since: null }),
    }),
    reinstate: step({
      label: ['恢复使用', 'Put back into use'], from: ['retired'], to: 'in_use', by: KEEPERS, form: { reason },
      facts: async () => ({ token: newToken() }),
      set: ({ facts, now }) => ({ qr_token: facts.token, label_since: now }),
    }),
  }),
);

/** 144 bits: nobody guesses a label. */
const newToken = (): string => randomBytes(18).toString('base64url');

interface Typed { readonly customer: string; readonly site: string; readonly model: string; readonly serial: string }
async function openingFacts(tx: Tx, id: string | null, input: Typed, actor: Actor) {
  const at = await readRecord(tx, Site, input.site);
  const same = await tx.query<{ id: string; number: string; serial: string }>(
    'select id, number, serial from equipment where tenant_id = $1 and customer = $2 and model = $3', [tx.tenantId, input.customer, input.model]);
  const twin = same.find((other) => other.id !== id && serialKey(other.serial) === serialKey(input.serial)) ?? null;
  const reached = at === null || actor.kind === 'system' || (await grantFor(tx, actor, KEEPERS, at.branch)) !== undefined;
  return { site: at, twin, reached, token: newToken() };
}

/** The site went to another branch: whoever looks after it now must see what stands on it. */
export async function followSite(tx: Tx, site: string): Promise<void> {
  const moved = await tables(tx, Equipment).selectFrom('equipment').select('id').where('tenant_id', '=', tx.tenantId).where('site', '=', site).where('archived_at', 'is', null).execute();
  for (const { id } of moved) await takeStep(tx, EquipmentProcess, id, 'follow_site', {});
}
