/** Duty coverage (职责落实): which sentence of the rulebook was fulfilled by what. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { CoverageBySection, DutyCoverage } from './coverage.ts';
import { DutyStatement, READERS, StatementEdition, StatementEditionProcess } from './edition.ts';

export { StatementEdition, StatementEditionProcess } from './edition.ts';

export const coverage = defineModule({
  name: 'coverage',
  area: 'guests',
  label: ['职责落实', 'Duty coverage'],
  roles: {
    vip_director: ['贵宾中心主任', 'VIP centre director'], vip_manager: ['客服经理', 'VIP manager'], operations_gm: ['经营总经理', 'Operations general manager'], general_affairs: ['总务处', 'General affairs'], logistics_head: ['后勤主任', 'Head of logistics'],
  },
  registers: [StatementEdition, DutyStatement],
  processes: [StatementEditionProcess],
  reports: [CoverageBySection],
  queries: [DutyCoverage],
  pages: { month: { label: ['职责落实', 'Duty coverage'], access: READERS } },
});
