/** Service requests (服务申请). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';

export const requests = defineModule({
  name: 'requests',
  area: 'service',
  label: ['服务申请', 'Service requests'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
  },
  registers: [],
});
