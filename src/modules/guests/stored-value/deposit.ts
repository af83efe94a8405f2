/**
 * Deposits on cards (储值): money in, bonus on top, the cap of the legal profile checked on the balance after it, the tier asked
 * again, two copies of the slip. Posted in one press; reversed by the manager as long as nothing of it was spent.
 * Serves VIP-1.14, VIP-8.4, VIP-5.1, AS-09, AS-42, P4.
 */
import { calendar, calendarOf, cancelSlip, dayOf, defineProcess, defineRegister, emit, f, readRecord, Refusal, rmbCapitals, takeStep, type Tx, yuan } from '../../../kernel/index.ts';
import { assertPast, lateFields, lateness } from '../shifts/index.ts';
import { accountOf, cardProblem, MemberCard } from '../cards/index.ts';
import { Member } from '../members/index.ts';
import { bonusRules } from './bonus-rule.ts';
import { holdingOf, moneyIn, tillFor, undoDeposit } from './ledger.ts';
import { limitsOn } from './parameters.ts';
import { assertCap, assertTender, bonusFor } from './rules.ts';
import { DepositReversalSlip, DepositSlip } from './slips.ts';
import { evaluateTier, tierBecauseOf } from './tier.ts';

export const TENDERS = { cash: ['现金', 'Cash'], bank_card: ['银行卡', 'Bank card'], mobile: ['微信或支付宝', 'Mobile payment'], transfer: ['转账', 'Transfer'] } as const;

export const CardDeposit = defineRegister('card_deposit', {
  label: ['储值单', 'Deposit'],
  number: 'CZ-{yyyy}{mm}-{00000}',
  fields: {
    card: f.ref('会员卡', 'Card', 'member_card'),
    amount: f.money('储值金额', 'Amount', { min: 1 }),
    tender: f.choice('支付方式', 'Tender', TENDERS, { initial: 'cash' }),
    payer: f.choice('付款人', 'Paid by', { personal: ['个人', 'A person'], company: ['单位', 'A company'] }, { initial: 'personal' }),
    received: f.money('实收', 'Received', { optional: true, hint: ['现金填客人给的数，空着表示正好', 'For cash what the guest gave; empty means exactly the amount'] }),
    payment_ref: f.text('支付流水号', 'Payment reference', { optional: true, max: 60 }),
    ...lateFields,
    change_due: f.money('找零', 'Change', { optional: true, readonly: true }),
    bonus: f.money('赠送', 'Bonus', { optional: true, readonly: true }),
    source: f.choice('来源', 'From', { desk: ['柜台', 'The desk'], application: ['入会首存', 'First deposit when joining'] }, { optional: true, readonly: true }),
    account: f.ref('账户', 'Account', 'member_card', { optional: true, readonly: true }),
    shift: f.ref('当班', 'Till shift', 'shift', { optional: true, readonly: true }),
    posted_at: f.dateTime('入账时间', 'Posted at', { optional: true, readonly: true }),
    posted_on: f.date('营业日', 'Business day', { optional: true, readonly: true }),
    principal_after: f.money('存后本金', 'Principal after', { optional: true, readonly: true }),
    bonus_after: f.money('存后赠送', 'Bonus after', { optional: true, readonly: true }),
    refunded_by: f.ref('退款单', 'Refunded by', 'card_refund', { optional: true, readonly: true }),
    reason: f.text('冲销原因', 'Why reversed', { optional: true, readonly: true, max: 200 }),
  },
  title: ['card', 'amount'],
  list: ['card', 'amount', 'bonus', 'tender', 'posted_at', 'late'],
  sorts: ['-number', '-posted_at'],
  indexes: [['account', 'posted_on']],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_agent', 'vip_manager'] },
  empty: ['在“卡务台”刷卡后储值，单据列在这里。', 'Deposits are made at the card desk and listed here.'],
  opening: {
    facts: ({ tx, input }) => toDeposit(tx, input),
    guard({ input, facts, now }) {
      assertPast(input.occurred_at ?? now, now);
      assertPossible(input, facts);
    },
    set: ({ input, facts, day, now }) => ({
      ...lateness(input.occurred_at, now), account: accountOf(facts.card), shift: facts.shift, bonus: bonusFor(input.amount, day, facts.rules), source: input.source ?? 'desk', change_due: (input.received ?? input.amount) - input.amount, unit_id: facts.card.unit_id,
    }),
    effect: async ({ tx, record }) => { await takeStep(tx, CardDepositProcess, record.id, 'post', {}); },
  },
});

export const CardDepositProcess = defineProcess(CardDeposit, 'requested',
  {
    requested: { label: ['待入账', 'To be posted'], tone: 'waiting' },
    posted: { label: ['已入账待签字', 'Posted, to be signed'], tone: 'active', due: { step: 'confirm', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(day, of), showBeforeHours: 0, escalateTo: 'duty_supervisor' } },
    confirmed: { label: ['已签字', 'Signed'], tone: 'done' },
    reversed: { label: ['已冲销', 'Reversed'], tone: 'stopped' },
  },
  (step) => ({
    post: step({
      label: ['入账', 'Post'], from: ['requested'], to: 'posted', by: [], form: {},
      facts: ({ tx, record }) => toDeposit(tx, record),
      guard: ({ record, facts }) => assertPossible(record, facts),
      set: ({ record, facts, now, day }) => ({ posted_at: now, posted_on: day, principal_after: facts.held.principal + record.amount, bonus_after: facts.held.bonus + (record.bonus ?? 0) }),
      async effect({ tx, record, now, day }) {
        await moneyIn(tx, record, now);
        await evaluateTier(tx, record.account!, { day, unit: record.unit_id, why: [`储值单 ${record.number}`, `Deposit ${record.number}`] });
        emit(tx, 'card.deposited', { deposit: record.id, card: record.card, account: record.account, amount: record.amount });
      },
      slip: {
        kind: DepositSlip,
        async content({ tx, record, facts }) {
          const reached = await tierBecauseOf(tx, record.account!, record.posted_at ?? tx.now);
          return {
            lines: [
              { label: ['储值单', 'Deposit'], value: record.number }, { label: ['卡号', 'Card'], value: facts.card.card_no ?? facts.card.number }, { label: ['会员', 'Member'], value: (await readRecord(tx, Member, facts.card.member))?.name ?? '' },
              { label: ['储值金额', 'Amount'], value: yuan(record.amount) }, { label: ['大写', 'In words'], value: rmbCapitals(record.amount) },
              { label: ['赠送', 'Bonus'], value: yuan(record.bonus ?? 0) }, { label: ['支付方式', 'Tender'], value: TENDERS[record.tender] },
              { label: ['实收', 'Received'], value: yuan(record.received ?? record.amount) }, { label: ['找零', 'Change'], value: yuan(record.change_due ?? 0) },
              { label: ['卡内本金', 'Principal on the card'], value: yuan(record.principal_after ?? 0) }, { label: ['卡内赠送', 'Bonus on the card'], value: yuan(record.bonus_after ?? 0) },
              ...(record.late === true ? [{ label: ['补录，发生于', 'Entered later; happened at'] as const, value: momentOf(record.occurred_at!, facts.zone) }] : []),
              ...(reached === null ? [] : [{ label: ['会员等级', 'Tier'] as const, value: reached }]),
              { label: ['退款约定', 'Refunds'], value: ['未消费的本金可退；赠送不退现。付款之日起冷静期内未消费可全额退本金。', 'Principal not spent is refunded; a bonus is not paid out. Within the cooling-off period, and not used, the whole principal comes back.'] },
            ],
            stamps: [['已收款', 'Paid']], boxes: [['会员', 'Member']],
          };
        },
      },
    }),
    confirm: step({
      label: ['客人签字', 'Guest signs'], tone: 'primary', from: ['posted'], to: 'confirmed', by: ['vip_agent', 'vip_manager'], form: {},
      sign: [{ name: 'member', label: ['会员', 'Member'], by: 'guest' }],
      preview: ({ record }) => ({ lines: [[`储值 ${yuan(record.amount)}，赠送 ${yuan(record.bonus ?? 0)}`, `${yuan(record.amount)} paid in, ${yuan(record.bonus ?? 0)} bonus`]] }),
    }),
    reverse: step({
      label: ['冲销', 'Reverse'], tone: 'danger', from: ['posted', 'confirmed'], to: 'reversed', by: ['vip_manager'],
      hint: ['只用于录错：钱从原来的当班退还客人，等级重新计算。客人要退款请用“退款”', 'For mistakes only: the money goes back from the same shift, the tier is asked again. For a guest who wants the money back use a refund'],
      form: { reason: f.text('冲销原因', 'Why reversed', { max: 200 }) },
      facts: async ({ tx, record }) => {
        await readRecord(tx, MemberCard, record.account!, { lock: true });
        return { held: await holdingOf(tx, record.account!), tier: await tierBecauseOf(tx, record.account!, record.posted_at ?? tx.now) };
      },
      ready: ({ record, facts }) => (record.refunded_by !== null ? ['已退款，不能冲销', 'It was refunded'] : facts.held.principal < record.amount || facts.held.bonus < (record.bonus ?? 0) ? ['这笔储值已消费过，不能冲销；请办理退款', 'Part of it was spent; use a refund'] : null),
      preview: ({ record, facts }) => ({
        lines: [[`本金 ${yuan(facts.held.principal)} → ${yuan(facts.held.principal - record.amount)}，赠送 ${yuan(facts.held.bonus)} → ${yuan(facts.held.bonus - (record.bonus ?? 0))}`, `Principal ${yuan(facts.held.principal)} → ${yuan(facts.held.principal - record.amount)}, bonus ${yuan(facts.held.bonus)} → ${yuan(facts.held.bonus - (record.bonus ?? 0))}`],
          ...(facts.tier === null ? [] : [[`由此得到的等级：${facts.tier[0]}，将重新计算；已享受的优惠不追回`, `The tier that came from it (${facts.tier[1]}) is asked again; benefits already had are not taken back`] as const])],
      }),
      async effect({ tx, record, input, day }) {
        await undoDeposit(tx, record);
        await cancelSlip(tx, { register: 'card_deposit', recordId: record.id, kind: DepositSlip }, input.reason);
        await evaluateTier(tx, record.account!, { day, unit: record.unit_id, why: [`储值单 ${record.number} 已冲销`, `Deposit ${record.number} was reversed`] });
      },
      slip: {
        kind: DepositReversalSlip,
        content: async ({ tx, record, input }) => {
          const held = await holdingOf(tx, record.account!);
          return {
            lines: [
              { label: ['储值单', 'Deposit'], value: record.number }, { label: ['退还金额', 'Given back'], value: yuan(record.amount) }, { label: ['大写', 'In words'], value: rmbCapitals(record.amount) }, { label: ['取消赠送', 'Bonus cancelled'], value: yuan(record.bonus ?? 0) },
              { label: ['卡内本金', 'Principal on the card'], value: yuan(held.principal) }, { label: ['卡内赠送', 'Bonus on the card'], value: yuan(held.bonus) }, { label: ['原因', 'Why'], value: input.reason },
            ],
            stamps: [['已冲销', 'Reversed']], boxes: [['会员', 'Member']],
          };
        },
      },
    }),
  }),
);

type Asked = { readonly card: string; readonly amount: number; readonly tender: keyof typeof TENDERS; readonly payer: 'personal' | 'company'; readonly received: number | null; readonly source: 'desk' | 'application' | null };

/** The account is locked, so that what is checked here still holds when it is posted. */
async function toDeposit(tx: Tx, input: Asked) {
  const card = await readRecord(tx, MemberCard, input.card);
  if (!card) throw new Refusal('reference', ['没有这张卡', 'No such card'], 422);
  const account = accountOf(card);
  await readRecord(tx, MemberCard, account, { lock: true });
  const day = await dayOf(tx, tx.now, card.unit_id);
  // Money that came in while joining lies in that shift's till already.
  const shift = input.source === 'application' ? null : await tillFor(tx, card.unit_id);
  return { card, shift, zone: (await calendarOf(tx, card.unit_id)).zone, held: await holdingOf(tx, account), limits: await limitsOn(tx, day), rules: await bonusRules(tx) };
}

function assertPossible(input: Asked, facts: Awaited<ReturnType<typeof toDeposit>>): void {
  const problem = cardProblem(facts.card.state, 'value');
  if (problem) throw new Refusal('card_deposit.card', problem, 409, { card: problem });
  assertTender(input.amount, input.payer, input.tender, facts.limits);
  assertCap(facts.held.principal + input.amount, facts.limits);
  const received = input.received ?? input.amount;
  if (received < input.amount) throw new Refusal('card_deposit.short', [`实收不足，还差 ${yuan(input.amount - received)}`, `${yuan(input.amount - received)} short`], 422, { received: ['不足', 'Not enough'] });
  if (input.tender !== 'cash' && received !== input.amount) throw new Refusal('card_deposit.not_exact', ['非现金须按储值金额收取', 'Other than cash exactly the amount is taken'], 422, { received: ['须与储值金额相等', 'Must equal the amount'] });
}

const momentOf = (at: Date, zone: string): string => `${calendar.localParts(at, zone).date} ${calendar.localParts(at, zone).time.slice(0, 5)}`;

/** What a guest pays in before there is a card is held to the same limits. */
export async function assertFirstDeposit(tx: Tx, amount: number, tender: string, unit: string): Promise<void> {
  const limits = await limitsOn(tx, await dayOf(tx, tx.now, unit));
  assertTender(amount, 'personal', tender, limits);
  assertCap(amount, limits);
}
