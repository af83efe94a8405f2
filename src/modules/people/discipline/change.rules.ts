/**
 * How far people may depart from the proposal (变更处分建议的界限): once per incident, by somebody independent, with a reason;
 * heavier only within bounds and with a second approver. AC-12, CC-NOTE-1, CC-NOTE-2, CG-25, CG-26, SM-2.
 */
import { Refusal } from '../../../kernel/refusal.ts';
import { CAP, type Level, LEVEL_LABELS, type Parameters, rank, reading } from '../rulebook/index.ts';
import type { Explanation } from './rules.ts';

export interface Proposal {
  readonly explanation: Explanation;
  /** Decision already taken on this incident, if any. */
  readonly alreadyDecided: string | null;
  /** null: the case is dismissed without a sanction. */
  readonly to: Level | null;
  readonly decider: string;
  readonly reporter: string;
  readonly accused: string;
  readonly reason: string;
  readonly harmEvidence: string;
  readonly secondApprover: string | null;
}

/** null when the decision may be taken. */
export function decisionRefusal(proposal: Proposal, parameters: Parameters): Refusal | null {
  const { explanation, alreadyDecided, to, decider, reporter, accused } = proposal;
  if (alreadyDecided !== null) {
    return new Refusal('discipline.already_decided', [`此事件已由 ${alreadyDecided} 作出决定；一次事件只有一个处分`, `${alreadyDecided} has decided this incident; one incident, one sanction`]);
  }
  if (decider === reporter || decider === accused) return new Refusal('discipline.not_independent', ['决定人不能是报告人或当事人', 'The decider can be neither the reporter nor the accused'], 403);
  if (to === 'dismissal') return new Refusal('discipline.dismissal_needs_review', ['解除劳动关系只能经解除审查', 'Dismissal goes through a dismissal review only']);
  if (to !== null && UNSANCTIONED.includes(explanation.outcome)) {
    return new Refusal('discipline.no_sanction_possible', [`不能处分：${explanation.result_label[0]}`, `No sanction is possible: ${explanation.result_label[1]}`]);
  }
  if (to !== null && explanation.rule?.by_analogy && !independentApprover(proposal)) return approverMissing();
  return to === explanation.result ? null : changeRefusal(proposal, parameters);
}

const UNSANCTIONED: readonly string[] = ['no-rule', 'out-of-scope', 'exempt', 'legal-track', 'reminder'];

function changeRefusal(proposal: Proposal, parameters: Parameters): Refusal | null {
  const { explanation, to, reason, harmEvidence } = proposal;
  if (!reason.trim()) return new Refusal('discipline.reason_missing', ['与建议不同，请写明理由', 'This departs from the proposal; give a reason'], 422, { reason: ['必填', 'required'] });
  if (to === null || !heavier(to, explanation)) return null;
  if (!harmEvidence.trim()) return new Refusal('discipline.harm_missing', ['加重须附损害证据', 'A heavier sanction needs evidence of harm'], 422, { harm_evidence: ['必填', 'required'] });
  if (!independentApprover(proposal)) return approverMissing();
  const most = reading(parameters, 'override.max_above_base');
  // Without a printed level one counts from below the ladder: the first step up is Action.
  const limit = Math.min(rank(CAP), (explanation.rule?.base ? rank(explanation.rule.base) : -1) + most);
  if (rank(to) <= limit) return null;
  return new Refusal('discipline.above_bound', [
    `${LEVEL_LABELS[to][0]}超过首犯级别以上 ${most} 级的上限`, `${LEVEL_LABELS[to][1]} exceeds the bound of ${most} levels above the first-offence level`,
  ]);
}

function heavier(to: Level, { result, review }: Explanation): boolean {
  if (result === null) return review === null;
  return rank(to) > rank(result);
}

function independentApprover({ secondApprover, decider, reporter, accused }: Proposal): boolean {
  return secondApprover !== null && ![decider, reporter, accused].includes(secondApprover);
}

function approverMissing(): Refusal {
  return new Refusal('discipline.second_approver_missing', ['须由与本案无关的第二批准人同意', 'A second approver not involved in the case must agree'], 422, { second_approver: ['必填', 'required'] });
}
