/** Arrival acceptance (到货验收): shipments, their lines, and papers that are missing. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { ShipmentLineProcess } from './line-process.ts';
import { PaperRequest, PaperRequestProcess } from './paper-request.ts';
import { ArrivalAcceptance, papersMissing } from './reports.ts';
import { settlePapers, ShipmentProcess } from './shipment-process.ts';
import { PaperDays, Shipment, ShipmentLine } from './shipment.ts';

export { ShipmentLineProcess } from './line-process.ts';
export { PaperRequest, PaperRequestProcess } from './paper-request.ts';
export { ShipmentProcess } from './shipment-process.ts';
export { PaperDays, Shipment, ShipmentLine } from './shipment.ts';

export const acceptance = defineModule({
  name: 'acceptance',
  area: 'service',
  label: ['到货验收', 'Arrival acceptance'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
    management_office: ['管理部', 'Management office'], quality_control: ['质检部', 'Quality control'],
  },
  registers: [Shipment, ShipmentLine, PaperRequest],
  processes: [ShipmentProcess, ShipmentLineProcess, PaperRequestProcess],
  reports: [ArrivalAcceptance],
  parameters: [PaperDays],
  figures: [{ label: ['缺资料台数', 'Units without papers'], roles: ['branch_manager', 'dispatcher', 'management_office', 'quality_control'], value: papersMissing }],
  on: { 'shipment.papers_changed': (tx, payload) => settlePapers(tx, String(payload['shipment'])) },
});
