/**
 * The way of a claim (报销流程): handed in, approved by the branch manager (which takes up quota), above the quota by the centre
 * manager, booked by finance and never by the claimant, reversible. Serves SM-28, FS-3.2.
 */
import { calendar, defineProcess, defineSlip, f, readRecord, Refusal, rmbCapitals, takeStep, type RowOf, type SlipContent, type Tx, yuan } from '../../../kernel/index.ts';
import { blocked, bookedOn, BudgetCategory, BudgetCommitment, BudgetCommitmentProcess, commit, decisionFor, release, spend, spendCommitted, unspend } from '../budgets/index.ts';
import { CLAIMANTS, ExpenseClaim } from './claim.ts';
import { claimGap } from './rules.ts';

export const ExpenseSlip = defineSlip('expense_slip', {
  label: ['费用报销单', 'Expense voucher'], number: 'FYBX-{yyyy}{mm}-{0000}', copies: [['财务联', 'Finance copy'], ['报销人联', 'Claimant’s copy']],
});

type Claim = RowOf<typeof ExpenseClaim>;
const wantOf = (c: Claim) => ({ category: c.category, unit: c.unit_id, amount: c.amount, cost_on: c.cost_on });
const because = (number: string, c: Claim) => ({ number, register: ExpenseClaim.name, id: c.id });
const reason = f.text('原因', 'Reason', { max: 200 });

export const ExpenseClaimProcess = defineProcess(ExpenseClaim, 'draft',
  {
    draft: { label: ['草稿', 'Draft'], tone: 'waiting' },
    submitted: { label: ['待审批', 'To be approved'], tone: 'active', due: { step: 'approve', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(calendar.addDays(day, 3), of), showBeforeHours: 24 * 4, escalateTo: 'centre_manager' } },
    escalated: { label: ['超额待批', 'Above the quota, waiting'], tone: 'alarm', due: { step: 'approve_over', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(calendar.addDays(day, 3), of), showBeforeHours: 24 * 4 } },
    approved: { label: ['待记账', 'To be booked'], tone: 'active', due: { step: 'post', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(calendar.addDays(day, 5), of), showBeforeHours: 24 * 6 } },
    posted: { label: ['已记账', 'Booked'], tone: 'done' },
    returned: { label: ['已退回', 'Sent back'], tone: 'waiting' },
    withdrawn: { label: ['已撤回', 'Withdrawn'], tone: 'stopped' },
    reversed: { label: ['已冲销', 'Reversed'], tone: 'stopped' },
  },
  (step) => ({
    submit: step({
      label: ['提交', 'Hand in'], tone: 'primary', from: ['draft', 'returned'], to: 'submitted', by: CLAIMANTS, form: {},
      facts: async ({ record, day }) => ({ gap: claimGap({ ...record, today: day }) }),
      ready: ({ facts }) => facts.gap,
      guard: ({ record, actor }) => mustBeOwn(record, actor.id),
    }),
    approve: step({
      label: ['批准', 'Approve'], hint: ['批准后即占用当月额度', 'It takes up the month’s quota from then on'], tone: 'primary', from: ['submitted'], to: ['approved', 'escalated'], by: ['branch_manager', 'centre_manager'], form: {},
      facts: ({ tx, record }) => deciding(tx, record),
      preview: ({ facts }) => ({ lines: facts.lines }),
      guard({ record, facts, actor }) {
        mustNotBeOwn(record, actor.id);
        if (facts.decision?.outcome === 'block') throw blocked(facts.decision);
      },
      choose: ({ facts }) => (facts.decision?.outcome === 'escalate' ? 'escalated' : 'approved'),
      set: ({ record, facts }) => ({ committed_as: facts.decision?.outcome === 'escalate' ? null : promiseOf(record) }),
      async effect({ tx, record, facts }) { if (facts.decision?.outcome !== 'escalate') await promise(tx, record, false); },
    }),
    approve_over: step({
      label: ['批准超额', 'Approve above the quota'], tone: 'primary', from: ['escalated'], to: 'approved', by: ['centre_manager'],
      form: { over_reason: f.text('批准理由', 'Why', { max: 200 }) },
      facts: ({ tx, record }) => deciding(tx, record),
      preview: ({ facts }) => ({ lines: facts.lines }),
      guard: ({ record, actor }) => mustNotBeOwn(record, actor.id),
      set: ({ record }) => ({ committed_as: promiseOf(record) }),
      effect: ({ tx, record }) => promise(tx, record, true),
    }),
    post: step({
      label: ['记账', 'Book'], hint: ['由财务记账；报销人本人不得记账', 'By finance, never by the claimant'], tone: 'primary', from: ['approved'], to: 'posted', by: ['finance'], form: {},
      facts: async ({ tx, record }) => ({ booked_on: await bookedOn(tx, wantOf(record)), category: (await readRecord(tx, BudgetCategory, record.category))?.name ?? '' }),
      guard: ({ record, actor }) => mustNotBeOwn(record, actor.id),
      set: ({ facts, actor }) => ({ booked_on: facts.booked_on, posted_by: actor.id }),
      effect: ({ tx, record }) => spendCommitted(tx, wantOf(record), because(record.number, record)),
      slip: { kind: ExpenseSlip, content: ({ tx, record, facts }) => voucher(tx, record, facts.category) },
    }),
    send_back: step({
      label: ['退回', 'Send back'], tone: 'danger', from: ['submitted', 'escalated', 'approved'], to: 'returned', by: ['branch_manager', 'centre_manager', 'finance'], form: { reason },
      set: () => ({ committed_as: null }),
      async effect({ tx, before }) { if (before.state === 'approved') await unpromise(tx, before); },
    }),
    withdraw: step({
      label: ['撤回', 'Withdraw'], from: ['draft', 'returned', 'submitted'], to: 'withdrawn', by: CLAIMANTS, form: { reason },
      guard: ({ record, actor }) => mustBeOwn(record, actor.id),
      // The invoice may be claimed again; the number stays in the history.
      set: () => ({ invoice_no: null }),
    }),
    reverse: step({
      label: ['冲销', 'Reverse'], tone: 'danger', from: ['posted'], to: 'reversed', by: ['finance'], form: { reason },
      guard: ({ record, actor }) => mustNotBeOwn(record, actor.id),
      set: ({ day }) => ({ reversed_on: day, invoice_no: null }),
      async effect({ tx, before }) {
        const movement = await unspend(tx, because(before.number, before), before.unit_id);
        if (movement === 'spend_committed') await unpromise(tx, before);
      },
    }),
    post_imported: step({
      label: ['导入记账', 'Book what was imported'], from: ['draft'], to: 'posted', by: [], form: { statement: f.ref('费用明细', 'Imported from', 'cost_statement') },
      facts: async ({ tx, record }) => ({ booked_on: await bookedOn(tx, wantOf(record)) }),
      set: ({ facts, actor }) => ({ booked_on: facts.booked_on, posted_by: actor.kind === 'user' ? actor.id : null, claimant: null, origin: 'statement' }),
      effect: ({ tx, record }) => spend(tx, wantOf(record), because(record.number, record)),
    }),
  }),
);

async function voucher(tx: Tx, record: Claim, category: string): Promise<SlipContent> {
  return {
    lines: [
      { label: ['报销单号', 'Claim'], value: record.number }, { label: ['报销人', 'Claimant'], value: await nameOf(tx, record.claimant) },
      { label: ['费用科目', 'Category'], value: category }, { label: ['事由', 'What for'], value: record.purpose },
      { label: ['费用发生日', 'Day of the cost'], value: record.cost_on }, { label: ['发票号码', 'Invoice number'], value: record.invoice_no ?? '――' },
      { label: ['金额', 'Amount'], value: `¥${yuan(record.amount)}` }, { label: ['大写', 'In words'], value: rmbCapitals(record.amount) },
    ],
    boxes: [['审批人', 'Approved by'], ['财务', 'Finance'], ['领款人', 'Received by']],
  };
}

async function deciding(tx: Tx, record: Claim) {
  const commitment = record.commitment === null ? null : await readRecord(tx, BudgetCommitment, record.commitment);
  if (commitment) return { decision: null, lines: [[`从 ${commitment.number} 列支，已事先占用额度`, `Drawn from ${commitment.number}, whose quota is taken up already`] as const] };
  const decision = await decisionFor(tx, wantOf(record));
  return { decision, lines: decision.lines };
}

/** Each approval promises anew: the version tells one from an earlier one that was sent back. */
const promiseOf = (c: Claim): string => (c.commitment === null ? `${c.number}/${c.version}` : 'commitment');

async function promise(tx: Tx, c: Claim, approved: boolean): Promise<void> {
  if (c.commitment === null) return commit(tx, wantOf(c), because(c.committed_as!, c), approved);
  const commitment = await readRecord(tx, BudgetCommitment, c.commitment);
  if (commitment?.category !== c.category) throw new Refusal('expense_claim.other_category', ['用款承诺属于另一科目', 'The commitment belongs to another category'], 409, { commitment: ['科目不符', 'Another category'] });
  await takeStep(tx, BudgetCommitmentProcess, c.commitment, 'draw', { take: c.amount });
}

async function unpromise(tx: Tx, c: Claim): Promise<void> {
  const commitment = c.commitment === null ? null : await readRecord(tx, BudgetCommitment, c.commitment);
  if (commitment?.state === 'committed') await takeStep(tx, BudgetCommitmentProcess, commitment.id, 'draw', { take: -c.amount });
  else await release(tx, wantOf(c), because(`${c.number}/${c.version}`, c));
}

async function nameOf(tx: Tx, user: string | null): Promise<string> {
  const [row] = await tx.query<{ name: string }>('select display_name as name from app_user where tenant_id = $1 and id = $2', [tx.tenantId, user]);
  return row?.name ?? '――';
}

function mustBeOwn(c: Claim, actor: string): void {
  if (c.claimant !== actor) throw new Refusal('expense_claim.not_yours', ['只有报销人本人可以办理', 'Only the claimant may do this'], 403);
}
function mustNotBeOwn(c: Claim, actor: string): void {
  if (c.claimant === actor) throw new Refusal('expense_claim.own', ['不能审批或记账自己的报销', 'You cannot approve or book your own claim'], 403);
}
