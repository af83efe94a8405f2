/**
 * What the birthday activity asks for every day and month: the list kept, the number reported on the 1st, tomorrow's gifts drawn, the
 * day's list sent, gifts reconciled. Serves VIP-2.1, VIP-2.2, VIP-2.3, VIP-2.5, VIP-2.15.
 */
import { calendar, dayOf, defineDuty, Refusal, tables, takeStep, unitsBelow } from '../../../kernel/index.ts';
import { GiftCount } from './count.ts';
import { keepLists } from './listing.ts';
import { BirthdayMonth } from './month.ts';
import { needsGift } from './rules.ts';
import { visitsFor } from './visit.ts';
import { BirthdayVisitProcess } from './visit-process.ts';

const bySystem = () => { throw new Refusal('birthdays.by_evidence', ['这一项由系统按登记情况自动完成', 'This is done by the registers themselves']); };

export const ListsKept = defineDuty('birthday_lists', {
  label: ['更新生日名单', 'Birthday lists kept'], statements: ['VIP-2.1'],
  recurs: { every: 'day' }, by: '10:00', unitKind: 'centre', owner: 'vip_agent', deputy: 'vip_manager', form: {}, guard: bySystem,
  evidence: async ({ tx, unit }) => ({ ...(await keepLists(tx, unit)) }),
});

export const MonthReported = defineDuty('birthday_month_reported', {
  label: ['确认并上报本月生日会员', 'Birthday members confirmed and reported'], statements: ['VIP-2.1', 'VIP-2.2'],
  recurs: { every: 'month', days: [1] }, by: '23:00', unitKind: 'centre', owner: 'vip_manager', deputy: 'vip_agent', escalate: { to: 'vip_director', afterMinutes: 60 }, form: {}, guard: bySystem,
  async evidence({ tx, unit, day }) {
    const month = await tables(tx, BirthdayMonth).selectFrom('birthday_month').select(['state', 'reported_members']).where('tenant_id', '=', tx.tenantId).where('unit_id', '=', unit).where('first_day', '=', `${day.slice(0, 7)}-01`).executeTakeFirst();
    return month && ['running', 'archived'].includes(month.state) ? { members: month.reported_members } : null;
  },
});

export const GiftsDrawn = defineDuty('birthday_gifts_drawn', {
  label: ['领用次日生日礼品', 'Tomorrow’s birthday gifts drawn'], statements: ['VIP-2.3'],
  recurs: { every: 'day' }, by: '20:00', unitKind: 'centre', owner: 'vip_manager', deputy: 'vip_agent', escalate: { to: 'vip_director', afterMinutes: 60 }, form: {}, guard: bySystem,
  async evidence({ tx, unit, day }) {
    const tomorrow = calendar.addDays(day, 1);
    const visits = await visitsFor(tx, tomorrow, await unitsBelow(tx, unit));
    const waiting = visits.filter((v) => needsGift({ ...v, visit_on: tomorrow }, tomorrow)).length;
    return waiting > 0 ? null : { drawn: visits.filter((v) => v.drawn_on !== null).length };
  },
});

export const DailyList = defineDuty('birthday_daily_list', {
  label: ['当日生日会员名单报服务部', 'The day’s birthday members told to the service department'], statements: ['VIP-2.5'],
  recurs: { every: 'day' }, by: '11:00', unitKind: 'centre', owner: 'vip_agent', deputy: 'vip_manager', form: {}, guard: bySystem,
  async evidence({ tx, unit, day }) {
    const visits = await visitsFor(tx, day, await unitsBelow(tx, unit));
    const today = await dayOf(tx, tx.now, unit);
    const waiting = day === today ? visits.filter((v) => v.state === 'drawn') : [];
    for (const v of waiting) await takeStep(tx, BirthdayVisitProcess, v.id, 'notify', {});
    return { members: visits.filter((v) => v.notified_at !== null).length + waiting.length };
  },
});

export const GiftsReconciled = defineDuty('birthday_gifts_reconciled', {
  label: ['生日礼品对账', 'Birthday gifts reconciled'], statements: ['VIP-2.15'],
  recurs: { every: 'month', days: [15, 30] }, by: '23:59', unitKind: 'centre', owner: 'vip_manager', deputy: 'finance', escalate: { to: 'vip_director', afterMinutes: 24 * 60 }, form: {}, guard: bySystem,
  async evidence({ tx, unit, day }) {
    const count = await tables(tx, GiftCount).selectFrom('gift_count').select(['number', 'difference']).where('tenant_id', '=', tx.tenantId).where('unit_id', '=', unit).where('cut_on', '=', day).where('state', '=', 'locked').executeTakeFirst();
    return count ? { count: count.number, difference: count.difference } : null;
  },
});
