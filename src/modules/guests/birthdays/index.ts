/** Birthdays (会员生日): VIP-2.1 to VIP-2.16, VIP-5.2. Rooms are booked below, complaints and hand-over above may read visits. */
import { defineModule } from '../../../kernel/index.ts';
import { BirthdayArrivals, BirthdayBoard } from './board.ts';
import { GiftCount, GiftCountLine, GiftCountProcess } from './count.ts';
import { DailyList, GiftsDrawn, GiftsReconciled, ListsKept, MonthReported } from './duties.ts';
import { GiftDraw, GiftDrawProcess } from './draw.ts';
import { BirthdayTask, BirthdayTaskProcess } from './entertainment.ts';
import { BirthdayMonth, BirthdayMonthProcess } from './month.ts';
import { CutDays, FinanceOpens, KeepLeapDay, ListDaysAhead, VisitWindow } from './parameters.ts';
import { BirthdayVisit } from './visit.ts';
import { BirthdayVisitProcess, onBooking, settleEntertainment } from './visit-process.ts';

export { GiftCount, GiftCountLine, GiftCountProcess } from './count.ts';
export { GiftDraw, GiftDrawProcess } from './draw.ts';
export { BirthdayTask, BirthdayTaskProcess } from './entertainment.ts';
export { BirthdayMonth, BirthdayMonthProcess } from './month.ts';
export { BirthdayVisit } from './visit.ts';
export { BirthdayVisitProcess } from './visit-process.ts';

export const birthdays = defineModule({
  name: 'birthdays',
  area: 'guests',
  label: ['会员生日', 'Birthdays'],
  roles: {
    vip_agent: ['客服专员', 'VIP agent'], vip_manager: ['客服经理', 'VIP manager'], duty_supervisor: ['当班主管', 'Supervisor on duty'], finance: ['财务', 'Finance'],
    front_desk: ['前台', 'Front desk'], service_supervisor: ['服务部主管', 'Service supervisor'], network_admin: ['网管', 'Network administrator'], vip_director: ['贵宾中心主任', 'VIP centre director'],
  },
  registers: [BirthdayVisit, BirthdayMonth, GiftDraw, GiftCount, GiftCountLine, BirthdayTask],
  processes: [BirthdayVisitProcess, BirthdayMonthProcess, GiftDrawProcess, GiftCountProcess, BirthdayTaskProcess],
  duties: [ListsKept, MonthReported, GiftsDrawn, DailyList, GiftsReconciled],
  queries: [BirthdayBoard, BirthdayArrivals],
  pages: {
    board: { label: ['生日看板', 'Birthday board'], access: ['vip_agent', 'vip_manager', 'vip_director', 'finance'] },
    arrivals: { label: ['今日生日客人', 'Birthday guests today'], access: ['front_desk', 'service_supervisor', 'vip_agent', 'vip_manager', 'duty_supervisor'] },
  },
  parameters: [ListDaysAhead, KeepLeapDay, FinanceOpens, VisitWindow, CutDays],
  on: {
    'birthday_task.done': (tx, { visit }) => settleEntertainment(tx, String(visit)),
    'booking.previous_slot': (tx, { booking }) => onBooking(tx, booking, 'remind'),
    'room.switched_on': (tx, { booking }) => onBooking(tx, booking, 'switch_on'),
  },
});
