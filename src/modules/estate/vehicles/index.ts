/** Vehicles (车辆). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';

export const vehicles = defineModule({
  name: 'vehicles',
  area: 'estate',
  label: ['车辆', 'Vehicles'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'], hr: ['人事', 'HR'], general_affairs: ['总务处', 'General affairs'],
  },
  registers: [],
});
