/** The decision (处分决定): by somebody independent; what is heavier than proposed, or by analogy, by two. Serves SM-2, AC-12, CG-25, CC-NOTE-1. */
import { f, type RowOf, type Tx } from '../../../kernel/index.ts';
import { LEVEL_LABELS } from '../rulebook/index.ts';
import { APPROVER_MISSING, DECIDABLE, decidableOf, decisionFacts, independence, nameOf, needsSecond, outdated, parametersOf, proposalLines, shownProposal, verdict, waitsFor } from './case-facts.ts';
import { type Again, afterChange } from './cascade.ts';
import type { CaseFile } from './case-file.ts';
import { monthsInForce } from './decision.rules.ts';
import { readable, stored } from './explained.rules.ts';
import { freeze } from './frozen.ts';
import type { Incident } from './incident.ts';
import { tellMoney } from './money.ts';
import { APPROVERS, INVESTIGATORS } from './roles.ts';
import { issueSanction, latestDecision } from './sanction.ts';
import type { Take } from './take.ts';

type Row = RowOf<typeof Incident>;

export function decision(step: Take, again: Again) {
  return {
    decide: step({
      label: ['决定', 'Decide'], tone: 'primary', from: ['proposed'], to: ['decided', 'awaiting_second'], by: INVESTIGATORS,
      hint: ['决定人不是报告人也不是当事人；与建议不同须写理由，加重还须损害证据和第二批准人', 'Not by the reporter nor the accused; departing from the proposal needs a reason, a heavier level also evidence of harm and a second approver'],
      form: {
        decided_level: f.choice('处分', 'Sanction', DECIDABLE),
        change_reason: f.longText('与建议不同的理由', 'Why it departs from the proposal', { max: 1000, optional: true }),
        harm_evidence: f.longText('加重所据损害证据', 'Evidence of harm for a heavier level', { max: 1000, optional: true }),
      },
      facts: decisionFacts,
      ready: ({ facts, record, actor }) => independence(facts, record, actor.id)?.label ?? waitsFor(facts)?.label ?? outdated(facts, record)?.label ?? null,
      preview: ({ facts }) => ({ ...shownProposal(facts.explanation), initial: { decided_level: facts.explanation.result } }),
      guard({ facts, record, input, actor }) {
        const { refusal } = verdict(facts, record, { to: input.decided_level, reason: input.change_reason, harm: input.harm_evidence }, actor.id);
        if (refusal) throw refusal;
      },
      choose: ({ facts, record, input, actor }) => (needsSecond(facts, record, { to: input.decided_level, reason: input.change_reason, harm: input.harm_evidence }, actor.id) ? 'awaiting_second' : 'decided'),
      set: ({ actor }) => ({ decided_by: actor.id }),
      effect: async ({ tx, record, facts, input, actor, day }) => {
        if (record.state === 'decided') await issue(tx, again, record, facts, input.decided_level, { day, decider: actor.name, second: null });
      },
    }),
    confirm_change: step({
      label: ['同意变更', 'Agree'], tone: 'primary', from: ['awaiting_second'], to: 'decided', by: APPROVERS, form: {},
      facts: async ({ tx, record, day, actor }) => ({ ...(await decisionFacts({ tx, record, day, actor })), decider: await nameOf(tx, record.decided_by) }),
      ready: ({ facts, record, actor }) => (actor.id === record.decided_by ? APPROVER_MISSING.label : (independence(facts, record, actor.id)?.label ?? outdated(facts, record)?.label ?? null)),
      preview: ({ facts, record }) => ({
        lines: [[`${facts.decider}拟决定：${LEVEL_LABELS[record.decided_level ?? 'action'][0]}，理由：${record.change_reason ?? '—'}`, `${facts.decider} would decide ${LEVEL_LABELS[record.decided_level ?? 'action'][1]}; why: ${record.change_reason ?? '—'}`], ...proposalLines(facts.explanation)],
        explanation: readable(freeze(facts.explanation)),
      }),
      set: ({ actor }) => ({ second_approver: actor.id }),
      effect: async ({ tx, record, facts, actor, day }) => issue(tx, again, record, facts, decidableOf(record.decided_level), { day, decider: facts.decider, second: actor.name }),
    }),
    reject_change: step({
      label: ['不同意变更', 'Do not agree'], from: ['awaiting_second'], to: 'proposed', by: APPROVERS,
      form: { reason: f.text('原因', 'Why', { max: 300 }) },
      ready: ({ record, actor }) => (actor.id === record.decided_by ? APPROVER_MISSING.label : null),
      set: () => ({ decided_level: null, change_reason: null, harm_evidence: null, decided_by: null }),
    }),
  };
}

async function issue(tx: Tx, again: Again, record: Row, facts: CaseFile, level: keyof typeof DECIDABLE, by: { readonly day: string; readonly decider: string; readonly second: string | null }): Promise<void> {
  const { explanation } = facts;
  const asProposed = level === explanation.result;
  const before = await latestDecision(tx, record.id);
  const id = await issueSanction(tx, {
    employee: record.employee, level, clause: explanation.rule?.clause ?? record.clause, family: explanation.rule?.family ?? record.clause, rulebook_no: explanation.rule?.version ?? '',
    incident: record.id, occurred_on: facts.occurredOn, decided_on: by.day, decided_by: by.decider, months_in_force: monthsInForce(level, parametersOf(facts)), contract_term: facts.contractTerm,
    change_reason: asProposed ? null : record.change_reason, second_approver: by.second, review: asProposed && explanation.review !== null,
    accused_user: facts.employee.app_user, explanation: stored(freeze(explanation)), compared_with: explanation.rule?.by_analogy ? record.analogy_to : null, unit_id: record.unit_id,
  }, asProposed ? explanation.consumes : []);
  tellMoney(tx, record.id, id, explanation);
  if (before) await afterChange(tx, again, record.employee, { root: before.id, number: before.number, level, replacedBy: id, reason: record.change_reason ?? '重新决定' });
}
