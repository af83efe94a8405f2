/** Budgets (预算): monthly quotas by category, commitments and spending as a ledger, transfers, months. Front door of the module. */
import { defineModule, firstRecord } from '../../../kernel/index.ts';
import { BudgetMonth, BudgetMonthProcess } from './budget-month.ts';
import { BudgetCategory, WarnPercent } from './category.ts';
import { BudgetCommitment, BudgetCommitmentProcess } from './commitment.ts';
import { FundPayment, FundUse } from './fund-use.ts';
import { FundUseProcess } from './fund-use-process.ts';
import { Budget } from './ledger.ts';
import { BudgetQuota, BudgetQuotaLine, BudgetQuotaProcess } from './quota.ts';
import { FundsPlan } from './reports.ts';
import { BudgetRequest, BudgetRequestLine, BudgetRequestProcess } from './request.ts';
import { BudgetTransfer, BudgetTransferProcess } from './transfer.ts';

export { BudgetMonth, BudgetMonthProcess } from './budget-month.ts';
export { BudgetCategory, WarnPercent } from './category.ts';
export { BudgetCommitment, BudgetCommitmentProcess } from './commitment.ts';
export { centreFor, centresOf, type Centre } from './centres.ts';
export { closedThrough } from './closing.ts';
export { budgetFigures, categoriesOf, fundsSpent, statedQuota, type BudgetFigures, type Category, type CategoryFigures, type Span } from './figures.ts';
export { FundPayment, FundUse, type Use } from './fund-use.ts';
export { FundUseProcess } from './fund-use-process.ts';
export { approveFunds, askFunds, cancelFunds, commitFunds, fundUseOf, payFunds, settleFunds, type Ask } from './funds.ts';
export { blocked, bookedOn, Budget, commit, decisionFor, release, spend, spendCommitted, unspend, type Because, type Want } from './ledger.ts';
export { budgetMakeup, type Makeup, type MakeupLine } from './makeup.ts';
export { BudgetQuota, BudgetQuotaLine, BudgetQuotaProcess } from './quota.ts';
export { FundsPlan } from './reports.ts';
export { BudgetRequest, BudgetRequestLine, BudgetRequestProcess } from './request.ts';
export { percentOf, sharesInWords, sharesOf, type Basis } from './rules.ts';
export { BudgetTransfer, BudgetTransferProcess } from './transfer.ts';

export const budgets = defineModule({
  name: 'budgets',
  area: 'money',
  label: ['预算', 'Budgets'],
  roles: {
    logistics_head: ['后勤主任', 'Head of logistics'], vehicle_dispatcher: ['车辆调度员', 'Vehicle dispatcher'], repair_clerk: ['报修员', 'Repair clerk'], estate_clerk: ['房产管理员', 'Estate clerk'], store_clerk: ['物资保管员', 'Store clerk'], general_affairs: ['总务处', 'General affairs'],
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'], finance: ['财务', 'Finance'],
  },
  registers: [BudgetCategory, BudgetRequest, BudgetRequestLine, BudgetQuota, BudgetQuotaLine, FundUse, FundPayment, BudgetCommitment, BudgetTransfer, BudgetMonth],
  firstSteps: [firstRecord(BudgetCategory, ['写下预算科目', 'Write down the categories of the budget'])],
  processes: [BudgetRequestProcess, BudgetQuotaProcess, FundUseProcess, BudgetCommitmentProcess, BudgetTransferProcess, BudgetMonthProcess],
  reports: [FundsPlan],
  ledgers: [Budget],
  parameters: [WarnPercent],
});
