/** Visits (上门服务). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';

export const visits = defineModule({
  name: 'visits',
  area: 'service',
  label: ['上门服务', 'Visits'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
  },
  registers: [],
});
