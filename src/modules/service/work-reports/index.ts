/** Work reports (工作报告). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';

export const workReports = defineModule({
  name: 'work-reports',
  area: 'service',
  label: ['工作报告', 'Work reports'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
  },
  registers: [],
});
