/** Words and small forms that both pages of attendance share (考勤页面用语). Serves SM-6. */
import type { Label } from '../../../../kernel/api.ts';

export const OUTCOMES: { readonly [outcome: string]: Label } = {
  planned: ['未完', 'Under way'], on_time: ['正常', 'On time'], late_or_early: ['迟到早退', 'Late or early'], incomplete: ['漏签', 'Punch missing'], absent: ['无故缺勤', 'Absent'], on_leave: ['请假', 'On leave'], unplanned: ['计划外', 'No shift'], rest: ['休息', 'Off'],
};
export const PRINTED: { readonly [printed: string]: Label } = { late: ['守则：未签到即迟到', 'Code: not signed in counts as late'], unpaid_leave: ['守则：未签出即无薪事假', 'Code: not signed out counts as unpaid leave'] };
export const PAYS: { readonly [pay: string]: Label } = {
  full: ['计薪全额', 'paid in full'], proven: ['按实际计薪', 'paid as proven'], pending: ['计薪待补签决定', 'pay pending correction'], unpaid: ['不计薪', 'unpaid'], paid_leave: ['带薪假', 'paid leave'], unpaid_leave: ['无薪假', 'unpaid leave'], none: ['', ''],
};

/** 4 分, or 2 分 30 秒. */
export function minutes(seconds: number, lang: 0 | 1): string {
  const [m, s] = [Math.floor(seconds / 60), seconds % 60];
  return lang === 0 ? `${m > 0 ? `${m} 分` : ''}${s > 0 ? `${m > 0 ? ' ' : ''}${s} 秒` : ''}` : `${m > 0 ? `${m} min` : ''}${s > 0 ? `${m > 0 ? ' ' : ''}${s} s` : ''}`;
}
