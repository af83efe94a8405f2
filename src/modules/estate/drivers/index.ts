/** Drivers (驾驶员管理): licences with their end, medical checks, rest. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { Driver, DriverProcess, RestHours } from './driver.ts';

export { Driver, DriverProcess, type DriverRow, RestHours } from './driver.ts';
export { FLEET_KEEPERS, FLEET_READERS } from './roles.ts';
export { CLASSES, covers, type Licence, type LicenceClass, licenceProblems, overlap, restProblem, type Span } from './rules.ts';

export const drivers = defineModule({
  name: 'drivers',
  area: 'estate',
  label: ['驾驶员', 'Drivers'],
  roles: {
    vehicle_dispatcher: ['车辆调度员', 'Vehicle dispatcher'], driver: ['驾驶员', 'Driver'], general_affairs: ['总务处', 'General affairs'], centre_manager: ['中心经理', 'Centre manager'],
  },
  registers: [Driver],
  processes: [DriverProcess],
  parameters: [RestHours],
});
