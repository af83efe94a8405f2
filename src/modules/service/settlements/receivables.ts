/**
 * Receivables of out-of-warranty work (保外应收): accrued when priced and done, invoiced from the half-year statement, received.
 * Per customer; nothing can be invoiced that was not accrued, nor received that was not invoiced. Serves SM-30, FS-4.3.
 */
import { defineLedger } from '../../../kernel/index.ts';

export const READERS = ['dispatcher', 'branch_manager', 'centre_manager', 'supply', 'finance', 'auditor'];

export const Receivables = defineLedger('replacement_receivables', {
  label: ['保外应收账', 'Receivables, out of warranty'],
  unit: ['分', 'fen'],
  accounts: {
    earned: { label: ['累计应计', 'Earned'] },
    accrued: { label: ['应计未开票', 'Accrued, not invoiced'], per: 'customer', floor: 0 },
    invoiced: { label: ['已开票未收', 'Invoiced, not received'], per: 'customer', floor: 0 },
    received: { label: ['累计收款', 'Received'] },
  },
  movements: {
    accrue: { label: ['应计', 'Accrued'], from: 'earned', to: 'accrued' },
    invoice: { label: ['开票', 'Invoiced'], from: 'accrued', to: 'invoiced' },
    pay: { label: ['收款', 'Received'], from: 'invoiced', to: 'received' },
  },
  dimensions: [['区域服务部', 'Branch']],
  read: READERS,
});
