/**
 * A month of the budget of one centre (预算月): closed by the centre once it is over; nothing of that centre is booked into it afterwards. When every centre
 * has closed a month, the ledger itself is sealed for it. Serves SM-28, LOG-4.3.
 */
import { closePeriod, defineProcess, defineRegister, f, grantFor, Refusal, type Tx, yuan } from '../../../kernel/index.ts';
import { OFFICE } from './category.ts';
import { closeAlone, closedThrough } from './closing.ts';
import { HEADS } from './fund-use.ts';
import { Budget, budgetClosedThrough } from './ledger.ts';
import { closingProblem } from './rules.ts';

const CLOSERS = [...new Set([...OFFICE, ...HEADS])];

export const BudgetMonth = defineRegister('budget_month', {
  label: ['预算月', 'Budget month'],
  number: 'YSY-{yyyy}-{000}',
  fields: {
    centre: f.unit('中心', 'Centre', { hint: ['有费用科目的中心；各中心分别结账', 'A centre with categories; each closes its own months'] }),
    month: f.text('月份', 'Month', { max: 7, hint: ['如 2026-01', 'Such as 2026-01'] }),
    spent: f.money('当月支出', 'Spent', { optional: true, readonly: true, negative: true }),
    committed: f.money('结账时未了承诺', 'Commitments open at closing', { optional: true, readonly: true }),
  },
  title: ['month', 'centre'],
  list: ['centre', 'month', 'spent', 'committed'],
  sorts: ['-month'],
  unique: [['centre', 'month']],
  access: { read: [...CLOSERS, 'dispatcher', 'auditor'], create: CLOSERS },
  empty: ['还没有预算月。月末各中心在此开立并结账，再向财务移交月报文件。', 'No budget months yet. After the month each centre opens one here, closes it and hands the file to finance.'],
  opening: {
    async facts({ tx, input, actor }) {
      const [row] = await tx.query<{ n: number }>('select count(*)::int as n from budget_category where tenant_id = $1 and unit_id = $2 and archived_at is null', [tx.tenantId, input.centre]);
      return { categories: row!.n, may: (await grantFor(tx, actor, CLOSERS, input.centre)) !== undefined };
    },
    guard({ input, facts }) {
      if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(input.month)) throw new Refusal('budget_month.month', ['月份不正确', 'Not a month'], 422, { month: ['如 2026-01', 'Such as 2026-01'] });
      if (!facts.may) throw new Refusal('not_allowed', ['您没有这项权限', 'You may not do this'], 403);
      if (facts.categories === 0) throw new Refusal('budget_month.centre', ['这个部门没有费用科目', 'This unit has no cost categories'], 422, { centre: ['请选择有预算的中心', 'Choose a centre with a budget'] });
    },
    set: ({ input }) => ({ unit_id: input.centre }),
  },
});

export const BudgetMonthProcess = defineProcess(BudgetMonth, 'open',
  { open: { label: ['未结', 'Open'], tone: 'active' }, closed: { label: ['已结', 'Closed'], tone: 'done' } },
  (step) => ({
    close: step({
      label: ['结账', 'Close'], tone: 'primary', from: ['open'], to: 'closed', by: CLOSERS, form: {},
      hint: ['结账后，补来的费用记入入账当月；结账后向财务移交月报文件', 'Costs that come later are booked in the month in which they are posted; the file then goes to finance'],
      facts: async ({ tx, record, day }) => ({ today: day, ...(await monthFacts(tx, record.centre, record.month)) }),
      ready: ({ record, facts }) => closingProblem({ month: record.month, today: facts.today, earlierOpen: facts.earlierOpen }),
      preview: ({ facts }) => ({ lines: [[`当月支出 ${yuan(facts.spent)} 元；未了承诺 ${yuan(facts.committed)} 元，转入以后月份`, `${yuan(facts.spent)} yuan spent; commitments of ${yuan(facts.committed)} yuan stay open`]] }),
      set: ({ facts }) => ({ spent: facts.spent, committed: facts.committed }),
      effect: ({ tx }) => sealLedger(tx),
    }),
  }),
);

/** Read once nobody is posting for the centre any more: what is frozen here is what the ledger has. */
async function monthFacts(tx: Tx, centre: string, month: string) {
  await closeAlone(tx, centre);
  const closed = await closedThrough(tx, centre);
  const [row] = await tx.query<{ spent: number; committed: number; earlier: string | null }>(
    `select coalesce(sum(e.amount) filter (where e.account = 'spent' and to_char(e.business_day, 'YYYY-MM') = $3), 0)::bigint as spent,
       coalesce(sum(e.amount) filter (where e.account = 'committed' and to_char(e.business_day, 'YYYY-MM') <= $3), 0)::bigint as committed,
       min(to_char(e.business_day, 'YYYY-MM')) filter (where to_char(e.business_day, 'YYYY-MM') < $3 and ($4::text is null or to_char(e.business_day, 'YYYY-MM') > $4)) as earlier
     from ledger_entry e join budget_category c on c.tenant_id = e.tenant_id and c.id = e.owner where e.tenant_id = $1 and e.ledger = $2 and c.unit_id = $5`, [tx.tenantId, Budget.name, month, closed, centre]);
  return { spent: row?.spent ?? 0, committed: row?.committed ?? 0, earlierOpen: row?.earlier ?? null };
}

/** Months that every centre with a budget has closed are closed in the ledger too: the database then refuses any entry in them. */
async function sealLedger(tx: Tx): Promise<void> {
  const [all] = await tx.query<{ through: string | null }>(
    `select case when bool_and(m.month is not null) then min(m.month) end as through from (select distinct unit_id from budget_category where tenant_id = $1 and archived_at is null) c
       left join lateral (select max(month) as month from budget_month b where b.tenant_id = $1 and b.centre = c.unit_id and b.state = 'closed' and b.archived_at is null) m on true`, [tx.tenantId]);
  if (!all?.through) return;
  const months = await tx.query<{ month: string }>(
    `select distinct to_char(business_day, 'YYYY-MM') as month from ledger_entry where tenant_id = $1 and ledger = $2 and to_char(business_day, 'YYYY-MM') <= $3 and ($4::text is null or to_char(business_day, 'YYYY-MM') > $4) order by 1`,
    [tx.tenantId, Budget.name, all.through, await budgetClosedThrough(tx)]);
  for (const { month } of months) await closePeriod(tx, Budget, month);
}
