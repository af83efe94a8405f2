/** Points (积分): slips, confirmation, redemption, expiry. Serves VIP-1.5 to VIP-1.13, G19, G20. */
import { defineModule } from '../../../kernel/index.ts';
import { billCancelled, billPaid, billTakenBack } from './bill-news.ts';
import { CounterCard, CounterSlip } from './counter.ts';
import { CopiesHandedOver, ExpiryNotices, PointsExpiry } from './duties.ts';
import { GiftMovements } from './gift-report.ts';
import { Gift, GiftHand, GiftReceipt } from './gift.ts';
import { PointsChecked, PointsIntegrity } from './integrity.ts';
import { GiftStock, MemberPoints } from './ledgers.ts';
import { ExpiryNotice, ExpiryNoticeProcess } from './notice.ts';
import { BelowZero, ExpiryMonths, NeedsNotice, NoticeDays, PerYuan, ShiftEnds, SlipDays } from './parameters.ts';
import { PointsSlip, PointsSlipProcess } from './points-slip.ts';
import { RedemptionItem, RedemptionProgramme, RedemptionProgrammeProcess } from './programme.ts';
import { Redemption, RedemptionProcess } from './redemption.ts';
import { PointsByMonth, PointsExpiring, PointsStatement } from './reports.ts';

export { merchantCopies, openPapers, type OpenPaper } from './exceptions.ts';
export { Gift, GiftHand, GiftReceipt, handOf } from './gift.ts';
export { GiftStock, MemberPoints } from './ledgers.ts';
export { PerYuan } from './parameters.ts';
export { PointsSlip, PointsSlipProcess } from './points-slip.ts';
export { Redemption, RedemptionProcess } from './redemption.ts';
export { RedemptionItem, RedemptionProgramme, RedemptionProgrammeProcess } from './programme.ts';

export const points = defineModule({
  name: 'points',
  area: 'guests',
  label: ['积分', 'Points'],
  roles: {
    vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], finance: ['财务', 'Finance'],
  },
  registers: [PointsSlip, Redemption, RedemptionProgramme, RedemptionItem, Gift, GiftReceipt, GiftHand, ExpiryNotice],
  processes: [PointsSlipProcess, RedemptionProcess, RedemptionProgrammeProcess, ExpiryNoticeProcess],
  ledgers: [MemberPoints, GiftStock],
  duties: [CopiesHandedOver, ExpiryNotices, PointsExpiry, PointsChecked],
  reports: [PointsByMonth, PointsStatement, PointsExpiring, GiftMovements, PointsIntegrity],
  queries: [CounterCard, CounterSlip],
  parameters: [PerYuan, SlipDays, ExpiryMonths, ShiftEnds, BelowZero, NoticeDays, NeedsNotice],
  pages: { counter: { label: ['积分台', 'Points counter'], access: ['vip_agent', 'duty_supervisor'] } },
  on: {
    'bill.paid': (tx, payload) => billPaid(tx, String(payload['bill'])),
    'bill.cancelled': (tx, payload) => billCancelled(tx, String(payload['bill'])),
    'bill.reversed': (tx, payload) => billTakenBack(tx, String(payload['bill'])),
  },
});
