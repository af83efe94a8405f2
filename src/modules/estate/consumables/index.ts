/** Consumables (低值易耗品): catalogue, purchase, receipt, issue, return, count, cost by layers. Front door of the module. */
import { defineModule, firstRecord } from '../../../kernel/index.ts';
import { ConsumableCount, ConsumableCountProcess } from './count.ts';
import { shortOf, StoreDeskQuery } from './desk.ts';
import { Consumable, ConsumableLayer, ConsumableQuota } from './item.ts';
import { ConsumableStock } from './ledger.ts';
import { ConsumablePurchase, ConsumablePurchaseProcess, ConsumableReceipt, ConsumableReceiptProcess } from './receipt.ts';
import { ConsumableMovements } from './reports.ts';
import { ConsumableRequest, ConsumableRequestProcess } from './request.ts';
import { READERS, ROLES } from './roles.ts';

export { ConsumableCount, ConsumableCountProcess } from './count.ts';
export { Consumable, ConsumableLayer, ConsumableQuota, itemOf } from './item.ts';
export { bringIn, ConsumableStock, giveBack, handBack, handOut, spendOn, wearOut } from './ledger.ts';
export { ConsumablePurchase, ConsumablePurchaseProcess, ConsumableReceipt, ConsumableReceiptProcess } from './receipt.ts';
export { ConsumableMovements } from './reports.ts';
export { ConsumableRequest, ConsumableRequestProcess } from './request.ts';

export const consumables = defineModule({
  name: 'consumables',
  area: 'estate',
  label: ['低值易耗品', 'Consumables'],
  roles: ROLES,
  registers: [Consumable, ConsumableRequest, ConsumablePurchase, ConsumableReceipt, ConsumableCount, ConsumableQuota, ConsumableLayer],
  firstSteps: [firstRecord(Consumable, ['写下易耗品和警戒数量', 'Write down the consumables and when to warn'])],
  processes: [ConsumableRequestProcess, ConsumablePurchaseProcess, ConsumableReceiptProcess, ConsumableCountProcess],
  ledgers: [ConsumableStock],
  reports: [ConsumableMovements],
  queries: [StoreDeskQuery],
  pages: { desk: { label: ['物资台', 'Store desk'], access: READERS } },
  figures: [{
    label: ['低于最低库存', 'Below the least stock'], roles: ['store_clerk', 'logistics_head'],
    async value(tx) { const n = await shortOf(tx); return { value: String(n), href: '/p/consumables/desk', tone: n > 0 ? 'alarm' : 'done' }; },
  }],
});
