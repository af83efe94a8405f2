/** Every night the numbers are counted by the machine: ranges against batches and against the ledger. Serves I5. */
import { defineDuty, f } from '../../../kernel/index.ts';
import { stockProblems } from './reports.ts';

export const NumbersCheck = defineDuty('invoice_numbers_check', {
  label: ['发票号码夜间核对', 'Nightly check of invoice numbers'],
  statements: ['VIP-6.8'],
  recurs: { every: 'day' }, by: '09:00', unitKind: 'centre', owner: 'finance', deputy: 'vip_manager', escalate: { to: 'vip_manager', afterMinutes: 60 },
  form: { finding: f.text('查明情况', 'What was found', { max: 400 }) },
  /** Done by itself when everything agrees; otherwise a person must say what was found. */
  async evidence({ tx }) {
    const problems = await stockProblems(tx);
    return problems.length === 0 ? { finding: '号码无缺无重，与账相符' } : null;
  },
});
