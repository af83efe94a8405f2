/**
 * Receipts (服务执行单代回执): expected for every order that came from a request, due three days after the work, signed by the customer
 * and by the branch, accepted or rejected by the centre. Serves SM-22, FS-5.7, AC-26.
 */
import { calendar, createRecord, defineProcess, defineRegister, f, parameter, readRecord, tables, updateRecord, type Tx } from '../../../kernel/index.ts';
import { ServiceOrder } from '../orders/index.ts';
import { ReceiptDays } from './parameters.ts';
import { dueOn, refuseReturnWhen, refuseUnsigned } from './rules.ts';

export const READERS = ['dispatcher', 'branch_manager', 'technician', 'centre_manager'];
const CENTRE = ['dispatcher', 'centre_manager'];

export const Receipt = defineRegister('receipt', {
  label: ['回执', 'Receipt'],
  number: 'HZ-{yyyy}{mm}-{0000}',
  fields: {
    service_order: f.ref('服务指令', 'Service order', 'service_order'),
    customer: f.ref('客户', 'Customer', 'customer'),
    region: f.ref('区域', 'Region', 'service_region'),
    technician: f.ref('技术员', 'Technician', 'employee', { optional: true }),
    issued_on: f.date('下达日期', 'Issued on', { optional: true }),
    done_on: f.date('完成日期', 'Done on'),
    due_on: f.date('应收日期', 'Due on'),
    signed_by: f.personName('用户签字人', 'Signed by the customer', { optional: true, readonly: true }),
    signed_at: f.dateTime('用户签字时间', 'Signed at', { optional: true, readonly: true }),
    opinion: f.longText('用户意见', 'What the customer says', { optional: true, readonly: true }),
    paper: f.attachment('纸质回执', 'Scan of the paper', { optional: true, readonly: true }),
    returned_on: f.date('回传日期', 'Returned on', { optional: true, readonly: true }),
    accepted_on: f.date('收讫日期', 'Accepted on', { optional: true, readonly: true }),
    reject_reason: f.text('退回原因', 'Why it was rejected', { max: 200, optional: true, readonly: true }),
  },
  title: ['service_order'],
  list: ['service_order', 'customer', 'region', 'technician', 'done_on', 'due_on', 'returned_on'],
  sorts: ['due_on', '-number'],
  unique: [['service_order']],
  indexes: [['issued_on'], ['state', 'due_on']],
  access: { read: READERS, create: [] },
  empty: ['由服务申请而来的指令完工后，回执自动列在这里，三天内应收。', 'When an order that came from a request is done, its receipt appears here by itself, due within three days.'],
});

const dueAtEnd = ({ record, calendar: c }: { readonly record: { readonly due_on: string }; readonly calendar: calendar.CentreCalendar }) => calendar.endOfBusinessDay(record.due_on, c);
const soon = ({ now, calendar: c }: { readonly now: Date; readonly calendar: calendar.CentreCalendar }) => calendar.deadlineAfterDays(now, 3, c);

export const ReceiptProcess = defineProcess(Receipt, 'expected',
  {
    expected: { label: ['待收', 'Expected'], tone: 'waiting', due: { step: 'hand_in', at: dueAtEnd, escalateTo: 'dispatcher' } },
    returned: { label: ['已回传', 'Returned'], tone: 'active', due: { step: 'accept', at: soon } },
    rejected: { label: ['已退回', 'Rejected'], tone: 'alarm', due: { step: 'hand_in', at: soon, escalateTo: 'dispatcher' } },
    accepted: { label: ['已收讫', 'Accepted'], tone: 'done' },
  },
  (step) => ({
    customer_sign: step({
      label: ['用户签字', 'Customer signs'], hint: ['用户在屏上签字确认服务内容', 'The customer confirms the work on the screen'], tone: 'primary',
      from: ['expected', 'rejected'], to: ['expected', 'rejected'], by: ['technician', 'branch_manager'],
      form: { opinion: f.longText('用户意见', 'What the customer says', { optional: true }) },
      sign: [{ name: 'customer', label: ['用户代表', 'For the customer'], by: 'guest' }],
      choose: ({ record }) => (record.state === 'rejected' ? 'rejected' : 'expected'),
      set: ({ signers, now }) => ({ signed_by: signers['customer']!.name, signed_at: now }),
    }),
    hand_in: step({
      label: ['回传', 'Hand in'], hint: ['区域服务部签字后回传中心；纸质回执写明用户签字人', 'The branch signs and hands it in; for a paper, name who signed it'],
      from: ['expected', 'rejected'], to: 'returned', by: ['branch_manager'],
      form: {
        returned_on: f.date('回传日期', 'Returned on'),
        signed_on_paper_by: f.personName('纸质回执签字人', 'Who signed the paper', { optional: true }),
        paper: f.attachment('纸质回执', 'Scan of the paper', { optional: true }),
      },
      sign: [{ name: 'branch', label: ['区域服务部', 'For the branch'], by: 'user', role: 'branch_manager' }],
      preview: ({ record, day }) => ({
        lines: [record.signed_by === null ? ['用户尚未在屏上签字，请填写纸质回执的签字人', 'The customer has not signed on the screen; name who signed the paper'] : ['用户已签字', 'The customer has signed']],
        initial: { returned_on: day },
      }),
      guard({ record, input, day }) {
        refuseUnsigned(record.signed_by, input.signed_on_paper_by);
        refuseReturnWhen(input.returned_on, record.done_on, day);
      },
      set: ({ record, input }) => ({ signed_by: record.signed_by ?? input.signed_on_paper_by, reject_reason: null }),
    }),
    accept: step({
      label: ['收讫', 'Accept'], tone: 'primary', from: ['returned'], to: 'accepted', by: CENTRE, form: {},
      set: ({ day }) => ({ accepted_on: day }),
      effect: async ({ tx, record }) => { await updateRecord(tx, ServiceOrder, { id: record.service_order }, { receipt_state: 'accepted' }); },
    }),
    reject: step({
      label: ['退回', 'Reject'], from: ['returned'], to: 'rejected', by: CENTRE,
      form: { reject_reason: f.text('退回原因', 'Why', { max: 200 }) },
      // What was signed is signed again: the customer confirms something else than before.
      set: () => ({ returned_on: null, signed_by: null, signed_at: null, paper: null }),
    }),
  }),
);

/** After the work: a receipt is awaited when the order came from a request. May be called any number of times. */
export async function expectReceipt(tx: Tx, orderId: string): Promise<void> {
  const order = await readRecord(tx, ServiceOrder, orderId, { lock: true });
  if (!order || order.done_on === null || order.state === 'cancelled' || !(await cameFromRequest(tx, orderId)) || (await receiptOf(tx, orderId))) return;
  const due_on = dueOn(order.done_on, await parameter(tx, ReceiptDays, order.done_on));
  // By the event of finished work; nobody opens a receipt by hand.
  await createRecord(tx, Receipt, {
    service_order: order.id, customer: order.customer, region: order.region, technician: order.technician, issued_on: order.issued_on, done_on: order.done_on, due_on, unit_id: order.unit_id,
  });
  await updateRecord(tx, ServiceOrder, order, { receipt_state: 'expected' });
}

async function receiptOf(tx: Tx, orderId: string): Promise<string | null> {
  const row = await tables(tx, Receipt).selectFrom('receipt').select('id').where('tenant_id', '=', tx.tenantId).where('service_order', '=', orderId).executeTakeFirst();
  return row?.id ?? null;
}

async function cameFromRequest(tx: Tx, orderId: string): Promise<boolean> {
  const [row] = await tx.query<{ id: string }>('select id from service_request where tenant_id = $1 and "order" = $2 limit 1', [tx.tenantId, orderId]);
  return row !== undefined;
}
