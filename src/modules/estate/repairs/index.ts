/** Repairs (维修): requests by page, phone and QR label, slips, material, score, call-back, construction. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { openRepairs, RepairDeskQuery } from './desk.ts';
import { BuildingRepair } from './intake.ts';
import { RepairMaterial, RepairOrder, RepairPrice } from './order.ts';
import { RepairProcess } from './order-process.ts';
import { repairParameters } from './parameters.ts';
import { ConstructionAcceptance, ConstructionLog, ConstructionProject } from './project.ts';
import { ConstructionAcceptanceProcess, ConstructionProcess } from './project-process.ts';
import { RepairsByBuilding } from './reports.ts';
import { READERS, ROLES } from './roles.ts';

export { RepairMaterial, RepairOrder, RepairPrice } from './order.ts';
export { RepairProcess } from './order-process.ts';
export { ConstructionAcceptance, ConstructionLog, ConstructionProject } from './project.ts';
export { ConstructionAcceptanceProcess, ConstructionProcess } from './project-process.ts';
export { RepairsByBuilding } from './reports.ts';

export const repairs = defineModule({
  name: 'repairs',
  area: 'estate',
  label: ['维修', 'Repairs'],
  roles: ROLES,
  registers: [RepairOrder, ConstructionProject, ConstructionLog, ConstructionAcceptance, RepairPrice, RepairMaterial],
  processes: [RepairProcess, ConstructionProcess, ConstructionAcceptanceProcess],
  reports: [RepairsByBuilding],
  queries: [RepairDeskQuery],
  parameters: repairParameters,
  intakes: [BuildingRepair],
  pages: { desk: { label: ['报修台', 'Repair desk'], access: READERS } },
  figures: [{
    label: ['未完成的报修', 'Repairs not finished'], roles: ['repair_clerk', 'repair_worker', 'logistics_head'],
    async value(tx) { const n = await openRepairs(tx); return { value: String(n.open), href: '/p/repairs/desk', tone: n.late > 0 ? 'alarm' : n.open > 0 ? 'waiting' : 'done' }; },
  }],
});
