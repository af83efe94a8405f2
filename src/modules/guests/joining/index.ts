/** Joining (入会): from the first words to an active card. Serves VIP-1.1 to VIP-1.5, VIP-8.1 to VIP-8.9, AS-01 to AS-03. */
import { defineModule } from '../../../kernel/index.ts';
import { CardApplicationProcess } from './application-process.ts';
import { CardApplication } from './application.ts';
import { Desk, DeskApplication } from './desk.ts';
import { BirthdayCounts, FeeCoolingDays } from './parameters.ts';
import { ApplicationsConversion } from './reports.ts';

export { CardApplicationProcess } from './application-process.ts';
export { CardApplication } from './application.ts';
export { paidNotActive } from './reports.ts';

export const joining = defineModule({
  name: 'joining',
  area: 'guests',
  label: ['入会', 'Joining'],
  roles: {
    front_desk: ['前台', 'Front desk'], vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], finance: ['财务', 'Finance'],
  },
  registers: [CardApplication],
  processes: [CardApplicationProcess],
  reports: [ApplicationsConversion],
  queries: [Desk, DeskApplication],
  pages: { desk: { label: ['入会台', 'Joining desk'], access: ['front_desk', 'vip_agent'] } },
  parameters: [BirthdayCounts, FeeCoolingDays],
});
