/** Order at the workplace (工作现场): rounds, end of shift, house rules of the day, customer prints. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { Checklist, ChecklistItem, ChecklistProcess } from './checklist.ts';
import { EndOfDay } from './duties.ts';
import { HouseRulesQuery } from './house-rules.ts';
import { CustomerPrint, CustomerPrintProcess } from './prints.ts';
import { CLOSERS, READERS } from './roles.ts';
import { Round, RoundLine, RoundPageQuery, RoundProcess, WorkArea } from './round.ts';

export { Checklist, ChecklistItem, ChecklistProcess } from './checklist.ts';
export { CustomerPrint, CustomerPrintProcess } from './prints.ts';
export { Round, RoundLine, RoundProcess, WorkArea } from './round.ts';

export const workplace = defineModule({
  name: 'workplace',
  area: 'people',
  label: ['工作现场', 'Workplace'],
  roles: { agent: ['坐席', 'Agent'], line_supervisor: ['线路主管', 'Line supervisor'], centre_manager: ['中心经理', 'Centre manager'], hr: ['人事', 'HR'] },
  registers: [Checklist, ChecklistItem, WorkArea, Round, RoundLine, CustomerPrint],
  processes: [ChecklistProcess, RoundProcess, CustomerPrintProcess],
  duties: [EndOfDay],
  queries: [RoundPageQuery, HouseRulesQuery],
  pages: { round: { label: ['现场巡检', 'Workplace round'], access: CLOSERS }, rules: { label: ['着装与手机规定', 'Dress and telephones'], access: [...READERS, 'agent', 'attendance_clerk'] } },
});
