/** Safety and fairness at work (突发事件、来访、诉求): emergencies, private visitors, grievances. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { Emergency, EmergencyProcess, EmergencyStep, EmergencyStepProcess, InformMinutes } from './emergency.ts';
import { Grievance, GrievanceProcess } from './grievance.ts';
import { PrivateVisitor, PrivateVisitorProcess } from './visitor.ts';
import { WalkIn } from './walk-in.ts';

export { Emergency, EmergencyProcess, EmergencyStep, EmergencyStepProcess, InformMinutes } from './emergency.ts';
export { Grievance, GrievanceProcess } from './grievance.ts';
export { PrivateVisitor, PrivateVisitorProcess } from './visitor.ts';
export { WalkIn } from './walk-in.ts';

export const safety = defineModule({
  name: 'safety',
  area: 'people',
  label: ['突发、来访与诉求', 'Emergencies, visitors, grievances'],
  roles: { agent: ['坐席', 'Agent'], line_supervisor: ['线路主管', 'Line supervisor'], centre_manager: ['中心经理', 'Centre manager'], hr: ['人事', 'HR'], attendance_clerk: ['考勤员', 'Attendance clerk'], technician: ['技术员', 'Technician'] },
  registers: [Emergency, EmergencyStep, PrivateVisitor, WalkIn, Grievance],
  processes: [EmergencyProcess, EmergencyStepProcess, PrivateVisitorProcess, GrievanceProcess],
  parameters: [InformMinutes],
});
