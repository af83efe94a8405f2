/** Lost property (遗留物品): VIP-4.1 to VIP-4.9. Other modules may use the items in keeping and who is on duty as supervisor. */
import { defineModule } from '../../../kernel/index.ts';
import { LostItemClaim, LostItemClaimProcess } from './claim.ts';
import { ClaimCompare } from './compare.ts';
import { DutyPresence, DutyPresenceProcess } from './duty-presence.ts';
import { KeepingCost } from './keeping-cost.ts';
import { compareWithReports, LossCandidates, LossReport, LossReportProcess } from './loss-report.ts';
import { LostItem, LostItemProcess } from './lost-item.ts';
import { KeepDays, NoticeMonths, PerishableDays, ValuableKeepDays } from './parameters.ts';
import { itemsOverdue, LostPropertyByMonth } from './reports.ts';
import { SafeSlot } from './safe-slot.ts';

export { LostItemClaim, LostItemClaimProcess } from './claim.ts';
export { DutyPresence, DutyPresenceProcess, supervisorsOnDuty } from './duty-presence.ts';
export { KeepingCost } from './keeping-cost.ts';
export { LossReport, LossReportProcess } from './loss-report.ts';
export { LostItem, LostItemProcess } from './lost-item.ts';
export { SafeSlot } from './safe-slot.ts';

export const lostProperty = defineModule({
  name: 'lost-property',
  area: 'guests',
  label: ['遗留物品', 'Lost property'],
  roles: {
    vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'],
    general_affairs: ['总务处', 'General affairs'],
  },
  registers: [LostItem, LostItemClaim, LossReport, SafeSlot, DutyPresence, KeepingCost],
  processes: [LostItemProcess, LostItemClaimProcess, LossReportProcess, DutyPresenceProcess],
  reports: [LostPropertyByMonth],
  queries: [ClaimCompare, LossCandidates],
  on: { 'lost_item.kept': (tx, { item }) => compareWithReports(tx, String(item)) },
  parameters: [KeepDays, ValuableKeepDays, PerishableDays, NoticeMonths],
  figures: [{ label: ['保管到期未移交', 'Kept past the deadline'], roles: ['vip_agent', 'vip_manager'], value: itemsOverdue }],
});
