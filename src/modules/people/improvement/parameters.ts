/** How long an improvement plan runs before its review (改进计划期限). Serves SM-4. */
import { defineParameter, f } from '../../../kernel/index.ts';

export const PlanDays = defineParameter('improvement.review_days', {
  label: ['改进计划的复核期（天）', 'Days until the review of a plan'],
  help: ['计划签字后多少天复核；每份计划可以另定', 'Days from signing to the review; each plan may name another day'],
  field: f.integer('天', 'Days', { min: 7, max: 180 }), source: 'SM-4', default: 30, writeBy: ['hr'],
});
