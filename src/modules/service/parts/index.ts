/** Parts (配件). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { PartApplicationProcess } from './application-process.ts';
import { PartApplication } from './application.ts';
import { StockCount, StockCountProcess } from './count.ts';
import { countIn, PartsDesk } from './desk.ts';
import { PartStock } from './ledger.ts';
import { StockMove } from './move.ts';
import { Part } from './part.ts';
import { CostLayer, StockItem, StockPlace } from './place.ts';
import { StockReceipt } from './receipt.ts';
import { OldPartsOutstanding, PartsByRegion } from './reports.ts';
import { READERS } from './roles.ts';
import { PartWhereQuery } from './where.ts';
import { PartMovements, PartStockByPlace } from './stock-reports.ts';

export { PartApplicationProcess } from './application-process.ts';
export { PartApplication } from './application.ts';
export { StockCount, StockCountProcess } from './count.ts';
export { partsCostOf, type PartsCost } from './figures.ts';
export { PartStock } from './ledger.ts';
export { StockMove } from './move.ts';
export { Part } from './part.ts';
export { CostLayer, StockItem, StockPlace } from './place.ts';
export { StockReceipt } from './receipt.ts';
export { OldPartsOutstanding, PartsByRegion } from './reports.ts';
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
  reports: [PartsByRegion, PartStockByPlace, PartMovements, OldPartsOutstanding],
  queries: [PartsDesk, PartWhereQuery],
  pages: { desk: { label: ['配件台', 'Parts desk'], access: READERS } },
  figures: [
    {
      label: ['待办配件申报', 'Parts applications waiting'], roles: ['storekeeper', 'dispatcher'],
      async value(tx) { const n = await countIn(tx, ['applied', 'decided', 'approved']); return { value: String(n), href: '/p/parts/desk', tone: n > 0 ? 'waiting' : 'done' }; },
    },
    {
      label: ['旧件未交', 'Old parts outstanding'], roles: ['branch_manager', 'storekeeper'],
      async value(tx) { const n = await countIn(tx, ['replaced']); return { value: String(n), href: '/report/old_parts_outstanding', tone: n > 0 ? 'waiting' : 'done' }; },
    },
  ],
});
