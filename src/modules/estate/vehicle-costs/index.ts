/** What vehicles cost (车辆费用): insurance, service, repair, rental and tolls up to their settlement; cost per vehicle. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { hear, VehicleExpense, VehicleExpenseProcess } from './expense.ts';
import { VehicleCosts, VehicleDue } from './reports.ts';

export { VehicleExpense, VehicleExpenseProcess } from './expense.ts';
export { VehicleCosts, VehicleDue } from './reports.ts';

export const vehicleCosts = defineModule({
  name: 'vehicle-costs',
  area: 'estate',
  label: ['车辆费用', 'Vehicle costs'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], centre_manager: ['中心经理', 'Centre manager'], general_affairs: ['总务处', 'General affairs'], logistics_head: ['后勤主任', 'Head of logistics'],
    finance: ['财务', 'Finance'], vehicle_dispatcher: ['车辆调度员', 'Vehicle dispatcher'], driver: ['驾驶员', 'Driver'],
  },
  registers: [VehicleExpense],
  processes: [VehicleExpenseProcess],
  reports: [VehicleCosts, VehicleDue],
  on: { 'funds.held': (tx, payload) => hear(tx, payload, 'held'), 'funds.refused': (tx, payload) => hear(tx, payload, 'not_held') },
});
