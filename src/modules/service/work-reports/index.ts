/** Work reports (工作报告): periodic reports by the calendar, the work summary of a period, old reports taken in. Front door of the module. */
import { defineModule, scopeOf } from '../../../kernel/index.ts';
import { missingLately, ReportCalendar, ReportCounts } from './counts.ts';
import { ReportDuties } from './duties.ts';
import { ImportedFigure, ImportedReport, ImportedReportProcess, OldReport } from './imported-report.ts';
import { WhoReports } from './parameters.ts';
import { SUMMARY_READERS, WorkSummary } from './summary.ts';
import { READERS, WorkReport, WorkReportProcess } from './work-report.ts';

export { WorkReport, WorkReportProcess } from './work-report.ts';

export const workReports = defineModule({
  name: 'work-reports',
  area: 'service',
  label: ['工作报告', 'Work reports'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
    management_office: ['管理部', 'Management office'],
  },
  registers: [WorkReport, ImportedReport, ImportedFigure],
  processes: [WorkReportProcess, ImportedReportProcess],
  duties: ReportDuties,
  reports: [ReportCounts],
  composedReports: [WorkSummary],
  queries: [ReportCalendar, OldReport],
  parameters: [WhoReports],
  pages: {
    calendar: { label: ['汇报日历', 'Reporting calendar'], access: READERS },
    summary: { label: ['工作总结报告', 'Work summary'], access: SUMMARY_READERS },
  },
  figures: [{
    label: ['近七日缺日报', 'Daily reports missing, last 7 days'],
    roles: ['dispatcher', 'centre_manager', 'branch_manager'],
    async value(tx) {
      const n = await missingLately(tx, await scopeOf(tx, tx.actor, ['dispatcher', 'centre_manager', 'branch_manager']));
      return { value: String(n), href: '/p/work-reports/calendar', tone: n === 0 ? 'done' : 'alarm' };
    },
  }],
});
