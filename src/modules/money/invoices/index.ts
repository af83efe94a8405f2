/** Invoices (发票): batches, ranges, drawing, issuing. Serves VIP-6.3 to VIP-6.6, P10, G17, G18, AS-22, AS-25, AS-27, I5. */
import { defineModule } from '../../../kernel/index.ts';
import { InvoiceBatch, InvoiceType } from './batch.ts';
import { InvoiceDesk, InvoiceDeskOpen } from './desk.ts';
import { InvoiceDraw, InvoiceDrawProcess } from './draw.ts';
import { NumbersCheck } from './duties.ts';
import { Invoice } from './invoice.ts';
import { InvoiceProcess } from './invoice-process.ts';
import { InvoiceSheets } from './ledger.ts';
import { InvoiceRange } from './range.ts';
import { InvoiceQuota, InvoicesByShift, InvoiceStock } from './reports.ts';
import { InvoiceStockView } from './stock-view.ts';

export { batchHeads, InvoiceBatch, InvoiceType } from './batch.ts';
export { InvoiceDraw, InvoiceDrawProcess } from './draw.ts';
export { Invoice } from './invoice.ts';
export { InvoiceProcess } from './invoice-process.ts';
export { InvoiceSheets } from './ledger.ts';
export { giveRange, InvoiceRange, rangesOf, takeOut, type Held } from './range.ts';
export { InvoiceStock, stockProblems } from './reports.ts';
export { contains, numberText, sizeOf, spanText, type Span } from './rules.ts';

export const invoices = defineModule({
  name: 'invoices',
  area: 'money',
  label: ['发票', 'Invoices'],
  roles: { vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], finance: ['财务', 'Finance'] },
  registers: [Invoice, InvoiceDraw, InvoiceBatch, InvoiceType, InvoiceRange],
  processes: [InvoiceProcess, InvoiceDrawProcess],
  ledgers: [InvoiceSheets],
  duties: [NumbersCheck],
  reports: [InvoiceStock, InvoicesByShift, InvoiceQuota],
  queries: [InvoiceDesk, InvoiceDeskOpen, InvoiceStockView],
  pages: {
    desk: { label: ['开票台', 'Invoice desk'], access: ['vip_agent'] },
    stock: { label: ['发票去向', 'Who has which sheets'], access: ['duty_supervisor', 'vip_manager', 'finance'] },
  },
});
