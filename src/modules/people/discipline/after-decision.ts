/**
 * After the decision (决定之后): service, the exits at the side, and what follows when a decision does not hold: it is revoked or reduced, and
 * the cases whose decisions were built on it are proposed again. Nothing is deleted. Serves SM-2, SM-3, CC-ESC-3b.
 */
import { calendar, emit, f, parameter, Refusal, takeStep, type RowOf, type Tx } from '../../../kernel/index.ts';
import { type Level, LEVEL_LABELS, publishedVersions, rank } from '../rulebook/index.ts';
import { type Again, afterChange, endWithout, standingFor } from './cascade.ts';
import { DECIDABLE, decisionFacts, independence, mustSignInPerson, parametersOf, proposedColumns, shownProposal, verdict } from './case-facts.ts';
import { caseFile } from './case-file.ts';
import { monthsInForce } from './decision.rules.ts';
import { openReview } from './dismissal-review.ts';
import { thawed } from './explained.rules.ts';
import type { Incident } from './incident.ts';
import { DecisionDays } from './parameters.ts';
import { APPROVERS, INVESTIGATORS } from './roles.ts';
import { issueSanction, lastDayInForce, SanctionProcess } from './sanction.ts';
import { noticeContent, SanctionNotice } from './slips.ts';
import type { Take } from './take.ts';

type Row = RowOf<typeof Incident>;
const DECIDED = ['decided', 'served', 'review_eligible'] as const;

/** Service, by signature or by refusal before two witnesses. */
export function service(step: Take) {
  return {
    serve: step({
      label: ['送达', 'Serve'], tone: 'primary', from: ['decided'], to: ['served', 'review_eligible'], by: [...INVESTIGATORS, 'hr'], form: {},
      hint: ['员工签收；拒签须两人见证', 'The employee signs; a refusal needs two witnesses'],
      sign: [{ name: 'employee', label: ['员工', 'Employee'], by: 'guest', refusable: true }],
      facts: serviceFacts,
      guard({ facts, signers }) { mustSignInPerson(signers.employee!.name, facts.employee); },
      choose: ({ facts }) => (facts.review === null ? 'served' : 'review_eligible'),
      effect: async ({ tx, record, facts, signers }) => {
        await takeStep(tx, SanctionProcess, facts.sanction, 'serve', { served_how: signers.employee!.refused ? 'refused' : 'signed' });
        if (facts.review !== null) await openReview(tx, { employee: record.employee, cause: facts.review, incident: record.id, sanction: facts.sanction, unit_id: record.unit_id });
        emit(tx, 'discipline.served', { sanction: facts.sanction, incident: record.id, employee: record.employee, level: facts.level, unit: record.unit_id, clause: facts.explanation.rule?.clause ?? record.clause });
      },
      slip: { kind: SanctionNotice, content: ({ record, facts, signers, day }) => noticeContent({
        sanction: facts.number, employee: facts.employee, level: facts.level, clause: facts.explanation.rule?.clause ?? record.clause, text: facts.explanation.rule?.text ?? ['', ''], occurredOn: facts.occurredOn,
        description: record.description, rulebook: facts.explanation.rule?.version ?? '', inForceTo: lastDayInForce(facts.firstServedOn ?? day, facts.months), decidedBy: facts.decidedBy, changeReason: record.change_reason,
        explanation: facts.explanation, review: facts.review !== null, refused: signers.employee!.refused, definition: facts.definition,
      }) },
    }),
  };
}

/** The exits at the side. */
export function exits(step: Take, again: Again) {
  return {
    refer_to_review: step({
      label: ['转解除审查', 'Refer to dismissal review'], tone: 'danger', from: ['proposed'], to: 'referred', by: ['centre_manager'], form: {},
      facts: decisionFacts,
      ready: ({ facts, record, actor }) => (facts.explanation.outcome === 'dismissal-review' ? (independence(facts, record, actor.id)?.label ?? null) : ['建议不是解除审查', 'A dismissal review is not what is proposed']),
      effect: async ({ tx, record, facts }) => {
        await endWithout(tx, again, record, '转解除审查');
        await openReview(tx, { employee: record.employee, cause: facts.explanation.review ?? 'printed', incident: record.id, sanction: null, unit_id: record.unit_id });
      },
    }),
    hand_to_hr: step({
      label: ['转人事办理', 'Hand over to HR'], from: ['proposed'], to: 'with_hr', by: INVESTIGATORS, form: {},
      facts: decisionFacts,
      ready: ({ facts }) => (facts.explanation.outcome === 'legal-track' ? null : ['这一条按处分阶梯办理', 'This clause stays on the ladder']),
      effect: ({ tx, record }) => endWithout(tx, again, record, '转人事办理'),
    }),
    close_by_hr: step({ label: ['人事办结', 'Close'], tone: 'primary', from: ['with_hr'], to: 'closed', by: ['hr'], form: { closing_reason: f.longText('办理结果', 'Outcome', { max: 1000 }) } }),
    dismiss_case: step({
      label: ['不予处分', 'No sanction'], from: ['fact_finding', 'heard', 'proposed'], to: 'dismissed', by: INVESTIGATORS,
      form: { closing_reason: f.longText('理由', 'Why', { max: 1000 }) },
      facts: decisionFacts,
      guard({ facts, record, input, actor }) {
        const proposed = record.state === 'proposed';
        const refusal = independence(facts, record, actor.id) ?? (proposed ? verdict(facts, record, { to: null, reason: input.closing_reason, harm: null }, actor.id).refusal : null);
        if (refusal) throw refusal;
      },
      effect: ({ tx, record, input }) => endWithout(tx, again, record, input.closing_reason),
    }),
  };
}

/** A decision that does not hold. */
export function unmaking(step: Take, again: Again) {
  return {
    annul: step({
      label: ['撤销处分', 'Revoke the sanction'], tone: 'danger', from: [...DECIDED], to: 'annulled', by: APPROVERS,
      hint: ['撤销后不再计入任何累计；以它为依据的处分重新计算、重新建议，原决定保留可查', 'It counts no more; what was built on it is computed and proposed again, the old decisions stay on record'],
      form: { annulled_because: f.text('撤销原因', 'Why revoked', { max: 300 }) },
      facts: standingFor,
      ready: ({ record, actor }) => (actor.id === record.accused_user ? ['不能撤销自己的处分', 'Nobody revokes their own sanction'] : null),
      preview: ({ facts }) => ({ lines: [[`将撤销 ${facts.number}（${LEVEL_LABELS[facts.level][0]}）`, `Revokes ${facts.number} (${LEVEL_LABELS[facts.level][1]})`]] }),
      effect: async ({ tx, record, facts, input }) => {
        await takeStep(tx, SanctionProcess, facts.id, 'revoke', { revoke_reason: input.annulled_because });
        await afterChange(tx, again, record.employee, { root: facts.id, number: facts.number, level: null, reason: input.annulled_because });
      },
    }),
    reduce: step({
      label: ['减轻处分', 'Reduce the sanction'], from: [...DECIDED], to: 'decided', by: [],
      form: { to_level: f.choice('减为', 'Reduce to', DECIDABLE), reduced_because: f.longText('理由', 'Why', { max: 1000 }), reduced_by: f.text('决定人', 'Decided by', { max: 60 }) },
      facts: async ({ tx, record, day }) => ({ standing: await standingFor({ tx, record }), file: await caseFile(tx, record, day) }),
      guard({ facts, input }) {
        if (rank(input.to_level) >= rank(facts.standing.level)) throw new Refusal('incident.not_lighter', ['只能减轻', 'It can only become lighter'], 422, { to_level: ['须低于原级别', 'Below the level decided'] });
      },
      set: ({ input }) => ({ decided_level: input.to_level, change_reason: input.reduced_because }),
      effect: async ({ tx, record, facts, input, day }) => {
        const frozen = facts.standing.explanation;
        const explanation = thawed(frozen);
        const id = await issueSanction(tx, {
          employee: record.employee, level: input.to_level, clause: explanation.rule?.clause ?? record.clause, family: explanation.rule?.family ?? record.clause, rulebook_no: explanation.rule?.version ?? '',
          incident: record.id, occurred_on: facts.file.occurredOn, decided_on: day, decided_by: input.reduced_by, months_in_force: monthsInForce(input.to_level, parametersOf(facts.file)), contract_term: facts.file.contractTerm,
          change_reason: input.reduced_because, second_approver: null, review: false, accused_user: facts.file.employee.app_user, explanation: frozen, compared_with: record.analogy_to, unit_id: record.unit_id,
        }, []);
        await afterChange(tx, again, record.employee, { root: facts.standing.id, number: facts.standing.number, level: input.to_level, replacedBy: id, reason: input.reduced_because });
      },
    }),
    reconsider: step({
      label: ['重新建议', 'Proposed anew'], from: [...DECIDED], to: 'proposed', by: [], form: {},
      hint: ['所依据的处分已撤销或减轻', 'A decision it was built on was revoked or reduced'],
      facts: async ({ tx, record, day }) => ({ file: await caseFile(tx, record, day), days: await parameter(tx, DecisionDays, day) }),
      preview: ({ facts }) => shownProposal(facts.file.explanation),
      set: ({ facts, now, calendar: c }) => ({ ...proposedColumns(facts.file.explanation), second_approver: null, decide_by: calendar.deadlineAfterDays(now, facts.days, c) }),
    }),
  };
}

async function serviceFacts({ tx, record }: { readonly tx: Tx; readonly record: Row }) {
  const [s] = await tx.query<{ id: string; number: string; level: Level; review: boolean; occurred_on: string; first_served_on: string | null; months_in_force: number; decided_by: string; explanation: string; name: string }>(
    `select s.id, s.number, s.level, s.review, s.occurred_on, s.first_served_on, s.months_in_force, s.decided_by, s.explanation, e.name
     from sanction s join employee e on e.tenant_id = s.tenant_id and e.id = s.employee where s.tenant_id = $1 and s.incident = $2 and s.state = 'issued'`, [tx.tenantId, record.id]);
  if (!s) throw new Refusal('incident.no_sanction', ['还没有处分决定', 'There is no decision yet']);
  const explanation = thawed(s.explanation);
  const parameters = (await publishedVersions(tx)).find((v) => v.no === explanation.rule?.version)?.parameters;
  const definition = s.level === 'action' || s.level === 'iip' ? (parameters?.[`${s.level}.definition`] ?? null) : null;
  return { definition, sanction: s.id, number: s.number, level: s.level, review: s.review ? explanation.review : null, occurredOn: s.occurred_on, firstServedOn: s.first_served_on, months: s.months_in_force, decidedBy: s.decided_by, explanation, employee: s.name };
}

