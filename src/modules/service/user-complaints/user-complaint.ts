/**
 * User complaints (用户投诉), the second way in which work begins: received, acknowledged, linked to an order, resolved, called back,
 * closed; a repeated one is marked with what it repeats; never visible to the employee it is about. Serves SM-24, FS-0.2.
 */
import { calendar, createRecord, dayOf, defineParameter, defineProcess, defineRegister, f, parameterOrNull, readRecord, updateRecord, yuan, type RowOf, type Tx } from '../../../kernel/index.ts';
import { IncidentRegister } from '../../people/discipline/index.ts';
import { Employee } from '../../people/staff/index.ts';
import { Customer } from '../customers/index.ts';
import { Equipment } from '../equipment/index.ts';
import { ServiceOrder } from '../orders/index.ts';
import { afterCallBack, noIncidentYet, orderNotDone, ownCallBack, refuseComplaint, refuseLoss, refuseOrder, repeatOf, type Earlier } from './rules.ts';

export const READERS = ['dispatcher', 'centre_manager', 'branch_manager', 'auditor'] as const;
const CENTRE = ['dispatcher', 'centre_manager'] as const;
const HANDLERS = [...CENTRE, 'branch_manager'] as const;

export const RepeatWindow = defineParameter('user_complaints.repeat_days', {
  label: ['重复投诉的时间窗（天）', 'Days within which a complaint counts as repeated'],
  help: ['同一设备或同一客户在此期间再次投诉即标为重复。未答复前，不论隔多久都标为重复。', 'A further complaint about the same unit or from the same customer within this time is marked. Until answered, all earlier ones count.'],
  field: f.integer('天数', 'Days', { min: 1, max: 3650 }), source: 'SM-24', suggestion: { value: 90, why: ['一个季度内两次到场说明没有根治', 'Twice within a quarter means that it was not cured'] }, writeBy: ['centre_manager'],
});

export const UserComplaint = defineRegister('user_complaint', {
  label: ['用户投诉', 'User complaint'],
  number: 'TS-{yyyy}-{0000}',
  gapless: true,
  fields: {
    customer: f.ref('客户', 'Customer', 'customer'),
    equipment: f.ref('设备', 'Equipment', 'equipment', { optional: true }),
    channel: f.choice('来源', 'Channel', { phone: ['电话', 'Telephone'], letter: ['信函', 'Letter'], visit: ['当面', 'In person'], survey: ['回访', 'Call-back'], group: ['集团转来', 'From the group'] }),
    complainant: f.personName('投诉人', 'Complainant'),
    phone: f.phone('电话', 'Phone', { optional: true }),
    topic: f.choice('投诉内容', 'About', { quality: ['服务质量', 'Quality of the work'], delay: ['到场或处理迟缓', 'Delay'], attitude: ['服务态度', 'Attitude'], parts: ['配件', 'Parts'], price: ['收费', 'Charges'], other: ['其他', 'Other'] }),
    occurred_at: f.dateTime('发生时间', 'When it happened'),
    content: f.longText('经过与要求', 'What happened and what is asked', { max: 4000 }),
    about_employee: f.ref('涉及员工', 'Employee concerned', 'employee', { optional: true, hint: ['本人看不到这条投诉', 'This person never sees the complaint'] }),
    about_user: f.ref('涉及员工的登录', 'Sign-in of that employee', 'app_user', { optional: true, readonly: true }),
    received_at: f.dateTime('受理时间', 'Received at', { optional: true, readonly: true }),
    received_on: f.date('受理日期', 'Received on', { optional: true, readonly: true }),
    repeated: f.yesNo('重复投诉', 'Repeated', { optional: true, readonly: true }),
    repeat_kind: f.choice('重复依据', 'Why repeated', { same_equipment: ['同一设备再次投诉', 'Same unit again'], same_customer: ['同一客户再次投诉', 'Same customer again'] }, { optional: true, readonly: true }),
    repeat_of: f.ref('上次投诉', 'Earlier complaint', 'user_complaint', { optional: true, readonly: true }),
    repeat_days: f.integer('距上次天数', 'Days since', { optional: true, readonly: true }),
    handler: f.text('承办人', 'Handled by', { max: 40, optional: true, readonly: true }),
    service_order: f.ref('服务指令', 'Service order', 'service_order', { optional: true, readonly: true }),
    without_order: f.text('无需派工的原因', 'Why no order is needed', { max: 200, optional: true, readonly: true }),
    resolution: f.longText('处理结果', 'Resolution', { max: 2000, optional: true, readonly: true }),
    resolved_by: f.ref('处理人', 'Resolved by', 'app_user', { optional: true, readonly: true }),
    resolved_at: f.dateTime('处理时间', 'Resolved at', { optional: true, readonly: true }),
    satisfied: f.choice('回访结果', 'Call-back', { yes: ['满意', 'Content'], partly: ['基本满意', 'Partly'], no: ['不满意', 'Not content'] }, { optional: true, readonly: true }),
    call_back_note: f.longText('回访记录', 'Note of the call-back', { max: 1000, optional: true, readonly: true }),
    reopened: f.integer('重新处理次数', 'Times reopened', { optional: true, readonly: true }),
    loss: f.money('公司损失', 'Loss to the company', { optional: true, readonly: true }),
    loss_evidence: f.longText('损失证据', 'Evidence of the loss', { max: 2000, optional: true, readonly: true }),
    incident: f.ref('违纪事件', 'Incident', 'incident', { optional: true, readonly: true }),
  },
  title: ['customer', 'topic'],
  list: ['customer', 'equipment', 'topic', 'received_at', 'repeated', 'service_order', 'satisfied'],
  sorts: ['-received_at', '-number'],
  indexes: [['received_on'], ['customer', 'received_at'], ['equipment', 'received_at'], ['service_order']],
  access: { read: READERS, create: HANDLERS, notBy: 'about_user' },
  empty: ['没有用户投诉。接到投诉当日登记，指定承办人。', 'No complaints. Enter one on the day it comes in and name who handles it.'],
  opening: {
    async facts({ tx, input, now }) {
      const customer = await readRecord(tx, Customer, input.customer);
      const unit = input.equipment === null ? null : await readRecord(tx, Equipment, input.equipment);
      const employee = input.about_employee === null ? null : await readRecord(tx, Employee, input.about_employee);
      const day = await dayOf(tx, now, customer?.unit_id ?? '');
      const repeat = repeatOf({ customer: input.customer, equipment: input.equipment, received_at: now }, await earlierOf(tx, input), await parameterOrNull(tx, RepeatWindow, day));
      return { day, branch: customer?.unit_id ?? null, ownerOfUnit: unit?.customer ?? null, about_user: employee?.app_user ?? null, repeat };
    },
    guard: ({ input, facts, now }) => refuseComplaint(input, { now, ownerOfUnit: facts.ownerOfUnit }),
    set: ({ facts, now }) => ({
      received_at: now, received_on: facts.day, about_user: facts.about_user, repeated: facts.repeat !== null, repeat_of: facts.repeat?.of ?? null, repeat_kind: facts.repeat?.kind ?? null, repeat_days: facts.repeat?.days ?? null,
      ...(facts.branch === null ? {} : { unit_id: facts.branch }),
    }),
  },
});
type Row = RowOf<typeof UserComplaint>;
const reason = f.text('原因', 'Reason', { max: 200 });

export const UserComplaintProcess = defineProcess(UserComplaint, 'received',
  {
    // A complaint is acknowledged on the business day on which it came in.
    received: { label: ['已登记', 'Received'], tone: 'waiting', due: { step: 'acknowledge', at: ({ day, calendar: c }) => calendar.endOfBusinessDay(day, c), escalateTo: 'centre_manager' } },
    acknowledged: { label: ['已受理', 'Acknowledged'], tone: 'active', due: { step: 'link_order', at: ({ day, calendar: c }) => calendar.endOfBusinessDay(calendar.addDays(day, 1), c), escalateTo: 'centre_manager' } },
    linked: { label: ['处理中', 'In hand'], tone: 'active' },
    resolved: { label: ['待回访', 'To be called back'], tone: 'waiting', due: { step: 'call_back', at: ({ day, calendar: c }) => calendar.endOfBusinessDay(calendar.addDays(day, 3), c) } },
    called_back: { label: ['已回访', 'Called back'], tone: 'done' },
    closed: { label: ['已办结', 'Closed'], tone: 'done' },
    withdrawn: { label: ['已撤回', 'Withdrawn'], tone: 'stopped' },
  },
  (step) => ({
    acknowledge: step({
      label: ['受理', 'Acknowledge'], tone: 'primary', from: ['received'], to: 'acknowledged', by: HANDLERS,
      hint: ['已告知用户由谁承办、何时答复', 'The user has been told who handles it and when they will hear'],
      form: { handler: f.text('承办人', 'Handled by', { max: 40 }), about_employee: f.ref('涉及员工', 'Employee concerned', 'employee', { optional: true }) },
      facts: async ({ tx, record, input }) => ({ about: await userOf(tx, input.about_employee ?? record.about_employee) }),
      preview: ({ record }) => ({ lines: record.repeated === true ? [[`重复投诉：距上次 ${record.repeat_days} 天`, `Repeated: ${record.repeat_days} days after the one before`]] : [] }),
      set: ({ facts, input, record }) => ({ about_user: facts.about, about_employee: input.about_employee ?? record.about_employee }),
    }),
    link_order: step({
      label: ['关联服务指令', 'Link the order'], tone: 'primary', from: ['acknowledged', 'linked'], to: 'linked', by: HANDLERS,
      form: { service_order: f.ref('服务指令', 'Service order', 'service_order') },
      facts: async ({ tx, input }) => ({ order: await orderOf(tx, input.service_order ?? null) }),
      guard: ({ facts, record }) => refuseOrder(facts.order, record.customer),
      set: () => ({ without_order: null }),
    }),
    handle_without_order: step({
      label: ['无需派工', 'No order needed'], from: ['acknowledged'], to: 'linked', by: CENTRE, form: { without_order: f.text('无需派工的原因', 'Why no order is needed', { max: 200 }) },
    }),
    resolve: step({
      label: ['处理完毕', 'Resolved'], tone: 'primary', from: ['linked'], to: 'resolved', by: HANDLERS, form: { resolution: f.longText('处理结果', 'Resolution', { max: 2000 }) },
      facts: async ({ tx, record }) => ({ order: await orderOf(tx, record.service_order) }),
      ready: ({ facts }) => orderNotDone(facts.order),
      set: ({ now, actor }) => ({ resolved_at: now, resolved_by: actor.id }),
    }),
    call_back: step({
      label: ['回访', 'Call back'], tone: 'primary', from: ['resolved'], to: ['called_back', 'linked'], by: CENTRE,
      hint: ['用户不满意的，退回重新处理', 'When the user is not content it goes back to be handled again'],
      form: { satisfied: f.choice('回访结果', 'Call-back', { yes: ['满意', 'Content'], partly: ['基本满意', 'Partly'], no: ['不满意', 'Not content'] }), call_back_note: f.longText('回访记录', 'Note of the call-back', { max: 1000 }) },
      ready: ({ record, actor }) => ownCallBack(record.resolved_by, actor.id),
      choose: ({ input }) => afterCallBack(input.satisfied),
      set: ({ input, record }) => (input.satisfied === 'no' ? { reopened: (record.reopened ?? 0) + 1 } : {}),
    }),
    close: step({ label: ['办结', 'Close'], tone: 'primary', from: ['called_back'], to: 'closed', by: CENTRE, form: {} }),
    withdraw: step({ label: ['用户撤回', 'Withdrawn by the user'], from: ['received', 'acknowledged', 'linked'], to: 'withdrawn', by: CENTRE, form: { reason } }),
    propose_incident: step({
      label: ['报违纪事件', 'Report an incident'], tone: 'danger', from: ['linked', 'resolved', 'called_back', 'closed'], to: ['linked', 'resolved', 'called_back', 'closed'], by: ['centre_manager'],
      hint: ['只在态度恶劣或工作失误造成公司损失时（CC-WRIT-7）；级别由违纪处理流程决定', 'Only when bad attitude or a work error caused the company loss (CC-WRIT-7); the level is decided in the discipline process'],
      form: {
        fault: f.choice('原因', 'Cause', { attitude: ['态度恶劣', 'Bad attitude'], error: ['工作失误', 'Work error'] }), loss: f.money('公司损失', 'Loss to the company'),
        loss_evidence: f.longText('损失证据', 'Evidence of the loss', { max: 1000, hint: ['单据、金额、计算', 'Papers, amounts, how it was worked out'] }), files: f.attachment('证据附件', 'Files', { optional: true }),
      },
      ready: ({ record }) => noIncidentYet({ about: record.about_employee, incident: record.incident }),
      guard: ({ input }) => refuseLoss(input.loss, input.loss_evidence),
      choose: ({ record }) => record.state as 'linked',
      effect: ({ tx, record, input }) => reportIncident(tx, record, input),
    }),
  }),
);

/** Through the front door of discipline: what follows from it is decided there. */
async function reportIncident(tx: Tx, c: Row, input: { readonly fault: 'attitude' | 'error'; readonly loss: number; readonly loss_evidence: string; readonly files: readonly string[] | null }): Promise<void> {
  const employee = await readRecord(tx, Employee, c.about_employee!);
  const cause = input.fault === 'attitude' ? '态度恶劣' : '工作失误';
  const { id } = await createRecord(tx, IncidentRegister, {
    employee: c.about_employee!, clause: 'CC-WRIT-7', occurred_at: c.occurred_at, grade: 'ordinary', zone: 'outside', scope_reason: '用户现场属服务工作场所',
    description: `用户投诉 ${c.number}：${cause}。${c.content}`.slice(0, 2000), damage: `公司损失 ${yuan(input.loss)} 元。${input.loss_evidence}`.slice(0, 1000), evidence: input.files,
    ...(employee ? { unit_id: employee.unit_id } : {}),
  });
  await updateRecord(tx, UserComplaint, c, { incident: id }, { what: 'incident' });
}

async function earlierOf(tx: Tx, c: { readonly customer: string; readonly equipment: string | null }): Promise<Earlier[]> {
  // Two complaints of one customer entered in the same moment see each other.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`user_complaint ${c.customer}`]);
  return tx.query<Earlier>(
    `select id, customer, equipment, received_at from user_complaint where tenant_id = $1 and (customer = $2 or equipment = $3) and state <> 'withdrawn' and archived_at is null`, [tx.tenantId, c.customer, c.equipment]);
}
async function orderOf(tx: Tx, id: string | null) {
  return id === null ? null : readRecord(tx, ServiceOrder, id);
}
async function userOf(tx: Tx, employee: string | null): Promise<string | null> {
  return employee === null ? null : ((await readRecord(tx, Employee, employee))?.app_user ?? null);
}

