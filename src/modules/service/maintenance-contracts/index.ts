/** Maintenance contracts (维保合同). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';

export const maintenanceContracts = defineModule({
  name: 'maintenance-contracts',
  area: 'service',
  label: ['维保合同', 'Maintenance contracts'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
  },
  registers: [],
});
