/** Bills (账单): tickets, tenders, what may be invoiced. Serves VIP-1.6, VIP-6.3, VIP-6.4, G18, G20, AS-05. */
import { defineModule } from '../../../kernel/index.ts';
import { Bill } from './bill.ts';
import { BillProcess } from './bill-process.ts';
import { BillTender } from './bill-tender.ts';
import { StoredValueInvoicedAt } from './parameters.ts';
import { RevenueByRoomType, RevenueByShift, RevenueByTender } from './reports.ts';

export { Bill } from './bill.ts';
export { BillProcess } from './bill-process.ts';
export { BillTender, tendersOf } from './bill-tender.ts';
export { billByTicket, unpaidBills } from './find.ts';
export { StoredValueInvoicedAt } from './parameters.ts';
export { invoiceable, type PaidLine, type Tender, TENDERS } from './rules.ts';

export const bills = defineModule({
  name: 'bills',
  area: 'guests',
  label: ['账单', 'Bills'],
  roles: {
    front_desk: ['前台', 'Front desk'], vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], finance: ['财务', 'Finance'],
  },
  registers: [Bill, BillTender],
  processes: [BillProcess],
  reports: [RevenueByTender, RevenueByRoomType, RevenueByShift],
  parameters: [StoredValueInvoicedAt],
});
