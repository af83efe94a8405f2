/** Leave (请假): kinds, entitlements as a ledger, requests and their decision. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { LeaveBalance, LeaveEntitlement, LeaveEntitlementProcess } from './balance.ts';
import { LeaveKind } from './kinds.ts';
import { LeaveRequest, LeaveRequestProcess } from './request.ts';

export { LeaveBalance, LeaveEntitlement, LeaveEntitlementProcess } from './balance.ts';
export { LeaveKind } from './kinds.ts';
export { type LeaveDay, leaveOf } from './looked-up.ts';
export { LeaveRequest, LeaveRequestProcess } from './request.ts';

export const leave = defineModule({
  name: 'leave',
  area: 'people',
  label: ['请假', 'Leave'],
  roles: {
    agent: ['坐席', 'Agent'], line_supervisor: ['线路主管', 'Line supervisor'], centre_manager: ['中心经理', 'Centre manager'], attendance_clerk: ['考勤员', 'Attendance clerk'], hr: ['人事', 'HR'],
  },
  registers: [LeaveKind, LeaveEntitlement, LeaveRequest],
  processes: [LeaveEntitlementProcess, LeaveRequestProcess],
  ledgers: [LeaveBalance],
});
