/** Deadlines of service reports (服务报告期限). Serves SM-23, FS-5.8. */
import { defineParameter, f } from '../../../kernel/index.ts';

export const ReportDays = defineParameter('service_reports.due_days', {
  label: ['服务报告回传期限（天）', 'Days until the report is back'],
  help: ['完工之日不计，期限内最后一天整天有效', 'The day of the work does not count; the last day counts to its end'],
  field: f.integer('天', 'Days', { min: 1, max: 60 }), source: 'SM-23, FS-5.8', default: 3, writeBy: ['centre_manager'],
});
