/** Vehicles (车辆): register, dated assignments, staff and vehicles by branch against stated figures. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { StaffAndVehicles } from './reports.ts';
import { StaffingStatement, StaffingStatementLine } from './statement.ts';
import { Vehicle, VehicleAssignment, VehicleProcess } from './vehicle.ts';

export { StaffAndVehicles } from './reports.ts';
export { StaffingStatement, StaffingStatementLine } from './statement.ts';
export { Vehicle, VehicleAssignment, VehicleProcess, vehiclesOn } from './vehicle.ts';

export const vehicles = defineModule({
  name: 'vehicles',
  area: 'estate',
  label: ['车辆', 'Vehicles'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], centre_manager: ['中心经理', 'Centre manager'], general_affairs: ['总务处', 'General affairs'],
    finance: ['财务', 'Finance'], hr: ['人事', 'HR'],
  },
  registers: [Vehicle, VehicleAssignment, StaffingStatement, StaffingStatementLine],
  processes: [VehicleProcess],
  reports: [StaffAndVehicles],
});
