/**
 * Visits under a maintenance contract (维保巡检): planned from the contract's rule, each either done by a service order, or skipped
 * for a reason that stays visible. A month that went by without either stands out. Serves SM-29, AC-30.
 */
import { calendar, createRecord, defineProcess, defineRegister, f, readRecord, Refusal, takeStep, updateRecord, type Tx } from '../../../kernel/index.ts';
import { regionsFor, ServiceOrder, serviceTypes } from '../orders/index.ts';
import { coveredBy, KEEPERS, MaintenanceContract, READERS } from './maintenance-contract.ts';
import { refuseVisitOutside, visitDays, type VisitRule } from './rules.ts';

export const MaintenanceVisit = defineRegister('maintenance_visit', {
  label: ['维保巡检', 'Maintenance visit'],
  number: 'XJ-{yyyy}-{00000}',
  fields: {
    contract: f.ref('维保合同', 'Maintenance contract', 'maintenance_contract'),
    planned_on: f.date('计划日期', 'Planned on'),
    service_order: f.ref('服务指令', 'Service order', 'service_order', { optional: true, readonly: true }),
    done_on: f.date('完成日期', 'Done on', { optional: true, readonly: true }),
    skip_reason: f.text('未做原因', 'Why skipped', { optional: true, readonly: true, max: 200 }),
    remark: f.text('备注', 'Remark', { optional: true, max: 200 }),
  },
  title: ['planned_on', 'contract'],
  list: ['contract', 'planned_on', 'service_order', 'done_on', 'skip_reason'],
  sorts: ['planned_on', '-planned_on', 'state'],
  indexes: [['contract', 'planned_on'], ['service_order']],
  unique: [['contract', 'planned_on']],
  access: { read: READERS, create: [], edit: KEEPERS },
  empty: ['维保合同生效时，按巡检周期自动排出全部巡检。', 'When a contract takes effect, all its visits are planned by its rule.'],
});

export const MaintenanceVisitProcess = defineProcess(MaintenanceVisit, 'planned',
  {
    planned: {
      label: ['计划中', 'Planned'], tone: 'waiting',
      due: { step: 'issue_order', at: ({ record, calendar: of }) => calendar.endOfBusinessDay(record.planned_on, of), showBeforeHours: 7 * 24, escalateTo: 'dispatcher' },
      timer: { step: 'miss', at: ({ record, calendar: of }) => calendar.endOfBusinessDay(calendar.lastOfMonth(record.planned_on), of) },
    },
    ordered: { label: ['已下达', 'Ordered'], tone: 'active' },
    missed: { label: ['当月未做', 'Missed'], tone: 'alarm' },
    done: { label: ['已完成', 'Done'], tone: 'done' },
    skipped: { label: ['未做，已说明', 'Skipped, explained'], tone: 'stopped' },
  },
  (step) => ({
    issue_order: step({
      label: ['开服务指令', 'Open a service order'], tone: 'primary', from: ['planned', 'missed'], to: 'ordered', by: KEEPERS,
      form: { service_type: f.ref('服务类型', 'Service type', 'service_type'), content: f.longText('服务内容', 'Work to be done', { optional: true }) },
      async facts({ tx, record }) {
        const contract = await readRecord(tx, MaintenanceContract, record.contract);
        const region = (await regionsFor(tx, 'dynamics')).find((r) => r.branch === record.unit_id) ?? null;
        const equipment = await coveredBy(tx, record.contract);
        const upkeep = (await serviceTypes(tx)).find((t) => t.code === 'MAINT') ?? null;
        return { contract, region, equipment, upkeep };
      },
      ready: ({ facts }) => (facts.region === null ? ['这个服务部没有对应的区域', 'This branch has no region'] : null),
      preview: ({ record, facts }) => ({
        lines: [[`计划日期 ${record.planned_on}；设备：${facts.equipment.map((e) => e.serial).join('、')}`, `Planned on ${record.planned_on}; equipment: ${facts.equipment.map((e) => e.serial).join(', ')}`]],
        initial: { service_type: facts.upkeep?.id ?? null, content: `${facts.contract?.number ?? ''} ${record.planned_on} 维保巡检：${facts.equipment.map((e) => e.serial).join('、')}` },
      }),
      async effect({ tx, record, facts, input }) {
        const order = await createRecord(tx, ServiceOrder, {
          customer: facts.contract!.customer, region: facts.region!.id, service_type: input.service_type, priority: 'normal', content: input.content, unit_id: record.unit_id,
          equipment: facts.equipment.length === 1 ? facts.equipment[0]!.id : null,
        });
        await updateRecord(tx, MaintenanceVisit, record, { service_order: order.id }, { what: 'link' });
      },
    }),
    record_done: step({
      label: ['登记完成', 'Record as done'], hint: ['没有开服务指令、已当面做完的巡检', 'Done without a service order'], from: ['planned', 'missed'], to: 'done', by: KEEPERS,
      form: { done_on: f.date('完成日期', 'Done on'), remark: f.text('备注', 'Remark', { optional: true, max: 200 }) },
      facts: ({ tx, record }) => readRecord(tx, MaintenanceContract, record.contract),
      guard: ({ input, facts, day }) => { if (facts) refuseVisitOutside(input.done_on, facts, day); },
    }),
    skip: step({
      label: ['说明未做', 'Explain why skipped'], from: ['planned', 'missed'], to: 'skipped', by: KEEPERS,
      form: { skip_reason: f.text('未做原因', 'Why skipped', { max: 200, hint: ['这次巡检和原因都会保留在计划里', 'The visit stays in the plan, with its reason'] }) },
    }),
    miss: step({ label: ['当月未做', 'Missed'], from: ['planned'], to: 'missed', by: [], form: {} }),
    complete: step({ label: ['指令已完成', 'Order carried out'], from: ['ordered'], to: 'done', by: [], form: { done_on: f.date('完成日期', 'Done on') } }),
    order_cancelled: step({ label: ['指令已取消', 'Order cancelled'], from: ['ordered'], to: ['planned', 'missed'], by: [], form: {}, choose: ({ record, day }) => (day.slice(0, 7) > record.planned_on.slice(0, 7) ? 'missed' : 'planned'), set: () => ({ service_order: null }) }),
  }),
);

/** All visits of a contract's term, once; called when it takes effect. */
export async function planVisits(tx: Tx, c: { readonly id: string; readonly unit_id: string; readonly visit_rule: VisitRule; readonly visit_day: number; readonly valid_from: string; readonly valid_to: string }): Promise<void> {
  for (const planned_on of visitDays(c.visit_rule, c.visit_day, c.valid_from, c.valid_to)) await createRecord(tx, MaintenanceVisit, { contract: c.id, planned_on, unit_id: c.unit_id });
}

/** The order behind a visit was carried out, or will not be. */
export async function followOrder(tx: Tx, orderId: string): Promise<void> {
  const [visit] = await tx.query<{ id: string; state: string }>(`select id, state from maintenance_visit where tenant_id = $1 and service_order = $2 and state = 'ordered'`, [tx.tenantId, orderId]);
  if (!visit) return;
  const order = await readRecord(tx, ServiceOrder, orderId);
  if (!order) throw new Refusal('reference', ['没有这条服务指令', 'No such service order'], 422);
  if (order.state === 'cancelled') await takeStep(tx, MaintenanceVisitProcess, visit.id, 'order_cancelled', {});
  else if (order.done_on !== null) await takeStep(tx, MaintenanceVisitProcess, visit.id, 'complete', { done_on: order.done_on });
}
