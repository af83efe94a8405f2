/** Moving quota between categories of a month (科目间调剂), with approval by somebody else; can be taken back. Serves SM-28. */
import { defineProcess, defineRegister, f, journalOf, type Label, post, posting, readRecord, Refusal, reverse, type RowOf, type Tx, yuan } from '../../../kernel/index.ts';
import { BudgetCategory, EVERYBODY } from './category.ts';
import { bookingCentre, closedThrough } from './closing.ts';
import { ASKERS, HEADS } from './fund-use.ts';
import { Budget, monthOf } from './ledger.ts';
import { closedMonth, otherCentre, transferProblem } from './rules.ts';

export const BudgetTransfer = defineRegister('budget_transfer', {
  label: ['额度调剂', 'Quota transfer'],
  number: 'TJ-{yyyy}{mm}-{000}',
  fields: {
    month: f.text('月份', 'Month', { max: 7, hint: ['如 2026-02', 'Such as 2026-02'] }),
    from_category: f.ref('转出科目', 'From category', 'budget_category'),
    to_category: f.ref('转入科目', 'To category', 'budget_category'),
    amount: f.money('金额', 'Amount', { min: 1 }),
    reason: f.text('理由', 'Reason', { max: 200 }),
  },
  title: ['from_category', 'to_category'],
  list: ['month', 'from_category', 'to_category', 'amount', 'reason'],
  sorts: ['-number'],
  access: { read: [...new Set([...EVERYBODY.filter((r) => r !== 'technician'), ...ASKERS])], create: ASKERS },
  empty: ['某科目额度不足时，可申请由其他科目调剂。', 'When a category runs short, quota of another can be asked for here.'],
  opening: {
    facts: async ({ tx, input }) => {
      const centre = await bookingCentre(tx, input.from_category);
      return { centre, other: await bookingCentre(tx, input.to_category), closed: await closedThrough(tx, centre) };
    },
    guard({ input, facts }) {
      if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(input.month)) throw new Refusal('budget_transfer.month', ['月份不正确', 'Not a month'], 422, { month: ['如 2026-02', 'Such as 2026-02'] });
      refuse('closed', 'month', closedMonth(input.month, facts.closed));
      refuse('other_centre', 'to_category', otherCentre(facts.centre, facts.other));
      if (input.from_category === input.to_category) throw new Refusal('budget_transfer.same', ['转出与转入科目相同', 'Both categories are the same'], 422, { to_category: ['须为另一科目', 'Must be another one'] });
    },
  },
});

type Transfer = RowOf<typeof BudgetTransfer>;

export const BudgetTransferProcess = defineProcess(BudgetTransfer, 'requested',
  {
    requested: { label: ['待批准', 'Waiting for approval'], tone: 'waiting' },
    approved: { label: ['已调剂', 'Moved'], tone: 'done' },
    refused: { label: ['未批准', 'Refused'], tone: 'stopped' },
    reversed: { label: ['已撤回', 'Taken back'], tone: 'stopped' },
  },
  (step) => ({
    approve: step({
      label: ['批准调剂', 'Approve'], tone: 'primary', from: ['requested'], to: 'approved', by: HEADS, form: {},
      facts: async ({ tx, record }) => ({ free: await freeOf(tx, record) }),
      preview: ({ facts }) => ({ lines: [[`转出科目当月可用 ${yuan(facts.free)} 元`, `The giving category has ${yuan(facts.free)} yuan left in that month`]] }),
      guard({ record, actor }) {
        if (record.created_by === actor.id) throw new Refusal('budget_transfer.own', ['不能批准自己的申请', 'You cannot approve your own request'], 403);
      },
      async effect({ tx, record }) {
        await readRecord(tx, BudgetCategory, record.from_category, { lock: true });
        await mustBeOpen(tx, record);
        const problem = transferProblem({ from: record.from_category, to: record.to_category, amount: record.amount, free: await freeOf(tx, record) });
        if (problem) throw new Refusal('budget_transfer.short', problem);
        await post(tx, posting(Budget, 'transfer', {
          amount: record.amount, from: record.from_category, to: record.to_category, dimensions: [record.unit_id, BudgetTransfer.name], because: record.number,
          cause: { register: BudgetTransfer.name, id: record.id }, at: tx.now, day: `${record.month}-01`, unit: record.unit_id,
        }));
      },
    }),
    refuse: step({ label: ['不批准', 'Refuse'], tone: 'danger', from: ['requested'], to: 'refused', by: HEADS, form: { why: f.text('原因', 'Why', { max: 200 }) } }),
    take_back: step({
      label: ['撤回', 'Take back'], tone: 'danger', from: ['approved'], to: 'reversed', by: HEADS, form: { why: f.text('原因', 'Why', { max: 200 }) },
      async effect({ tx, record }) {
        await mustBeOpen(tx, record);
        const journal = await journalOf(tx, Budget, 'transfer', record.number);
        if (!journal) throw new Refusal('budget.not_posted', [`${record.number} 没有入账`, `${record.number} was not posted`]);
        await reverse(tx, Budget, journal, { because: `${record.number}/撤回`, unit: record.unit_id, day: `${record.month}-01` });
      },
    }),
  }),
);

async function mustBeOpen(tx: Tx, t: Transfer): Promise<void> {
  refuse('closed', 'month', closedMonth(t.month, await closedThrough(tx, await bookingCentre(tx, t.from_category))));
}
function refuse(code: string, field: string, problem: Label | null): void {
  if (problem) throw new Refusal(`budget_transfer.${code}`, problem, 409, { [field]: problem });
}
async function freeOf(tx: Tx, t: Transfer): Promise<number> {
  const m = await monthOf(tx, t.from_category, t.month);
  return m.quota - m.spent - m.committed;
}
