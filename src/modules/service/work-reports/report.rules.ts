/** Decisions about a periodic report (工作报告规则): who may handle which, from when, and why not yet. Pure. Serves FS-2.5, SM-32. */
import type { Label } from '../../../kernel/index.ts';
import { Refusal } from '../../../kernel/index.ts';
import type { Figures } from './draft.rules.ts';
import { type Level, periodOf, type ReportKind, type Span } from './periods.rules.ts';

/** The posts that write a report: its branch manager, or the centre's people for the consolidated one. */
export const WRITERS: { readonly [L in Level]: readonly string[] } = { branch: ['branch_manager'], consolidated: ['dispatcher', 'centre_manager'] };

export const KIND_LABELS: { readonly [K in ReportKind]: Label } = { daily: ['日报', 'Daily'], weekly: ['周报', 'Weekly'], monthly: ['月报', 'Monthly'] };
const FIGURE_LABELS: { readonly [F in keyof Figures]: Label } = {
  orders_issued: ['下达', 'issued'], orders_done: ['完工', 'done'], orders_open: ['在办', 'open'], emergencies: ['应急', 'emergencies'], points: ['积分', 'points'],
};

/** The natural period a report stands for; a week begins on Monday, a month on its first. */
export function periodFrom(kind: ReportKind, startsOn: string, today: string): Span {
  const period = periodOf(kind, startsOn);
  if (period.from !== startsOn) {
    const text: Label = kind === 'weekly' ? ['周报从星期一开始', 'A weekly report begins on a Monday'] : ['月报从每月一日开始', 'A monthly report begins on the first'];
    throw new Refusal('work_report.start', text, 422, { starts_on: text });
  }
  if (startsOn > today) throw new Refusal('work_report.future', ['报告期还没有开始', 'The period has not begun'], 422, { starts_on: ['不能晚于今天', 'Not later than today'] });
  return period;
}

export const notYours = (level: Level): Label => (level === 'branch' ? ['由该区域的区域经理办理', 'For the manager of that branch'] : ['由总部办理', 'For the centre']);

export function changedSince(names: readonly (keyof Figures)[]): Label | null {
  if (names.length === 0) return null;
  return [
    `起草之后记录有变化（${names.map((n) => FIGURE_LABELS[n][0]).join('、')}），请先重新起草`,
    `The records changed since it was drafted (${names.map((n) => FIGURE_LABELS[n][1]).join(', ')}); draft it again first`,
  ];
}

export function notOver(endsOn: string, today: string): Label | null {
  return today > endsOn ? null : ['报告期还没有结束，结束后才能签字', 'The period is not over; it can be signed afterwards'];
}

/** What a consolidated report says about branches that have not handed theirs in. */
export function absentLabel(names: readonly string[]): Label {
  return names.length === 0 ? ['各区域均已上报', 'Every branch has handed in'] : [`尚未上报：${names.join('、')}`, `Not handed in yet: ${names.join(', ')}`];
}
