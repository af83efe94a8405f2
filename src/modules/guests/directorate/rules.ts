/** Rules of the director's work (主任工作): oral reports, tasks, who came as the roster says, return visits, what renewal may cost. Serves VIP-9.1, VIP-9.3, VIP-9.4, VIP-9.8, VIP-9.11. */
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

export interface Came { readonly planned: number; readonly on_time: number; readonly late: number; readonly not_seen: number; readonly unplanned: number }
/** One person's planned shifts beside their arrivals, day by day: the first to come answers the first shift. More than one arrival for one shift is a pause, not another shift. */
export function cameOf(plans: readonly { readonly day: string; readonly from: Date }[], arrivals: readonly { readonly day: string; readonly at: Date }[]): Came {
  const came = { planned: plans.length, on_time: 0, late: 0, not_seen: 0, unplanned: 0 };
  for (const day of new Set([...plans, ...arrivals].map((x) => x.day))) {
    const shifts = plans.filter((p) => p.day === day).map((p) => p.from.getTime()).sort((a, b) => a - b);
    const seen = arrivals.filter((a) => a.day === day).map((a) => a.at.getTime()).sort((a, b) => a - b);
    if (shifts.length === 0) came.unplanned += 1;
    for (const [i, from] of shifts.entries()) {
      const at = seen[i];
      came[at === undefined ? 'not_seen' : at <= from ? 'on_time' : 'late'] += 1;
    }
  }
  return came;
}
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
