/** Equipment (设备) and its warranty. Front door of the module. */
import { defineModule, firstRecord } from '../../../kernel/index.ts';
import { Equipment, EquipmentCover, EquipmentProcess, followSite } from './equipment.ts';
import { EquipmentToday } from './warranty.ts';

export { Equipment, EquipmentCover, EquipmentProcess } from './equipment.ts';
export { ASPECTS, determineWarranty, RESULTS, serialKey, type Aspect, type Cover, type WarrantyDecision, type WarrantyQuestion, type WarrantyResult, type WarrantyTerms } from './rules.ts';
export { warrantyOn, type WarrantyByAspect } from './warranty.ts';

export const equipment = defineModule({
  name: 'equipment',
  area: 'service',
  label: ['设备', 'Equipment'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
    storekeeper: ['库管', 'Storekeeper'], finance: ['财务', 'Finance'],
  },
  registers: [Equipment, EquipmentCover],
  firstSteps: [firstRecord(Equipment, ['录入设备和保修条款', 'Enter the equipment with its warranty'])],
  processes: [EquipmentProcess],
  queries: [EquipmentToday],
  on: { 'site.moved': async (tx, payload) => followSite(tx, String(payload.site)) },
});
