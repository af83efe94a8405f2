/**
 * What the steps of a case ask before they are taken (案件步骤的依据): the engine's explanation of today beside the proposal that was seen, who is
 * independent, which post may decide, whether a second approver is needed. Serves SM-2, AC-12, CG-25, LG-6.
 */
import { grantFor, Refusal, type Actor, type RowOf, type Tx } from '../../../kernel/index.ts';
import { type Level, LEVEL_LABELS, type Parameters as RulebookParameters, PRESETS, versionOn } from '../rulebook/index.ts';
import { caseFile, type CaseFile } from './case-file.ts';
import { evidenceRefusal, type Posts, stillHolds, verdictOn } from './decision.rules.ts';
import { readable, stored, thawed } from './explained.rules.ts';
import { freeze } from './frozen.ts';
import type { Incident } from './incident.ts';
import type { Explanation } from './rules.ts';

type Row = RowOf<typeof Incident>;
export const DECIDABLE = { action: LEVEL_LABELS.action, iip: LEVEL_LABELS.iip, oral: LEVEL_LABELS.oral, written: LEVEL_LABELS.written } as const;

export interface DecisionFacts extends CaseFile { readonly posts: Posts }
export interface Chosen { readonly to: Level | null; readonly reason: string | null; readonly harm: string | null }

export async function decisionFacts({ tx, record, day, actor }: { readonly tx: Tx; readonly record: Row; readonly day: string; readonly actor: Actor }): Promise<DecisionFacts> {
  const holds = async (role: string) => actor.kind === 'system' || (await grantFor(tx, actor, [role], record.unit_id)) !== undefined;
  return { ...(await caseFile(tx, record, day)), posts: { line_supervisor: await holds('line_supervisor'), centre_manager: await holds('centre_manager') } };
}

export const APPROVER_MISSING = new Refusal('discipline.second_approver_missing', ['须由与本案无关的第二批准人同意', 'A second approver not involved in the case must agree'], 403);

export function independence({ accused }: CaseFile, record: Row, actor: string): Refusal | null {
  if (actor !== record.created_by && actor !== accused) return null;
  return new Refusal('discipline.not_independent', ['决定人不能是报告人或当事人', 'The decider can be neither the reporter nor the accused'], 403);
}

export function outdated(facts: CaseFile, record: Row): Refusal | null {
  if (record.proposal !== null && stillHolds(thawed(record.proposal), facts.explanation)) return null;
  return new Refusal('incident.proposal_outdated', ['建议之后记录有变，请重新形成建议', 'The record has changed since the proposal; propose again']);
}

/** What it is built on is decided first. */
export function waitsFor({ before }: CaseFile): Refusal | null {
  if (before.length === 0) return null;
  return new Refusal('incident.earlier_open', [`先重新决定 ${before.join('、')}，本案以其为依据`, `Decide ${before.join(', ')} anew first; this case is built on it`]);
}

export function verdict(facts: DecisionFacts, record: Row, { to, reason, harm }: Chosen, decider: string) {
  const stale = waitsFor(facts) ?? outdated(facts, record);
  if (stale) return { refusal: stale };
  const bare = to === null ? null : evidenceRefusal(to, facts.evidence);
  if (bare) return { refusal: bare };
  return verdictOn({
    explanation: facts.explanation, alreadyDecided: facts.alreadyDecided, to, decider, reporter: record.created_by, accused: facts.accused, reason: reason ?? '', harmEvidence: harm ?? '',
  }, parametersOf(facts), facts.posts);
}

export function needsSecond(facts: DecisionFacts, record: Row, chosen: Chosen, decider: string): boolean {
  const found = verdict(facts, record, chosen, decider);
  return found.refusal === null && found.needsSecond;
}

/** Of the version in force on the day of the act; without one there is nothing to sanction. */
export function parametersOf(facts: CaseFile): RulebookParameters {
  return versionOn(facts.versions, facts.occurredOn)?.parameters ?? PRESETS['as-printed'];
}

export function mustSignInPerson(signer: string, employee: string): void {
  if (signer !== employee) throw new Refusal('incident.other_signer', [`须由 ${employee} 本人签字`, `${employee} must sign in person`], 422, { 'sign.employee': [`须由 ${employee} 本人签字`, `${employee} must sign in person`] });
}

export function shownProposal(explanation: Explanation) {
  return { lines: proposalLines(explanation), explanation: readable(freeze(explanation)) };
}

export function proposedColumns(explanation: Explanation) {
  return { proposed_outcome: explanation.outcome, proposed_level: explanation.result, proposal: stored(freeze(explanation)), decided_level: null, change_reason: null, harm_evidence: null, decided_by: null };
}

export function proposalLines({ result_label: [zh, en], decider }: Explanation): readonly (readonly [string, string])[] {
  const by = decider === null ? [] : [decider === 'line_supervisor' ? ['由线路主管或中心经理决定', 'Decided by the line supervisor or the centre manager'] as const : ['由中心经理决定', 'Decided by the centre manager'] as const];
  return [[`建议：${zh}`, `Proposed: ${en}`], ...by];
}

export function decidableOf(level: Level | null): keyof typeof DECIDABLE {
  if (level === null || level === 'dismissal') throw new Refusal('discipline.dismissal_needs_review', ['解除劳动关系只能经解除审查', 'Dismissal goes through a dismissal review only']);
  return level;
}

export async function nameOf(tx: Tx, user: string | null): Promise<string> {
  const [row] = await tx.query<{ display_name: string }>('select display_name from app_user where tenant_id = $1 and id = $2', [tx.tenantId, user]);
  return row?.display_name ?? '';
}
