/** Contract ledger (合同台账). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';

export const contracts = defineModule({
  name: 'contracts',
  area: 'service',
  label: ['合同台账', 'Contract ledger'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
  },
  registers: [],
});
