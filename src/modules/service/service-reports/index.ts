/** Service reports (服务报告) with what they tell: the four rates, service dynamics, failures by product. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { ServiceReportAddendum } from './addendum.ts';
import { DeadlinesKept, Emergencies, RegionByContent } from './dynamics.ts';
import { FailureKind } from './lists.ts';
import { ReportDays } from './parameters.ts';
import { FailuresByProduct } from './quality.ts';
import { FourRates } from './rates.ts';
import { archiveOf, ServiceReport, ServiceReportProcess } from './service-report.ts';

export { ServiceReportAddendum } from './addendum.ts';
export { DeadlinesKept, Emergencies, RegionByContent } from './dynamics.ts';
export { countsOf } from './figures.ts';
export { FailureKind, PRODUCTS } from './lists.ts';
export { FailuresByProduct } from './quality.ts';
export { FourRates } from './rates.ts';
export { percent } from './rules.ts';
export { ServiceReport, ServiceReportProcess } from './service-report.ts';

export const serviceReports = defineModule({
  name: 'service-reports',
  area: 'service',
  label: ['服务报告', 'Service reports'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
  },
  registers: [ServiceReport, ServiceReportAddendum, FailureKind],
  processes: [ServiceReportProcess],
  parameters: [ReportDays],
  reports: [FourRates, RegionByContent, Emergencies, FailuresByProduct, DeadlinesKept],
  on: { 'service_order.closed': (tx, payload) => archiveOf(tx, String(payload['order'])) },
});
