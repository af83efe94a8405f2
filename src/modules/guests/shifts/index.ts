/** Till shifts (当班): who is on duty with money. Serves VIP-6.1, VIP-6.2, VIP-6.6, VIP-6.7, G15, G16. */
import { defineModule } from '../../../kernel/index.ts';
import { Shift, ShiftProcess } from './shift.ts';

export { assertPast, isLate, lateFields, lateness } from './late.rules.ts';
export { openShiftOf, Shift, ShiftProcess } from './shift.ts';

export const shifts = defineModule({
  name: 'shifts',
  area: 'guests',
  label: ['当班', 'Till shifts'],
  roles: { vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], finance: ['财务', 'Finance'] },
  registers: [Shift],
  processes: [ShiftProcess],
});
