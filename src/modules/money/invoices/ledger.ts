/** The ledger of blank and used invoice sheets, by batch: with finance, with a shift, in the safe, issued, voided, lost. Serves section 4.2, I5, I8. */
import { defineLedger } from '../../../kernel/index.ts';

export const InvoiceSheets = defineLedger('invoice_sheets', {
  label: ['发票张数', 'Invoice sheets'],
  unit: ['张', 'sheets'], periods: 'day',
  accounts: {
    supplier: { label: ['累计入库', 'Received'] },
    finance: { label: ['财务库存', 'With finance'], per: 'invoice_batch', floor: 0 },
    shift: { label: ['当班手中', 'With a till shift'], per: 'shift', floor: 0 },
    safe: { label: ['封存', 'In the safe'], per: 'invoice_batch', floor: 0 },
    issued: { label: ['已开具', 'Issued'], per: 'invoice_batch' },
    voided: { label: ['已作废', 'Voided'], per: 'invoice_batch' },
    lost: { label: ['遗失', 'Lost'], per: 'invoice_batch' },
  },
  movements: {
    receive: { label: ['入库', 'Received'], from: 'supplier', to: 'finance' },
    draw: { label: ['领用', 'Drawn'], from: 'finance', to: 'shift' },
    give_back: { label: ['退回财务', 'Returned'], from: 'shift', to: 'finance' },
    issue: { label: ['开具', 'Issued'], from: 'shift', to: 'issued' },
    void: { label: ['作废', 'Voided'], from: 'issued', to: 'voided' },
    hand_over: { label: ['交接', 'Handed over'], from: 'shift', to: 'shift' },
    seal: { label: ['封存', 'Sealed'], from: 'shift', to: 'safe' },
    unseal: { label: ['启封', 'Unsealed'], from: 'safe', to: 'shift' },
    lose: { label: ['遗失', 'Lost'], from: 'shift', to: 'lost' },
  },
  dimensions: [['批次', 'Batch']],
  // What a clerk should hold is counted blind (P11).
  read: ['duty_supervisor', 'vip_manager', 'finance', 'auditor'],
});
