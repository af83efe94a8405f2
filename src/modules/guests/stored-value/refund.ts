/**
 * Refunds (退款): what is left of the principal goes back, the bonus lapses, both accounts end at exactly zero. Computed with a
 * statement of use, approved by the manager and above a limit by finance, paid by finance within the days of the profile.
 * Within the cooling-off the whole principal goes back. Serves AS-10, AS-11, P5, section 1.10.
 */
import { calendar, calendarOf, dayOf, defineProcess, defineRegister, f, parameter, readRecord, Refusal, rmbCapitals, tables, takeStep, updateRecord, type RowOf, type Tx, yuan } from '../../../kernel/index.ts';
import { accountOf, MemberCard, MemberCardProcess } from '../cards/index.ts';
import { Member } from '../members/index.ts';
import { CardDeposit } from './deposit.ts';
import { holdingOf, moneyBack, useOf } from './ledger.ts';
import { FinanceAbove, limitsOn } from './parameters.ts';
import { assertUnchanged, coolingProblem, needsFinance } from './rules.ts';
import { RefundSlip, RefundStatement } from './slips.ts';
import { evaluateTier } from './tier.ts';

const REASONS = { cooling_off: ['冷静期', 'Cooling-off'], agreed: ['协商退款', 'Agreed'], our_fault: ['我方原因', 'Our fault'], closing: ['销卡', 'Closing the card'] } as const;
const PAY_BY = { cash: ['财务现金', 'Cash from finance'], bank: ['银行退回', 'By bank'] } as const;

export const CardRefund = defineRegister('card_refund', {
  label: ['退款单', 'Refund'],
  number: 'TKD-{yyyy}{mm}-{0000}',
  fields: {
    card: f.ref('会员卡', 'Card', 'member_card'),
    reason: f.choice('退款原因', 'Reason', REASONS),
    note: f.text('说明', 'Note', { optional: true, max: 200 }),
    account: f.ref('账户', 'Account', 'member_card', { optional: true, readonly: true }),
    requested_on: f.date('申请日', 'Requested on', { optional: true, readonly: true }),
    principal: f.money('应退本金', 'Principal due', { optional: true, readonly: true }),
    bonus: f.money('作废赠送', 'Bonus that lapses', { optional: true, readonly: true }),
    due_on: f.date('付款期限', 'To be paid by', { optional: true, readonly: true }),
    approved_by: f.ref('批准人', 'Approved by', 'app_user', { optional: true, readonly: true }),
    finance_by: f.ref('财务批准人', 'Approved by finance', 'app_user', { optional: true, readonly: true }),
    pay_by: f.choice('付款方式', 'Paid by', PAY_BY, { optional: true, readonly: true }),
    payment_ref: f.text('付款流水号', 'Payment reference', { optional: true, readonly: true, max: 60 }),
    paid_at: f.dateTime('付款时间', 'Paid at', { optional: true, readonly: true }),
    paid_on: f.date('付款营业日', 'Paid on', { optional: true, readonly: true }),
    closed_for: f.text('终止原因', 'Why ended', { optional: true, readonly: true, max: 200 }),
  },
  title: ['card', 'principal'],
  list: ['card', 'reason', 'principal', 'due_on', 'paid_at'],
  sorts: ['-number', 'due_on'],
  indexes: [['account']],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_agent', 'vip_manager'] },
  empty: ['客人要求退款时在“卡务台”办理，单据列在这里。', 'Refunds are asked for at the card desk and listed here.'],
  opening: {
    facts: ({ tx, input }) => toRefund(tx, input.card),
    guard({ input, facts, day }) {
      if (facts.open) throw new Refusal('card_refund.open', [`${facts.open} 还没有办完`, `${facts.open} is still open`]);
      if (facts.card.state !== 'active' && facts.card.state !== 'suspended') throw new Refusal('card_refund.card', ['这张卡已补卡或已销卡，不能退款', 'This card was replaced or closed']);
      if (facts.held.principal === 0 && input.reason !== 'closing') throw new Refusal('card_refund.nothing', ['卡内没有可退的本金', 'There is no principal to give back']);
      const problem = input.reason === 'cooling_off' ? coolingProblem(facts.deposits, facts.used, day, facts.limits.coolingDays) : null;
      if (problem) throw new Refusal('card_refund.cooling_over', problem, 409, { reason: problem });
    },
    set: ({ facts, day }) => ({ account: accountOf(facts.card), requested_on: day, due_on: calendar.addDays(day, facts.limits.refundDays), unit_id: facts.card.unit_id }),
    effect: async ({ tx, record }) => { await takeStep(tx, CardRefundProcess, record.id, 'compute', {}); },
  },
});

type Due = { readonly record: { readonly due_on: string | null }; readonly now: Date; readonly calendar: calendar.CentreCalendar };
const byDue = ({ record, now, calendar: of }: Due): Date => (record.due_on === null ? now : calendar.endOfBusinessDay(record.due_on, of));

export const CardRefundProcess = defineProcess(CardRefund, 'requested',
  {
    requested: { label: ['已申请', 'Requested'], tone: 'waiting' },
    computed: { label: ['待批准', 'To be approved'], tone: 'waiting', due: { step: 'approve', at: byDue, escalateTo: 'vip_manager' } },
    awaiting_finance: { label: ['待财务批准', 'To be approved by finance'], tone: 'waiting', due: { step: 'approve_finance', at: byDue, escalateTo: 'vip_manager' } },
    approved: { label: ['待付款', 'To be paid'], tone: 'active', due: { step: 'pay', at: byDue, escalateTo: 'vip_manager' } },
    paid: { label: ['已付款', 'Paid'], tone: 'done' },
    cancelled: { label: ['已撤回', 'Withdrawn'], tone: 'stopped' },
  },
  (step) => ({
    compute: step({
      label: ['重新计算', 'Compute again'], from: ['requested', 'computed', 'awaiting_finance', 'approved'], to: 'computed', by: ['vip_agent', 'vip_manager'],
      hint: ['按现在的余额重算，批准从头再来', 'By what is on the card now; approval starts over'], form: {},
      facts: ({ tx, record }) => toRefund(tx, record.card),
      set: ({ facts }) => ({ principal: facts.held.principal, bonus: facts.held.bonus, approved_by: null, finance_by: null }),
      slip: { kind: RefundStatement, content: ({ tx, record }) => statement(tx, record) },
    }),
    approve: step({
      label: ['批准', 'Approve'], tone: 'primary', from: ['computed'], to: ['approved', 'awaiting_finance'], by: ['vip_manager'], form: {},
      facts: async ({ tx, day }) => ({ limit: await parameter(tx, FinanceAbove, day) }),
      preview: ({ record, facts }) => ({ lines: [[`应退本金 ${yuan(record.principal ?? 0)}，作废赠送 ${yuan(record.bonus ?? 0)}${needsFinance(record.principal ?? 0, facts.limit) ? `；超过 ${yuan(facts.limit)}，还须财务批准` : ''}`, `${yuan(record.principal ?? 0)} to be paid, ${yuan(record.bonus ?? 0)} of bonus lapses${needsFinance(record.principal ?? 0, facts.limit) ? `; above ${yuan(facts.limit)} finance approves too` : ''}`]] }),
      choose: ({ record, facts }) => (needsFinance(record.principal ?? 0, facts.limit) ? 'awaiting_finance' : 'approved'),
      set: ({ actor }) => ({ approved_by: actor.id }),
    }),
    approve_finance: step({
      label: ['财务批准', 'Approve (finance)'], tone: 'primary', from: ['awaiting_finance'], to: 'approved', by: ['finance'], form: {},
      set: ({ actor }) => ({ finance_by: actor.id }),
    }),
    pay: step({
      label: ['付款', 'Pay'], tone: 'primary', from: ['approved'], to: 'paid', by: ['finance'],
      form: { pay_by: f.choice('付款方式', 'Paid by', PAY_BY), payment_ref: f.text('付款流水号', 'Payment reference', { optional: true, max: 60 }) },
      sign: [{ name: 'member', label: ['会员', 'Member'], by: 'guest' }, { name: 'finance', label: ['财务', 'Finance'], by: 'user', role: 'finance' }],
      facts: ({ tx, record }) => toRefund(tx, record.card),
      guard({ record, facts, input }) {
        assertUnchanged({ principal: record.principal ?? 0, bonus: record.bonus ?? 0 }, facts.held);
        if (input.pay_by === 'bank' && input.payment_ref === null) throw new Refusal('card_refund.no_reference', ['银行退回须填流水号', 'A payment by bank needs its reference'], 422, { payment_ref: ['必填', 'Required'] });
      },
      set: ({ now, day }) => ({ paid_at: now, paid_on: day }),
      async effect({ tx, record, facts, now, day }) {
        await moneyBack(tx, record, now);
        for (const deposit of facts.deposits) await updateRecord(tx, CardDeposit, deposit, { refunded_by: record.id }, { what: 'update', reason: `退款 ${record.number}` });
        await evaluateTier(tx, record.account!, { day, unit: record.unit_id, why: [`储值已退款（${record.number}）`, `The deposits were refunded (${record.number})`] });
        if (record.reason === 'closing') await takeStep(tx, MemberCardProcess, record.card, 'wind_up', { reason: `退款销卡 ${record.number}` });
      },
      slip: {
        kind: RefundSlip,
        content: async ({ tx, record, facts }) => {
          const left = await holdingOf(tx, record.account!);
          return {
            lines: [
              { label: ['退款单', 'Refund'], value: record.number }, { label: ['卡号', 'Card'], value: facts.card.card_no ?? facts.card.number }, { label: ['会员', 'Member'], value: (await readRecord(tx, Member, facts.card.member))?.name ?? '' },
              { label: ['退款原因', 'Reason'], value: REASONS[record.reason] },
              { label: ['退还本金', 'Principal paid'], value: yuan(record.principal ?? 0) }, { label: ['大写', 'In words'], value: rmbCapitals(record.principal ?? 0) },
              { label: ['作废赠送', 'Bonus that lapsed'], value: yuan(record.bonus ?? 0) }, { label: ['付款方式', 'Paid by'], value: [`${PAY_BY[record.pay_by!][0]} ${record.payment_ref ?? ''}`.trim(), `${PAY_BY[record.pay_by!][1]} ${record.payment_ref ?? ''}`.trim()] },
              { label: ['卡内余额', 'Left on the card'], value: [`本金 ${yuan(left.principal)}，赠送 ${yuan(left.bonus)}`, `Principal ${yuan(left.principal)}, bonus ${yuan(left.bonus)}`] },
            ],
            stamps: [['已退款', 'Refunded']],
          };
        },
      },
    }),
    cancel: step({
      label: ['撤回', 'Withdraw'], tone: 'danger', from: ['computed', 'awaiting_finance', 'approved'], to: 'cancelled', by: ['vip_agent', 'vip_manager'],
      form: { closed_for: f.text('原因', 'Why', { max: 200 }) },
    }),
  }),
);

/** The account locked, what it holds, the deposits that still count, and whether anything was had with it. */
async function toRefund(tx: Tx, cardId: string) {
  const card = await readRecord(tx, MemberCard, cardId);
  if (!card) throw new Refusal('reference', ['没有这张卡', 'No such card'], 422);
  const account = accountOf(card);
  const first = await readRecord(tx, MemberCard, account, { lock: true });
  const deposits = await tables(tx, CardDeposit).selectFrom('card_deposit').select(['id', 'number', 'posted_on']).where('tenant_id', '=', tx.tenantId).where('account', '=', account)
    .where('state', 'in', ['posted', 'confirmed']).where('refunded_by', 'is', null).orderBy('number').execute();
  const [open] = await tx.query<{ number: string }>(
    `select number from card_refund where tenant_id = $1 and account = $2 and state in ('requested', 'computed', 'awaiting_finance', 'approved') limit 1`, [tx.tenantId, account]);
  return {
    card, held: await holdingOf(tx, account), deposits: deposits.map((d) => ({ id: d.id, number: d.number, on: d.posted_on! })), open: open?.number ?? null,
    used: first?.first_used_at !== null || card.first_used_at !== null, limits: await limitsOn(tx, await dayOf(tx, tx.now, card.unit_id)),
  };
}

/** How the amount came about: every movement of principal and bonus, and what is left of both. */
async function statement(tx: Tx, record: RowOf<typeof CardRefund>) {
  const card = (await readRecord(tx, MemberCard, record.card))!;
  const member = await readRecord(tx, Member, card.member);
  const { zone } = await calendarOf(tx, record.unit_id);
  const use = await useOf(tx, record.account!);
  return {
    lines: [
      { label: ['卡号', 'Card'] as const, value: card.card_no ?? card.number }, { label: ['会员', 'Member'] as const, value: member?.name ?? '' },
      { label: ['退款原因', 'Reason'] as const, value: REASONS[record.reason] },
      { label: ['应退本金', 'Principal due'] as const, value: [`${yuan(record.principal ?? 0)}（消费按本金与赠送的比例扣减，所余本金即应退金额）`, `${yuan(record.principal ?? 0)} (payments took principal and bonus in proportion; the principal left is what is due)`] as const },
      { label: ['作废赠送', 'Bonus that lapses'] as const, value: yuan(record.bonus ?? 0) }, { label: ['付款期限', 'To be paid by'] as const, value: record.due_on ?? '' },
    ],
    table: {
      columns: [['时间', 'At'], ['事项', 'What'], ['凭据', 'Because of'], ['本金', 'Principal'], ['赠送', 'Bonus']] as const,
      rows: use.map((u) => [`${calendar.localParts(u.at, zone).date} ${calendar.localParts(u.at, zone).time.slice(0, 5)}`, u.what, u.because, yuan(u.principal), yuan(u.bonus)]),
    },
    boxes: [['会员', 'Member'] as const],
  };
}
