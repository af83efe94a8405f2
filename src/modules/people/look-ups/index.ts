/** Look-ups of customer data (客户资料查询): only for work, logged, reviewed. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { CustomerLookup, CustomerLookupProcess, OpenedCustomerQuery } from './look-up.ts';
import { LookUpsUnderReview } from './reports.ts';

export { CustomerLookup, CustomerLookupProcess } from './look-up.ts';

export const lookUps = defineModule({
  name: 'look-ups',
  area: 'people',
  label: ['客户资料查询', 'Customer look-ups'],
  roles: { agent: ['坐席', 'Agent'], line_supervisor: ['线路主管', 'Line supervisor'], centre_manager: ['中心经理', 'Centre manager'] },
  registers: [CustomerLookup],
  processes: [CustomerLookupProcess],
  reports: [LookUpsUnderReview],
  queries: [OpenedCustomerQuery],
  figures: [{
    label: ['待复核的客户资料查询', 'Look-ups to be reviewed'], roles: ['centre_manager'],
    async value(tx) {
      const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from customer_lookup where tenant_id = $1 and state = 'to_review' and archived_at is null`, [tx.tenantId]);
      return { value: String(row?.n ?? 0), href: '/r/customer_lookup?sort=-score', tone: (row?.n ?? 0) > 0 ? 'waiting' : 'done' };
    },
  }],
});
