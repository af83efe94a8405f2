/** Opinions and improvements (意见与改进). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { Improvement, ImprovementProcess } from './improvement.ts';
import { OpinionLink } from './link.ts';
import { LowScore, OpinionAnalysis, OpinionForm, OpinionFormProcess, OpinionIntake, OpinionRound } from './opinion.ts';
import { OpinionsByTopic, OpinionTrend } from './reports.ts';

export { Improvement, ImprovementProcess } from './improvement.ts';
export { GUESTS, OpinionForm, OpinionFormProcess, OpinionRound } from './opinion.ts';
export { OpinionsByTopic, OpinionTrend } from './reports.ts';
export { refuseDue } from './rules.ts';

export const opinions = defineModule({
  name: 'opinions',
  area: 'guests',
  label: ['客户意见', 'Opinions'],
  roles: {
    vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], vip_director: ['贵宾中心主任', 'VIP centre director'], operations_gm: ['经营总经理', 'Operations general manager'], team_leader: ['领班', 'Team leader'],
  },
  registers: [OpinionForm, Improvement, OpinionRound],
  processes: [OpinionFormProcess, ImprovementProcess],
  duties: [OpinionAnalysis],
  reports: [OpinionsByTopic, OpinionTrend],
  queries: [OpinionLink],
  parameters: [LowScore],
  intakes: [OpinionIntake],
});
