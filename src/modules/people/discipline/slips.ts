/** Papers of a case (违纪处理单据): hearing record, sanction notice in the form of its level, reminder slip. Serves SM-2, SM-10, CG-18. */
import { defineSlip, type Label, type SlipContent } from '../../../kernel/index.ts';
import { type Level, LEVEL_LABELS } from '../rulebook/index.ts';
import type { Explanation } from './rules.ts';

export const HearingRecord = defineSlip('hearing_record', {
  label: ['申辩记录', 'Hearing record'], number: 'SB-{yyyy}-{0000}', copies: [['员工联', 'Employee'], ['案卷联', 'File']],
});
export const SanctionNotice = defineSlip('sanction_notice', {
  label: ['处分通知书', 'Sanction notice'], number: 'TZ-{yyyy}-{0000}', copies: [['员工联', 'Employee'], ['线路联', 'Line'], ['人事联', 'HR']],
});
export const ReminderSlip = defineSlip('board_reminder', {
  label: ['口头提醒单', 'Verbal reminder'], number: 'TX-{yyyy}{mm}-{0000}', copies: [['员工联', 'Employee'], ['线路联', 'Line']],
});

export interface Notice {
  readonly sanction: string; readonly employee: string; readonly level: Level; readonly clause: string; readonly text: Label; readonly occurredOn: string; readonly description: string;
  readonly rulebook: string; readonly inForceTo: string; readonly decidedBy: string; readonly changeReason: string | null; readonly explanation: Explanation; readonly review: boolean; readonly refused: boolean;
  /** What the organisation itself says this level is. */
  readonly definition: string | null;
}

/** Each level has its own form: what it asks of the employee differs. */
export function noticeContent(notice: Notice): SlipContent {
  const level = LEVEL_LABELS[notice.level];
  return {
    lines: [
      { label: ['处分', 'Sanction'], value: [`${level[0]} ${notice.sanction}`, `${level[1]} ${notice.sanction}`] },
      { label: ['员工', 'Employee'], value: notice.employee },
      { label: ['事发日', 'Day of the act'], value: notice.occurredOn },
      { label: ['事实', 'Facts'], value: notice.description },
      { label: ['依据', 'Under'], value: [`守则 ${notice.rulebook} ${notice.clause} ${notice.text[0]}`, `Code ${notice.rulebook} ${notice.clause}: ${notice.text[1]}`] },
      ...notice.explanation.steps.map((step) => ({ label: [step.rule, step.rule] as const, value: step.text })),
      ...(notice.changeReason === null ? [] : [{ label: ['变更理由', 'Why it departs'] as const, value: notice.changeReason }]),
      ...(notice.definition === null ? [] : [{ label: [`何为${level[0]}`, `What ${level[1]} is`] as const, value: notice.definition }]),
      { label: ['要求', 'What is asked'], value: ASKED[notice.level] },
      { label: ['效力至', 'In force to'], value: notice.inForceTo },
      { label: ['决定人', 'Decided by'], value: notice.decidedBy },
      { label: ['申诉', 'Appeal'], value: ['不服本决定，可在送达后 5 个工作日内向中心提出', 'Whoever disagrees may appeal to the centre within 5 working days of service'] },
    ],
    stamps: [level, ...(notice.refused ? [['拒签，两人见证', 'Refused before two witnesses'] as const] : []), ...(notice.review ? [['可进入解除审查', 'Eligible for dismissal review'] as const] : [])],
  };
}

const ASKED: { readonly [level in Level]: Label } = {
  action: ['立即改正；同类问题再犯将提高一级处理', 'Put it right at once; the same kind again is handled one level up'],
  iip: ['与主管共同写下改进目标、辅导人和复核日，并按期复核', 'Write down goals, coach and day of review with the supervisor, and keep to them'],
  oral: ['立即改正；一年内累计 3 次口头警告改发书面警告', 'Put it right at once; three Oral Warnings within a year become a Written Warning'],
  written: ['立即改正；再有书面警告可进入解除审查', 'Put it right at once; another Written Warning may lead to a dismissal review'],
  dismissal: ['', ''],
};
