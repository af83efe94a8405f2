/** A month of the budget (预算月): closed once it is over; nothing is booked into it afterwards. Serves SM-28. */
import { closePeriod, defineProcess, defineRegister, f, Refusal, type Tx, yuan } from '../../../kernel/index.ts';
import { OFFICE } from './category.ts';
import { Budget, budgetClosedThrough } from './ledger.ts';
import { closingProblem } from './rules.ts';

export const BudgetMonth = defineRegister('budget_month', {
  label: ['预算月', 'Budget month'],
  number: 'YSY-{yyyy}-{000}',
  fields: {
    month: f.text('月份', 'Month', { max: 7, hint: ['如 2026-01', 'Such as 2026-01'] }),
    spent: f.money('当月支出', 'Spent', { optional: true, readonly: true, negative: true }),
    committed: f.money('结账时未了承诺', 'Commitments open at closing', { optional: true, readonly: true }),
  },
  title: ['month'],
  list: ['month', 'spent', 'committed'],
  sorts: ['-month'],
  unique: [['month']],
  access: { read: [...OFFICE, 'dispatcher', 'auditor'], create: OFFICE },
  empty: ['还没有预算月。月末在此开立并结账。', 'No budget months yet. Open one after the month ends and close it.'],
  opening: {
    guard({ input }) {
      if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(input.month)) throw new Refusal('budget_month.month', ['月份不正确', 'Not a month'], 422, { month: ['如 2026-01', 'Such as 2026-01'] });
    },
  },
});

export const BudgetMonthProcess = defineProcess(BudgetMonth, 'open',
  { open: { label: ['未结', 'Open'], tone: 'active' }, closed: { label: ['已结', 'Closed'], tone: 'done' } },
  (step) => ({
    close: step({
      label: ['结账', 'Close'], tone: 'primary', from: ['open'], to: 'closed', by: OFFICE, form: {},
      hint: ['结账后，补来的费用记入入账当月', 'Costs that come later are booked in the month in which they are posted'],
      facts: async ({ tx, record, day }) => ({ today: day, ...(await monthFacts(tx, record.month)) }),
      ready: ({ record, facts }) => closingProblem({ month: record.month, today: facts.today, earlierOpen: facts.earlierOpen }),
      preview: ({ facts }) => ({ lines: [[`当月支出 ${yuan(facts.spent)} 元；未了承诺 ${yuan(facts.committed)} 元，转入以后月份`, `${yuan(facts.spent)} yuan spent; commitments of ${yuan(facts.committed)} yuan stay open`]] }),
      set: ({ facts }) => ({ spent: facts.spent, committed: facts.committed }),
      effect: ({ tx, record }) => closePeriod(tx, Budget, record.month),
    }),
  }),
);

async function monthFacts(tx: Tx, month: string) {
  const closed = await budgetClosedThrough(tx);
  const [row] = await tx.query<{ spent: number; committed: number; earlier: string | null }>(
    `select coalesce(sum(amount) filter (where account = 'spent' and to_char(business_day, 'YYYY-MM') = $3), 0)::bigint as spent,
       coalesce(sum(amount) filter (where account = 'committed' and to_char(business_day, 'YYYY-MM') <= $3), 0)::bigint as committed,
       min(to_char(business_day, 'YYYY-MM')) filter (where to_char(business_day, 'YYYY-MM') < $3 and ($4::text is null or to_char(business_day, 'YYYY-MM') > $4)) as earlier
     from ledger_entry where tenant_id = $1 and ledger = $2`, [tx.tenantId, Budget.name, month, closed]);
  return { spent: row?.spent ?? 0, committed: row?.committed ?? 0, earlierOpen: row?.earlier ?? null };
}
