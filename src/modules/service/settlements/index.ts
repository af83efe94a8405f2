/** Out-of-warranty work and its half-year settlement (保外更换与结算). Front door of the module. */
import { defineModule, scopeOf } from '../../../kernel/index.ts';
import { ReplacementAgreement, ReplacementAgreementProcess } from './agreement.ts';
import { HalfYearSettlement } from './duties.ts';
import { HalfYearBoard } from './half-year.ts';
import { FirstClosing, PricingDays, SecondClosing } from './parameters.ts';
import { READERS, Receivables } from './receivables.ts';
import { AgreementsByBranch, ReceivablesByCustomer } from './reports.ts';
import { SettlementStatement, SettlementStatementProcess, StatementLine } from './statement.ts';

export { ReplacementAgreement, ReplacementAgreementProcess } from './agreement.ts';
export { Receivables } from './receivables.ts';
export { SettlementStatement, SettlementStatementProcess } from './statement.ts';

export const settlements = defineModule({
  name: 'settlements',
  area: 'service',
  label: ['保外更换与结算', 'Out-of-warranty work and settlement'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'], supply: ['供应部', 'Supply'], finance: ['财务', 'Finance'],
  },
  registers: [SettlementStatement, ReplacementAgreement, StatementLine],
  processes: [ReplacementAgreementProcess, SettlementStatementProcess],
  ledgers: [Receivables],
  duties: [HalfYearSettlement],
  reports: [AgreementsByBranch, ReceivablesByCustomer],
  queries: [HalfYearBoard],
  pages: { half_year: { label: ['半年结算一览', 'Half-year settlement'], access: READERS } },
  parameters: [FirstClosing, SecondClosing, PricingDays],
  figures: [{
    label: ['待定价协议', 'Agreements without a price'],
    roles: ['supply', 'branch_manager', 'finance'],
    async value(tx) {
      const [row] = await tx.query<{ n: number }>(
        `select count(*)::int as n from replacement_agreement where tenant_id = $1 and state = 'price_pending' and ($2::uuid[] is null or unit_id = any($2))`, [tx.tenantId, await scopeOf(tx, tx.actor, READERS)]);
      const n = row?.n ?? 0;
      return { value: String(n), href: `/r/replacement_agreement?filter=${encodeURIComponent(JSON.stringify({ field: 'state', op: 'eq', value: 'price_pending' }))}`, tone: n > 0 ? 'waiting' : 'done' };
    },
  }],
});
