/** Visits (到访): what technicians' phones deliver, offline or not. Front door of the module. */
import { defineModule, scopeOf } from '../../../kernel/index.ts';
import { MyVisitsQuery } from './my-visits.ts';
import { Visit, VisitProcess } from './visit.ts';

export { Visit, VisitProcess } from './visit.ts';

export const visits = defineModule({
  name: 'visits',
  area: 'service',
  label: ['到访', 'Visits'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
  },
  registers: [Visit],
  processes: [VisitProcess],
  queries: [MyVisitsQuery],
  pages: { phone: { label: ['手机到访', 'Visits on the phone'], access: ['technician'] } },
  figures: [{
    label: ['到访冲突待处理', 'Visits in conflict'], roles: ['dispatcher', 'branch_manager'],
    async value(tx) {
      const units = await scopeOf(tx, tx.actor, ['dispatcher', 'branch_manager']);
      const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from visit where tenant_id = $1 and state = 'conflict' and ($2::uuid[] is null or unit_id = any($2))`, [tx.tenantId, units]);
      const n = row?.n ?? 0;
      return { value: String(n), href: `/r/visit?filter=${encodeURIComponent(JSON.stringify({ field: 'state', op: 'eq', value: 'conflict' }))}`, tone: n > 0 ? 'alarm' : 'done' };
    },
  }],
});
