/** Parts (配件). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';

export const parts = defineModule({
  name: 'parts',
  area: 'service',
  label: ['配件', 'Parts'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'], storekeeper: ['库管', 'Storekeeper'], finance: ['财务', 'Finance'],
  },
  registers: [],
});
