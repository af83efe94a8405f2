/** Rosters (排班): shift templates, rosters, planned shifts. Front door of the module. */
import { defineModule, firstRecord } from '../../../kernel/index.ts';
import { RosterBoardQuery } from './board.ts';
import { CallVolume, StaffingNeed } from './demand.ts';
import { ScheduleFlag, ScheduleFlagProcess, SeenWorking } from './flag.ts';
import { rosterParameters } from './parameters.ts';
import { PlannedShift, PlannedShiftProcess } from './planned-shift.ts';
import { ShiftRoster, ShiftRosterProcess } from './roster.ts';
import { PLANNED, READERS } from './roles.ts';
import { RosterRun, RosterRunProcess, RosterRunProgress, SolveRoster } from './run.ts';
import { ShiftTemplate } from './shift-template.ts';
import { ShiftSwap, ShiftSwapProcess } from './swap.ts';
import { UnavailableDay } from './unavailable.ts';
import { EmployeeSkill, ShiftWish } from './wishes.ts';

export { CallVolume } from './demand.ts';
export { flagPrivateChanges, ScheduleFlag, ScheduleFlagProcess, SeenWorking } from './flag.ts';
export { onRoster, planOf, type PlanShift, type RosteredShift, uncovered } from './plan.ts';
export { PlannedShift, PlannedShiftProcess } from './planned-shift.ts';
export { ShiftRoster, ShiftRosterProcess } from './roster.ts';
export { RosterRun, RosterRunProcess } from './run.ts';
export { type Pause, spanOf } from './rules.ts';
export { ShiftTemplate } from './shift-template.ts';
export { ShiftSwap, ShiftSwapProcess } from './swap.ts';
export type { Worked } from './swap.rules.ts';
export { absencesBetween, liftUnavailable, markUnavailable } from './unavailable.ts';
export { EmployeeSkill, ShiftWish } from './wishes.ts';

export const rosters = defineModule({
  name: 'rosters',
  area: 'people',
  label: ['排班', 'Rosters'],
  roles: {
    line_supervisor: ['线路主管', 'Line supervisor'], centre_manager: ['中心经理', 'Centre manager'], attendance_clerk: ['考勤员', 'Attendance clerk'], hr: ['人事', 'HR'], agent: ['坐席', 'Agent'],
    vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], vip_director: ['贵宾中心主任', 'VIP centre director'], operations_gm: ['经营总经理', 'Operations general manager'],
  },
  registers: [ShiftTemplate, EmployeeSkill, CallVolume, ShiftRoster, PlannedShift, RosterRun, ShiftWish, ShiftSwap, SeenWorking, ScheduleFlag, UnavailableDay],
  firstSteps: [firstRecord(ShiftTemplate, ['写下班次的起止时间', 'Write down the hours of the shifts'])],
  processes: [ShiftRosterProcess, PlannedShiftProcess, RosterRunProcess, ShiftSwapProcess, ScheduleFlagProcess],
  queries: [RosterBoardQuery, StaffingNeed, RosterRunProgress],
  parameters: rosterParameters,
  pages: { board: { label: ['排班表', 'Roster board'], access: [...READERS, ...PLANNED] } },
  jobs: [SolveRoster],
});
