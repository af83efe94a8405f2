/** Why a run failed and what a mark rests on, in the reader’s language (排班事实). Serves SM-9, AC-19. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { saidIn } from '../../../../web/widgets/said.tsx';

export const overrides: Overrides = { cell: { 'schedule_flag.facts': saidIn('facts'), 'roster_run.problem': saidIn('problem') } };
