/** Petty cash (备用金): floats of shifts and what is paid from them. Serves VIP-6.1, P12, AS-28. */
import { defineModule } from '../../../kernel/index.ts';
import { PettyFloat, PettyFloatProcess } from './float.ts';
import { FloatAmount, SlipLimit } from './parameters.ts';
import { PettySlip, PettySlipProcess } from './petty-slip.ts';
import { FloatPosition } from './reports.ts';

export { type CashHeld, cashHeldBy, floatOfShift, PettyFloat, PettyFloatProcess } from './float.ts';
export { PettySlip, PettySlipProcess } from './petty-slip.ts';
export { FloatPosition } from './reports.ts';
export { type CashCount, cashText, DENOMINATIONS, parseCash, sumCash } from './rules.ts';

export const pettyCash = defineModule({
  name: 'petty-cash',
  area: 'money',
  label: ['备用金', 'Petty cash'],
  roles: { vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], finance: ['财务', 'Finance'] },
  registers: [PettyFloat, PettySlip],
  processes: [PettyFloatProcess, PettySlipProcess],
  reports: [FloatPosition],
  parameters: [FloatAmount, SlipLimit],
});
