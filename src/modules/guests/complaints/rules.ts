/**
 * Rules of guest complaints (客人投诉): by when they are answered and solved on the club's own hours, who hears one next when it is not,
 * what an end needs, and what is said when an expectation could not be met. Serves VIP-7.2, VIP-7.3, VIP-7.8, G22, AS-29.
 */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

export type Level = 'clerk' | 'supervisor' | 'manager' | 'director';
export const LEVELS: readonly Level[] = ['clerk', 'supervisor', 'manager', 'director'];
export const WAITING_AT = { supervisor: 'with_supervisor', manager: 'with_manager', director: 'with_director' } as const;

/** Open every day, also on holidays: that is when guests come. */
export function openingHours(opens: string, closes: string, zone: string): calendar.OpeningHours {
  const day = [{ from: opens, to: closes }];
  return { zone, week: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day }, holidays: 'open' };
}

const NO_HOLIDAYS = calendar.holidayData([]);
export const afterOpenMinutes = (from: Date, minutes: number, hours: calendar.OpeningHours): Date => calendar.addBusinessTime(from, minutes, hours, NO_HOLIDAYS);

export interface Limits { readonly respondMinutes: number; readonly solveHours: number; readonly nextMinutes: number }
export const deadlines = (received: Date, limits: Limits, hours: calendar.OpeningHours) => ({
  respond_by: afterOpenMinutes(received, limits.respondMinutes, hours), solve_by: afterOpenMinutes(received, limits.solveHours * 60, hours),
});

/** Who hears it next: the first level above at which there is somebody other than the person it is about; the top level when there is none. */
export function levelAbove(level: Level, hearers: { readonly [L in Level]: number }): Exclude<Level, 'clerk'> {
  const above = LEVELS.slice(LEVELS.indexOf(level) + 1) as readonly Exclude<Level, 'clerk'>[];
  return above.find((l) => hearers[l] > 0) ?? 'director';
}

/** When somebody above is told: the response first, then, once somebody took it up, the solution. */
export function nextAlarm(c: { readonly respond_by: Date; readonly solve_by: Date; readonly responded_at: Date | null }, passedUp: boolean, now: Date, later: Date): Date {
  const limit = c.responded_at === null ? c.respond_by : c.solve_by;
  return passedUp || limit.getTime() <= now.getTime() ? later : limit;
}

export const NOBODY = '无';
export interface Named { readonly employee: string; readonly user: string | null }
/** The number complained about must be somebody's, or it is said that it is about nobody. */
export function refuseUnknownNumber(typed: string, found: Named | null): void {
  if (typed.trim() === NOBODY || found !== null) return;
  throw new Refusal('guest_complaint.staff_no', [`没有工号 ${typed}；不涉及员工的填“${NOBODY}”`, `There is no staff number ${typed}; enter “${NOBODY}” when it concerns nobody`], 422, { accused_no: ['请核对工号', 'Check the number'] });
}

export function refuseFuture(day: string, today: string): void {
  if (day > today) throw new Refusal('guest_complaint.future', ['发生日期晚于今天', 'It lies in the future'], 422, { happened_on: ['不晚于今天', 'Not after today'] });
}

/** Over the telephone and in the group there is nobody to turn round to: without a number nobody can be answered. */
export function refuseWithoutPhone(via: string, phone: string | null): void {
  if (phone === null && (via === 'hotline' || via === 'group')) throw new Refusal('guest_complaint.phone', ['请先记下客人电话', 'Take the guest’s number first'], 422, { phone: ['必填', 'Required'] });
}

export interface FiveFields { readonly accused_no: string | null; readonly happened_on: string | null; readonly matter: string | null; readonly room: string | null; readonly guest: string | null }
const WORDS: { readonly [F in keyof FiveFields]: Label } = { accused_no: ['被投诉人工号', 'staff number'], happened_on: ['日期', 'date'], matter: ['事由', 'matter'], room: ['房号', 'room'], guest: ['客人姓名', 'guest'] };
/** Which of the five fields are still missing, as a reason why it cannot be answered yet. */
export function missingFields(c: FiveFields): Label | null {
  const missing = (Object.keys(WORDS) as (keyof FiveFields)[]).filter((name) => c[name] === null || c[name].trim() === '');
  if (missing.length === 0) return null;
  return [`请先补齐：${missing.map((n) => WORDS[n][0]).join('、')}`, `Still missing: ${missing.map((n) => WORDS[n][1]).join(', ')}`];
}

/** Cause, correction and reply are each said in words, not waved through. */
export function refuseThinAnswer(input: { readonly cause: string; readonly corrective: string; readonly reply: string }): void {
  const thin = (['cause', 'corrective', 'reply'] as const).filter((name) => input[name].trim().length < 4);
  if (thin.length === 0) return;
  throw new Refusal('guest_complaint.thin', ['未满足期望的，须写明原因、纠正措施和给客人的答复', 'When an expectation was not met, cause, corrective action and reply are written down'], 422,
    Object.fromEntries(thin.map((name) => [name, ['请具体写明', 'Be specific'] as const])));
}

export interface End { readonly state: string; readonly solution: string | null; readonly contact_name: string | null; readonly contact_phone: string | null }
const PASSED_ON = ['with_supervisor', 'with_manager', 'with_director', 'in_work'];
/** A call about a complaint ends with a solution, or with name and number taken, or with somebody above knowing: never with nothing. */
export function openEnd(c: End): Label | null {
  const settled = c.solution !== null || (c.contact_name !== null && c.contact_phone !== null) || PASSED_ON.includes(c.state);
  return settled ? null : ['投诉既未解决，也未留联系方式，又未上报，不能结束通话', 'The complaint is neither solved, nor are name and number taken, nor was it passed up: the call cannot be ended'];
}

/** Nothing is hidden that was never hidden, and nothing is released before it was answered. */
export function notReleasable(c: { readonly hidden_from: string | null }): Label | null {
  return c.hidden_from === null ? ['本投诉没有对员工保密', 'It is not hidden from anybody'] : null;
}
