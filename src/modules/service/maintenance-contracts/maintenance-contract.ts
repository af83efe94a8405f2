/**
 * Maintenance contracts (维保合同): with whom, for which equipment, from when to when, for how much; signed, running, due for
 * renewal 60 days before the end, renewed by the next one or lapsed. Serves FS-4.1, SM-29, AC-30.
 */
import { defineParameter, defineRegister, f, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { ASPECTS, Equipment } from '../equipment/index.ts';
import { refuseImpossibleTerm, RULES } from './rules.ts';

export const KEEPERS = ['branch_manager', 'dispatcher'];
export const READERS = [...KEEPERS, 'technician', 'centre_manager', 'finance', 'auditor'];

export const RenewalDays = defineParameter('maintenance_contracts.renewal_days', {
  label: ['续签提醒提前天数', 'Renewal reminder, days before the end'],
  help: ['维保合同到期前多少天提醒区域经理续签。', 'How many days before a maintenance contract ends the branch manager is reminded to renew it.'],
  field: f.integer('天数', 'Days', { min: 1, max: 365, unit: ['天', 'days'] }), source: 'SM-29, AC-30', default: 60, writeBy: ['centre_manager'],
});


export const MaintenanceContract = defineRegister('maintenance_contract', {
  label: ['维保合同', 'Maintenance contract'],
  number: 'WB-{yyyy}-{0000}',
  gapless: true,
  fields: {
    customer: f.ref('客户', 'Customer', 'customer'),
    amount: f.money('合同金额', 'Amount', { min: 1 }),
    valid_from: f.date('起日', 'From'),
    valid_to: f.date('止日', 'To', { hint: ['含当日', 'That day included'] }),
    aspects: f.choices('覆盖内容', 'Covers', ASPECTS, { initial: ['parts', 'labour', 'travel'] }),
    visit_rule: f.choice('巡检周期', 'Visits', RULES, { initial: 'monthly' }),
    visit_day: f.integer('每次巡检日', 'Day of the month', { min: 1, max: 31, initial: 10, hint: ['31 指当月最后一天', '31 means the last day of the month'] }),
    scope: f.text('服务内容', 'What is done', { optional: true, max: 200 }),
    scan: f.attachment('合同扫描件', 'Scan of the contract', { optional: true }),
    signed_on: f.date('签订日期', 'Signed on', { optional: true, readonly: true }),
    renewal_on: f.date('续签提醒日', 'Renewal reminder on', { optional: true, readonly: true }),
    predecessor: f.ref('续签自', 'Renewal of', 'maintenance_contract', { optional: true, readonly: true }),
    successor: f.ref('续签为', 'Renewed as', 'maintenance_contract', { optional: true, readonly: true }),
  },
  title: ['customer', 'valid_to'],
  list: ['customer', 'amount', 'valid_from', 'valid_to', 'visit_rule', 'renewal_on', 'predecessor'],
  sorts: ['valid_to', '-valid_from', '-number', 'state'],
  indexes: [['state', 'valid_to']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS },
  empty: ['与用户签订的维保合同在这里登记，到期前自动提醒续签。', 'Maintenance contracts with users are entered here; renewal is called to mind in time.'],
  opening: {
    facts: ({ tx, id, input }) => opened(tx, id, input.customer),
    guard({ input, facts }) {
      refuseImpossibleTerm(input.valid_from, input.valid_to);
      if (facts?.state && facts.state !== 'draft') throw new Refusal('maintenance_contract.signed', ['合同已签订，内容不能再改；变更请续签或另签', 'The contract is signed and its terms are fixed; renew it or make another'], 409);
    },
    set: ({ facts }) => (facts ? { unit_id: facts.unit } : {}),
  },
});

export const MaintenanceCover = defineRegister('maintenance_cover', {
  label: ['维保设备', 'Covered equipment'],
  number: 'WS-{yyyy}-{0000}',
  fields: {
    contract: f.ref('维保合同', 'Maintenance contract', 'maintenance_contract'),
    equipment: f.ref('设备', 'Equipment', 'equipment'),
  },
  title: ['equipment'],
  list: ['contract', 'equipment'],
  indexes: [['equipment']],
  unique: [['contract', 'equipment']],
  access: { read: READERS, create: KEEPERS, archive: KEEPERS },
  opening: {
    facts: async ({ tx, input }) => ({ contract: await readRecord(tx, MaintenanceContract, input.contract), equipment: await readRecord(tx, Equipment, input.equipment) }),
    guard({ facts: { contract, equipment } }) {
      if (contract && contract.state !== 'draft') throw new Refusal('maintenance_cover.signed', ['合同已签订，设备不能再增减', 'The contract is signed; its equipment is fixed'], 409);
      if (contract && equipment && contract.customer !== equipment.customer) {
        throw new Refusal('maintenance_cover.other_customer', ['这台设备属于另一个客户', 'This equipment belongs to another customer'], 422, { equipment: ['须为合同客户的设备', 'Equipment of the contract’s customer'] });
      }
    },
    set: ({ facts }) => (facts.contract ? { unit_id: facts.contract.unit_id } : {}),
  },
});

interface Opened { readonly unit: string; readonly state: string | null }
async function opened(tx: Tx, id: string | null, customer: string): Promise<Opened | null> {
  const [found] = await tx.query<Opened>(
    'select k.unit_id as unit, m.state from customer k left join maintenance_contract m on m.tenant_id = k.tenant_id and m.id = $3 where k.tenant_id = $1 and k.id = $2', [tx.tenantId, customer, id]);
  return found ?? null;
}

export interface Covered { readonly id: string; readonly serial: string }
export function coveredBy(tx: Tx, contract: string): Promise<Covered[]> {
  return tx.query<Covered>(
    `select e.id, e.serial from maintenance_cover c join equipment e on e.tenant_id = c.tenant_id and e.id = c.equipment
     where c.tenant_id = $1 and c.contract = $2 and c.archived_at is null order by e.serial`, [tx.tenantId, contract]);
}
