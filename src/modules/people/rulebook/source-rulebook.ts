/**
 * The service centre's code of conduct as it came (服务中心工作守则), every clause of it, ready to become draft 0.1.
 * CC-0.1 to CC-EFF-2.
 */
import type { Clause } from './clause.rules.ts';
import { APPEARANCE } from './clauses/appearance.ts';
import { DISMISSAL } from './clauses/dismissal.ts';
import { ACTION, IIP } from './clauses/lower-levels.ts';
import { MONEY, NOTES } from './clauses/money-and-notes.ts';
import { OFFICE } from './clauses/office.ts';
import { PREAMBLE } from './clauses/preamble.ts';
import { ORAL, WRITTEN } from './clauses/warnings.ts';
import { WORKPLACE } from './clauses/workplace.ts';
import type { Preset } from './parameters.rules.ts';
import { newVersion, type RulebookVersion } from './rules.ts';

export const SOURCE_CLAUSES: readonly Clause[] = [
  ...PREAMBLE, ...WORKPLACE, ...APPEARANCE, ...OFFICE, ...ACTION, ...IIP, ...ORAL, ...WRITTEN, ...DISMISSAL, ...MONEY, ...NOTES,
];

export function sourceRulebook(preset: Preset, no = '0.1'): RulebookVersion {
  return newVersion(no, SOURCE_CLAUSES, preset);
}
