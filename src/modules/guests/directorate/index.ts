/** The director's work (主任工作): meetings, tasks, reports upwards, customers, hardware, roster, publicity, the week. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { ClubWeek, WEEK_READERS } from './composed.ts';
import { CustomerFile, CustomersByClass, CustomerVisit, CustomerVisitProcess } from './customers.ts';
import { ClubEquipment, EquipmentCare, EquipmentCareDuty, HardwareCost, QuoteLimit } from './hardware.ts';
import { AssignedTask, AssignedTaskProcess, ClubMeeting, ClubMeetingProcess, ConsolidationDuty, UpwardReport, UpwardReportProcess } from './meetings.ts';
import { PublicityItem, PublicityItemProcess } from './publicity.ts';
import { RosterDuty, RosterKept } from './roster.ts';
import { DirectorWeekly, DirectorWeeklyProcess, WeeklyDuty } from './weekly.ts';

export { CustomerFile, CustomersByClass, CustomerVisit, CustomerVisitProcess } from './customers.ts';
export { ClubEquipment, EquipmentCare, HardwareCost } from './hardware.ts';
export { AssignedTask, AssignedTaskProcess, ClubMeeting, ClubMeetingProcess, UpwardReport, UpwardReportProcess } from './meetings.ts';
export { PublicityItem, PublicityItemProcess } from './publicity.ts';
export { RosterKept } from './roster.ts';
export { DirectorWeekly, DirectorWeeklyProcess } from './weekly.ts';

export const directorate = defineModule({
  name: 'directorate',
  area: 'guests',
  label: ['主任工作', 'Director'],
  roles: {
    vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], vip_director: ['贵宾中心主任', 'VIP centre director'], operations_gm: ['经营总经理', 'Operations general manager'],
  },
  registers: [DirectorWeekly, ClubMeeting, AssignedTask, UpwardReport, CustomerFile, CustomerVisit, ClubEquipment, EquipmentCare, PublicityItem],
  processes: [DirectorWeeklyProcess, ClubMeetingProcess, AssignedTaskProcess, UpwardReportProcess, CustomerVisitProcess, PublicityItemProcess],
  duties: [WeeklyDuty, RosterDuty, ConsolidationDuty, EquipmentCareDuty],
  reports: [CustomersByClass, RosterKept, HardwareCost],
  composedReports: [ClubWeek],
  parameters: [QuoteLimit],
  pages: { week: { label: ['一周综合报告', 'The week'], access: WEEK_READERS } },
});
