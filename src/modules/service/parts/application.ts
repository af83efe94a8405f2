/**
 * Application for parts (配件申报单): one part for one unit, from the failure to the confirmed replacement. Each has its own warranty decision with the
 * explanation frozen that day, its own serial numbers, old part and cost. Its steps are in `application-process.ts`. Serves FS-3.4 to FS-3.8, SM-25, SM-26.
 */
import { defineRegister, f, readRecord, Refusal, tables, updateRecord, type Actor, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Employee, employedOn } from '../../people/staff/index.ts';
import { Equipment, RESULTS } from '../equipment/index.ts';
import { ServiceOrder, ServiceRegion } from '../orders/index.ts';
import { reaches } from './place.ts';
import { READERS } from './roles.ts';
import { DECISIONS, partsStateOf, refuseForeignOrder, refuseFutureFailure, REMEDIES, SIDES } from './rules.ts';

const later = { optional: true, readonly: true } as const;
export const APPLICANTS = ['technician', 'branch_manager', 'dispatcher', 'storekeeper'];
export const OLD_PARTS = { returned: ['已交回', 'Returned'], kept: ['留给用户', 'Left with the customer'], destroyed: ['现场损毁', 'Destroyed on site'] } as const;
export const remedy = f.choice('先行处理', 'Tried first', REMEDIES, { optional: true, hint: ['保内更换前必须登记', 'Needed before an in-warranty replacement'] });
export const remedyNote = f.text('处理情况', 'What came of it', { optional: true, max: 300 });

export const PartApplication = defineRegister('part_application', {
  label: ['配件申报单', 'Parts application'],
  number: 'SP-{yyyy}{mm}-{0000}',
  fields: {
    service_order: f.ref('服务指令', 'Service order', 'service_order', { optional: true }),
    equipment: f.ref('设备', 'Equipment', 'equipment', { optional: true, hint: ['故障所在的设备，保修按它判定', 'The unit that failed; the warranty is decided by it'] }),
    part: f.ref('配件', 'Part', 'part'),
    quantity: f.integer('申报数量', 'Pieces applied for', { min: 1, max: 9_999 }),
    failed_on: f.date('故障日期', 'Failed on'),
    fault: f.longText('故障情况', 'What failed', { max: 1000 }),
    photos: f.photo('照片', 'Photographs', { optional: true }),
    technician: f.ref('更换人', 'To be fitted by', 'employee', { optional: true, hint: ['留空即指令上的技术员', 'Empty: the technician of the order'] }),
    remedy, remedy_note: remedyNote,
    manufacturer: f.text('厂家', 'Manufacturer', { max: 60, ...later }),
    claim_no: f.text('厂家索赔单号', 'Claim no.', { max: 40, ...later }),
    customer: f.ref('客户', 'Customer', 'customer', later),
    region: f.ref('区域', 'Region', 'service_region', later),
    applied_on: f.date('申报日期', 'Applied on', later),
    from_visit: f.text('到访', 'Visit', { max: 40, ...later }),
    computed: f.choice('系统判定', 'Computed', RESULTS, later),
    decision: f.choice('保修判定', 'Warranty decision', DECISIONS, later),
    side: f.choice('保内或保外', 'In or out', SIDES, later),
    decision_reason: f.text('改变判定的理由', 'Why it departs', { max: 300, ...later }),
    decided_on: f.date('判定日期', 'Decided on', later),
    explanation: f.longText('判定依据', 'Why', { max: 8_000, ...later }),
    approved: f.integer('批准数量', 'Pieces approved', later),
    issued_from: f.ref('发出库位', 'Issued from', 'stock_place', later),
    issued: f.integer('发放数量', 'Pieces issued', later),
    issued_on: f.date('发放日期', 'Issued on', later),
    issued_cost: f.money('发放成本', 'Cost when issued', later),
    used: f.integer('使用数量', 'Pieces used', later),
    replaced_on: f.date('更换日期', 'Replaced on', later),
    cost: f.money('使用成本', 'Cost of what was used', later),
    old_serials: f.longText('旧件编号', 'Serial numbers taken out', { max: 2_000, ...later }),
    new_serials: f.longText('新件编号', 'Serial numbers fitted', { max: 2_000, ...later }),
    fitted_by: f.ref('更换登记人', 'Recorded by', 'app_user', later),
    agreement: f.ref('保外更换协议', 'Replacement agreement', 'replacement_agreement', later),
    charge: f.money('收费价格', 'Price charged', { ...later, hint: ['整单，保外', 'For the whole application, out of warranty'] }),
    old_part: f.choice('旧件', 'Old part', OLD_PARTS, later),
    old_pieces: f.integer('交回旧件数', 'Old pieces returned', later),
    old_place: f.ref('旧件库位', 'Where it lies', 'stock_place', later),
    old_note: f.text('旧件说明', 'About the old part', { max: 200, ...later }),
    old_part_on: f.date('旧件处理日期', 'Old part settled on', later),
    confirmed_on: f.date('确认日期', 'Confirmed on', later),
  },
  title: ['part', 'customer'],
  list: ['part', 'quantity', 'customer', 'region', 'decision', 'used', 'cost', 'replaced_on', 'applied_on'],
  sorts: ['-number', '-applied_on', '-replaced_on', 'state'],
  indexes: [['service_order'], ['region', 'side', 'replaced_on'], ['applied_on'], ['equipment']],
  access: { read: READERS, create: APPLICANTS },
  empty: ['配件损坏先申报：写明设备、故障日期和情况，库管据此判定保修、发放。', 'Begin with an application: the unit, the day it failed and what failed. The storekeeper decides the warranty and issues.'],
  opening: {
    facts: ({ tx, input, actor, now }) => openingFacts(tx, input, actor, now),
    guard({ input, facts, day }) {
      if (facts.unit === null) throw new Refusal('part_application.equipment', ['请写明是哪台设备', 'Say which unit failed'], 422, { equipment: ['必填', 'Required'] });
      refuseOpening(input, facts, day);
    },
    set: ({ facts, day }) => ({ equipment: facts.unit?.id ?? null, customer: facts.customer, region: facts.region, technician: facts.technician, unit_id: facts.branch, applied_on: day }),
    effect: ({ tx, record }) => followOrder(tx, record.service_order),
  },
});
export type Application = RowOf<typeof PartApplication>;

interface Asked { readonly service_order: string | null; readonly equipment: string | null; readonly technician: string | null; readonly failed_on: string }
/** Region and branch follow the order, or else the unit; who fits it follows the order, or else whoever asks. */
export async function openingFacts(tx: Tx, input: Asked, actor: Actor, now: Date) {
  const order = input.service_order === null ? null : await readRecord(tx, ServiceOrder, input.service_order);
  const equipment = input.equipment ?? order?.equipment ?? null;
  const unit = equipment === null ? null : await readRecord(tx, Equipment, equipment);
  const branch = order?.unit_id ?? unit?.unit_id ?? '';
  const region = order?.region ?? (await regionOf(tx, branch));
  const technician = input.technician ?? order?.technician ?? (await employeeOf(tx, actor.id));
  return {
    order, unit, branch, region, technician, customer: order?.customer ?? unit?.customer ?? null, now,
    reached: branch !== '' && (await reaches(tx, actor, APPLICANTS, branch)), worker: technician === null ? null : await readRecord(tx, Employee, technician),
  };
}
export type OpeningFacts = Awaited<ReturnType<typeof openingFacts>>;

export function refuseOpening(input: Asked, facts: OpeningFacts, day: string): void {
  refuseForeignOrder(facts.order, facts.unit);
  if (!facts.reached) throw new Refusal('part_application.other_branch', ['该设备属于其他区域服务部', 'This unit belongs to another branch'], 422, { equipment: ['请选本区域的设备', 'Choose a unit of your own branch'] });
  refuseFutureFailure(input.failed_on, day);
  if (facts.worker !== null && !employedOn(facts.worker, day)) throw new Refusal('part_application.not_employed', [`${facts.worker.name}已不在职`, `${facts.worker.name} no longer works here`], 422, { technician: ['须为在职员工', 'Somebody who works here'] });
}

async function regionOf(tx: Tx, branch: string): Promise<string | null> {
  const row = branch === '' ? undefined : await tables(tx, ServiceRegion).selectFrom('service_region').select('id').where('tenant_id', '=', tx.tenantId).where('branch', '=', branch).where('archived_at', 'is', null).orderBy('list_order').executeTakeFirst();
  return row?.id ?? null;
}
async function employeeOf(tx: Tx, user: string): Promise<string | null> {
  const [found] = await tx.query<{ id: string }>('select id from employee where tenant_id = $1 and app_user = $2 and archived_at is null order by hired_on desc limit 1', [tx.tenantId, user]);
  return found?.id ?? null;
}

/** The order says whether its parts are confirmed; it is locked first, so that of two applications that end at once the later one sees the other. */
export async function followOrder(tx: Tx, orderId: string | null): Promise<void> {
  if (orderId === null) return;
  const order = await readRecord(tx, ServiceOrder, orderId, { lock: true });
  const states = await tx.query<{ state: string }>('select state from part_application where tenant_id = $1 and service_order = $2 and archived_at is null', [tx.tenantId, orderId]);
  const parts_state = partsStateOf(states.map((s) => s.state));
  if (order !== null && order.parts_state !== parts_state) await updateRecord(tx, ServiceOrder, order, { parts_state });
}
