/** Rosters (排班): shift templates, rosters, planned shifts. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { rosterParameters } from './parameters.ts';
import { PlannedShift, PlannedShiftProcess } from './planned-shift.ts';
import { ShiftRoster, ShiftRosterProcess } from './roster.ts';
import { ShiftTemplate } from './shift-template.ts';
import { UnavailableDay } from './unavailable.ts';

export { planOf, type PlanShift } from './plan.ts';
export { PlannedShift, PlannedShiftProcess } from './planned-shift.ts';
export { ShiftRoster, ShiftRosterProcess } from './roster.ts';
export { type Pause, spanOf } from './rules.ts';
export { ShiftTemplate } from './shift-template.ts';
export { absencesBetween, liftUnavailable, markUnavailable } from './unavailable.ts';

export const rosters = defineModule({
  name: 'rosters',
  area: 'people',
  label: ['排班', 'Rosters'],
  roles: {
    line_supervisor: ['线路主管', 'Line supervisor'], centre_manager: ['中心经理', 'Centre manager'], attendance_clerk: ['考勤员', 'Attendance clerk'], hr: ['人事', 'HR'], agent: ['坐席', 'Agent'],
  },
  registers: [ShiftTemplate, ShiftRoster, PlannedShift, UnavailableDay],
  processes: [ShiftRosterProcess, PlannedShiftProcess],
  parameters: rosterParameters,
});
