/** User complaints (用户投诉). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';

export const userComplaints = defineModule({
  name: 'user-complaints',
  area: 'service',
  label: ['用户投诉', 'User complaints'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
  },
  registers: [],
});
