/** Freezing an explanation with its words (冻结处分依据). Serves SM-2. */
import { type Grade, GRADE_LABELS, type Level, LEVEL_LABELS, PARAMETER_LABELS, type Parameters } from '../rulebook/index.ts';
import type { FrozenExplanation } from './explained.rules.ts';
import type { Explanation } from './rules.ts';

export function freeze(explanation: Explanation): FrozenExplanation {
  const levels: readonly Level[] = [...(explanation.rule?.base ? [explanation.rule.base] : []), ...explanation.history_used.map((h) => h.level)];
  const grades: readonly Grade[] = explanation.rule ? [explanation.rule.grade] : [];
  const names = [...Object.keys(explanation.params), ...explanation.choices.map((choice) => choice.parameter)] as (keyof Parameters)[];
  return { ...explanation, words: Object.fromEntries([...levels.map((l) => [l, LEVEL_LABELS[l]]), ...grades.map((g) => [g, GRADE_LABELS[g]]), ...names.map((n) => [n, PARAMETER_LABELS[n] ?? [n, n]])]) };
}
