/**
 * From the report of a breach to the served decision (违纪处理流程): facts, the employee's statement, the engine's proposal, a decision by
 * somebody independent, service. One incident, one sanction. Serves SM-2, AC-01 to AC-04, AC-12, CC-ESC-1 to CC-ESC-3b.
 */
import { calendar, defineProcess, f, grantFor, parameter, Refusal, takeStep, type Actor, type Process, type RowOf, type Tx } from '../../../kernel/index.ts';
import { type Level, LEVEL_LABELS, type Parameters as RulebookParameters, PRESETS, versionOn } from '../rulebook/index.ts';
import { caseFile, type CaseFile } from './case-file.ts';
import { monthsInForce, type Posts, stillHolds, verdictOn } from './decision.rules.ts';
import { openReview } from './dismissal-review.ts';
import { readable, stored, thawed } from './explained.rules.ts';
import { freeze } from './frozen.ts';
import { Incident } from './incident.ts';
import { HearingDays } from './parameters.ts';
import { APPROVERS, INVESTIGATORS } from './roles.ts';
import type { Explanation } from './rules.ts';
import { issueSanction, lastDayInForce, SanctionProcess } from './sanction.ts';
import { HearingRecord, noticeContent, SanctionNotice } from './slips.ts';

type Row = RowOf<typeof Incident>;
const DECIDABLE = { action: LEVEL_LABELS.action, iip: LEVEL_LABELS.iip, oral: LEVEL_LABELS.oral, written: LEVEL_LABELS.written } as const;
const byDecision = ({ record, now }: { readonly record: Row; readonly now: Date }): Date => record.decide_by ?? now;

export const IncidentProcess = defineProcess(Incident, 'reported',
  {
    reported: { label: ['已报告', 'Reported'], tone: 'waiting', due: { step: 'start_inquiry', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c), escalateTo: 'centre_manager' } },
    fact_finding: {
      label: ['调查中', 'Fact-finding'], tone: 'active',
      due: { step: 'record_statement', at: ({ record, now }) => record.hear_by ?? now },
      timer: { step: 'record_silence', at: ({ record, now }) => record.hear_by ?? now },
    },
    heard: { label: ['已听取', 'Heard'], tone: 'active', due: { step: 'propose', at: byDecision, escalateTo: 'centre_manager' } },
    proposed: { label: ['待决定', 'To be decided'], tone: 'waiting', due: { step: 'decide', at: byDecision, escalateTo: 'hr' } },
    awaiting_second: { label: ['待第二人批准', 'Awaiting the second approver'], tone: 'waiting', due: { step: 'confirm_change', at: byDecision, escalateTo: 'hr' } },
    decided: { label: ['待送达', 'To be served'], tone: 'waiting', due: { step: 'serve', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 5, c), escalateTo: 'hr' } },
    served: { label: ['已送达', 'Served'], tone: 'done' },
    review_eligible: { label: ['已送达，可进入解除审查', 'Served, eligible for dismissal review'], tone: 'alarm' },
    referred: { label: ['转解除审查', 'Referred to dismissal review'], tone: 'alarm' },
    with_hr: { label: ['转人事', 'With HR'], tone: 'waiting', due: { step: 'close_by_hr', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 30, c), escalateTo: 'centre_manager' } },
    closed: { label: ['人事已结', 'Closed by HR'], tone: 'done' },
    dismissed: { label: ['不予处分', 'No sanction'], tone: 'stopped' },
  },
  (step) => ({ ...inquiry(step), ...decision(step), ...ending(step) }),
);

type StateName = 'reported' | 'fact_finding' | 'heard' | 'proposed' | 'awaiting_second' | 'decided' | 'served' | 'review_eligible' | 'referred' | 'with_hr' | 'closed' | 'dismissed';
type Take = Parameters<Parameters<typeof defineProcess<typeof Incident, { readonly [s in StateName]: Process['states'][string] }, Process['steps']>>[3]>[0];

/** From the report to the proposal. */
function inquiry(step: Take) {
  return {
    start_inquiry: step({
      label: ['开始调查', 'Begin the inquiry'], tone: 'primary', from: ['reported'], to: 'fact_finding', by: INVESTIGATORS, form: {},
      hint: ['申辩期从现在起算，到期没有陈述即记录', 'The time to answer runs from now; silence is recorded when it ends'],
      facts: async ({ tx, day }) => ({ days: await parameter(tx, HearingDays, day), holidays: await holidaysIn(tx) }),
      set: ({ facts, now, calendar: c }) => ({ hear_by: calendar.deadlineAfterWorkingDays(now, facts.days, c, facts.holidays) }),
    }),
    record_statement: step({
      label: ['录入陈述', 'Record the statement'], tone: 'primary', from: ['fact_finding'], to: 'heard', by: INVESTIGATORS,
      form: { statement: f.longText('员工陈述', 'Statement', { max: 4000, hint: ['按员工原话', 'In the employee’s own words'] }) },
      sign: [{ name: 'employee', label: ['员工', 'Employee'], by: 'guest', refusable: true }],
      facts: async ({ tx, record, day }) => ({ employee: (await caseFile(tx, record, day)).employee.name }),
      guard({ facts, signers }) { mustSignInPerson(signers.employee!.name, facts.employee); },
      slip: { kind: HearingRecord, content: ({ record, input, facts }) => ({ lines: [
        { label: ['事件', 'Incident'], value: record.number }, { label: ['员工', 'Employee'], value: facts.employee },
        { label: ['经过', 'What happened'], value: record.description }, { label: ['陈述', 'Statement'], value: input.statement },
      ] }) },
    }),
    record_silence: step({
      label: ['记录未陈述', 'Record silence'], from: ['fact_finding'], to: 'heard', by: INVESTIGATORS, form: {},
      ready: ({ record, now }) => (record.hear_by !== null && now >= record.hear_by ? null : ['申辩期还没有结束', 'The time to answer has not ended']),
      set: () => ({ silent: true }),
    }),
    propose: step({
      label: ['形成建议', 'Propose'], tone: 'primary', from: ['heard'], to: 'proposed', by: INVESTIGATORS, form: {},
      hint: ['依据为当日的守则与送达记录', 'From the rulebook and the record of today'],
      facts: async ({ tx, record, day }) => caseFile(tx, record, day),
      preview: ({ facts }) => shownProposal(facts.explanation), set: ({ facts }) => proposedColumns(facts.explanation),
    }),
    propose_again: step({
      label: ['重新形成建议', 'Propose again'], from: ['proposed'], to: 'proposed', by: INVESTIGATORS, form: {},
      hint: ['建议之后又有处分送达、撤销或届满时重新形成', 'When a sanction was served, revoked or has expired since'],
      facts: async ({ tx, record, day }) => caseFile(tx, record, day),
      ready: ({ facts, record }) => (outdated(facts, record) ? null : ['记录没有变化，建议仍然有效', 'Nothing has changed; the proposal stands']),
      preview: ({ facts }) => shownProposal(facts.explanation), set: ({ facts }) => proposedColumns(facts.explanation),
    }),
  };
}

/** By somebody independent; what is heavier than proposed by two. */
function decision(step: Take) {
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
      ready: ({ facts, record, actor }) => independence(facts, record, actor.id)?.label ?? outdated(facts, record)?.label ?? null,
      preview: ({ facts }) => ({ ...shownProposal(facts.explanation), initial: { decided_level: facts.explanation.result } }),
      guard({ facts, record, input, actor }) {
        const { refusal } = verdict(facts, record, { to: input.decided_level, reason: input.change_reason, harm: input.harm_evidence }, actor.id);
        if (refusal) throw refusal;
      },
      choose: ({ facts, record, input, actor }) => (needsSecond(facts, record, { to: input.decided_level, reason: input.change_reason, harm: input.harm_evidence }, actor.id) ? 'awaiting_second' : 'decided'),
      set: ({ actor }) => ({ decided_by: actor.id }),
      effect: async ({ tx, record, facts, input, actor, day }) => {
        if (record.state === 'decided') await issue(tx, record, facts, input.decided_level, { day, decider: actor.name, second: null });
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
      effect: async ({ tx, record, facts, actor, day }) => issue(tx, record, facts, decidableOf(record.decided_level), { day, decider: facts.decider, second: actor.name }),
    }),
    reject_change: step({
      label: ['不同意变更', 'Do not agree'], from: ['awaiting_second'], to: 'proposed', by: APPROVERS,
      form: { reason: f.text('原因', 'Why', { max: 300 }) },
      ready: ({ record, actor }) => (actor.id === record.decided_by ? APPROVER_MISSING.label : null),
      set: () => ({ decided_level: null, change_reason: null, harm_evidence: null, decided_by: null }),
    }),
  };
}

/** Service, and the exits at the side. */
function ending(step: Take) {
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
      },
      slip: { kind: SanctionNotice, content: ({ record, facts, signers, day }) => noticeContent({
        sanction: facts.number, employee: facts.employee, level: facts.level, clause: facts.explanation.rule?.clause ?? record.clause, text: facts.explanation.rule?.text[0] ?? '', occurredOn: facts.occurredOn,
        description: record.description, rulebook: facts.explanation.rule?.version ?? '', inForceTo: lastDayInForce(day, facts.months), decidedBy: facts.decidedBy, changeReason: record.change_reason,
        explanation: facts.explanation, review: facts.review !== null, refused: signers.employee!.refused,
      }) },
    }),
    refer_to_review: step({
      label: ['转解除审查', 'Refer to dismissal review'], tone: 'danger', from: ['proposed'], to: 'referred', by: ['centre_manager'], form: {},
      facts: decisionFacts,
      ready: ({ facts, record, actor }) => (facts.explanation.outcome === 'dismissal-review' ? (independence(facts, record, actor.id)?.label ?? null) : ['建议不是解除审查', 'A dismissal review is not what is proposed']),
      effect: async ({ tx, record, facts }) => openReview(tx, { employee: record.employee, cause: facts.explanation.review ?? 'printed', incident: record.id, sanction: null, unit_id: record.unit_id }),
    }),
    hand_to_hr: step({
      label: ['转人事办理', 'Hand over to HR'], from: ['proposed'], to: 'with_hr', by: INVESTIGATORS, form: {},
      facts: decisionFacts,
      ready: ({ facts }) => (facts.explanation.outcome === 'legal-track' ? null : ['这一条按处分阶梯办理', 'This clause stays on the ladder']),
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
    }),
  };
}

interface DecisionFacts extends CaseFile { readonly posts: Posts }
interface Chosen { readonly to: Level | null; readonly reason: string | null; readonly harm: string | null }

async function decisionFacts({ tx, record, day, actor }: { readonly tx: Tx; readonly record: Row; readonly day: string; readonly actor: Actor }): Promise<DecisionFacts> {
  const holds = async (role: string) => actor.kind === 'system' || (await grantFor(tx, actor, [role], record.unit_id)) !== undefined;
  return { ...(await caseFile(tx, record, day)), posts: { line_supervisor: await holds('line_supervisor'), centre_manager: await holds('centre_manager') } };
}

const APPROVER_MISSING = new Refusal('discipline.second_approver_missing', ['须由与本案无关的第二批准人同意', 'A second approver not involved in the case must agree'], 403);

function independence({ accused }: CaseFile, record: Row, actor: string): Refusal | null {
  if (actor !== record.created_by && actor !== accused) return null;
  return new Refusal('discipline.not_independent', ['决定人不能是报告人或当事人', 'The decider can be neither the reporter nor the accused'], 403);
}

function outdated(facts: CaseFile, record: Row): Refusal | null {
  if (record.proposal !== null && stillHolds(thawed(record.proposal), facts.explanation)) return null;
  return new Refusal('incident.proposal_outdated', ['建议之后记录有变，请重新形成建议', 'The record has changed since the proposal; propose again']);
}

function verdict(facts: DecisionFacts, record: Row, { to, reason, harm }: Chosen, decider: string) {
  const stale = outdated(facts, record);
  if (stale) return { refusal: stale };
  return verdictOn({
    explanation: facts.explanation, alreadyDecided: facts.alreadyDecided, to, decider, reporter: record.created_by, accused: facts.accused, reason: reason ?? '', harmEvidence: harm ?? '',
  }, parametersOf(facts), facts.posts);
}

function needsSecond(facts: DecisionFacts, record: Row, chosen: Chosen, decider: string): boolean {
  const found = verdict(facts, record, chosen, decider);
  return found.refusal === null && found.needsSecond;
}

/** Of the version in force on the day of the act; without one there is nothing to sanction. */
function parametersOf(facts: CaseFile): RulebookParameters {
  return versionOn(facts.versions, facts.occurredOn)?.parameters ?? PRESETS['as-printed'];
}

async function issue(tx: Tx, record: Row, facts: CaseFile, level: keyof typeof DECIDABLE, by: { readonly day: string; readonly decider: string; readonly second: string | null }): Promise<void> {
  const { explanation } = facts;
  const asProposed = level === explanation.result;
  await issueSanction(tx, {
    employee: record.employee, level, clause: explanation.rule?.clause ?? record.clause, family: explanation.rule?.family ?? record.clause, rulebook_no: explanation.rule?.version ?? '',
    incident: record.id, occurred_on: facts.occurredOn, decided_on: by.day, decided_by: by.decider, months_in_force: monthsInForce(level, parametersOf(facts)), contract_term: facts.contractTerm,
    change_reason: asProposed ? null : record.change_reason, second_approver: by.second, review: asProposed && explanation.review !== null,
    accused_user: facts.employee.app_user, explanation: stored(freeze(explanation)), unit_id: record.unit_id,
  }, asProposed ? explanation.consumes : []);
}

async function serviceFacts({ tx, record }: { readonly tx: Tx; readonly record: Row }) {
  const [s] = await tx.query<{ id: string; number: string; level: Level; review: boolean; occurred_on: string; months_in_force: number; decided_by: string; explanation: string; name: string }>(
    `select s.id, s.number, s.level, s.review, s.occurred_on, s.months_in_force, s.decided_by, s.explanation, e.name
     from sanction s join employee e on e.tenant_id = s.tenant_id and e.id = s.employee where s.tenant_id = $1 and s.incident = $2`, [tx.tenantId, record.id]);
  if (!s) throw new Refusal('incident.no_sanction', ['还没有处分决定', 'There is no decision yet']);
  const explanation = thawed(s.explanation);
  return { sanction: s.id, number: s.number, level: s.level, review: s.review ? explanation.review : null, occurredOn: s.occurred_on, months: s.months_in_force, decidedBy: s.decided_by, explanation, employee: s.name };
}

function mustSignInPerson(signer: string, employee: string): void {
  if (signer !== employee) throw new Refusal('incident.other_signer', [`须由 ${employee} 本人签字`, `${employee} must sign in person`], 422, { 'sign.employee': [`须由 ${employee} 本人签字`, `${employee} must sign in person`] });
}

function shownProposal(explanation: Explanation) {
  return { lines: proposalLines(explanation), explanation: readable(freeze(explanation)) };
}

function proposedColumns(explanation: Explanation) {
  return { proposed_outcome: explanation.outcome, proposed_level: explanation.result, proposal: stored(freeze(explanation)), decided_level: null, change_reason: null, harm_evidence: null, decided_by: null };
}

function proposalLines({ result_label: [zh, en], decider }: Explanation): readonly (readonly [string, string])[] {
  const by = decider === null ? [] : [decider === 'line_supervisor' ? ['由线路主管或中心经理决定', 'Decided by the line supervisor or the centre manager'] as const : ['由中心经理决定', 'Decided by the centre manager'] as const];
  return [[`建议：${zh}`, `Proposed: ${en}`], ...by];
}

function decidableOf(level: Level | null): keyof typeof DECIDABLE {
  if (level === null || level === 'dismissal') throw new Refusal('discipline.dismissal_needs_review', ['解除劳动关系只能经解除审查', 'Dismissal goes through a dismissal review only']);
  return level;
}

async function nameOf(tx: Tx, user: string | null): Promise<string> {
  const [row] = await tx.query<{ display_name: string }>('select display_name from app_user where tenant_id = $1 and id = $2', [tx.tenantId, user]);
  return row?.display_name ?? '';
}

async function holidaysIn(tx: Tx): Promise<calendar.HolidayData> {
  return calendar.holidayData(await tx.query<calendar.HolidayEntry>('select day, day_kind, name from holiday where tenant_id = $1 and archived_at is null', [tx.tenantId]));
}
