/** Rules of the director's work (主任工作): oral reports, tasks, rosters, return visits, what renewal may cost. Serves VIP-9.1, VIP-9.3, VIP-9.4, VIP-9.8, VIP-9.11. */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

/** An oral report leaves a trace: who listened, and the key points. */
export function refuseOral(r: { readonly manner: string; readonly listener: string | null; readonly key_points: string | null; readonly body: string | null }): void {
  if (r.manner === 'oral') {
    const missing = (['listener', 'key_points'] as const).filter((name) => (r[name] ?? '').trim() === '');
    if (missing.length > 0) {
      throw new Refusal('upward_report.oral', ['口头汇报须记下听取人和要点', 'An oral report names who listened and the key points'], 422, Object.fromEntries(missing.map((n) => [n, ['必填', 'Required'] as const])));
    }
    return;
  }
  if ((r.body ?? '').trim() === '') throw new Refusal('upward_report.body', ['书面汇报须有正文', 'A written report has a text'], 422, { body: ['必填', 'Required'] });
}

export function refuseFutureDay(day: string, today: string): void {
  if (day > today) throw new Refusal('directorate.future', ['日期晚于今天', 'It lies in the future'], 422, { reported_on: ['不晚于今天', 'Not after today'] });
}

export interface Shift { readonly from: string; readonly to: string }
const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
/** Hours of a shift, which may pass midnight. */
export const hoursOf = (s: Shift): number => ((minutes(s.to) - minutes(s.from) + 1440) % 1440) / 60;
export function refuseShift(s: Shift): void {
  const hours = hoursOf(s);
  if (hours === 0 || hours > 12) throw new Refusal('roster_shift.hours', ['一班须在十二小时以内', 'A shift lasts at most twelve hours'], 422, { ends: ['请核对时间', 'Check the times'] });
}
/** The week may be published when every day has somebody in every shift. */
export function gapsIn(days: readonly string[], codes: readonly string[], shifts: readonly { readonly day: string; readonly code: string }[]): Label | null {
  const gaps = days.flatMap((day) => codes.filter((code) => !shifts.some((s) => s.day === day && s.code === code)).map((code) => `${day} ${code} 班`));
  return gaps.length === 0 ? null : [`还有 ${gaps.length} 个班没有人：${gaps.slice(0, 4).join('、')}`, `${gaps.length} shifts are empty: ${gaps.slice(0, 4).join(', ')}`];
}
export const weekOf = (monday: string): readonly string[] => Array.from({ length: 7 }, (_, i) => calendar.addDays(monday, i));
export function refuseNotMonday(day: string): void {
  if (calendar.weekday(day) !== 1) throw new Refusal('directorate.monday', ['请选择星期一', 'Choose a Monday'], 422, { monday: ['一周从星期一开始', 'A week begins on Monday'] });
}

export interface Care { readonly kind: string; readonly cost: number | null; readonly quotes: number | null; readonly reason: string | null }
/** Renewal costs something, and above a limit two offers were compared. */
export function refuseRenewal(care: Care, limitFen: number): void {
  if (care.kind !== 'renewal') return;
  if (care.cost === null || care.cost <= 0) throw new Refusal('equipment_care.cost', ['更新须写费用', 'A renewal has a cost'], 422, { cost: ['大于零', 'More than zero'] });
  if (care.cost > limitFen && (care.quotes ?? 0) < 2) throw new Refusal('equipment_care.quotes', ['超过限额的更新须比较两家以上报价', 'Above the limit at least two offers are compared'], 422, { quotes: ['至少两家', 'At least two'] });
}

/** Reports by Monday noon say what happens on site and what is planned for expansion; neither is a formality. */
export function refuseThinWeekly(r: { readonly operation: string; readonly expansion: string }): void {
  const thin = (['operation', 'expansion'] as const).filter((name) => r[name].trim().length < 10);
  if (thin.length > 0) throw new Refusal('director_weekly.thin', ['须写明现场经营和客户拓展计划', 'On-site operation and the expansion plan are both written'], 422, Object.fromEntries(thin.map((n) => [n, ['请具体写明', 'Be specific'] as const])));
}
export const ownTask = (assignedTo: string, actor: string): Label | null => (assignedTo === actor ? null : ['由承办人汇报', 'Whoever it was given to reports']);

/** A matter with another department says which. */
export function refuseNoDepartment(t: { readonly origin: string; readonly other_department: string | null }): void {
  if (t.origin === 'department' && (t.other_department ?? '').trim() === '') throw new Refusal('assigned_task.department', ['请写明涉及哪个部门', 'Say which department'], 422, { other_department: ['必填', 'Required'] });
}
