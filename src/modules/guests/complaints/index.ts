/** Guest complaints (客人投诉): from time and telephone to the answer. Front door of the module. */
import { defineModule, scopeOf } from '../../../kernel/index.ts';
import { GuestComplaintProcess } from './complaint-process.ts';
import { GuestComplaint, READERS } from './complaint.ts';
import { complaintParameters } from './parameters.ts';
import { ComplaintsByMonth, ComplaintsByTopic } from './reports.ts';

export { classified, dayHere, FIVE, GuestComplaint, namedBy, TOPICS, VIA } from './complaint.ts';
export { GuestComplaintProcess } from './complaint-process.ts';
export { clocksOf } from './parameters.ts';
export { ComplaintsByMonth, ComplaintsByTopic } from './reports.ts';
export { afterOpenMinutes, openEnd } from './rules.ts';

export const complaints = defineModule({
  name: 'complaints',
  area: 'guests',
  label: ['客人投诉', 'Complaints'],
  roles: {
    vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], vip_director: ['贵宾中心主任', 'VIP centre director'], operations_gm: ['经营总经理', 'Operations general manager'],
  },
  registers: [GuestComplaint],
  processes: [GuestComplaintProcess],
  reports: [ComplaintsByMonth, ComplaintsByTopic],
  parameters: complaintParameters,
  figures: [{
    label: ['未答复的客人投诉', 'Complaints not answered'], roles: ['duty_supervisor', 'vip_manager', 'vip_director'],
    async value(tx) {
      const [row] = await tx.query<{ n: number; late: number }>(
        `select count(*)::int as n, count(*) filter (where solve_by < $2 or (responded_at is null and respond_by < $2))::int as late from guest_complaint
         where tenant_id = $1 and archived_at is null and solved_at is null and hidden_from is distinct from $3 and ($4::uuid[] is null or unit_id = any($4))`, [tx.tenantId, tx.now, tx.actor.id, await scopeOf(tx, tx.actor, READERS)]);
      const n = row?.n ?? 0;
      return { value: String(n), href: `/r/guest_complaint?filter=${encodeURIComponent(JSON.stringify({ field: 'solved_at', op: 'empty', value: true }))}`, tone: n === 0 ? 'done' : (row?.late ?? 0) > 0 ? 'alarm' : 'waiting' };
    },
  }],
});
