/** Policies and letters (制度与责任书). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';

export const policies = defineModule({
  name: 'policies',
  area: 'people',
  label: ['制度与责任书', 'Policies and letters'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'], hr: ['人事', 'HR'], general_affairs: ['总务处', 'General affairs'],
  },
  registers: [],
});
