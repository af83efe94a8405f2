/** Rules of service reports (服务报告): what may be changed until when, which times fit together, what one rate is. Serves SM-23, FS-5.8, FS-5.9, AC-26. */
import { calendar, Refusal } from '../../../kernel/index.ts';

/** What the customer has certified stays as it was; what comes later is an addendum. */
export function refuseChange(state: string): void {
  if (state !== 'draft') throw new Refusal('service_report.immutable', ['用户认证后的报告不能修改，请写补充说明', 'A certified report cannot be changed; write an addendum']);
}
export function refuseEarlyAddendum(state: string): void {
  if (state === 'draft') throw new Refusal('service_report.still_draft', ['报告尚未认证，请直接修改', 'The report is not certified yet; change it']);
}

export function refuseTimes({ arrived_at, left_at }: { readonly arrived_at: Date | null; readonly left_at: Date | null }, now: Date): void {
  if (left_at !== null && left_at > now) throw new Refusal('service_report.future', ['离场时间不能晚于现在', 'The work cannot have ended later than now'], 422, { left_at: ['不晚于现在', 'Not later than now'] });
  if (arrived_at === null || left_at === null || arrived_at < left_at) return;
  throw new Refusal('service_report.times', ['离场时间须晚于到场时间', 'The end lies after the beginning'], 422, { left_at: ['晚于到场时间', 'Later than the beginning'] });
}

const REPORTABLE = ['on_site', 'done', 'certified', 'returned', 'verified', 'closed'];
export function refuseBeforeWork(orderState: string | null): void {
  if (orderState !== null && REPORTABLE.includes(orderState)) return;
  throw new Refusal('service_report.before_work', ['到场开工之后才能写服务报告', 'A report is written once work has begun'], 409, { service_order: ['尚未开工', 'Work has not begun'] });
}

/** Last day in time; the day of the work does not count. */
export const dueOn = (doneOn: string, days: number): string => calendar.addDays(doneOn, days);

/** Per cent with two places, rounded half up; nothing of nothing is no rate. */
export function percent(part: number, whole: number): string | null {
  return whole === 0 ? null : (Math.round((part * 10_000) / whole + Number.EPSILON) / 100).toFixed(2);
}
