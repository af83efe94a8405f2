/** Fairness (处分公平): whether like cases are treated alike, with the number of cases beside every rate. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { AnalogyDecisions, FairnessReport } from './report.ts';

export { AnalogyDecisions, FairnessReport } from './report.ts';

export const fairness = defineModule({
  name: 'fairness',
  area: 'people',
  label: ['处分公平', 'Fairness'],
  roles: { hr: ['人事', 'HR'], centre_manager: ['中心经理', 'Centre manager'], line_supervisor: ['线路主管', 'Line supervisor'] },
  registers: [],
  reports: [FairnessReport, AnalogyDecisions],
});
