/** Service requests (服务申请). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { EquipmentRequest, RequestAnswer } from './intake.ts';
import { requestParameters } from './parameters.ts';
import { RequestPanel } from './panel.ts';
import { RequestsByRegion, requestsOverdue } from './reports.ts';
import { ServiceRequestProcess } from './request-process.ts';
import { ServiceRequest } from './service-request.ts';

export { ServiceRequestProcess } from './request-process.ts';
export { ServiceRequest } from './service-request.ts';

export const requests = defineModule({
  name: 'requests',
  area: 'service',
  label: ['服务申请', 'Service requests'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
    line_supervisor: ['线路主管', 'Line supervisor'], agent: ['坐席', 'Agent'],
  },
  registers: [ServiceRequest],
  processes: [ServiceRequestProcess],
  reports: [RequestsByRegion],
  queries: [RequestPanel],
  parameters: requestParameters,
  intakes: [EquipmentRequest, RequestAnswer],
  figures: [{ label: ['逾期未答复的申请', 'Requests not answered in time'], roles: ['dispatcher', 'branch_manager', 'centre_manager'], value: requestsOverdue }],
});
