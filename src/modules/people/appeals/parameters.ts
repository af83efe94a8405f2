/** Time limits of an appeal (申诉期限): SM-3 names five working days to file; the time for the review is ours. */
import { defineParameter, f } from '../../../kernel/index.ts';

export const AppealDays = defineParameter('appeals.file_days', {
  label: ['申诉期（工作日）', 'Days to appeal (working days)'],
  help: ['处分送达后可以申诉的工作日数', 'Working days after service within which one may appeal'],
  field: f.integer('工作日', 'Working days', { min: 1, max: 60 }), source: 'SM-3', default: 5, writeBy: ['hr'],
});

export const ReviewDays = defineParameter('appeals.review_days', {
  label: ['复核期限（工作日）', 'Days for the review (working days)'],
  help: ['从收到申诉到作出结论的工作日数；逾期上报', 'Working days from filing to the finding; later it is passed on'],
  field: f.integer('工作日', 'Working days', { min: 1, max: 60 }), source: 'SM-3', default: 10, writeBy: ['hr'],
});
