/** Improvement plans (改进计划): goals, coach, talks and review after a sanction of level IIP. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { onChanged, onServed } from './from-sanctions.ts';
import { PlanDays } from './parameters.ts';
import { ImprovementGoal, ImprovementPlan, ImprovementTalk } from './plan.ts';
import { GoalProcess, PlanProcess } from './plan-process.ts';
import { PlanQuery } from './plan-view.ts';

export { ImprovementGoal, ImprovementPlan, ImprovementTalk } from './plan.ts';
export { GoalProcess, PlanProcess } from './plan-process.ts';

export const improvement = defineModule({
  name: 'improvement',
  area: 'people',
  label: ['改进计划', 'Improvement plans'],
  roles: { agent: ['坐席', 'Agent'], hr: ['人事', 'HR'], centre_manager: ['中心经理', 'Centre manager'], line_supervisor: ['线路主管', 'Line supervisor'] },
  registers: [ImprovementPlan, ImprovementGoal, ImprovementTalk],
  processes: [PlanProcess, GoalProcess],
  queries: [PlanQuery],
  parameters: [PlanDays],
  on: { 'discipline.served': onServed, 'discipline.changed': onChanged },
});
