/** Service reports (服务报告). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';

export const serviceReports = defineModule({
  name: 'service-reports',
  area: 'service',
  label: ['服务报告', 'Service reports'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
  },
  registers: [],
});
