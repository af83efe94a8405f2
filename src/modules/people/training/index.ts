/** Study and training (学习与培训): sessions with attendance, and the training route through the regions. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { StudyAttendanceReport, TrainingRoute } from './reports.ts';
import { StudyAttendance, StudyAttendanceProcess, StudySession, StudySessionProcess } from './study-session.ts';
import { TrainingParticipant, TrainingParticipantProcess, TrainingPlan, TrainingPlanProcess, TrainingStop, TrainingStopProcess } from './training-plan.ts';

export { STUDY_SUBJECTS, StudyAttendance, StudyAttendanceProcess, StudySession, StudySessionProcess } from './study-session.ts';
export { TrainingParticipant, TrainingParticipantProcess, TrainingPlan, TrainingPlanProcess, TrainingStop, TrainingStopProcess } from './training-plan.ts';

export const training = defineModule({
  name: 'training',
  area: 'people',
  label: ['学习与培训', 'Study and training'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'], hr: ['人事', 'HR'], storekeeper: ['库管', 'Storekeeper'],
    training_clerk: ['教育网员', 'Training clerk'], logistics_head: ['后勤主任', 'Head of logistics'], vehicle_dispatcher: ['车辆调度员', 'Vehicle dispatcher'], driver: ['驾驶员', 'Driver'], repair_clerk: ['报修员', 'Repair clerk'], store_clerk: ['物资保管员', 'Store clerk'],
    estate_clerk: ['房产管理员', 'Estate clerk'],
  },
  registers: [StudySession, StudyAttendance, TrainingPlan, TrainingStop, TrainingParticipant],
  processes: [StudySessionProcess, StudyAttendanceProcess, TrainingPlanProcess, TrainingStopProcess, TrainingParticipantProcess],
  reports: [StudyAttendanceReport, TrainingRoute],
});
