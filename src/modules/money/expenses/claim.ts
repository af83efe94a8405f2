/** A claim for expenses (费用报销): category, branch, day of the cost, receipts, and the document it belongs to. Serves SM-28, FS-3.3. */
import { defineRegister, f, Refusal, type Tx } from '../../../kernel/index.ts';

export const CLAIMANTS = ['technician', 'branch_manager', 'dispatcher', 'centre_manager', 'finance'];
export const READERS = ['finance', 'centre_manager', 'dispatcher', 'branch_manager', 'auditor'];

export const ExpenseClaim = defineRegister('expense_claim', {
  label: ['费用报销', 'Expense claim'],
  number: 'BX-{yyyy}{mm}-{0000}',
  fields: {
    category: f.ref('费用科目', 'Category', 'budget_category'),
    amount: f.money('金额', 'Amount', { min: 1 }),
    cost_on: f.date('费用发生日', 'Day of the cost'),
    purpose: f.text('事由', 'What for', { max: 120 }),
    invoice_no: f.text('发票号码', 'Invoice number', { max: 40, optional: true, hint: ['同一发票只能报销一次', 'An invoice is claimed once'] }),
    receipts: f.attachment('票据', 'Receipts', { optional: true }),
    service_order: f.ref('相关服务指令', 'Service order', 'service_order', { optional: true }),
    commitment: f.ref('用款承诺', 'Commitment', 'budget_commitment', { optional: true, hint: ['事先批准的用款，从中列支', 'Promised before: the claim draws on it'] }),
    claimant: f.ref('报销人', 'Claimant', 'app_user', { optional: true, readonly: true }),
    origin: f.choice('来源', 'Origin', { claim: ['报销', 'Claim'], statement: ['费用明细导入', 'Imported figures'] }, { optional: true, readonly: true }),
    statement: f.ref('费用明细', 'Imported from', 'cost_statement', { optional: true, readonly: true }),
    committed_as: f.text('承诺凭据', 'Promised as', { max: 40, optional: true, readonly: true }),
    over_reason: f.text('超额批准理由', 'Why above the quota', { max: 200, optional: true, readonly: true }),
    booked_on: f.date('记账日', 'Booked on', { optional: true, readonly: true }),
    posted_by: f.ref('记账人', 'Posted by', 'app_user', { optional: true, readonly: true }),
    reversed_on: f.date('冲销日', 'Reversed on', { optional: true, readonly: true }),
  },
  title: ['purpose', 'amount'],
  list: ['category', 'purpose', 'amount', 'cost_on', 'claimant', 'booked_on'],
  sorts: ['-number', '-cost_on', '-booked_on'],
  indexes: [['category', 'booked_on']],
  unique: [['invoice_no']],
  access: { read: READERS, create: CLAIMANTS, edit: CLAIMANTS, own: 'claimant' },
  empty: ['在外垫付的费用在这里报销：选科目，写事由，附票据。', 'What was paid out of pocket is claimed here: category, purpose, receipt.'],
  opening: {
    facts: async ({ tx, id, input }) => ({ standing: id === null ? null : await standingOf(tx, id), other: input.invoice_no === null ? null : await sameInvoice(tx, id, input.invoice_no) }),
    guard({ input, facts, actor, day }) {
      if (facts.standing && !['draft', 'returned'].includes(facts.standing.state)) throw new Refusal('expense_claim.handed_in', ['已提交，退回后才能修改', 'It was handed in; it can be changed once it is sent back']);
      if (facts.standing && facts.standing.created_by !== actor.id) throw new Refusal('expense_claim.not_yours', ['只有报销人可以修改', 'Only the claimant may change it'], 403);
      if (input.cost_on > day) throw new Refusal('expense_claim.future', ['费用发生日不能晚于今天', 'The cost lies in the future'], 422, { cost_on: ['不晚于今天', 'Not after today'] });
      if (facts.other !== null) throw new Refusal('expense_claim.duplicate', [`发票 ${input.invoice_no} 已在 ${facts.other} 报销`, `Invoice ${input.invoice_no} is claimed in ${facts.other}`], 409, { invoice_no: ['已报销', 'Claimed already'] });
    },
    set: ({ actor }) => ({ origin: 'claim' as const, claimant: actor.kind === 'user' ? actor.id : null }),
  },
});

async function standingOf(tx: Tx, id: string) {
  const [row] = await tx.query<{ state: string; created_by: string }>('select state, created_by from expense_claim where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row ?? null;
}
async function sameInvoice(tx: Tx, id: string | null, invoice: string): Promise<string | null> {
  const [row] = await tx.query<{ number: string }>('select number from expense_claim where tenant_id = $1 and invoice_no = $2 and id is distinct from $3', [tx.tenantId, invoice, id]);
  return row?.number ?? null;
}
