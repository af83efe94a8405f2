/** Satisfaction surveys (满意度调查). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { HANDERS, SurveyLinks } from './links.ts';
import { surveyParameters } from './parameters.ts';
import { SurveyPanel } from './reports.ts';
import { sendSurvey, Survey, SurveyAnswer, SurveyProcess } from './survey.ts';

export { SurveyPanel } from './reports.ts';
export { sendSurvey, Survey, SurveyAnswer, SurveyProcess } from './survey.ts';

export const surveys = defineModule({
  name: 'surveys',
  area: 'service',
  label: ['满意度调查', 'Surveys'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
  },
  registers: [Survey],
  processes: [SurveyProcess],
  parameters: surveyParameters,
  reports: [SurveyPanel],
  queries: [SurveyLinks],
  pages: { hand_out: { label: ['请客户评价', 'Ask the customer'], access: HANDERS } },
  intakes: [SurveyAnswer],
  on: { 'service_report.certified': (tx, payload) => sendSurvey(tx, String(payload['report'])) },
});
