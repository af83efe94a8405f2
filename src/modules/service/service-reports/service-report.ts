/**
 * Service report (服务报告): what was found and done, certified by the customer's signature over exactly what was shown, handed in, checked
 * by the centre, archived with the order. Certified means unchangeable; what comes later is an addendum. Serves SM-23, FS-5.8, FS-5.9, FS-5.10.
 */
import { calendar, dayOf, defineProcess, defineRegister, emit, f, parameter, readRecord, takeStep, updateRecord, type Process, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Equipment } from '../equipment/index.ts';
import { ServiceOrder, ServiceOrderProcess } from '../orders/index.ts';
import { PRODUCTS, READERS } from './lists.ts';
import { ReportDays } from './parameters.ts';
import { dueOn, refuseBeforeWork, refuseChange, refuseTimes } from './rules.ts';

const CENTRE = ['dispatcher', 'centre_manager'];
const FIELD = ['technician', 'branch_manager'];
const measured = (zh: string, en: string, unit: readonly [string, string]) => f.quantity(zh, en, { optional: true, scale: 2, min: -1000, max: 100_000, unit });

export const ServiceReport = defineRegister('service_report', {
  label: ['服务报告', 'Service report'],
  number: 'BG-{yyyy}{mm}-{0000}',
  fields: {
    service_order: f.ref('服务指令', 'Service order', 'service_order'),
    arrived_at: f.dateTime('到场时间', 'Work began', { optional: true }),
    left_at: f.dateTime('离场时间', 'Work ended', { optional: true }),
    product: f.choice('产品类别', 'Product', PRODUCTS, { optional: true, hint: ['留空即指令所列设备的类别', 'Empty: that of the equipment the order names'] }),
    failure: f.ref('故障类别', 'Kind of failure', 'failure_kind', { optional: true, hint: ['没有故障的服务留空', 'Leave empty when nothing had failed'] }),
    findings: f.longText('现场情况', 'What was found', { optional: true }),
    work_done: f.longText('处理过程与结果', 'What was done'),
    parts_used: f.longText('更换配件', 'Parts used', { optional: true, hint: ['名称、型号、数量、新旧编号', 'Name, type, number, serials of old and new'] }),
    pressure: measured('运行压力', 'Working pressure', ['MPa', 'MPa']),
    temperature: measured('出口温度', 'Outlet temperature', ['℃', '°C']),
    flue_oxygen: measured('烟气含氧量', 'Oxygen in flue gas', ['%', '%']),
    readings: f.longText('其他读数', 'Other readings', { optional: true }),
    advice: f.longText('对用户的建议', 'Advice to the customer', { optional: true }),
    photos: f.photo('照片', 'Photographs', { optional: true, max: 20 }),
    position: f.text('定位', 'Position', { max: 40, optional: true, hint: ['纬度,经度；可不填', 'Latitude,longitude; need not be given'] }),
    customer: f.ref('客户', 'Customer', 'customer', { optional: true, readonly: true }),
    region: f.ref('区域', 'Region', 'service_region', { optional: true, readonly: true }),
    service_type: f.ref('服务类型', 'Service type', 'service_type', { optional: true, readonly: true }),
    technician: f.ref('技术员', 'Technician', 'employee', { optional: true, readonly: true }),
    issued_on: f.date('指令下达日期', 'Order issued on', { optional: true, readonly: true }),
    due_on: f.date('应回传日期', 'Due on', { optional: true, readonly: true }),
    certified_by: f.personName('用户认证人', 'Certified by', { optional: true, readonly: true }),
    certified_on: f.date('认证日期', 'Certified on', { optional: true, readonly: true }),
    paper: f.attachment('纸质报告', 'Scan of the paper', { optional: true, readonly: true }),
    submitted_on: f.date('回传日期', 'Submitted on', { optional: true, readonly: true }),
    checked_on: f.date('审核日期', 'Checked on', { optional: true, readonly: true }),
    question: f.longText('中心的疑问', 'Question of the centre', { optional: true, readonly: true }),
  },
  title: ['service_order'],
  list: ['service_order', 'customer', 'region', 'technician', 'product', 'failure', 'certified_on', 'submitted_on', 'due_on'],
  sorts: ['-number', 'due_on'],
  unique: [['service_order']],
  indexes: [['issued_on'], ['product', 'failure'], ['state', 'due_on']],
  access: { read: READERS, create: [...FIELD, 'dispatcher'], edit: FIELD },
  empty: ['技术员开工后在此写服务报告，用户签字认证后回传中心。', 'Technicians write their report here once work has begun; the customer certifies it, then it goes to the centre.'],
  opening: {
    async facts({ tx, id, input, now }) {
      const order = await readRecord(tx, ServiceOrder, input.service_order);
      const [own] = id === null ? [] : await tx.query<{ state: string }>('select state from service_report where tenant_id = $1 and id = $2', [tx.tenantId, id]);
      const from = order === null ? null : order.done_on ?? await dayOf(tx, now, order.unit_id);
      const unit = order?.equipment ? await readRecord(tx, Equipment, order.equipment) : null;
      return { order, product: unit?.product ?? null, state: own?.state ?? 'draft', due_on: from === null ? null : dueOn(from, await parameter(tx, ReportDays, from)) };
    },
    guard({ input, facts, now }) {
      refuseChange(facts.state);
      refuseBeforeWork(facts.order?.state ?? null);
      refuseTimes(input, now);
    },
    set({ input, facts: { order, due_on, product } }) {
      return {
        product: input.product ?? product,
        arrived_at: input.arrived_at ?? order?.responded_at ?? null, left_at: input.left_at ?? order?.finished_at ?? null,
        customer: order?.customer ?? null, region: order?.region ?? null, service_type: order?.service_type ?? null, technician: order?.technician ?? null, issued_on: order?.issued_on ?? null, due_on,
        ...(order === null ? {} : { unit_id: order.unit_id }),
      };
    },
  },
});

const atEnd = ({ record, now, calendar: c }: { readonly record: { readonly due_on: string | null }; readonly now: Date; readonly calendar: calendar.CentreCalendar }) =>
  (record.due_on === null ? calendar.deadlineAfterDays(now, 3, c) : calendar.endOfBusinessDay(record.due_on, c));
const soon = ({ now, calendar: c }: { readonly now: Date; readonly calendar: calendar.CentreCalendar }) => calendar.deadlineAfterDays(now, 3, c);

export const ServiceReportProcess = defineProcess(ServiceReport, 'draft',
  {
    draft: { label: ['草稿', 'Draft'], tone: 'waiting', due: { step: 'certify', at: atEnd } },
    certified: { label: ['用户已认证', 'Certified'], tone: 'active', due: { step: 'submit', at: atEnd, escalateTo: 'dispatcher' } },
    submitted: { label: ['已回传，待审核', 'Submitted'], tone: 'waiting', due: { step: 'check', at: soon } },
    questioned: { label: ['待补充', 'Questioned'], tone: 'alarm', due: { step: 'answer', at: soon, escalateTo: 'dispatcher' } },
    checked: { label: ['已审核', 'Checked'], tone: 'done' },
    archived: { label: ['已归档', 'Archived'], tone: 'stopped' },
  },
  (step) => ({ ...certifying(step), ...checking(step) }),
);

type StateName = 'draft' | 'certified' | 'submitted' | 'questioned' | 'checked' | 'archived';
type Take = Parameters<Parameters<typeof defineProcess<typeof ServiceReport, { readonly [s in StateName]: Process['states'][string] }, Process['steps']>>[3]>[0];

/** In the field: the customer's signature, or the paper that carries it. The order moves along. */
function certifying(step: Take) {
  return {
    certify: step({
      label: ['用户认证', 'Customer certifies'], hint: ['用户看过全文后在屏上签字；认证后不能再改', 'The customer signs what is shown; it cannot be changed afterwards'], tone: 'primary',
      from: ['draft'], to: 'certified', by: FIELD, form: {},
      sign: [{ name: 'customer', label: ['用户代表', 'For the customer'], by: 'guest' }],
      set: ({ signers, day }) => ({ certified_by: signers['customer']!.name, certified_on: day }),
      effect: async ({ tx, record }) => certified(tx, record, record.certified_by ?? ''),
    }),
    file_paper: step({
      label: ['登记纸质报告', 'File the paper'], hint: ['用户已在纸上签字并已交到区域服务部', 'Signed by the customer on paper and handed in at the branch'],
      from: ['draft'], to: 'submitted', by: ['branch_manager', 'dispatcher'],
      form: {
        certified_by: f.personName('用户认证人', 'Certified by'), certified_on: f.date('认证日期', 'Certified on'),
        paper: f.attachment('纸质报告', 'Scan of the paper', { optional: true }),
      },
      preview: ({ day }) => ({ lines: [], initial: { certified_on: day } }),
      set: ({ day }) => ({ submitted_on: day }),
      effect: async ({ tx, record }) => { await certified(tx, record, record.certified_by ?? ''); await handedIn(tx, record); },
    }),
    submit: step({
      label: ['回传中心', 'Submit'], tone: 'primary', from: ['certified'], to: 'submitted', by: FIELD, form: {},
      set: ({ day }) => ({ submitted_on: day }),
      effect: async ({ tx, record }) => handedIn(tx, record),
    }),
  };
}

/** At the centre. */
function checking(step: Take) {
  return {
    check: step({
      label: ['审核通过', 'Check'], tone: 'primary', from: ['submitted'], to: 'checked', by: CENTRE, form: {},
      set: ({ day }) => ({ checked_on: day }),
      effect: async ({ tx, record }) => { await updateRecord(tx, ServiceOrder, { id: record.service_order }, { report_state: 'checked' }); },
    }),
    question: step({
      label: ['要求补充', 'Ask for more'], from: ['submitted'], to: 'questioned', by: CENTRE,
      form: { question: f.longText('疑问', 'Question', { max: 1000 }) },
    }),
    answer: step({
      label: ['已补充', 'Answered'], hint: ['先写补充说明，再回传', 'Write the addendum first'], from: ['questioned'], to: 'submitted', by: FIELD, form: {},
      facts: async ({ tx, record }) => ({ addenda: await addendaSince(tx, record) }),
      ready: ({ facts }) => (facts.addenda > 0 ? null : ['还没有补充说明', 'There is no addendum yet']),
    }),
    archive: step({ label: ['归档', 'Archive'], from: ['checked'], to: 'archived', by: CENTRE, form: {} }),
  };
}

type Row = RowOf<typeof ServiceReport>;

async function certified(tx: Tx, report: Row, by: string): Promise<void> {
  const order = await readRecord(tx, ServiceOrder, report.service_order, { lock: true });
  if (order?.state === 'done') await takeStep(tx, ServiceOrderProcess, order.id, 'certify', { certified_by: by });
  await updateRecord(tx, ServiceOrder, { id: report.service_order }, { report_state: 'certified' });
  emit(tx, 'service_report.certified', { report: report.id });
}

async function handedIn(tx: Tx, report: Row): Promise<void> {
  const order = await readRecord(tx, ServiceOrder, report.service_order, { lock: true });
  if (order?.state === 'certified') await takeStep(tx, ServiceOrderProcess, order.id, 'hand_in', {});
}

/** Written after the report was last handed in. */
async function addendaSince(tx: Tx, report: Row): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*) as n from service_report_addendum a where a.tenant_id = $1 and a.report = $2 and a.created_at >= (
       select max(h.at) from history h where h.tenant_id = $1 and h.register = 'service_report' and h.record_id = $2 and h.what = 'question')`, [tx.tenantId, report.id]);
  return row?.n ?? 0;
}

/** An order that is closed takes its report to the archive. */
export async function archiveOf(tx: Tx, orderId: string): Promise<void> {
  const [report] = await tx.query<{ id: string }>(`select id from service_report where tenant_id = $1 and service_order = $2 and state = 'checked'`, [tx.tenantId, orderId]);
  if (report) await takeStep(tx, ServiceReportProcess, report.id, 'archive', {});
}
