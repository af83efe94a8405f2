/** Maintenance contracts (维保合同), what they cover, and their visits. Front door of the module. */
import { defineModule, type Tx } from '../../../kernel/index.ts';
import { MaintenanceContractProcess } from './contract-process.ts';
import { MaintenanceContract, MaintenanceCover, RenewalDays } from './maintenance-contract.ts';
import { MaintenanceInForce, MaintenanceVisits, renewalsDue } from './reports.ts';
import { followOrder, MaintenanceVisit, MaintenanceVisitProcess } from './visit.ts';

export { MaintenanceContractProcess } from './contract-process.ts';
export { coverOf } from './cover.ts';
export { MaintenanceContract, MaintenanceCover } from './maintenance-contract.ts';
export { MaintenanceVisit, MaintenanceVisitProcess } from './visit.ts';

const orderMoved = (tx: Tx, payload: { readonly [name: string]: unknown }) => followOrder(tx, String(payload['order']));

export const maintenanceContracts = defineModule({
  name: 'maintenance-contracts',
  area: 'service',
  label: ['维保合同', 'Maintenance contracts'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'], finance: ['财务', 'Finance'],
  },
  registers: [MaintenanceContract, MaintenanceCover, MaintenanceVisit],
  processes: [MaintenanceContractProcess, MaintenanceVisitProcess],
  reports: [MaintenanceInForce, MaintenanceVisits],
  parameters: [RenewalDays],
  figures: [{ label: ['待续签维保合同', 'Maintenance contracts to renew'], roles: ['branch_manager', 'dispatcher', 'centre_manager'], value: renewalsDue }],
  on: { 'service_order.verified': orderMoved, 'service_order.cancelled': orderMoved },
});
