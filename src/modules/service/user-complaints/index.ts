/** User complaints (用户投诉): from the day they come in to the call-back. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { ComplaintsByBranch } from './reports.ts';
import { RepeatWindow, UserComplaint, UserComplaintProcess } from './user-complaint.ts';

export { RepeatWindow, UserComplaint, UserComplaintProcess } from './user-complaint.ts';

export const userComplaints = defineModule({
  name: 'user-complaints',
  area: 'service',
  label: ['用户投诉', 'User complaints'],
  roles: { dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], centre_manager: ['中心经理', 'Centre manager'] },
  registers: [UserComplaint],
  processes: [UserComplaintProcess],
  reports: [ComplaintsByBranch],
  parameters: [RepeatWindow],
  figures: [{
    label: ['未办结的用户投诉', 'Complaints not closed'], roles: ['dispatcher', 'centre_manager'],
    async value(tx) {
      const [row] = await tx.query<{ n: number; repeated: number }>(
        `select count(*) as n, count(*) filter (where repeated) as repeated from user_complaint where tenant_id = $1 and archived_at is null and state not in ('closed', 'withdrawn') and about_user is distinct from $2`, [tx.tenantId, tx.actor.id]);
      const n = row?.n ?? 0;
      return { value: String(n), href: '/r/user_complaint', tone: n === 0 ? 'done' : (row?.repeated ?? 0) > 0 ? 'alarm' : 'waiting' };
    },
  }],
});
