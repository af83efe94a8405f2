/** The way of a use of funds (用款流程): asked, held, ordered, paid, settled; above the budget approved once more. Serves P27, LOG-4.2, LOG-4.3, AS-35. */
import { calendar, createRecord, defineProcess, defineSlip, emit, f, readRecord, Refusal, rmbCapitals, type SlipContent, type Tx, yuan } from '../../../kernel/index.ts';
import { BudgetCategory } from './category.ts';
import { ASKERS, FundPayment, FundUse, HEADS, type Use } from './fund-use.ts';
import { blocked, bookedOn, decisionFor, holdFunds, move, type Because } from './ledger.ts';
import { cancelled, orderProblem, payProblem, settleProblem, type SpendingDecision } from './rules.ts';

export const PaymentSlip = defineSlip('payment_slip', {
  label: ['付款审批单', 'Payment voucher'], number: 'FK-{yyyy}{mm}-{0000}', copies: [['财务联', 'Finance copy'], ['经办联', 'Copy of whoever asked']],
});

const wantOf = (u: Use, amount: number) => ({ category: u.category, unit: u.unit_id, amount, cost_on: u.cost_on });
/** Steps may repeat: the version tells one posting from the next. */
const because = (u: Use): Because => ({ number: `${u.number}/${u.version}`, register: FundUse.name, id: u.id });
const sums = (u: Use) => ({ held: u.held ?? 0, committed: u.committed ?? 0, paid: u.paid ?? 0 });
const reason = f.text('原因', 'Reason', { max: 200 });
const inDays = (days: number) => ({ day, calendar: of }: { readonly day: string; readonly calendar: Parameters<typeof calendar.endOfBusinessDay>[1] }) => calendar.endOfBusinessDay(calendar.addDays(day, days), of);

export const FundUseProcess = defineProcess(FundUse, 'requested',
  {
    requested: { label: ['待批准', 'Waiting for approval'], tone: 'waiting', due: { step: 'approve', at: inDays(3), escalateTo: 'centre_manager' } },
    escalated: { label: ['超额待批', 'Above the budget, waiting'], tone: 'alarm', due: { step: 'approve_over', at: inDays(3) } },
    held: { label: ['已预留', 'Held'], tone: 'active' },
    committed: { label: ['已订货', 'Ordered'], tone: 'active' },
    paid: { label: ['已付款', 'Paid'], tone: 'active', due: { step: 'settle', at: inDays(10) } },
    settled: { label: ['已结算', 'Settled'], tone: 'done' },
    refused: { label: ['未批准', 'Refused'], tone: 'stopped' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    approve: step({
      label: ['批准', 'Approve'], hint: ['批准后预留当月预算', 'The month’s budget is held from then on'], tone: 'primary', from: ['requested'], to: ['held', 'escalated'], by: HEADS, form: {},
      facts: async ({ tx, record }) => ({ decision: await decisionFor(tx, wantOf(record, record.amount)) }),
      preview: ({ facts }) => ({ lines: facts.decision.lines }),
      guard: ({ record, facts, actor }) => mustBeAllowed(record, facts.decision, actor.id),
      choose: ({ facts }) => (facts.decision.outcome === 'escalate' ? 'escalated' : 'held'),
      set: ({ record, facts }) => (facts.decision.outcome === 'escalate' ? {} : { held: record.amount, over_by: 0 }),
      async effect({ tx, record, facts }) { if (facts.decision.outcome !== 'escalate') await holdNow(tx, record, false); },
    }),
    approve_over: step({
      label: ['批准超额', 'Approve above the budget'], tone: 'primary', from: ['escalated'], to: 'held', by: ['centre_manager'],
      form: { over_reason: f.text('批准理由', 'Why', { max: 200 }) },
      facts: async ({ tx, record }) => ({ decision: await decisionFor(tx, wantOf(record, record.amount), { lock: true }) }),
      preview: ({ facts }) => ({ lines: facts.decision.lines }),
      guard: ({ record, actor }) => notOwn(record, actor.id),
      set: ({ record, facts }) => ({ held: record.amount, over_by: facts.decision.outcome === 'escalate' ? facts.decision.over : 0 }),
      effect: ({ tx, record }) => holdNow(tx, record, true),
    }),
    refuse: step({
      label: ['不批准', 'Refuse'], tone: 'danger', from: ['requested', 'escalated'], to: 'refused', by: HEADS, form: { reason },
      effect: async ({ tx, record }) => tell(tx, 'funds.refused', record),
    }),
    commit: step({
      label: ['订货', 'Order'], hint: ['下订单或签合同时登记；不超过预留', 'When the order is placed or the contract signed; within what is held'], tone: 'primary', from: ['held'], to: 'committed', by: ASKERS,
      form: { order_for: f.money('订货金额', 'Ordered for', { min: 1 }), payee: f.text('收款单位', 'Payee', { max: 80, optional: true }) },
      preview: ({ record }) => ({ lines: [[`预留 ${yuan(record.held ?? 0)} 元`, `${yuan(record.held ?? 0)} yuan are held`]], initial: { order_for: record.held, payee: record.payee } }),
      guard: ({ record, input }) => refuseFor('order_for', orderProblem(sums(record), input.order_for)),
      set: ({ record, input }) => ({ committed: input.order_for, held: (record.held ?? 0) - input.order_for, payee: input.payee ?? record.payee }),
      effect: ({ tx, record, input }) => move(tx, 'commit_held', wantOf(record, input.order_for), because(record)),
    }),
    pay: step({
      label: ['付款', 'Pay'], hint: ['可分次付款；退回的款项填负数', 'In parts if need be; money that came back is a negative amount'], tone: 'primary', from: ['committed', 'paid'], to: 'paid', by: ['finance'],
      form: { pay: f.money('本次付款', 'Paid now', { negative: true }), paid_on: f.date('付款日', 'Paid on'), invoice_no: f.text('发票号码', 'Invoice number', { max: 40, optional: true, hint: ['同一发票只付一次', 'An invoice is paid once'] }) },
      facts: async ({ tx, record, input }) => ({ category: (await readRecord(tx, BudgetCategory, record.category))?.name ?? '', other: await sameInvoice(tx, input.invoice_no ?? null) }),
      preview: ({ record, day }) => ({ lines: [[`订货 ${yuan(record.committed ?? 0)} 元，已付 ${yuan(record.paid ?? 0)} 元`, `Ordered for ${yuan(record.committed ?? 0)} yuan, ${yuan(record.paid ?? 0)} paid`]], initial: { pay: record.committed, paid_on: day } }),
      guard: ({ record, input, facts, day }) => mustBePayable(record, input, facts.other, day),
      set: ({ record, input }) => ({ paid: (record.paid ?? 0) + input.pay, committed: (record.committed ?? 0) - input.pay }),
      async effect({ tx, record, input }) {
        await move(tx, input.pay > 0 ? 'spend_committed' : 'refund', wantOf(record, Math.abs(input.pay)), because(record));
        await createRecord(tx, FundPayment, {
          fund_use: record.id, category: record.category, amount: input.pay, payee: record.payee, paid_on: input.paid_on, invoice_no: input.invoice_no,
          booked_on: await bookedOn(tx, wantOf(record, input.pay)), unit_id: record.unit_id,
        });
      },
      slip: { kind: PaymentSlip, content: ({ record, input, facts }) => voucher(record, input, facts.category) },
    }),
    settle: step({
      label: ['结算', 'Settle'], hint: ['实际费用须与已付一致；多预留的部分释放', 'The actual cost must be what was paid; what was held beyond it is released'], tone: 'primary', from: ['paid'], to: 'settled', by: ['finance'],
      form: { actual: f.money('实际费用', 'Actual cost', { min: 0 }) },
      preview: ({ record }) => ({ lines: [[`已付 ${yuan(record.paid ?? 0)} 元，释放 ${yuan(restOf(record))} 元`, `${yuan(record.paid ?? 0)} yuan paid, ${yuan(restOf(record))} are released`]], initial: { actual: record.paid } }),
      guard: ({ record, input }) => refuseFor('actual', settleProblem(sums(record), input.actual)),
      set: ({ record, day }) => ({ released: restOf(record), held: 0, committed: 0, settled_on: day }),
      async effect({ tx, record, before }) {
        await giveBack(tx, before, record);
        tell(tx, 'funds.settled', record);
      },
    }),
    cancel: step({
      label: ['取消', 'Cancel'], tone: 'danger', from: ['requested', 'escalated', 'held', 'committed'], to: 'cancelled', by: ASKERS, form: { reason },
      hint: ['预留与批准的超额一并收回', 'What is held and what was allowed above the budget both go back'],
      set: ({ record }) => cancelled(sums(record)),
      async effect({ tx, record, before }) {
        await giveBack(tx, before, record);
        await move(tx, 'withdraw_over', wantOf(before, before.over_by ?? 0), because(record));
        tell(tx, 'funds.refused', record);
      },
    }),
  }),
);

async function holdNow(tx: Tx, u: Use, approved: boolean): Promise<void> {
  await holdFunds(tx, wantOf(u, u.amount), because(u), approved);
  tell(tx, 'funds.held', u);
}

function mustBeAllowed(u: Use, decision: SpendingDecision, actor: string): void {
  notOwn(u, actor);
  if (decision.outcome === 'block') throw blocked(decision);
}

function mustBePayable(u: Use, p: Paying, other: string | null, day: string): void {
  refuseFor('pay', payProblem(sums(u), p.pay));
  if (p.paid_on > day) throw new Refusal('fund_use.future', ['付款日不能晚于今天', 'Paid in the future'], 422, { paid_on: ['不晚于今天', 'Not after today'] });
  if (other !== null) throw new Refusal('fund_use.duplicate', [`发票 ${p.invoice_no} 已由 ${other} 付款`, `Invoice ${p.invoice_no} was paid by ${other}`], 409, { invoice_no: ['已付款', 'Paid already'] });
}

const restOf = (u: Use): number => (u.held ?? 0) + (u.committed ?? 0);

async function giveBack(tx: Tx, before: Use, after: Use): Promise<void> {
  await move(tx, 'drop_hold', wantOf(before, before.held ?? 0), because(after));
  await move(tx, 'release', wantOf(before, before.committed ?? 0), because(after));
}

function tell(tx: Tx, news: string, u: Use): void {
  if (u.origin_id !== null) emit(tx, news, { use: u.id, register: u.origin_register, id: u.origin_id });
}

function refuseFor(field: string, problem: readonly [string, string] | null): void {
  if (problem) throw new Refusal(`fund_use.${field}`, problem, 409, { [field]: problem });
}
function notOwn(u: Use, actor: string): void {
  if (u.created_by === actor) throw new Refusal('fund_use.own', ['不能批准自己的申请', 'You cannot approve your own request'], 403);
}

async function sameInvoice(tx: Tx, invoice: string | null): Promise<string | null> {
  if (invoice === null) return null;
  const [row] = await tx.query<{ number: string }>(
    'select u.number from fund_payment p join fund_use u on u.tenant_id = p.tenant_id and u.id = p.fund_use where p.tenant_id = $1 and p.invoice_no = $2', [tx.tenantId, invoice]);
  return row?.number ?? null;
}

interface Paying { readonly pay: number; readonly paid_on: string; readonly invoice_no: string | null }
function voucher(u: Use, { pay: amount, paid_on, invoice_no }: Paying, category: string): SlipContent {
  return {
    lines: [
      { label: ['用款单号', 'Use of funds'], value: u.number }, { label: ['费用科目', 'Category'], value: category }, { label: ['用途', 'Purpose'], value: u.purpose },
      { label: ['收款单位', 'Payee'], value: u.payee ?? '――' }, { label: ['发票号码', 'Invoice number'], value: invoice_no ?? '――' }, { label: ['付款日', 'Paid on'], value: paid_on },
      { label: ['金额', 'Amount'], value: `¥${yuan(amount)}` }, { label: ['大写', 'In words'], value: `${amount < 0 ? '退回' : ''}${rmbCapitals(Math.abs(amount))}` },
    ],
    boxes: [['审批人', 'Approved by'], ['财务', 'Finance'], ['经办人', 'Asked for by']],
  };
}
