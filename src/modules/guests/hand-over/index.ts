/** Hand-over (交接): cut, blind counts, differences, custody, seal, finance. Serves P11, VIP-6.6 to VIP-6.9, VIP-1.10, VIP-5.14, G15, G16, AS-22 to AS-24, AS-28, I8. */
import { defineModule } from '../../../kernel/index.ts';
import { HandOverDesk } from './desk.ts';
import { CustodyCheck } from './duties.ts';
import { HandOver } from './hand-over.ts';
import { HandOverLine } from './hand-over-line.ts';
import { HandOverProcess } from './hand-over-process.ts';
import { DeskIncident, DeskIncidentProcess } from './incident.ts';
import { CustodyAt } from './reports.ts';
import { StationKey } from './station-key.ts';

export { HandOverDesk, type HandOverDeskView } from './desk.ts';
export { HandOver } from './hand-over.ts';
export { HandOverLine } from './hand-over-line.ts';
export { HandOverProcess } from './hand-over-process.ts';
export { DeskIncident, DeskIncidentProcess } from './incident.ts';
export { CustodyAt, custodyProblems } from './reports.ts';
export { StationKey } from './station-key.ts';

export const handOver = defineModule({
  name: 'hand-over',
  area: 'guests',
  label: ['交接', 'Hand-over'],
  roles: { vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], finance: ['财务', 'Finance'], guard: ['保安', 'Guard'] },
  registers: [HandOver, HandOverLine, DeskIncident, StationKey],
  processes: [HandOverProcess, DeskIncidentProcess],
  duties: [CustodyCheck],
  reports: [CustodyAt],
  queries: [HandOverDesk],
  pages: { desk: { label: ['交接台', 'Hand-over desk'], access: ['vip_agent'] } },
});
