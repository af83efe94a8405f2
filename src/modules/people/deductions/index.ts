/** Compensation and deductions (赔偿与扣款): what people are to make good, within the law's bounds, month by month. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { MoneyClaim } from './claim.ts';
import { MoneyClaimProcess } from './claim-process.ts';
import { CompensationRate, CompensationRateProcess } from './compensation-rate.ts';
import { claimFromCustody } from './from-custody.ts';
import { claimsAfterChange, claimsFromDecision } from './from-decision.ts';
import { OwedByStaff } from './ledger.ts';
import { Deduction, DeductionMonth, DeductionMonthProcess } from './month.ts';
import { deductionParameters } from './parameters.ts';
import { DeductionsOwed } from './queries.ts';
import { DeductionsLedger, PayrollFile } from './reports.ts';
import { PAYROLL, PEOPLE } from './roles.ts';

export { MoneyClaim } from './claim.ts';
export { MoneyClaimProcess } from './claim-process.ts';
export { CompensationRate, CompensationRateProcess } from './compensation-rate.ts';
export { OwedByStaff } from './ledger.ts';
export { MinimumWage } from './parameters.ts';
export { Deduction, DeductionMonth, DeductionMonthProcess } from './month.ts';

export const deductions = defineModule({
  name: 'deductions',
  area: 'people',
  label: ['赔偿与扣款', 'Compensation and deductions'],
  roles: {
    payroll: ['薪资专员', 'Payroll clerk'], hr: ['人事', 'HR'], centre_manager: ['中心经理', 'Centre manager'], line_supervisor: ['线路主管', 'Line supervisor'], general_affairs: ['总务处', 'General affairs'],
    agent: ['坐席', 'Agent'], technician: ['技术员', 'Technician'], attendance_clerk: ['考勤员', 'Attendance clerk'], branch_manager: ['区域经理', 'Branch manager'],
  },
  registers: [MoneyClaim, DeductionMonth, Deduction, CompensationRate],
  processes: [MoneyClaimProcess, DeductionMonthProcess, CompensationRateProcess],
  ledgers: [OwedByStaff],
  reports: [DeductionsLedger, PayrollFile],
  queries: [DeductionsOwed],
  parameters: deductionParameters,
  pages: { owed: { label: ['应扣一览', 'What is owed'], access: [...PAYROLL, ...PEOPLE] } },
  figures: [{
    label: ['待列入扣款的单', 'Claims to be put down'], roles: ['payroll'],
    async value(tx) {
      const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from money_claim where tenant_id = $1 and state = 'agreed' and archived_at is null`, [tx.tenantId]);
      const n = row?.n ?? 0;
      return { value: String(n), href: `/r/money_claim?filter=${encodeURIComponent(JSON.stringify({ all: [{ field: 'state', op: 'eq', value: 'agreed' }] }))}`, tone: n === 0 ? 'done' : 'waiting' };
    },
  }],
  on: { 'custody.settled': claimFromCustody, 'discipline.money': claimsFromDecision, 'discipline.changed': claimsAfterChange },
});
