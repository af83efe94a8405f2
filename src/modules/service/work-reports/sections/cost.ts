/** Section on cost (服务成本): budget against actual with the quota months compared, expenses by branch. Serves FS-3.1 to FS-3.3, CG-42, CG-43. */
import { notAllowed, tables, type Tx } from '../../../../kernel/index.ts';
import { centresOf } from '../../../money/budgets/index.ts';
import { BUDGET_READERS, ExpenseClaim } from '../../../money/expenses/index.ts';
import type { Fill } from '../summary.ts';
import { asOfOf, moneyTotal, yuan } from './section.ts';

export const cost: Fill = async ({ tx, params, table }) => {
  const last = await tables(tx, ExpenseClaim).selectFrom('expense_claim').select((e) => e.fn.max('booked_on').as('day'))
    .where('tenant_id', '=', tx.tenantId).where('booked_on', '>=', params.from).where('booked_on', '<=', params.to).executeTakeFirst();
  const asOf = asOfOf(params, last?.day ?? null);
  const centre = await centreOfService(tx);
  const budget = await table('budget_against_actual', { from: params.from, to: asOf, basis: 'whole_months', centre }, { caption: ['费用定额与实际', 'Quota and actual cost'] });
  const branches = await table('expenses_by_branch', { from: params.from, to: asOf, centre }, { caption: ['费用（按部门与科目）', 'Expenses by unit and category'] });
  const over = budget.totals['variance'] ?? 0;
  return {
    asOf,
    sentences: [[
      ['本期服务成本定额 ', 'Of a quota of '], moneyTotal(budget, 'quota'), [' 元，实际支出 ', ' yuan for the period, '], moneyTotal(budget, 'spent'), [over > 0 ? ' 元，超支 ' : ' 元，结余 ', over > 0 ? ' yuan were spent, over by ' : ' yuan were spent, under by '],
      yuan(Math.abs(over)), [' 元；合计由各项费用相加，不接受手填。', ' yuan. The total is the sum of its items; none is typed.'],
    ]],
    tables: [budget, branches],
  };
};

/** The centre that keeps the service regions, where it has a budget of its own; null: the first centre with one. Whoever may not look at that budget gets no section. */
async function centreOfService(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    'select c.unit_id as id from budget_category c where c.tenant_id = $1 and c.unit_id in (select unit_id from service_region where tenant_id = $1) limit 1', [tx.tenantId]);
  if (row && !(await centresOf(tx, BUDGET_READERS)).some((c) => c.id === row.id)) throw notAllowed();
  return row?.id ?? null;
}
