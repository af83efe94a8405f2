/** Expenses (费用): claims from handing in to booking, imported figures, and the budget against actual. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { ExpenseClaimProcess } from './claim-process.ts';
import { ExpenseClaim } from './claim.ts';
import { FinanceFile } from './finance-file.ts';
import { FinanceHandOver, FinanceHandOverProcess } from './finance-handover.ts';
import { BUDGET_READERS, BudgetAgainstActual, BudgetBoardQuery, BudgetMakeupQuery, CostTotalCheck, ExpensesByBranch } from './reports.ts';
import { CostStatement, CostStatementProcess } from './statement.ts';

export { ExpenseClaimProcess } from './claim-process.ts';
export { ExpenseClaim } from './claim.ts';
export { FinanceFile } from './finance-file.ts';
export { FinanceHandOver, FinanceHandOverProcess } from './finance-handover.ts';
export { BUDGET_READERS, BudgetAgainstActual, type BudgetBoard, BudgetBoardQuery, CostTotalCheck, ExpensesByBranch } from './reports.ts';
export { CostStatement, CostStatementProcess } from './statement.ts';

export const expenses = defineModule({
  name: 'expenses',
  area: 'money',
  label: ['费用', 'Expenses'],
  roles: {
    logistics_head: ['后勤主任', 'Head of logistics'],
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'], finance: ['财务', 'Finance'],
  },
  registers: [CostStatement, ExpenseClaim, FinanceHandOver],
  processes: [ExpenseClaimProcess, CostStatementProcess, FinanceHandOverProcess],
  reports: [BudgetAgainstActual, ExpensesByBranch, FinanceFile],
  queries: [BudgetBoardQuery, BudgetMakeupQuery, CostTotalCheck],
  pages: {
    budget: { label: ['预算执行', 'Budget against actual'], access: BUDGET_READERS },
    check: { label: ['核对填报总额', 'Check a typed total'], access: ['finance', 'centre_manager', 'dispatcher'] },
  },
});
