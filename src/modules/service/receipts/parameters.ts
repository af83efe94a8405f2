/** Deadlines of receipts (回执期限). Serves SM-22, FS-5.7. */
import { defineParameter, f } from '../../../kernel/index.ts';

export const ReceiptDays = defineParameter('receipts.due_days', {
  label: ['回执期限（天）', 'Days until the receipt is due'],
  help: ['完工之日不计，期限内最后一天整天有效', 'The day of the work does not count; the last day counts to its end'],
  field: f.integer('天', 'Days', { min: 1, max: 60 }), source: 'SM-22, FS-5.7', default: 3, writeBy: ['centre_manager'],
});
