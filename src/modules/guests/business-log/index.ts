/** Business log and business days (营业日志). Serves AS-43, I11, VIP-5.14, section 1.10. */
import { defineModule } from '../../../kernel/index.ts';
import { ClubDay, ClubDayProcess } from './club-day.ts';
import { EveningQuery, LOOKERS } from './evening.ts';
import { heard } from './heard.ts';
import { LogEntry } from './log-entry.ts';
import { EveningTimeline, LogByDay } from './reports.ts';

export { CLUB_LEDGERS, ClubDay, ClubDayProcess, dayIsClosed } from './club-day.ts';
export { LogEntry, noteDown } from './log-entry.ts';
export { EveningTimeline, LogByDay } from './reports.ts';

export const businessLog = defineModule({
  name: 'business-log',
  area: 'guests',
  label: ['营业日志', 'Business log'],
  roles: {
    front_desk: ['前台', 'Front desk'], vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], vip_director: ['贵宾中心主任', 'VIP centre director'], finance: ['财务', 'Finance'], guard: ['保安', 'Guard'],
  },
  registers: [LogEntry, ClubDay],
  processes: [ClubDayProcess],
  reports: [EveningTimeline, LogByDay],
  queries: [EveningQuery],
  pages: { evening: { label: ['一晚的时间线', 'Time line of an evening'], access: LOOKERS } },
  on: heard,
});
