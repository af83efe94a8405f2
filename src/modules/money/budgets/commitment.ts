/**
 * A commitment (用款承诺): money promised before the cost comes, such as an order placed or a rent agreed. Claims draw on it; what
 * is not needed is released. Serves SM-28.
 */
import { defineProcess, defineRegister, f, Refusal, type RowOf, type Tx, yuan } from '../../../kernel/index.ts';
import { EVERYBODY, OFFICE } from './category.ts';
import { blocked, commit, decisionFor, release } from './ledger.ts';

export const BudgetCommitment = defineRegister('budget_commitment', {
  label: ['用款承诺', 'Commitment'],
  number: 'CN-{yyyy}{mm}-{0000}',
  fields: {
    category: f.ref('费用科目', 'Category', 'budget_category'),
    purpose: f.text('用途', 'Purpose', { max: 120 }),
    amount: f.money('金额', 'Amount', { min: 1 }),
    cost_on: f.date('预计发生日', 'Cost expected on'),
    drawn: f.money('已使用', 'Drawn', { optional: true, readonly: true }),
  },
  title: ['purpose', 'amount'],
  list: ['category', 'purpose', 'amount', 'drawn', 'cost_on'],
  sorts: ['-number', '-cost_on'],
  access: { read: EVERYBODY.filter((r) => r !== 'technician'), create: ['dispatcher', 'branch_manager', ...OFFICE] },
  empty: ['预订、租赁等在费用发生前先占用额度的，在这里登记。', 'What takes up quota before the cost comes, such as bookings and rents, is entered here.'],
});

type Commitment = RowOf<typeof BudgetCommitment>;
const rest = (r: Commitment): number => r.amount - (r.drawn ?? 0);
const wantOf = (r: Commitment, amount = r.amount) => ({ category: r.category, unit: r.unit_id, amount, cost_on: r.cost_on });
const because = (r: Commitment, more = '') => ({ number: `${r.number}${more}`, register: BudgetCommitment.name, id: r.id });

export const BudgetCommitmentProcess = defineProcess(BudgetCommitment, 'requested',
  {
    requested: { label: ['待批准', 'Waiting for approval'], tone: 'waiting' },
    escalated: { label: ['超额待批', 'Above the quota, waiting'], tone: 'alarm' },
    committed: { label: ['已承诺', 'Committed'], tone: 'active' },
    released: { label: ['已了结', 'Settled'], tone: 'done' },
    refused: { label: ['未批准', 'Refused'], tone: 'stopped' },
  },
  (step) => ({
    approve: step({
      label: ['批准', 'Approve'], tone: 'primary', from: ['requested'], to: ['committed', 'escalated'], by: OFFICE, form: {},
      facts: async ({ tx, record }) => ({ decision: await decisionFor(tx, wantOf(record)) }),
      preview: ({ facts }) => ({ lines: facts.decision.lines }),
      guard({ record, facts, actor }) {
        notOwn(record, actor.id);
        if (facts.decision.outcome === 'block') throw blocked(facts.decision);
      },
      choose: ({ facts }) => (facts.decision.outcome === 'escalate' ? 'escalated' : 'committed'),
      async effect({ tx, record, facts }) { if (facts.decision.outcome !== 'escalate') await commit(tx, wantOf(record), because(record)); },
    }),
    approve_over: step({
      label: ['批准超额', 'Approve above the quota'], tone: 'primary', from: ['escalated'], to: 'committed', by: ['centre_manager'],
      form: { reason: f.text('批准理由', 'Why', { max: 200 }) },
      facts: async ({ tx, record }) => ({ decision: await decisionFor(tx, wantOf(record)) }),
      preview: ({ facts }) => ({ lines: facts.decision.lines }),
      guard: ({ record, actor }) => notOwn(record, actor.id),
      effect: ({ tx, record }) => commit(tx, wantOf(record), because(record), true),
    }),
    refuse: step({ label: ['不批准', 'Refuse'], tone: 'danger', from: ['requested', 'escalated'], to: 'refused', by: OFFICE, form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
    draw: step({
      label: ['使用', 'Draw'], from: ['committed'], to: 'committed', by: [], form: { take: f.money('金额', 'Amount', { negative: true }) },
      guard({ record, input }) {
        if (input.take > rest(record)) throw new Refusal('budget_commitment.short', [`${record.number} 只余 ${yuan(rest(record))} 元`, `${record.number} has ${yuan(rest(record))} yuan left`], 409, { commitment: ['余额不足', 'Not enough left'] });
      },
      set: ({ record, input }) => ({ drawn: (record.drawn ?? 0) + input.take }),
    }),
    settle: step({
      label: ['了结并释放余额', 'Settle and release the rest'], from: ['committed'], to: 'released', by: OFFICE, form: {},
      preview: ({ record }) => ({ lines: [[`释放 ${yuan(rest(record))} 元`, `${yuan(rest(record))} yuan are released`]] }),
      async effect({ tx, record }) { await releaseRest(tx, record); },
    }),
  }),
);

async function releaseRest(tx: Tx, r: Commitment): Promise<void> {
  if (rest(r) > 0) await release(tx, wantOf(r, rest(r)), because(r, '/了结'));
}

function notOwn(record: Commitment, actor: string): void {
  if (record.created_by === actor) throw new Refusal('budget_commitment.own', ['不能批准自己的申请', 'You cannot approve your own request'], 403);
}
