/** Inspections and rectification (抽查与整改). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { CheckItem, Inspection, InspectionLine, InspectionProcess, INSPECTORS } from './inspection.ts';
import { RectificationNotice, RectificationNoticeProcess } from './notice.ts';
import { inspectionParameters } from './parameters.ts';
import { InspectionsByArea } from './reports.ts';
import { InspectionRound } from './round.ts';
import { InspectionPlan, InspectionVisit, InspectionVisitProcess } from './visit.ts';

export { CheckItem, Inspection, InspectionLine, InspectionProcess } from './inspection.ts';
export { RectificationNotice, RectificationNoticeProcess } from './notice.ts';
export { InspectionsByArea } from './reports.ts';
export { InspectionVisit, InspectionVisitProcess, planMonth } from './visit.ts';

export const inspections = defineModule({
  name: 'inspections',
  area: 'guests',
  label: ['抽查与整改', 'Inspections'],
  roles: {
    vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], vip_director: ['贵宾中心主任', 'VIP centre director'],
    operations_gm: ['经营总经理', 'Operations general manager'], team_leader: ['领班', 'Team leader'], general_affairs: ['总务处', 'General affairs'],
  },
  registers: [RectificationNotice, Inspection, InspectionVisit, InspectionLine, CheckItem],
  processes: [RectificationNoticeProcess, InspectionProcess, InspectionVisitProcess],
  duties: [InspectionPlan],
  reports: [InspectionsByArea],
  queries: [InspectionRound],
  parameters: inspectionParameters,
  pages: { round: { label: ['现场检查', 'Round'], access: INSPECTORS } },
  figures: [
    {
      // Only the inspector's own, and only when the moment has come.
      label: ['此刻应抽查', 'Inspections due now'], roles: [...INSPECTORS],
      async value(tx) {
        const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from inspection_visit where tenant_id = $1 and inspector = $2 and state = 'planned' and planned_at <= $3`, [tx.tenantId, tx.actor.id, tx.now]);
        return { value: String(row?.n ?? 0), href: '/p/inspections/round', tone: (row?.n ?? 0) > 0 ? 'alarm' : 'done' };
      },
    },
    {
      label: ['逾期的整改', 'Overdue rectifications'], roles: [...INSPECTORS],
      async value(tx) {
        const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from rectification_notice where tenant_id = $1 and state = 'escalated' and archived_at is null`, [tx.tenantId]);
        return { value: String(row?.n ?? 0), href: `/r/rectification_notice?filter=${encodeURIComponent(JSON.stringify({ field: 'state', op: 'eq', value: 'escalated' }))}`, tone: (row?.n ?? 0) > 0 ? 'alarm' : 'done' };
      },
    },
  ],
});
