/** Service orders (服务指令), with the regions and service types they are sorted by. Front door of the module. */
import { defineModule, firstRecord } from '../../../kernel/index.ts';
import { BOARD_READERS, DispatchBoard } from './board.ts';
import { ServiceOrderClocks } from './clocks.ts';
import { DispatchSuggestions } from './dispatch.ts';
import { ServiceOrderHold } from './hold.ts';
import { ServiceOrderProcess } from './order-process.ts';
import { ServiceRegion, ServiceRegionOrder, ServiceType } from './places.ts';
import { ServiceOrder } from './service-order.ts';
import { slaParameters } from './sla.ts';
import { TechnicianSkill } from './technician-skill.ts';

export { regionsFor, ServiceRegion, ServiceRegionOrder, ServiceType, serviceTypes, type TypeOfService } from './places.ts';
export type { Place } from './rules.ts';
export { ServiceOrderHold } from './hold.ts';
export { ServiceOrderProcess } from './order-process.ts';
export { SAFETY_FORM, type SafetyAnswers } from './safety.ts';
export { DONE_STATES, OPEN_STATES, OUTCOMES, ServiceOrder } from './service-order.ts';
export { HOLD_REASONS, PRIORITIES } from './sla.ts';
export { TechnicianSkill } from './technician-skill.ts';

export const orders = defineModule({
  name: 'orders',
  area: 'service',
  label: ['服务指令', 'Service orders'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'],
    centre_manager: ['中心经理', 'Centre manager'], storekeeper: ['库管', 'Storekeeper'], finance: ['财务', 'Finance'], hr: ['人事', 'HR'],
  },
  registers: [ServiceRegion, ServiceType, ServiceRegionOrder, ServiceOrder, ServiceOrderHold, TechnicianSkill],
  firstSteps: [firstRecord(ServiceType, ['写下服务类型', 'Write down the types of service'])],
  processes: [ServiceOrderProcess],
  parameters: slaParameters,
  queries: [DispatchSuggestions, DispatchBoard, ServiceOrderClocks],
  pages: { dispatch: { label: ['派工看板', 'Dispatch board'], access: BOARD_READERS } },
});
