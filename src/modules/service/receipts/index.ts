/** Receipts (回执). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';

export const receipts = defineModule({
  name: 'receipts',
  area: 'service',
  label: ['回执', 'Receipts'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
  },
  registers: [],
});
