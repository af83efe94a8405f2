/** What the program concluded, in the reader's language: findings, evidence, adjustments (考勤事实). Serves SM-6, SM-7. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { saidIn } from '../../../../web/widgets/said.tsx';

export const overrides: Overrides = {
  cell: { 'attendance_finding.facts': saidIn('facts'), 'punch_correction.evidence': saidIn('evidence'), 'attendance_adjustment.what': saidIn('what') },
};
