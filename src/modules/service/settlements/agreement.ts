/**
 * Agreements on parts replaced out of warranty (保期外配件更换协议): agreed with the user, priced by supply, done by the branch,
 * accrued, stated half-yearly, invoiced, paid. Serves FS-4.2, FS-4.3, SM-30, AC-31, CG-53.
 */
import { calendar, defineProcess, defineRegister, f, parameter, post, posting, Refusal, reverse, type Tx } from '../../../kernel/index.ts';
import { PricingDays } from './parameters.ts';
import { READERS, Receivables } from './receivables.ts';
import { amountOf, invoiceObstacle, refuseImpossibleWork } from './rules.ts';

const BRANCH = ['branch_manager', 'technician', 'dispatcher'];

export const ReplacementAgreement = defineRegister('replacement_agreement', {
  label: ['保外更换协议', 'Replacement agreement'],
  number: 'XY-{yyyy}-{0000}',
  gapless: true,
  fields: {
    customer: f.ref('客户', 'Customer', 'customer'),
    equipment: f.ref('设备', 'Equipment', 'equipment', { optional: true }),
    service_order: f.ref('服务指令', 'Service order', 'service_order', { optional: true }),
    part: f.text('更换的配件', 'Part to be replaced', { max: 100 }),
    quantity: f.integer('数量', 'Quantity', { min: 1, max: 10_000 }),
    agreed_on: f.date('协议日期', 'Agreed on'),
    signed_for_user: f.text('用户签字人职务', 'Signed for the user by', { optional: true, max: 60, hint: ['如设备科长', 'For example head of equipment'] }),
    scan: f.attachment('协议扫描件', 'Scan of the agreement', { optional: true }),
    price_by: f.date('定价期限', 'Price due', { optional: true, readonly: true }),
    unit_price: f.money('单价', 'Unit price', { optional: true, readonly: true, min: 1 }),
    amount: f.money('金额', 'Amount', { optional: true, readonly: true }),
    priced_on: f.date('定价日期', 'Priced on', { optional: true, readonly: true }),
    service_done_on: f.date('更换完成日期', 'Work done on', { optional: true, readonly: true }),
    accrued_on: f.date('计入应收日期', 'Accrued on', { optional: true, readonly: true }),
    statement: f.ref('半年结算单', 'Half-year statement', 'settlement_statement', { optional: true, readonly: true }),
    invoice_no: f.text('发票号', 'Invoice no.', { optional: true, readonly: true, max: 40 }),
    invoiced_on: f.date('开票日期', 'Invoiced on', { optional: true, readonly: true }),
    paid_on: f.date('收款日期', 'Paid on', { optional: true, readonly: true }),
    postings: f.integer('入账次数', 'Times posted', { readonly: true, initial: 0, optional: true }),
  },
  title: ['part', 'customer'],
  list: ['customer', 'part', 'quantity', 'agreed_on', 'amount', 'service_done_on', 'statement', 'invoice_no'],
  sorts: ['-agreed_on', 'price_by', '-number', 'state'],
  indexes: [['statement'], ['state', 'agreed_on']],
  access: { read: [...READERS, 'technician'], create: BRANCH, edit: BRANCH },
  empty: ['保修期外更换配件，先与用户签协议，在这里登记后交供应部定价。', 'Parts replaced out of warranty begin with an agreement; enter it here and hand it to supply for a price.'],
  opening: {
    facts: ({ tx, id, input }) => opened(tx, id, input.customer),
    guard({ input, facts, day }) {
      if (input.agreed_on > day) throw new Refusal('replacement_agreement.future', ['协议日期不能晚于今天', 'It cannot be agreed in the future'], 422, { agreed_on: [`不晚于 ${day}`, `Not after ${day}`] });
      if (!facts?.state || ['agreed', 'price_pending'].includes(facts.state)) return;
      if (facts.customer !== input.customer || facts.quantity !== input.quantity || facts.agreed_on !== input.agreed_on) {
        throw new Refusal('replacement_agreement.priced', ['已定价，客户、数量和日期不能再改', 'It is priced: customer, quantity and day are fixed'], 409, { quantity: ['已定价', 'Priced already'] });
      }
    },
    set: ({ facts }) => (facts ? { unit_id: facts.unit } : {}),
  },
});

export const ReplacementAgreementProcess = defineProcess(ReplacementAgreement, 'agreed',
  {
    agreed: { label: ['已签协议', 'Agreed'], tone: 'active', due: { step: 'hand_in', at: ({ now }) => new Date(now.getTime() + 7 * 86_400_000) } },
    price_pending: {
      label: ['待定价', 'Price pending'], tone: 'waiting',
      due: { step: 'set_price', at: ({ record, day, calendar: of }) => calendar.endOfBusinessDay(record.price_by ?? day, of), escalateTo: 'finance' },
    },
    priced: { label: ['已定价', 'Priced'], tone: 'active' },
    accrued: { label: ['已计应收', 'Accrued'], tone: 'active' },
    stated: { label: ['已列结算单', 'On a statement'], tone: 'waiting', due: { step: 'invoice', at: ({ now }) => new Date(now.getTime() + 15 * 86_400_000) } },
    invoiced: { label: ['已开票', 'Invoiced'], tone: 'waiting' },
    paid: { label: ['已收款', 'Paid'], tone: 'done' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    hand_in: step({
      label: ['交供应部定价', 'Hand in for pricing'], tone: 'primary', from: ['agreed'], to: 'price_pending', by: BRANCH, form: {},
      facts: ({ tx, day }) => parameter(tx, PricingDays, day),
      set: ({ day, facts }) => ({ price_by: calendar.addDays(day, facts) }),
    }),
    record_work: step({
      label: ['登记更换完成', 'Record the work done'], hint: ['价格未定也可以先更换', 'The work need not wait for the price'], tone: 'primary', from: ['price_pending', 'priced'], to: ['price_pending', 'accrued'], by: BRANCH,
      form: { service_done_on: f.date('更换完成日期', 'Work done on') },
      ready: ({ record }) => (record.service_done_on === null ? null : [`已于 ${record.service_done_on} 完成`, `Done on ${record.service_done_on}`]),
      guard: ({ record, input, day }) => refuseImpossibleWork(record.agreed_on, input.service_done_on, day),
      choose: ({ record }) => (record.amount === null ? 'price_pending' : 'accrued'),
      set: ({ record, day }) => (record.amount === null ? {} : accruedOn(record, day)),
      effect: ({ tx, record, now }) => (record.state === 'accrued' ? accrue(tx, record, now) : Promise.resolve()),
    }),
    set_price: step({
      label: ['定价', 'Set the price'], tone: 'primary', from: ['price_pending'], to: ['priced', 'accrued'], by: ['supply'],
      form: { unit_price: f.money('单价', 'Unit price', { min: 1, hint: ['每件，含税', 'Per piece, tax included'] }) },
      preview: ({ record }) => ({ lines: [[`${record.part}，${record.quantity} 件${record.service_done_on === null ? '；尚未更换' : `；已于 ${record.service_done_on} 更换`}`, `${record.part}, ${record.quantity} pieces${record.service_done_on === null ? '; not replaced yet' : `; replaced on ${record.service_done_on}`}`]] }),
      choose: ({ record }) => (record.service_done_on === null ? 'priced' : 'accrued'),
      set: ({ record, input, day }) => ({ amount: amountOf(input.unit_price, record.quantity), priced_on: day, ...(record.service_done_on === null ? {} : accruedOn(record, day)) }),
      effect: ({ tx, record, now }) => (record.state === 'accrued' ? accrue(tx, record, now) : Promise.resolve()),
    }),
    correct_price: step({
      label: ['更正价格', 'Correct the price'], hint: ['列入结算单之前可以更正；应收先冲回再重计', 'Possible until it is on a statement; what was accrued is reversed and accrued anew'], from: ['priced', 'accrued'], to: ['priced', 'accrued'], by: ['supply'],
      form: { unit_price: f.money('单价', 'Unit price', { min: 1 }), reason: f.text('更正原因', 'Why', { max: 200 }) },
      choose: ({ record }) => record.state as 'priced' | 'accrued',
      set: ({ record, input, day }) => ({ amount: amountOf(input.unit_price, record.quantity), priced_on: day, ...(record.state === 'accrued' ? accruedOn(record, day) : {}) }),
      async effect({ tx, before, record, now }) {
        if (before.state !== 'accrued') return;
        await undo(tx, before, 'accrue');
        await accrue(tx, record, now);
      },
    }),
    put_on_statement: step({ label: ['列入结算单', 'Put on a statement'], from: ['accrued'], to: 'stated', by: [], form: { statement: f.ref('半年结算单', 'Half-year statement', 'settlement_statement') } }),
    invoice: step({
      label: ['开票', 'Invoice'], tone: 'primary', from: ['agreed', 'price_pending', 'priced', 'accrued', 'stated'], to: 'invoiced', by: ['finance'],
      form: { invoice_no: f.text('发票号', 'Invoice no.', { max: 40 }) },
      ready: ({ record }) => invoiceObstacle(record.state),
      set: ({ day, record }) => ({ invoiced_on: day, postings: (record.postings ?? 0) + 1 }),
      effect: ({ tx, record, now }) => move(tx, 'invoice', record, now),
    }),
    cancel_invoice: step({
      label: ['发票红冲', 'Cancel the invoice'], tone: 'danger', from: ['invoiced'], to: 'stated', by: ['finance'], form: { reason: f.text('原因', 'Reason', { max: 200 }) },
      set: () => ({ invoice_no: null, invoiced_on: null }),
      effect: ({ tx, before }) => undo(tx, before, 'invoice'),
    }),
    pay: step({
      label: ['收款', 'Paid'], tone: 'primary', from: ['invoiced'], to: 'paid', by: ['finance'], form: { paid_on: f.date('收款日期', 'Paid on') },
      preview: ({ day }) => ({ lines: [], initial: { paid_on: day } }),
      guard({ record, input, day }) {
        if (input.paid_on > day || input.paid_on < (record.invoiced_on ?? input.paid_on)) throw new Refusal('replacement_agreement.paid_day', ['收款日期须在开票之后、今天之前', 'It is paid after the invoice and not in the future'], 422, { paid_on: [`${record.invoiced_on} 至 ${day}`, `${record.invoiced_on} to ${day}`] });
      },
      set: ({ record }) => ({ postings: (record.postings ?? 0) + 1 }),
      effect: ({ tx, record, now }) => move(tx, 'pay', record, now),
    }),
    cancel_payment: step({
      label: ['收款冲回', 'Reverse the payment'], tone: 'danger', from: ['paid'], to: 'invoiced', by: ['finance'], form: { reason: f.text('原因', 'Reason', { max: 200 }) },
      set: () => ({ paid_on: null }),
      effect: ({ tx, before }) => undo(tx, before, 'pay'),
    }),
    cancel: step({
      label: ['取消协议', 'Cancel the agreement'], tone: 'danger', from: ['agreed', 'price_pending', 'priced'], to: 'cancelled', by: ['branch_manager', 'dispatcher'], form: { reason: f.text('原因', 'Reason', { max: 200 }) },
      ready: ({ record }) => (record.service_done_on === null ? null : ['已经更换，不能取消', 'The work is done; it cannot be cancelled']),
    }),
  }),
);

interface Opened { readonly unit: string; readonly state: string | null; readonly customer: string | null; readonly quantity: number | null; readonly agreed_on: string | null }
async function opened(tx: Tx, id: string | null, customer: string): Promise<Opened | null> {
  const [found] = await tx.query<Opened>(
    `select k.unit_id as unit, a.state, a.customer, a.quantity, a.agreed_on from customer k left join replacement_agreement a on a.tenant_id = k.tenant_id and a.id = $3
     where k.tenant_id = $1 and k.id = $2`, [tx.tenantId, customer, id]);
  return found ?? null;
}

interface Standing { readonly id: string; readonly number: string; readonly customer: string; readonly amount: number | null; readonly unit_id: string; readonly postings: number | null }
const accruedOn = (record: { readonly postings: number | null }, day: string) => ({ accrued_on: day, postings: (record.postings ?? 0) + 1 });
/** Each posting of an agreement has a cause of its own, so that what was reversed can be posted again. */
const because = (a: Standing): string => `${a.number}/${a.postings ?? 0}`;

const accrue = (tx: Tx, a: Standing, at: Date): Promise<void> => move(tx, 'accrue', a, at);

async function move(tx: Tx, movement: 'accrue' | 'invoice' | 'pay', a: Standing, at: Date): Promise<void> {
  await post(tx, posting(Receivables, movement, {
    amount: a.amount!, owner: a.customer, because: because(a), at, unit: a.unit_id, cause: { register: 'replacement_agreement', id: a.id }, dimensions: [a.unit_id],
  }));
}

/** Reverses the last posting of this kind that still stands. */
async function undo(tx: Tx, a: Standing, movement: 'accrue' | 'invoice' | 'pay'): Promise<void> {
  const [last] = await tx.query<{ id: string; because: string }>(
    `select j.id, j.because from ledger_journal j where j.tenant_id = $1 and j.ledger = $2 and j.movement = $3 and j.register = 'replacement_agreement' and j.record_id = $4 and j.reverses is null
       and not exists (select 1 from ledger_journal r where r.tenant_id = j.tenant_id and r.reverses = j.id) order by j.id desc limit 1`, [tx.tenantId, Receivables.name, movement, a.id]);
  if (!last) throw new Refusal('replacement_agreement.not_posted', ['没有找到要冲回的入账', 'Nothing was posted that could be reversed']);
  await reverse(tx, Receivables, last.id, { because: `${last.because} 冲回`, unit: a.unit_id });
}
