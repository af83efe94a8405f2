/** Vehicles (车辆): register, dated assignments, papers, readings, care and fuel; staff and vehicles by branch against stated figures. Front door of the module. */
import { defineModule, firstRecord } from '../../../kernel/index.ts';
import { VehicleCare, WeeklyVehicleCare } from './care.ts';
import { FuelFill, FuelFillProcess, FuelTolerance } from './fuel.ts';
import { OdometerReading } from './odometer.ts';
import { PapersAsked, VehicleDocument, VehicleDocumentProcess } from './papers.ts';
import { StaffAndVehicles } from './reports.ts';
import { StaffingStatement, StaffingStatementLine } from './statement.ts';
import { Vehicle, VehicleAssignment, VehicleProcess } from './vehicle.ts';

export { VehicleCare } from './care.ts';
export { DOCUMENT_KINDS, type DocumentKind, type PaperOf, paperProblems, serviceProblem } from './care.rules.ts';
export { FuelFill, FuelFillProcess, FuelTolerance } from './fuel.ts';
export { latestKm, OdometerReading, readOdometer } from './odometer.ts';
export { PapersAsked, papersOf, VehicleDocument, VehicleDocumentProcess } from './papers.ts';
export { isOfStatement, StaffAndVehicles } from './reports.ts';
export { StaffingStatement, StaffingStatementLine } from './statement.ts';
export { Vehicle, VehicleAssignment, VehicleProcess, vehiclesOn } from './vehicle.ts';

export const vehicles = defineModule({
  name: 'vehicles',
  area: 'estate',
  label: ['车辆', 'Vehicles'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], centre_manager: ['中心经理', 'Centre manager'], general_affairs: ['总务处', 'General affairs'],
    finance: ['财务', 'Finance'], hr: ['人事', 'HR'], vehicle_dispatcher: ['车辆调度员', 'Vehicle dispatcher'], driver: ['驾驶员', 'Driver'],
  },
  registers: [Vehicle, VehicleAssignment, VehicleDocument, OdometerReading, VehicleCare, FuelFill, StaffingStatement, StaffingStatementLine],
  firstSteps: [firstRecord(Vehicle, ['录入车辆和证件', 'Enter the vehicles and their papers'])],
  processes: [VehicleProcess, VehicleDocumentProcess, FuelFillProcess],
  duties: [WeeklyVehicleCare],
  parameters: [PapersAsked, FuelTolerance],
  reports: [StaffAndVehicles],
});
