/**
 * Arrival acceptance (到货验收): what the factory shipped under a contract, line by line, what was found when it arrived, and
 * which papers were missing. The processes stand in files of their own. Serves FS-5.4, FS-5.5, SM-27, AC-28.
 */
import { defineParameter, defineRegister, f, readRecord, Refusal, tables, takeStep, type Tx } from '../../../kernel/index.ts';
import { SalesContract, SalesContractProcess } from '../contracts/index.ts';
import { isShippedWhole, refuseImpossibleDays } from './rules.ts';

export const BRANCH = ['branch_manager', 'technician', 'dispatcher'];
export const OFFICES = ['management_office', 'quality_control'];
export const READERS = [...BRANCH, 'centre_manager', ...OFFICES, 'auditor'];

/** What must lie with the goods (随货资料). */
export const PAPERS = {
  inspection_report: ['检验报告', 'Inspection report'], certificate: ['合格证', 'Certificate of conformity'], pressure_papers: ['压力容器资料', 'Pressure vessel papers'],
  drawings: ['图纸', 'Drawings'], manual: ['使用说明书', 'Manual'], packing_list: ['装箱单', 'Packing list'],
} as const;

export const PaperDays = defineParameter('acceptance.paper_days', {
  label: ['缺件答复期限', 'Days to answer for missing papers'],
  help: ['到货缺少随货资料时，管理部和质检部须在多少天内答复。', 'How many days the management office and quality control have to answer when papers are missing on arrival.'],
  field: f.integer('天数', 'Days', { min: 1, max: 90, unit: ['天', 'days'] }),
  source: 'FS-5.5, SM-27', default: 7, writeBy: ['centre_manager'],
});

export const Shipment = defineRegister('shipment', {
  label: ['到货', 'Shipment'],
  number: 'DH-{yyyy}-{0000}',
  fields: {
    contract: f.ref('销售合同', 'Sales contract', 'sales_contract'),
    customer: f.ref('客户', 'Customer', 'customer', { optional: true, readonly: true }),
    waybill: f.text('运单号', 'Waybill', { optional: true, max: 40 }),
    place: f.text('到货地点', 'Place of arrival', { optional: true, max: 100 }),
    shipped_on: f.date('出厂日期', 'Left the factory on'),
    arrived_on: f.date('到货日期', 'Arrived on', { optional: true, readonly: true }),
    inspected_on: f.date('清点日期', 'Inspected on', { optional: true, readonly: true }),
    accepted_on: f.date('验收日期', 'Accepted on', { optional: true, readonly: true }),
    closed_on: f.date('关闭日期', 'Closed on', { optional: true, readonly: true }),
    remark: f.text('备注', 'Remark', { optional: true, max: 200 }),
  },
  title: ['contract'],
  list: ['customer', 'contract', 'place', 'shipped_on', 'arrived_on', 'accepted_on', 'closed_on'],
  sorts: ['-shipped_on', 'arrived_on', '-number', 'state'],
  access: { read: READERS, create: BRANCH, edit: BRANCH },
  empty: ['出厂发货后在这里登记，逐行写明产品与台数，到货后逐行验收。', 'Enter a shipment when it leaves the factory, line by line; each line is inspected on arrival.'],
  opening: {
    facts: ({ tx, input }) => readRecord(tx, SalesContract, input.contract),
    guard: ({ input, facts, day }) => refuseImpossibleDays({ signed_on: facts?.signed_on ?? null, shipped_on: input.shipped_on }, day),
    set: ({ facts }) => (facts ? { customer: facts.customer, unit_id: facts.unit_id } : {}),
  },
});

export const ShipmentLine = defineRegister('shipment_line', {
  label: ['到货明细', 'Shipment line'],
  number: 'DM-{yyyy}-{00000}',
  fields: {
    shipment: f.ref('到货', 'Shipment', 'shipment'),
    product: f.text('产品与型号', 'Product and model', { max: 80 }),
    units: f.integer('台数', 'Units', { min: 1, max: 1000 }),
    serials: f.text('出厂编号', 'Serial numbers', { optional: true, max: 200 }),
    missing: f.choices('缺少的资料', 'Missing papers', PAPERS, { optional: true, readonly: true }),
    received: f.choices('已补交的资料', 'Papers that came later', PAPERS, { optional: true, readonly: true }),
    papers: f.attachment('补交文件', 'Files', { optional: true, readonly: true }),
    finding: f.text('清点情况', 'What was found', { optional: true, readonly: true, max: 300 }),
    shipped_on: f.date('出厂日期', 'Left the factory on', { optional: true, readonly: true }),
    arrived_on: f.date('到货日期', 'Arrived on', { optional: true, readonly: true }),
    accepted_on: f.date('验收日期', 'Accepted on', { optional: true, readonly: true }),
    completed_on: f.date('资料补齐日期', 'Papers complete on', { optional: true, readonly: true }),
  },
  title: ['product', 'units'],
  list: ['shipment', 'product', 'units', 'serials', 'missing', 'received', 'accepted_on'],
  sorts: ['-number', '-accepted_on', 'state'],
  indexes: [['shipment'], ['shipped_on']],
  access: { read: READERS, create: BRANCH, edit: BRANCH },
  opening: {
    facts: ({ tx, input }) => readRecord(tx, Shipment, input.shipment, { lock: true }),
    guard({ facts }) {
      if (facts && !['shipped', 'arrived'].includes(facts.state)) {
        throw new Refusal('shipment_line.inspected', ['这批货已清点完毕，明细不能再改', 'This shipment is inspected; its lines are fixed'], 409);
      }
    },
    set: ({ facts }) => (facts ? { shipped_on: facts.shipped_on, arrived_on: facts.arrived_on, unit_id: facts.unit_id } : {}),
    effect: ({ tx, record }) => noteShipped(tx, record.shipment as string),
  },
});

export interface Line { readonly id: string; readonly product: string; readonly units: number; readonly serials: string | null; readonly state: string; readonly missing: readonly Paper[] | null; readonly received: readonly Paper[] | null; readonly finding: string | null }
export type Paper = keyof typeof PAPERS;

export function linesOf(tx: Tx, shipment: string): Promise<Line[]> {
  return tx.query<Line>(
    'select id, product, units, serials, state, missing, received, finding from shipment_line where tenant_id = $1 and shipment = $2 and archived_at is null order by number', [tx.tenantId, shipment]);
}

/** A contract counts as shipped on the day its last unit left the factory; the ledger of contracts learns it from here. */
async function noteShipped(tx: Tx, shipment: string): Promise<void> {
  const here = await readRecord(tx, Shipment, shipment);
  const contract = here && (await readRecord(tx, SalesContract, here.contract, { lock: true }));
  if (!contract || contract.shipped_on !== null || contract.state !== 'in_force') return;
  const sent = await tables(tx, Shipment, ShipmentLine).selectFrom('shipment_line').innerJoin('shipment', 'shipment.id', 'shipment_line.shipment')
    .select(['shipment_line.units', 'shipment.shipped_on']).where('shipment_line.tenant_id', '=', tx.tenantId).where('shipment.tenant_id', '=', tx.tenantId)
    .where('shipment.contract', '=', contract.id).where('shipment_line.archived_at', 'is', null).execute();
  const last = isShippedWhole(contract.units, sent);
  if (last !== null) await takeStep(tx, SalesContractProcess, contract.id, 'record_shipment', { shipped_on: last });
}
