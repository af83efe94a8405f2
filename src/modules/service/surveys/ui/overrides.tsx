/** What surveys draw themselves: the code to scan, on the survey and on the service report it belongs to (which draws nothing of its own there). Serves SM-34. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';

const card = () => import('./survey-card.tsx');
export const overrides: Overrides = {
  panel: { survey: later(async () => (await card()).SurveyPanel, null), service_report: later(async () => (await card()).ReportSurveyPanel, null) },
};
