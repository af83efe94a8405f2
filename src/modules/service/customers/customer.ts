/**
 * Customers (客户) and their sites (站点): whom the branches serve and where. A record lies in its branch, so that a branch sees its own
 * customers and headquarters sees all; it changes branch by a step with a reason. Serves FS-0.1, FS-0.2, FS-5.11.
 */
import { defineProcess, defineRegister, emit, f, grantFor, type Actor, type Tx } from '../../../kernel/index.ts';
import { refuseBranchEdit, refuseForeignBranch, refuseHalfPosition, refuseSameBranch } from './rules.ts';

const READERS = ['dispatcher', 'branch_manager', 'technician', 'centre_manager', 'storekeeper', 'finance'];
const KEEPERS = ['dispatcher', 'branch_manager'];

const branch = f.unit('区域服务部', 'Branch', { hint: ['由哪个区域服务部服务', 'The branch that serves it'] });
const contact = f.personName('联系人', 'Contact', { optional: true });
const contact_phone = f.phone('联系电话', 'Phone', { optional: true });
const address = f.text('地址', 'Address', { optional: true, max: 120 });
const reason = f.text('原因', 'Reason', { max: 200 });

export const Customer = defineRegister('customer', {
  label: ['客户', 'Customer'],
  number: 'KH-{00000}',
  fields: {
    name: f.text('名称', 'Name', { max: 80, hint: ['单位全称', 'Full name of the company'] }),
    short_name: f.text('简称', 'Short name', { optional: true, max: 30 }),
    kind: f.choice('客户类别', 'Kind', {
      oilfield: ['油田', 'Oilfield'], gasfield: ['气田', 'Gas field'], pipeline: ['管道储运', 'Pipelines and storage'], heating: ['供热', 'Heating'],
      chemical: ['石化化工', 'Petrochemicals'], building: ['楼宇场馆', 'Buildings and venues'], other: ['其他', 'Other'],
    }),
    branch, contact, contact_phone, address,
    notes: f.longText('备注', 'Notes', { optional: true, max: 1000 }),
  },
  title: ['name'],
  list: ['name', 'short_name', 'kind', 'branch', 'contact', 'contact_phone'],
  sorts: ['name', '-number', 'kind'],
  indexes: [['branch']],
  unique: [['name']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: ['dispatcher'], namesOpen: true },
  empty: ['还没有客户。先登记客户，再登记它的站点和设备。', 'No customers yet. Register the customer first, then its sites and equipment.'],
  opening: {
    facts: ({ tx, id, input, actor }) => branchFacts(tx, 'customer', id, input.branch, actor),
    guard({ input, facts }) {
      refuseForeignBranch(facts.reached);
      refuseBranchEdit(facts.before, input.branch);
    },
    set: ({ input }) => ({ unit_id: input.branch }),
  },
});

export const Site = defineRegister('site', {
  label: ['站点', 'Site'],
  number: 'ZD-{00000}',
  fields: {
    customer: f.ref('客户', 'Customer', 'customer'),
    name: f.text('站点名称', 'Site', { max: 60, hint: ['例如 一号联合站', 'For example Joint station 1'] }),
    branch, address,
    access_notes: f.text('进站须知', 'Getting in', { optional: true, max: 200, hint: ['门禁、入场教育、道路情况', 'Gate, safety briefing, road'] }),
    contact, contact_phone,
    latitude: f.quantity('纬度', 'Latitude', { optional: true, scale: 6, min: -90, max: 90, hint: ['选填，派工时用于计算距离', 'Optional; used for distances when work is assigned'] }),
    longitude: f.quantity('经度', 'Longitude', { optional: true, scale: 6, min: -180, max: 180 }),
  },
  title: ['customer', 'name'],
  list: ['name', 'customer', 'branch', 'address', 'contact', 'contact_phone'],
  sorts: ['name', '-number'],
  indexes: [['branch']],
  unique: [['customer', 'name']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: ['dispatcher'], namesOpen: true },
  empty: ['还没有站点。站点属于客户，设备安装在站点上。', 'No sites yet. A site belongs to a customer, and equipment stands on it.'],
  opening: {
    facts: ({ tx, id, input, actor }) => branchFacts(tx, 'site', id, input.branch, actor),
    guard({ input, facts }) {
      refuseForeignBranch(facts.reached);
      refuseBranchEdit(facts.before, input.branch);
      refuseHalfPosition(input.latitude, input.longitude);
    },
    set: ({ input }) => ({ unit_id: input.branch }),
  },
});

const serving = {
  served: { label: ['服务中', 'Served'], tone: 'active' },
  stopped: { label: ['已停止', 'No longer served'], tone: 'stopped' },
} as const;

/** A customer that is no longer served stays with its history. */
export const CustomerProcess = defineProcess(Customer, 'served', serving, (step) => ({
  move: step({
    label: ['转区域', 'Move to another branch'], hint: ['其站点各自转区域', 'Its sites move on their own'], from: ['served'], to: 'served', by: ['dispatcher'], form: { branch, reason },
    guard: ({ record, input }) => refuseSameBranch(record.branch, input.branch),
    set: ({ input }) => ({ unit_id: input.branch }),
  }),
  stop: step({ label: ['停止服务', 'Stop serving'], tone: 'danger', from: ['served'], to: 'stopped', by: ['dispatcher'], form: { reason } }),
  resume: step({ label: ['恢复服务', 'Serve again'], from: ['stopped'], to: 'served', by: ['dispatcher'], form: { reason } }),
}));

export const SiteProcess = defineProcess(Site, 'served', serving, (step) => ({
  move: step({
    label: ['转区域', 'Move to another branch'], hint: ['站点上的设备随之转区域', 'The equipment on it moves along'], from: ['served'], to: 'served', by: ['dispatcher'], form: { branch, reason },
    guard: ({ record, input }) => refuseSameBranch(record.branch, input.branch),
    set: ({ input }) => ({ unit_id: input.branch }),
    effect: async ({ tx, record }) => emit(tx, 'site.moved', { site: record.id }),
  }),
  stop: step({ label: ['停用', 'Close the site'], tone: 'danger', from: ['served'], to: 'stopped', by: ['dispatcher'], form: { reason } }),
  resume: step({ label: ['恢复', 'Open it again'], from: ['stopped'], to: 'served', by: ['dispatcher'], form: { reason } }),
}));

async function branchFacts(tx: Tx, table: 'customer' | 'site', id: string | null, wanted: string, actor: Actor): Promise<{ readonly reached: boolean; readonly before: string | null }> {
  const [row] = id === null ? [] : await tx.query<{ branch: string }>(`select branch from ${table} where tenant_id = $1 and id = $2`, [tx.tenantId, id]);
  const reached = actor.kind === 'system' || (await grantFor(tx, actor, KEEPERS, wanted)) !== undefined;
  return { reached, before: row?.branch ?? null };
}
