/**
 * Who may decide what (决定权限): the line supervisor Action and IIP, the centre manager everything above; a heavier level than proposed,
 * or one by analogy, only with a second approver. Pure. SM-2, AC-12, CC-NOTE-1, CC-NOTE-2, CG-25.
 */
import { Refusal } from '../../../kernel/refusal.ts';
import { higher, type Level, months, type Parameters, rank, reading } from '../rulebook/index.ts';
import { decisionRefusal, type Proposal } from './change.rules.ts';
import { deciderOf, type Explanation } from './rules.ts';

export interface Posts { readonly line_supervisor: boolean; readonly centre_manager: boolean }
export type Verdict = { readonly refusal: Refusal } | { readonly refusal: null; readonly needsSecond: boolean };

/** The post is judged by the heavier of what is proposed and what is decided: lightening a Written Warning is the manager's. */
export function verdictOn(proposal: Omit<Proposal, 'secondApprover'>, parameters: Parameters, posts: Posts): Verdict {
  const refusal = postRefusal(proposal, posts) ?? decisionRefusal({ ...proposal, secondApprover: null }, parameters);
  if (refusal === null) return { refusal: null, needsSecond: false };
  if (refusal.code !== 'discipline.second_approver_missing') return { refusal };
  const bound = decisionRefusal({ ...proposal, secondApprover: SOMEBODY_ELSE }, parameters);
  return bound === null ? { refusal: null, needsSecond: true } : { refusal: bound };
}

const SOMEBODY_ELSE = 'somebody-else';

function postRefusal({ explanation, to }: Omit<Proposal, 'secondApprover'>, posts: Posts): Refusal | null {
  const heaviest = to === null || explanation.result === null ? (to ?? explanation.result) : higher(to, explanation.result);
  if (posts.centre_manager || deciderOf(heaviest, null) !== 'centre_manager') return null;
  return new Refusal('incident.decider', ['口头警告及以上由中心经理决定', 'Oral Warnings and above are decided by the centre manager'], 403);
}

/** The proposal a person saw still holds: the same outcome, level and history. */
export function stillHolds(proposed: Explanation, now: Explanation): boolean {
  return essence(proposed) === essence(now);
}

function essence(e: Explanation): string {
  return JSON.stringify([e.outcome, e.result, e.review, e.rule?.version, e.rule?.clause, e.history_used.map((h) => [h.decision, h.role]), e.consumes]);
}

/** Months for which a level stays in force: as long as any window of its version may still look at it. */
export function monthsInForce(level: Level, parameters: Parameters): number {
  const window = level === 'written' ? 'accumulation.written.window' : 'accumulation.oral.window';
  return Math.max(months(reading(parameters, window)), months(reading(parameters, 'repeat.window')));
}

/** The employer has to prove what it sanctions (LG-6): warnings need at least one piece of evidence on file. */
export function evidenceRefusal(to: Level, pieces: number): Refusal | null {
  if (pieces > 0 || rank(to) < rank('oral')) return null;
  return new Refusal('incident.evidence_missing', ['口头警告及以上须有证据在案：照片、电话记录、文件或证人', 'An Oral Warning and above needs evidence on file: a photo, a call, a document or a witness'], 409);
}
