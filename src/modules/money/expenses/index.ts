/** Expenses (费用). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';

export const expenses = defineModule({
  name: 'expenses',
  area: 'money',
  label: ['费用', 'Expenses'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'], finance: ['财务', 'Finance'],
  },
  registers: [],
});
