/** Trips (用车与派车): requests, approval by range, dispatch slips, departures and returns, the calendar of vehicles and drivers. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { BOARD_READERS, FleetCalendar, OffersQuery, tripsToDispatch } from './board.ts';
import { ApproverFor, Pool } from './parameters.ts';
import { VehicleTrip, VehicleTripProcess } from './trip.ts';

export { offersFor } from './board.ts';
export { ApproverFor, Pool } from './parameters.ts';
export { VehicleTrip, VehicleTripProcess, vehiclesOutWith } from './trip.ts';

export const trips = defineModule({
  name: 'trips',
  area: 'estate',
  label: ['用车派车', 'Trips'],
  roles: {
    vehicle_dispatcher: ['车辆调度员', 'Vehicle dispatcher'], driver: ['驾驶员', 'Driver'], centre_manager: ['中心经理', 'Centre manager'], operations_gm: ['经营总经理', 'Operations general manager'],
    general_affairs: ['总务处', 'General affairs'], branch_manager: ['区域经理', 'Branch manager'], vip_manager: ['客服经理', 'VIP manager'], vip_director: ['贵宾中心主任', 'VIP centre director'],
    duty_supervisor: ['当班主管', 'Supervisor on duty'], service_supervisor: ['服务部主管', 'Service supervisor'], line_supervisor: ['线路主管', 'Line supervisor'], hr: ['人事', 'HR'], finance: ['财务', 'Finance'],
    management_office: ['管理部', 'Management office'],
  },
  registers: [VehicleTrip],
  processes: [VehicleTripProcess],
  parameters: [Pool, ...Object.values(ApproverFor)],
  queries: [FleetCalendar, OffersQuery],
  pages: { calendar: { label: ['车辆与驾驶员日历', 'Calendar of vehicles and drivers'], access: BOARD_READERS } },
  figures: [tripsToDispatch],
});
