/** Arrival acceptance (到货验收). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';

export const acceptance = defineModule({
  name: 'acceptance',
  area: 'service',
  label: ['到货验收', 'Arrival acceptance'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'], management_office: ['管理部', 'Management office'], quality_control: ['质检部', 'Quality control'],
  },
  registers: [],
});
