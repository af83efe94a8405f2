/** How long a state may last before the wall marks it (状态时限). Marks are for looking, not for counting. Serves CC-1.6a. */
import { defineParameter, f } from '../../../kernel/index.ts';

const limit = (state: string, zh: string, en: string, minutes: number) => defineParameter(`status_board.${state}_minutes`, {
  label: [`${zh}时限（分钟）`, `${en}: minutes`], help: ['超过即在状态墙上标出', 'Longer than this is marked on the wall'],
  field: f.integer('分钟', 'Minutes', { min: 1, max: 600 }), source: 'CC-1.6a', default: minutes, writeBy: ['line_supervisor', 'centre_manager'],
});
export const LIMITS = {
  on_call: limit('on_call', '通话', 'On a call', 20), wrap_up: limit('wrap_up', '话后整理', 'Wrap-up', 3), break: limit('break', '休息', 'Break', 15), meal: limit('meal', '用餐', 'Meal', 60), meeting: limit('meeting', '会议', 'Meeting', 60), training: limit('training', '培训', 'Training', 240),
} as const;
