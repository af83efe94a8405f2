/**
 * From the assessment to the last fen (赔偿与罚款流程): notice in two copies, answer, dispute and its decision, put down, taken by payroll or paid
 * in, waived. Serves SM-5, LG-1, LG-4, AC-08, AC-09.
 */
import { calendar, calendarOf, defineProcess, emit, f, may, parameter, post, posting, readRecord, Refusal, type Actor, type Process, type RowOf, type Tx, yuan } from '../../../kernel/index.ts';
import { Employee } from '../staff/index.ts';
import { assessing, MoneyClaim, refuseAmount } from './claim.ts';
import { PROFILE, type ProfileName } from './guard.rules.ts';
import { OwedByStaff } from './ledger.ts';
import { AnswerDays, ProfileOfPlace } from './parameters.ts';
import { ASSESSORS, DECIDERS, PAYROLL, PEOPLE } from './roles.ts';
import { THINGS } from './rate.rules.ts';
import { ClaimNotice, noticeContent } from './slips.ts';

export type Row = RowOf<typeof MoneyClaim>;
export const openOf = (record: Pick<Row, 'amount' | 'taken'>): number => (record.amount ?? 0) - (record.taken ?? 0);
type StateName = 'to_assess' | 'assessed' | 'notified' | 'disputed' | 'agreed' | 'scheduled' | 'settled' | 'waived' | 'to_return' | 'returned';
type Take = Parameters<Parameters<typeof defineProcess<typeof MoneyClaim, { readonly [s in StateName]: Process['states'][string] }, Process['steps']>>[3]>[0];

export const MoneyClaimProcess = defineProcess(MoneyClaim, 'assessed',
  {
    to_assess: { label: ['待评估金额', 'Amount to be assessed'], tone: 'waiting', due: { step: 'assess', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 5, c), escalateTo: 'hr' } },
    assessed: { label: ['已评估，待告知', 'Assessed, to be notified'], tone: 'waiting', due: { step: 'notify', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 5, c), escalateTo: 'hr' } },
    notified: { label: ['已告知，待答复', 'Notified, to be answered'], tone: 'waiting', due: { step: 'agree', at: ({ record, now }) => record.answer_by ?? now }, timer: { step: 'no_answer', at: ({ record, now }) => record.answer_by ?? now } },
    disputed: { label: ['有异议', 'Disputed'], tone: 'alarm', due: { step: 'decide', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 10, c), escalateTo: 'centre_manager' } },
    agreed: { label: ['待列入扣款', 'To be put down'], tone: 'waiting', due: { step: 'schedule', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 5, c) } },
    scheduled: { label: ['扣款中', 'Being deducted'], tone: 'active' },
    settled: { label: ['已扣清', 'Settled'], tone: 'done' },
    waived: { label: ['已免除', 'Waived'], tone: 'stopped' },
    to_return: { label: ['依据已撤销，应退还', 'Decision fallen, to be returned'], tone: 'alarm', due: { step: 'give_back', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 10, c), escalateTo: 'hr' } },
    returned: { label: ['已退还', 'Returned'], tone: 'stopped' },
  },
  (step) => ({ ...arising(step), ...answering(step), ...taking(step), ...falling(step) }),
);

const hr = (actor: Actor) => may(actor, DECIDERS);
/** The person answers for themselves; for somebody without a sign-in HR writes the answer down. */
function mustBeTheirs(record: Row, actor: Actor): void {
  if (actor.kind === 'user' && actor.id !== record.person && !(record.person === null && hr(actor))) throw new Refusal('money_claim.not_yours', ['须由本人答复', 'The person answers'], 403);
}
function notTheirs(record: Row, actor: Actor, assessorToo = false): void {
  if (actor.kind !== 'user') return;
  if (actor.id === record.person) throw new Refusal('money_claim.own', ['不能处理自己的单', 'Nobody handles their own'], 403);
  if (assessorToo && actor.id === record.created_by) throw new Refusal('money_claim.assessor', ['评估人不能决定异议', 'Whoever assessed it does not decide on the objection'], 403);
}

/** What a decision ordered: somebody says what was lost and what it cost, on documents, or that nothing was. */
function arising(step: Take) {
  return {
    await_amount: step({ label: ['由处分决定产生', 'Ordered by a decision'], from: ['assessed'], to: 'to_assess', by: [], form: {} }),
    assess: step({
      label: ['评估金额', 'Assess the amount'], tone: 'primary', from: ['to_assess'], to: 'assessed', by: ASSESSORS,
      hint: ['按标准和凭据评估；没有损失的，由中心经理或人事免除', 'By the table and on documents; where nothing was lost the centre manager or HR waives it'],
      form: {
        thing: f.choice('物品', 'Thing', THINGS), cost: f.money('有凭据的费用', 'Documented cost', { optional: true, hint: ['更换或修理的费用，须有凭据', 'Of replacing or repairing, with a receipt'] }),
        wanted: f.money('要求金额', 'Amount asked', { optional: true, hint: ['留空即按标准；不能更高', 'Empty: as laid down; never more'] }), evidence_note: f.text('证据说明', 'Evidence in words', { max: 300 }),
      },
      facts: ({ tx, record, input }) => assessing(tx, { ...record, thing: input.thing ?? record.thing, cost: input.cost ?? null }),
      preview: ({ record }) => ({ lines: [[record.description, record.description]], initial: { thing: record.thing, evidence_note: record.evidence_note } }),
      guard({ record, input, facts, actor }) {
        notTheirs(record, actor);
        refuseAmount(input.wanted, facts.ceiling);
      },
      set: ({ input, facts }) => ({ amount: input.wanted ?? facts.ceiling.fen, rate: facts.ceiling.rate, basis_text: facts.ceiling.text[0], basis_text_en: facts.ceiling.text[1] }),
    }),
  };
}

/** The decision is gone: what is open is waived by the system, what was taken goes back. */
function falling(step: Take) {
  return {
    fall: step({
      label: ['依据已撤销', 'Its decision has fallen'], from: ['to_assess', 'assessed', 'notified', 'disputed', 'agreed', 'scheduled', 'settled'], to: ['waived', 'to_return'], by: [], form: { waive_reason: f.text('免除理由', 'Why waived', { max: 300 }) },
      choose: ({ record }) => ((record.taken ?? 0) > 0 ? 'to_return' : 'waived'),
      async effect({ tx, record, before, day }) {
        if (before.state === 'scheduled') await move(tx, 'waive', record, openOf(record), day.slice(0, 7));
        if ((record.taken ?? 0) > 0) await goBack(tx, 'fall', record, day.slice(0, 7));
        emit(tx, 'money_claim.waived', { claim: record.id, employee: record.employee });
      },
    }),
    give_back: step({
      label: ['退还', 'Give back'], tone: 'primary', from: ['to_return'], to: 'returned', by: PAYROLL, form: { receipt: f.text('退还凭据', 'Paper of the return', { max: 60, hint: ['随哪月工资，或收据号', 'With which month’s pay, or the receipt'] }) },
      preview: ({ record }) => ({ lines: [[`应退 ${yuan(record.taken ?? 0)} 元：${record.waive_reason ?? ''}`, `${yuan(record.taken ?? 0)} yuan go back: ${record.waive_reason ?? ''}`]] }),
      guard: ({ record, actor }) => notTheirs(record, actor),
      effect: ({ tx, record, day }) => goBack(tx, 'give_back', record, day.slice(0, 7)),
    }),
  };
}
async function goBack(tx: Tx, what: 'fall' | 'give_back', record: Row, month: string): Promise<void> {
  await post(tx, posting(OwedByStaff, what, { amount: record.taken ?? 0, owner: record.employee, because: `${record.number}/${what}`, at: tx.now, cause: { register: 'money_claim', id: record.id }, dimensions: [record.number, month], unit: record.unit_id }));
}

function answering(step: Take) {
  return {
    notify: step({
      label: ['书面告知', 'Notify in writing'], tone: 'primary', from: ['assessed'], to: 'notified', by: ASSESSORS,
      hint: ['打印一式两联，本人签收；没有书面告知，不得扣款（LG-4）', 'Printed in two copies and signed for; without the notice nothing is deducted (LG-4)'],
      form: {
        contract_clause: f.text('合同约定', 'Clause of the contract', { max: 200, optional: true, hint: ['按合同约定才可以要求赔偿（LG-1）', 'Compensation rests on the contract (LG-1)'] }),
        evidence_note: f.text('证据说明', 'Evidence in words', { max: 300, optional: true }),
      },
      sign: [{ name: 'employee', label: ['员工', 'Employee'], by: 'guest', refusable: true }],
      facts: async ({ tx, record, day }) => ({
        employee: await readRecord(tx, Employee, record.employee), profile: PROFILE[await parameter(tx, ProfileOfPlace, day) as ProfileName], days: await parameter(tx, AnswerDays, day),
        holidays: calendar.holidayData(await tx.query<calendar.HolidayEntry>('select day, day_kind, name from holiday where tenant_id = $1 and archived_at is null', [tx.tenantId])), zone: (await calendarOf(tx, record.unit_id)).zone,
      }),
      preview: ({ record }) => ({ lines: [[`${yuan(record.amount ?? 0)} 元：${record.basis_text ?? ''}`, `${yuan(record.amount ?? 0)} yuan: ${record.basis_text_en ?? record.basis_text ?? ''}`]], initial: { evidence_note: record.evidence_note, contract_clause: record.contract_clause } }),
      guard({ record, input, facts, actor, signers }) {
        notTheirs(record, actor);
        if (facts.profile.needsContract && input.contract_clause === null) throw new Refusal('money_claim.contract', ['请写明合同约定（LG-1）', 'Give the clause of the contract (LG-1)'], 422, { contract_clause: ['必填', 'Required'] });
        if (facts.profile.needsContract && (record.evidence ?? []).length === 0 && input.evidence_note === null && record.evidence_note === null) throw new Refusal('money_claim.evidence', ['请附证据或写明单据（LG-1）', 'Attach or name the evidence (LG-1)'], 422, { evidence_note: ['必填', 'Required'] });
        const signed = signers['employee']!;
        if (!signed.refused && signed.name.trim() !== facts.employee?.name) throw new Refusal('money_claim.signature', [`须由${facts.employee?.name ?? ''}本人签收`, `${facts.employee?.name ?? ''} signs in person`], 422, { 'sign.employee': ['须由本人签收', 'Signed in person'] });
      },
      set: ({ day, now, facts, calendar: c, input, record }) => ({ notified_on: day, answer_by: calendar.deadlineAfterWorkingDays(now, facts.days, c, facts.holidays), evidence_note: input.evidence_note ?? record.evidence_note }),
      slip: { kind: ClaimNotice, content: ({ record, facts, signers }) => noticeContent({
        claim: record.number, employee: facts.employee?.name ?? '', staffNo: facts.employee?.staff_no ?? '', kind: record.kind, happenedOn: record.happened_on, description: record.description, clause: record.clause ?? '', basis: [record.basis_text ?? '', record.basis_text_en ?? record.basis_text ?? ''],
        amount: record.amount ?? 0, evidence: record.evidence_note ?? [`附件 ${(record.evidence ?? []).length} 件`, `${(record.evidence ?? []).length} files attached`], contract: record.contract_clause, refused: signers['employee']!.refused,
        answerBy: record.answer_by === null ? '' : (({ date, time }) => `${date} ${time.slice(0, 5)}`)(calendar.localParts(record.answer_by, facts.zone)),
      }) },
    }),
    agree: step({ label: ['同意', 'Agree'], tone: 'primary', from: ['notified'], to: 'agreed', by: PEOPLE, form: {}, guard: ({ record, actor }) => mustBeTheirs(record, actor), set: () => ({ silent: false }) }),
    dispute: step({
      label: ['提出异议', 'Dispute'], from: ['notified'], to: 'disputed', by: PEOPLE, form: { dispute: f.longText('异议', 'Objection', { max: 1000 }) },
      guard: ({ record, actor }) => mustBeTheirs(record, actor),
    }),
    no_answer: step({ label: ['逾期未答复', 'No answer in time'], from: ['notified'], to: 'agreed', by: [], form: {}, set: () => ({ silent: true }) }),
    decide: step({
      label: ['决定异议', 'Decide the objection'], tone: 'primary', from: ['disputed'], to: ['agreed', 'waived'], by: DECIDERS,
      form: {
        outcome: f.choice('决定', 'Decision', { upheld: ['维持', 'Upheld'], reduced: ['减少', 'Reduced'], waived: ['免除', 'Waived'] }),
        amount: f.money('减为', 'Reduced to', { optional: true }), outcome_note: f.text('理由', 'Reason', { max: 400 }),
      },
      preview: ({ record }) => ({ lines: [[`异议：${record.dispute ?? ''}`, `Objection: ${record.dispute ?? ''}`]] }),
      guard({ record, input, actor }) {
        notTheirs(record, actor, true);
        if (input.outcome === 'reduced' && (input.amount === null || input.amount === 0 || input.amount >= (record.amount ?? 0))) throw new Refusal('money_claim.reduce', ['减少须低于原金额、高于零', 'Less than the amount and more than nothing'], 422, { amount: [`低于 ${yuan(record.amount ?? 0)}`, `Below ${yuan(record.amount ?? 0)}`] });
      },
      choose: ({ input }) => (input.outcome === 'waived' ? 'waived' : 'agreed'),
      // The form's amount is only for a reduction; otherwise the assessed one stays.
      set: ({ record, input, actor }) => ({ amount: input.outcome === 'reduced' ? input.amount : record.amount, decided_by: actor.kind === 'user' ? actor.id : null, ...(input.outcome === 'waived' ? { waive_reason: input.outcome_note } : {}) }),
    }),
  };
}

async function move(tx: Tx, what: 'schedule' | 'deduct' | 'pay' | 'waive', record: Row, amount: number, month: string): Promise<void> {
  await post(tx, posting(OwedByStaff, `${what}_${record.kind}` as const, {
    amount, owner: record.employee, because: `${record.number}/${what}/${record.version}`, at: tx.now, cause: { register: 'money_claim', id: record.id }, dimensions: [record.number, month], unit: record.unit_id,
  }));
}
const after = (record: Row, amount: number) => (openOf(record) === amount ? 'settled' as const : 'scheduled' as const);

function taking(step: Take) {
  return {
    schedule: step({
      label: ['列入扣款', 'Put down for deduction'], tone: 'primary', from: ['agreed'], to: 'scheduled', by: PAYROLL, form: {},
      preview: ({ record }) => ({ lines: [[`列入 ${yuan(openOf(record))} 元，按月度上限逐月扣${record.silent ? '；员工逾期未答复' : ''}`, `${yuan(openOf(record))} yuan, month by month within the cap${record.silent ? '; the employee did not answer in time' : ''}`]] }),
      guard: ({ record, actor }) => notTheirs(record, actor),
      effect: ({ tx, record, day }) => move(tx, 'schedule', record, openOf(record), day.slice(0, 7)),
    }),
    deduct: step({
      label: ['工资扣款', 'Deduct'], from: ['scheduled'], to: ['scheduled', 'settled'], by: [], form: { deducted: f.money('扣款', 'Deducted', { min: 1 }), month: f.text('月份', 'Month', { max: 7 }) },
      guard({ record, input }) { if (input.deducted > openOf(record)) throw new Refusal('money_claim.too_much', ['超过未扣的金额', 'More than is open'], 409); },
      choose: ({ record, input }) => after(record, input.deducted), set: ({ record, input }) => ({ taken: (record.taken ?? 0) + input.deducted }),
      effect: ({ tx, record, input }) => move(tx, 'deduct', record, input.deducted, input.month),
    }),
    pay_in: step({
      label: ['自行缴付', 'Paid in'], from: ['scheduled'], to: ['scheduled', 'settled'], by: PAYROLL, form: { paid: f.money('缴付', 'Paid', { min: 1 }), receipt: f.text('收据号', 'Receipt', { max: 40 }) },
      preview: ({ record }) => ({ lines: [[`未扣 ${yuan(openOf(record))} 元`, `${yuan(openOf(record))} yuan are open`]], initial: { paid: openOf(record) } }),
      guard({ record, input, actor }) {
        notTheirs(record, actor);
        if (input.paid > openOf(record)) throw new Refusal('money_claim.too_much', ['超过未扣的金额', 'More than is open'], 422, { paid: [`至多 ${yuan(openOf(record))}`, `At most ${yuan(openOf(record))}`] });
      },
      choose: ({ record, input }) => after(record, input.paid), set: ({ record, input }) => ({ taken: (record.taken ?? 0) + input.paid }),
      effect: ({ tx, record, input, day }) => move(tx, 'pay', record, input.paid, day.slice(0, 7)),
    }),
    waive: step({
      label: ['免除', 'Waive'], tone: 'danger', from: ['to_assess', 'assessed', 'notified', 'agreed', 'scheduled'], to: 'waived', by: DECIDERS, form: { waive_reason: f.text('免除理由', 'Why waived', { max: 300 }) },
      guard: ({ record, actor }) => notTheirs(record, actor),
      set: ({ actor }) => ({ decided_by: actor.kind === 'user' ? actor.id : null }),
      async effect({ tx, record, before, day }) {
        if (before.state === 'scheduled') await move(tx, 'waive', record, openOf(record), day.slice(0, 7));
        emit(tx, 'money_claim.waived', { claim: record.id, employee: record.employee });
      },
    }),
  };
}
