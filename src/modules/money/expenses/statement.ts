/**
 * Imported cost figures (费用明细导入): what was paid before the ledger began, item by item with its source. A total that came
 * with them is only compared: when it differs, the gap and the missing category are named and nothing is booked. It is never
 * kept. Serves FS-3.3, CG-42, AC-24.
 */
import { createRecord, defineProcess, defineRegister, f, Refusal, takeStep, type Tx } from '../../../kernel/index.ts';
import { categoriesOf, type Category } from '../budgets/index.ts';
import { ExpenseClaimProcess } from './claim-process.ts';
import { ExpenseClaim } from './claim.ts';
import { checkTotal, ofTheSameCentre, readItems, totalProblem } from './rules.ts';

const KEEPERS = ['finance', 'centre_manager', 'dispatcher'];

export const CostStatement = defineRegister('cost_statement', {
  label: ['费用明细导入', 'Imported costs'],
  number: 'FYMX-{yyyy}-{000}',
  fields: {
    source: f.text('出处', 'Source', { max: 120, hint: ['如：2 月工作汇报，费用一节', 'Such as: February report, section on costs'] }),
    cost_on: f.date('截至日', 'As of'),
    items: f.longText('各项费用', 'Items', { max: 2000, hint: ['每行一项：科目 金额（元）', 'One a line: category and amount in yuan'] }),
    computed: f.money('各项之和', 'Sum of the items', { optional: true, readonly: true }),
  },
  title: ['source', 'computed'],
  list: ['source', 'cost_on', 'computed'],
  sorts: ['-number'],
  access: { read: [...KEEPERS, 'auditor'], create: KEEPERS },
  empty: ['启用本系统之前的费用，可在这里逐项导入；总额由各项算出。', 'Costs from before this ledger began are imported here item by item; the total is computed.'],
  opening: {
    facts: ({ tx }) => categoriesOf(tx),
    guard({ input, facts }) { mustRead(input.items, facts); },
    set: ({ input, facts }) => ({ computed: checkTotal(readItems(input.items, facts).items, null, facts).computed }),
  },
});

export const CostStatementProcess = defineProcess(CostStatement, 'entered',
  {
    entered: { label: ['待核对', 'To be checked'], tone: 'waiting' },
    posted: { label: ['已记账', 'Booked'], tone: 'done' },
    dropped: { label: ['已作废', 'Dropped'], tone: 'stopped' },
  },
  (step) => ({
    post: step({
      label: ['核对并记账', 'Check and book'], hint: ['原件写有总额的，请填写以便核对；总额不会保存', 'Type the total of the original to have it checked; it is not kept'],
      tone: 'primary', from: ['entered'], to: 'posted', by: ['finance'],
      form: { original_total: f.money('原件总额', 'Total of the original', { optional: true }) },
      facts: async ({ tx }) => ({ categories: await categoriesOf(tx) }),
      guard({ record, input, facts, actor }) {
        if (record.created_by === actor.id) throw new Refusal('cost_statement.own', ['录入人不得记账', 'Whoever entered it may not book it'], 403);
        const items = mustRead(record.items, facts.categories);
        const problem = totalProblem(checkTotal(items, input.original_total, ofTheSameCentre(items, facts.categories)));
        if (problem) throw new Refusal('cost_statement.total', problem, 409, { original_total: ['与各项之和不符', 'Not the sum of the items'] });
      },
      async effect({ tx, record, facts }) {
        for (const item of mustRead(record.items, facts.categories).filter((i) => i.amount > 0)) {
          const claim = await createRecord(tx, ExpenseClaim, { category: item.category, amount: item.amount, cost_on: record.cost_on, purpose: record.source, unit_id: record.unit_id });
          await takeStep(tx, ExpenseClaimProcess, claim.id, 'post_imported', { statement: record.id });
        }
      },
    }),
    drop: step({ label: ['作废', 'Drop'], tone: 'danger', from: ['entered'], to: 'dropped', by: KEEPERS, form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);

function mustRead(text: string, categories: readonly Category[]) {
  const { items, unread, twice } = readItems(text, categories);
  if (unread.length > 0) throw new Refusal('cost_statement.unread', [`看不懂：${unread.slice(0, 3).join('；')}`, `Not understood: ${unread.slice(0, 3).join('; ')}`], 422, { items: ['每行一项：科目 金额', 'One a line: category and amount'] });
  if (twice.length > 0) throw new Refusal('cost_statement.twice', [`科目重复：${twice.join('、')}`, `Named twice: ${twice.join(', ')}`], 422, { items: ['每个科目一行', 'One line for each category'] });
  return items;
}

/** For the page: the statement’s own reading of what was pasted. */
export const readPasted = async (tx: Tx, text: string, units: readonly string[] | null) => {
  const all = (await categoriesOf(tx)).filter((c) => units === null || units.includes(c.centre));
  const read = readItems(text, all);
  return { categories: ofTheSameCentre(read.items, all), ...read };
};
