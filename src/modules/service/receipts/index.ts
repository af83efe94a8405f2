/** Receipts (回执). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { ReceiptDays } from './parameters.ts';
import { expectReceipt, Receipt, ReceiptProcess } from './receipt.ts';
import { receiptsOverdue, ReceiptsMissing } from './reports.ts';

export { expectReceipt, Receipt, ReceiptProcess } from './receipt.ts';
export { ReceiptsMissing } from './reports.ts';

export const receipts = defineModule({
  name: 'receipts',
  area: 'service',
  label: ['回执', 'Receipts'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
  },
  registers: [Receipt],
  processes: [ReceiptProcess],
  parameters: [ReceiptDays],
  reports: [ReceiptsMissing],
  figures: [{ label: ['超期未收回执', 'Receipts overdue'], roles: ['dispatcher', 'branch_manager', 'centre_manager'], value: receiptsOverdue }],
  on: { 'service_order.done': (tx, payload) => expectReceipt(tx, String(payload['order'])) },
});
