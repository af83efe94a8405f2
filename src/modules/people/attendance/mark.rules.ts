/** Signs of the month sheet (考勤表符号): one a day, in both languages, from the outcome of the day. Pure. Serves SM-6. */
import type { Label } from '../../../kernel/api.ts';

/** One sign a day in the month sheet, on page, paper and in the file. */
export const MARKS = {
  on_time: ['√', '√'], late: ['迟', 'L'], early: ['退', 'E'], late_early: ['迟退', 'LE'], incomplete: ['漏', 'M'], absent: ['旷', 'A'], on_leave: ['假', 'LV'], unplanned: ['外', 'X'], rest: ['休', 'O'], planned: ['·', '·'],
} as const;
export type Mark = keyof typeof MARKS;
export const MARK_NAMES: { readonly [mark in Mark]: Label } = {
  on_time: ['正常', 'on time'], late: ['迟到', 'late'], early: ['早退', 'left early'], late_early: ['迟到并早退', 'late and left early'], incomplete: ['漏签', 'punch missing'], absent: ['无故缺勤', 'absent'],
  on_leave: ['请假', 'on leave'], unplanned: ['计划外出勤', 'worked without a shift'], rest: ['休息', 'off'], planned: ['未完', 'under way'],
};
export const markOf = (day: { readonly outcome: string; readonly lateS: number; readonly earlyS: number }): Mark =>
  day.outcome !== 'late_or_early' ? day.outcome as Mark : day.lateS > 0 && day.earlyS > 0 ? 'late_early' : day.lateS > 0 ? 'late' : 'early';
