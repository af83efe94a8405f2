/** Internal affairs of logistics (内部管理): performance, attendance sheet, training programme, information security, standards, plans, other work. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { DepartmentSheet, DepartmentSheetLine, DepartmentSheetProcess } from './attendance-sheet.ts';
import { AntivirusDuty, BackupDuty, DeviceCare, ItDevice, ItDeviceProcess, PatchDuty, SecurityIncident, SecurityIncidentProcess } from './devices.ts';
import { CatchAllDuty, CatchAllReview, OtherWork, WorkCategory, WorkCategoryProcess } from './other-work.ts';
import { PapersDue } from './papers-due.ts';
import { PerformanceMonth, PerformanceMonthProcess, PerformanceScore, PerformanceScoreProcess } from './performance.ts';
import { MonthPlanDuty, WorkPlan, WorkPlanItem, WorkPlanItemProcess, WorkPlanProcess, YearPlanDuty } from './plans.ts';
import { TrainingItem, TrainingItemProcess, TrainingProgramme, TrainingProgrammeProcess, TrainingResult } from './programme.ts';
import { PerformanceByPerson, PlanProgress, TrainingHours, TrainingPerHead } from './reports.ts';
import { ROLES } from './roles.ts';
import { performanceParameters } from './terms.ts';
import { StandardCheck, StandardCheckProcess, StandardsDuty, StandardTask, StandardTaskProcess, WorkStandard, WorkStandardProcess } from './standards.ts';

export { DepartmentSheet, DepartmentSheetLine, DepartmentSheetProcess } from './attendance-sheet.ts';
export { DeviceCare, ItDevice, ItDeviceProcess, SecurityIncident, SecurityIncidentProcess } from './devices.ts';
export { CATCH_ALL, CatchAllReview, OtherWork, WorkCategory, WorkCategoryProcess } from './other-work.ts';
export { PerformanceMonth, PerformanceMonthProcess, PerformanceScore, PerformanceScoreProcess } from './performance.ts';
export { WorkPlan, WorkPlanItem, WorkPlanItemProcess, WorkPlanProcess } from './plans.ts';
export { TrainingItem, TrainingItemProcess, TrainingProgramme, TrainingProgrammeProcess, TrainingResult } from './programme.ts';
export { StandardCheck, StandardCheckProcess, StandardTask, StandardTaskProcess, WorkStandard, WorkStandardProcess } from './standards.ts';

export const internalAffairs = defineModule({
  name: 'internal-affairs',
  area: 'estate',
  label: ['内部管理', 'Internal affairs'],
  roles: ROLES,
  registers: [
    PerformanceMonth, PerformanceScore, DepartmentSheet, DepartmentSheetLine, TrainingProgramme, TrainingItem, TrainingResult, ItDevice, DeviceCare, SecurityIncident, WorkStandard, StandardCheck, StandardTask, WorkPlan, WorkPlanItem,
    CatchAllReview, WorkCategory, OtherWork,
  ],
  processes: [
    PerformanceMonthProcess, PerformanceScoreProcess, DepartmentSheetProcess, TrainingProgrammeProcess, TrainingItemProcess, ItDeviceProcess, SecurityIncidentProcess, WorkStandardProcess, StandardCheckProcess, StandardTaskProcess,
    WorkPlanProcess, WorkPlanItemProcess, WorkCategoryProcess,
  ],
  parameters: performanceParameters,
  duties: [PatchDuty, BackupDuty, AntivirusDuty, StandardsDuty, MonthPlanDuty, YearPlanDuty, CatchAllDuty],
  reports: [TrainingHours, TrainingPerHead, PerformanceByPerson, PlanProgress, PapersDue],
});
