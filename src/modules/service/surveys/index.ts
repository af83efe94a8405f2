/** Satisfaction surveys (满意度调查). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';

export const surveys = defineModule({
  name: 'surveys',
  area: 'service',
  label: ['满意度调查', 'Satisfaction surveys'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
  },
  registers: [],
});
