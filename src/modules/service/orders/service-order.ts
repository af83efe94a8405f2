/**
 * Service order (服务指令): one piece of work at a customer's site, from the centre's order to its verification.
 * Verification is what earns points; whoever listens is told by an event. Later stages add receipt, report and parts.
 * Serves SM-21 (drafted, issued, done, verified, closed), FS-0.2, FS-2.4, FS-5.8, SM-31.
 */
import { defineProcess, defineRegister, emit, f, readRecord, type Tx } from '../../../kernel/index.ts';
import { Employee } from '../../people/staff/index.ts';
import { READERS } from './places.ts';
import { refuseAbsentWorker, refuseFutureWork, refuseOwnWork, type Worker } from './rules.ts';

const region = f.ref('区域', 'Region', 'service_region');
const serviceType = f.ref('服务类型', 'Service type', 'service_type');
const reason = f.text('原因', 'Reason', { max: 200 });

export const ServiceOrder = defineRegister('service_order', {
  label: ['服务指令', 'Service order'],
  number: 'ZL-{yyyy}{mm}-{0000}',
  fields: {
    customer: f.text('客户', 'Customer', { max: 80, hint: ['单位和站点', 'Company and site'] }),
    region,
    service_type: serviceType,
    content: f.longText('服务内容', 'Work to be done', { optional: true }),
    technician: f.ref('技术员', 'Technician', 'employee', { optional: true, readonly: true }),
    done_on: f.date('完成日期', 'Done on', { optional: true, readonly: true }),
    result: f.longText('完成情况', 'What was done', { optional: true, readonly: true }),
    credited_on: f.date('计分日期', 'Credited on', { optional: true, readonly: true, hint: ['积分计入的日期，由积分账写入', 'Day its points count for; set by the points ledger'] }),
  },
  title: ['customer'],
  list: ['customer', 'region', 'service_type', 'technician', 'done_on'],
  sorts: ['-number', '-done_on'],
  indexes: [['credited_on'], ['region', 'service_type', 'credited_on'], ['service_type', 'done_on'], ['technician', 'done_on'], ['state', 'done_on']],
  access: { read: READERS, create: ['dispatcher', 'branch_manager'] },
  empty: ['还没有服务指令。调度员在此下达，区域服务部执行，中心核实后计分。', 'No service orders yet. The dispatcher opens them, branches carry them out, the centre verifies.'],
});

const CENTRE = ['dispatcher', 'centre_manager'];

export const ServiceOrderProcess = defineProcess(ServiceOrder, 'drafted',
  {
    drafted: { label: ['已起草', 'Drafted'], tone: 'waiting' },
    issued: { label: ['已下达', 'Issued'], tone: 'active' },
    done: {
      label: ['已完工，待核实', 'Done, to be verified'], tone: 'waiting',
      due: { step: 'verify', at: ({ now }) => new Date(now.getTime() + 3 * 86_400_000) },
    },
    verified: { label: ['已核实', 'Verified'], tone: 'done' },
    closed: { label: ['已关闭', 'Closed'], tone: 'stopped' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    issue: step({
      label: ['下达', 'Issue'], tone: 'primary', from: ['drafted'], to: 'issued', by: ['dispatcher'],
      form: { technician: f.ref('技术员', 'Technician', 'employee') },
      facts: async ({ tx, input }) => ({ worker: await workerOf(tx, input.technician) }),
      guard: ({ facts, day }) => refuseAbsentWorker(facts.worker, day),
    }),
    report_done: step({
      label: ['报完工', 'Report done'], tone: 'primary', from: ['issued'], to: 'done', by: ['technician', 'branch_manager', 'dispatcher'],
      form: { done_on: f.date('完成日期', 'Done on'), result: f.longText('完成情况', 'What was done', { optional: true }) },
      facts: async ({ tx, record }) => ({ worker: await workerOf(tx, record.technician) }),
      guard({ input, facts, day }) {
        refuseFutureWork(input.done_on, day);
        refuseAbsentWorker(facts.worker, input.done_on);
      },
    }),
    verify: step({
      label: ['核实', 'Verify'], hint: ['核实后按完成日期的单项分计分', 'Points follow, by the unit points of the day of the work'], tone: 'primary',
      from: ['done'], to: 'verified', by: CENTRE, form: {},
      facts: async ({ tx, record }) => ({ worker: await workerOf(tx, record.technician) }),
      guard: ({ facts, actor }) => refuseOwnWork(facts.worker, actor.id),
      effect: async ({ tx, record }) => emit(tx, 'service_order.verified', { order: record.id }),
    }),
    send_back: step({ label: ['退回', 'Send back'], from: ['done'], to: 'issued', by: CENTRE, form: { reason } }),
    close: step({ label: ['关闭', 'Close'], from: ['verified'], to: 'closed', by: CENTRE, form: {} }),
    correct: step({
      label: ['更正', 'Correct'], hint: ['原积分冲回，按更正后的内容重新计分', 'The old points are reversed and credited anew'],
      from: ['verified', 'closed'], to: ['verified', 'closed'], by: CENTRE,
      form: { region, service_type: serviceType, technician: f.ref('技术员', 'Technician', 'employee'), reason },
      facts: async ({ tx, record, input }) => ({ worker: await workerOf(tx, input.technician ?? record.technician) }),
      preview: ({ record }) => ({ lines: [], initial: { region: record.region, service_type: record.service_type, technician: record.technician } }),
      guard: ({ record, facts, day }) => refuseAbsentWorker(facts.worker, record.done_on ?? day),
      choose: ({ record }) => (record.state === 'closed' ? 'closed' : 'verified'),
      effect: async ({ tx, record }) => emit(tx, 'service_order.corrected', { order: record.id }),
    }),
    reopen: step({
      label: ['撤销核实', 'Undo verification'], tone: 'danger', from: ['verified'], to: 'done', by: ['centre_manager'], form: { reason },
      effect: async ({ tx, record }) => emit(tx, 'service_order.reopened', { order: record.id }),
    }),
    cancel: step({ label: ['取消', 'Cancel'], tone: 'danger', from: ['drafted', 'issued'], to: 'cancelled', by: ['dispatcher'], form: { reason } }),
  }),
);

async function workerOf(tx: Tx, id: string | null | undefined): Promise<Worker | null> {
  return id ? readRecord(tx, Employee, id) : null;
}
