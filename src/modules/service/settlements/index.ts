/** Out-of-warranty work and settlement (保外更换与结算). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';

export const settlements = defineModule({
  name: 'settlements',
  area: 'service',
  label: ['保外更换与结算', 'Out-of-warranty work and settlement'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'], supply: ['供应部', 'Supply'], finance: ['财务', 'Finance'],
  },
  registers: [],
});
