/** Leaving (离职): exit clearance over things and money, and the certificate. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { clearanceForDismissal, ExitClearance, ExitClearanceProcess } from './exit-clearance.ts';
import { OpenAtExit } from './open.ts';
import { CLEARERS } from './roles.ts';

export { ExitClearance, ExitClearanceProcess } from './exit-clearance.ts';

export const leaving = defineModule({
  name: 'leaving',
  area: 'people',
  label: ['离职', 'Leaving'],
  roles: {
    hr: ['人事', 'HR'], centre_manager: ['中心经理', 'Centre manager'], line_supervisor: ['线路主管', 'Line supervisor'], general_affairs: ['总务处', 'General affairs'],
    agent: ['坐席', 'Agent'], technician: ['技术员', 'Technician'], attendance_clerk: ['考勤员', 'Attendance clerk'], branch_manager: ['区域经理', 'Branch manager'],
  },
  registers: [ExitClearance],
  processes: [ExitClearanceProcess],
  queries: [OpenAtExit],
  figures: [{
    label: ['待清结的离职', 'Clearances open'], roles: CLEARERS,
    async value(tx) {
      const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from exit_clearance where tenant_id = $1 and state = 'open' and archived_at is null`, [tx.tenantId]);
      const n = row?.n ?? 0;
      return { value: String(n), href: `/r/exit_clearance?filter=${encodeURIComponent(JSON.stringify({ all: [{ field: 'state', op: 'eq', value: 'open' }] }))}`, tone: n === 0 ? 'done' : 'waiting' };
    },
  }],
  on: { 'discipline.dismissal_served': clearanceForDismissal },
});
