/** Post assessment (岗位评定): campaigns, assessments, grades held. Front door of the module: `skillsOf` is for those who assign work. */
import { defineModule } from '../../../kernel/index.ts';
import { EmployeeGrade } from './employee-grade.ts';
import { AppealDays, GradeAssessment, GradeAssessmentProcess } from './grade-assessment.ts';
import { GradeCampaign, GradeCampaignProcess } from './grade-campaign.ts';
import { GradeProgress, ProgressQuery } from './reports.ts';
import { READERS } from './roles.ts';

export { EmployeeGrade, type Skills, skillsOf } from './employee-grade.ts';
export { AppealDays, GradeAssessment, GradeAssessmentProcess } from './grade-assessment.ts';
export { GradeCampaign, GradeCampaignProcess } from './grade-campaign.ts';
export { type Grade, GRADES } from './rules.ts';

export const grading = defineModule({
  name: 'grading',
  area: 'service',
  label: ['岗位评定', 'Grading'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'], hr: ['人事', 'HR'],
  },
  registers: [GradeCampaign, GradeAssessment, EmployeeGrade],
  processes: [GradeCampaignProcess, GradeAssessmentProcess],
  reports: [GradeProgress],
  queries: [ProgressQuery],
  parameters: [AppealDays],
  pages: { progress: { label: ['评定进度', 'Progress of the assessment'], access: READERS } },
});
