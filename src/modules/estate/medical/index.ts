/** Health (医疗保健): check-ups whose results open for the doctor alone, and emergencies from one template. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { Checkup, CheckupPlan, CheckupPlanProcess, CheckupProcess, CheckupResult, CheckupResultProcess } from './checkup.ts';
import { Chain, EmergencyNotice, EmergencyNoticeProcess, MedicalEmergency, MedicalEmergencyProcess, ReportHours } from './emergency.ts';
import { CheckupProgress } from './reports.ts';

export { Checkup, CheckupPlan, CheckupPlanProcess, CheckupProcess, CheckupResult, CheckupResultProcess } from './checkup.ts';
export { EmergencyNotice, EmergencyNoticeProcess, MedicalEmergency, MedicalEmergencyProcess } from './emergency.ts';
export { CheckupProgress } from './reports.ts';

export const medical = defineModule({
  name: 'medical',
  area: 'estate',
  label: ['医疗保健', 'Health'],
  roles: {
    general_affairs: ['总务处', 'General affairs'], company_doctor: ['公司医生', 'Company doctor'], centre_manager: ['中心经理', 'Centre manager'], branch_manager: ['区域经理', 'Branch manager'],
    line_supervisor: ['线路主管', 'Line supervisor'], vip_director: ['贵宾中心主任', 'VIP centre director'], duty_supervisor: ['当班主管', 'Supervisor on duty'], hr: ['人事', 'HR'],
  },
  registers: [CheckupPlan, Checkup, CheckupResult, MedicalEmergency, EmergencyNotice],
  processes: [CheckupPlanProcess, CheckupProcess, CheckupResultProcess, MedicalEmergencyProcess, EmergencyNoticeProcess],
  reports: [CheckupProgress],
  parameters: [Chain, ReportHours],
});
