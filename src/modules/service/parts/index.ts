/** Parts (配件). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { PartApplicationProcess } from './application-process.ts';
import { PartApplication } from './application.ts';
import { StockCount, StockCountProcess } from './count.ts';
import { PartStock } from './ledger.ts';
import { StockMove } from './move.ts';
import { Part } from './part.ts';
import { CostLayer, StockItem, StockPlace } from './place.ts';
import { StockReceipt } from './receipt.ts';

export { PartApplicationProcess } from './application-process.ts';
export { PartApplication } from './application.ts';
export { StockCount, StockCountProcess } from './count.ts';
export { PartStock } from './ledger.ts';
export { StockMove } from './move.ts';
export { Part } from './part.ts';
export { CostLayer, StockItem, StockPlace } from './place.ts';
export { StockReceipt } from './receipt.ts';
export { lockedVanStock, useFromVan, vanStock, type VanStock, type VanUse } from './van.ts';

export const parts = defineModule({
  name: 'parts',
  area: 'service',
  label: ['配件', 'Parts'],
  roles: {
    storekeeper: ['库管', 'Storekeeper'], technician: ['技术员', 'Technician'], branch_manager: ['区域经理', 'Branch manager'], dispatcher: ['调度员', 'Dispatcher'],
    centre_manager: ['中心经理', 'Centre manager'], finance: ['财务', 'Finance'], supply: ['供应部', 'Supply'],
  },
  registers: [PartApplication, Part, StockPlace, StockReceipt, StockMove, StockCount, StockItem, CostLayer],
  processes: [PartApplicationProcess, StockCountProcess],
  ledgers: [PartStock],
});
