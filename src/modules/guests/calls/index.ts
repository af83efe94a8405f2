/** Hotline and member groups (热线与会员群). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { CallsBefore, HotlineDesk } from './desk.ts';
import { CLERKS, hideCalls, HotlineCall, HotlineCallProcess } from './hotline-call.ts';
import { GroupAnswer, MemberGroup } from './member-group.ts';
import { CallsByKind } from './reports.ts';

export { HotlineCall, HotlineCallProcess } from './hotline-call.ts';
export { GroupAnswer, MemberGroup } from './member-group.ts';

export const calls = defineModule({
  name: 'calls',
  area: 'guests',
  label: ['热线与会员群', 'Hotline and groups'],
  roles: {
    vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], vip_director: ['贵宾中心主任', 'VIP centre director'], operations_gm: ['经营总经理', 'Operations general manager'],
  },
  registers: [HotlineCall, MemberGroup, GroupAnswer],
  processes: [HotlineCallProcess],
  reports: [CallsByKind],
  queries: [HotlineDesk, CallsBefore],
  pages: { desk: { label: ['热线台', 'Hotline desk'], access: CLERKS } },
  on: {
    'guest_complaint.classified': (tx, { complaint, hidden_from }) => hideCalls(tx, String(complaint), hidden_from === null ? null : String(hidden_from)),
    'guest_complaint.released': (tx, { complaint }) => hideCalls(tx, String(complaint), null),
  },
});
