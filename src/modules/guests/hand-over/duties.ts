/** Every night: nothing lies with a shift that went home. Serves I8. */
import { defineDuty, f } from '../../../kernel/index.ts';
import { custodyProblems } from './reports.ts';

export const CustodyCheck = defineDuty('custody_check', {
  label: ['保管责任夜间核对', 'Nightly check of custody'],
  statements: ['VIP-6.6'],
  recurs: { every: 'day' }, by: '09:00', unitKind: 'centre', owner: 'duty_supervisor', deputy: 'vip_manager', escalate: { to: 'vip_manager', afterMinutes: 60 },
  form: { finding: f.text('查明情况', 'What was found', { max: 400 }) },
  async evidence({ tx }) { return (await custodyProblems(tx)).length === 0 ? { finding: '各账户都在当班或保险柜' } : null; },
});
