/** Instruments and tools (仪器工具). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';

export const tools = defineModule({
  name: 'tools',
  area: 'service',
  label: ['仪器工具', 'Instruments and tools'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
  },
  registers: [],
});
