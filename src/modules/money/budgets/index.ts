/** Budgets (预算): monthly quotas by category, commitments and spending as a ledger, transfers, months. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { BudgetMonth, BudgetMonthProcess } from './budget-month.ts';
import { BudgetCategory, WarnPercent } from './category.ts';
import { BudgetCommitment, BudgetCommitmentProcess } from './commitment.ts';
import { Budget } from './ledger.ts';
import { BudgetQuota, BudgetQuotaLine, BudgetQuotaProcess } from './quota.ts';
import { BudgetTransfer, BudgetTransferProcess } from './transfer.ts';

export { BudgetMonth, BudgetMonthProcess } from './budget-month.ts';
export { BudgetCategory, WarnPercent } from './category.ts';
export { BudgetCommitment, BudgetCommitmentProcess } from './commitment.ts';
export { budgetFigures, categoriesOf, fundsSpent, statedQuota, type BudgetFigures, type Category, type CategoryFigures } from './figures.ts';
export { blocked, bookedOn, Budget, budgetClosedThrough, commit, decisionFor, release, spend, spendCommitted, unspend, type Because, type Want } from './ledger.ts';
export { BudgetQuota, BudgetQuotaLine, BudgetQuotaProcess } from './quota.ts';
export { percentOf, sharesInWords, sharesOf, yuan, type Basis } from './rules.ts';
export { BudgetTransfer, BudgetTransferProcess } from './transfer.ts';

export const budgets = defineModule({
  name: 'budgets',
  area: 'money',
  label: ['预算', 'Budgets'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'], finance: ['财务', 'Finance'],
  },
  registers: [BudgetCategory, BudgetQuota, BudgetQuotaLine, BudgetCommitment, BudgetTransfer, BudgetMonth],
  processes: [BudgetQuotaProcess, BudgetCommitmentProcess, BudgetTransferProcess, BudgetMonthProcess],
  ledgers: [Budget],
  parameters: [WarnPercent],
});
