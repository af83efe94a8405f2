/** What was promised (服务时限): limits per priority, hours, and which clocks a hold stops, all dated parameters. Serves SM-21, AC-35. */
import { calendar, calendarOf, defineParameter, f, parameter, type Tx } from '../../../kernel/index.ts';
import type { Clock, HoldReason, Priority, Stops, Terms } from './sla.rules.ts';

export const PRIORITIES = { urgent: ['紧急', 'Urgent'], high: ['优先', 'High'], normal: ['一般', 'Normal'] } as const;
export const HOLD_REASONS = { waiting_parts: ['等配件', 'Waiting for parts'], customer: ['等用户', 'Waiting for the customer'], weather: ['天气', 'Weather'] } as const;
export const CLOCKS = { response: ['响应', 'Response'], repair: ['修复', 'Repair'] } as const;

const writeBy = ['centre_manager'];
const limit = (clock: Clock, priority: Priority, hours: number) => defineParameter(`orders.${clock}_hours_${priority}`, {
  label: [`${CLOCKS[clock][0]}时限（${PRIORITIES[priority][0]}）`, `${CLOCKS[clock][1]} limit, ${PRIORITIES[priority][1].toLowerCase()}`],
  help: clock === 'response'
    ? ['从受理到到达现场的小时数，只计服务时间', 'Hours from taking the order down to arrival on site, counted in service hours']
    : ['从受理到完工的小时数，只计服务时间', 'Hours from taking the order down to the work being done, counted in service hours'],
  field: f.integer('小时', 'Hours', { min: 1, max: 2000 }), source: 'SM-21, AC-35', default: hours, writeBy,
});
const LIMITS = {
  urgent: { response: limit('response', 'urgent', 6), repair: limit('repair', 'urgent', 48) },
  high: { response: limit('response', 'high', 9), repair: limit('repair', 'high', 45) },
  normal: { response: limit('response', 'normal', 27), repair: limit('repair', 'normal', 90) },
} as const;

export const OpensAt = defineParameter('orders.opens_at', {
  label: ['服务时间起', 'Service hours begin'], help: ['工作日从此时起计时限', 'On working days clocks run from this time'],
  field: f.time('时间', 'Time'), source: 'SM-21', default: '08:30', writeBy,
});
export const ClosesAt = defineParameter('orders.closes_at', {
  label: ['服务时间止', 'Service hours end'], help: ['工作日到此时止', 'On working days clocks run until this time'],
  field: f.time('时间', 'Time'), source: 'SM-21', default: '17:30', writeBy,
});
export const UrgentAlways = defineParameter('orders.urgent_round_the_clock', {
  label: ['紧急指令全天计时', 'Urgent orders count round the clock'], help: ['节假日和夜间也计时', 'Holidays and nights count too'],
  field: f.yesNo('全天', 'Round the clock'), source: 'SM-21', default: true, writeBy,
});
const stopped = (reason: HoldReason, value: readonly Clock[]) => defineParameter(`orders.${reason}_stops`, {
  label: [`“${HOLD_REASONS[reason][0]}”停哪些时钟`, `Clocks stopped by “${HOLD_REASONS[reason][1]}”`],
  help: ['暂停期间不计时的时钟；其余照常走', 'These clocks stand still during the hold; the others run on'],
  field: f.choices('时钟', 'Clocks', CLOCKS), source: 'SM-21, AC-35', default: value, writeBy,
});
const STOPS = { waiting_parts: stopped('waiting_parts', ['repair']), customer: stopped('customer', ['response', 'repair']), weather: stopped('weather', ['response', 'repair']) } as const;

export const slaParameters = [...Object.values(LIMITS).flatMap((l) => [l.response, l.repair]), OpensAt, ClosesAt, UrgentAlways, ...Object.values(STOPS)];

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
export async function termsFor(tx: Tx, priority: Priority, unitId: string, day: string): Promise<Terms> {
  const { zone } = await calendarOf(tx, unitId);
  const always = priority === 'urgent' && await parameter(tx, UrgentAlways, day);
  const open = always ? { from: '00:00', to: '24:00' } : { from: await parameter(tx, OpensAt, day), to: await parameter(tx, ClosesAt, day) };
  const days = always ? EVERY_DAY : EVERY_DAY.slice(0, 5);
  const limits = LIMITS[priority];
  return {
    minutes: { response: 60 * await parameter(tx, limits.response, day), repair: 60 * await parameter(tx, limits.repair, day) },
    hours: { zone, week: Object.fromEntries(days.map((d) => [d, [open]])), holidays: always ? 'open' : 'closed' },
    holidays: always ? calendar.holidayData([]) : await holidaysIn(tx),
  };
}

export async function stopsOn(tx: Tx, day: string): Promise<Stops> {
  return {
    waiting_parts: await parameter(tx, STOPS.waiting_parts, day), customer: await parameter(tx, STOPS.customer, day), weather: await parameter(tx, STOPS.weather, day),
  };
}

async function holidaysIn(tx: Tx): Promise<calendar.HolidayData> {
  return calendar.holidayData(await tx.query<calendar.HolidayEntry>('select day, day_kind, name from holiday where tenant_id = $1 and archived_at is null', [tx.tenantId]));
}
