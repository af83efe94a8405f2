/** Deadlines of a case (违纪处理期限). The source prints none; these are the defaults of SM-2. */
import { defineParameter, f } from '../../../kernel/index.ts';

export const HearingDays = defineParameter('discipline.hearing_days', {
  label: ['申辩期（工作日）', 'Days to answer (working days)'],
  help: ['开始调查后员工可以陈述的工作日数；逾期记为未陈述', 'Working days the employee has for a statement; after that silence is recorded'],
  field: f.integer('工作日', 'Working days', { min: 1, max: 30 }), source: 'SM-2', default: 3, writeBy: ['hr'],
});

export const DecisionDays = defineParameter('discipline.decision_days', {
  label: ['决定期限（天）', 'Days until the decision'],
  help: ['从报告之日起须作出决定的天数；逾期上报', 'Days from the report to the decision; later it is passed on'],
  field: f.integer('天', 'Days', { min: 1, max: 180 }), source: 'SM-2', default: 30, writeBy: ['hr'],
});

export const UnionDays = defineParameter('discipline.union_days', {
  label: ['工会答复期（工作日）', 'Days for the union (working days)'],
  help: ['通知工会后等待其意见的工作日数；期满没有意见也可决定', 'Working days to wait for the opinion of the union; after that one may decide without it'],
  field: f.integer('工作日', 'Working days', { min: 1, max: 30 }), source: 'SM-14', default: 5, writeBy: ['hr'],
});
