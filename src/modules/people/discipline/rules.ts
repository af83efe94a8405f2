/**
 * What a breach leads to, and why (违纪处理建议与说明). Pure: give it the rulebook's versions, the incident, what the person was
 * served before and the day of the decision; it gives the explanation that is frozen with the decision.
 * CC-ESC-1 to CC-ESC-3b, CC-EFF-2, AC-01 to AC-04, SM-2.
 */
import type { Label } from '../../../kernel/api.ts';
import type { PlainDate } from '../../../kernel/calendar/plain-date.ts';
import {
  type Choice, choiceOf, clauseOf, type Grade, interpretationsOf, type Level, months, type Parameters, rank, reading, type RulebookVersion, versionOn,
} from '../rulebook/index.ts';
import type { Case, PastDecision } from './case.rules.ts';
import { step, type Step } from './citation.rules.ts';
import { judge, type Judgement, noRepeat, notAdded, type Outcome, type ReviewCause } from './judgement.rules.ts';
import { ignoredBecause, ladderSteps, resultLabel, usedAsRepeat, usedForCount } from './sentences.rules.ts';

export interface HistoryUsed { readonly decision: string; readonly level: Level; readonly served: PlainDate; readonly role: 'repeat' | 'accumulate'; readonly why: Label }
export interface HistoryIgnored { readonly decision: string; readonly why: Label }
export interface MoneyEffect { readonly clause: string; readonly kind: 'fine' | 'compensation'; readonly allowed: boolean; readonly text: Label }

/** Stored as JSON with the decision and never changed: its keys are the record's. */
export interface Explanation {
  readonly incident: string;
  readonly rule: {
    readonly version: string; readonly clause: string; readonly cited: string; readonly text: Label; readonly base: Level | null;
    readonly grade: Grade; readonly family: string; readonly by_analogy: boolean;
  } | null;
  readonly outcome: Outcome;
  /** What is proposed; never above Written. */
  readonly result: Level | null;
  readonly result_label: Label;
  /** Not null: eligible for a dismissal review, which only people open. */
  readonly review: ReviewCause | null;
  readonly steps: readonly Step[];
  readonly history_used: readonly HistoryUsed[];
  readonly history_ignored: readonly HistoryIgnored[];
  /** Counts include this decision when it is itself an Oral or a Written. */
  readonly accumulation: { readonly orals_in_window: number; readonly needed: number; readonly writtens_in_window: number; readonly writtens_needed: number };
  /** Past Orals this decision uses up; it uses up its own Oral too. */
  readonly consumes: readonly string[];
  readonly also_cited: readonly string[];
  readonly money: readonly MoneyEffect[];
  readonly params: { readonly [name: string]: unknown };
  /** Answers to open questions that this decision rests on. */
  readonly choices: readonly Choice[];
  readonly interpretations: readonly { readonly id: string; readonly text: Label }[];
  readonly law_checks: readonly Label[];
  readonly harm: string | null;
  readonly decider: 'line_supervisor' | 'centre_manager' | null;
}

/** `versions`: every published version; the one in force on the day of the act governs. */
export function decide(versions: readonly RulebookVersion[], input: Case): Explanation {
  const version = versionOn(versions, input.incident.occurredOn);
  return version ? explain(judge(version, input), input) : noRule(input);
}

/** Decides under one version whether or not it was in force: for drafts. */
export function decideUnder(version: RulebookVersion, input: Case): Explanation {
  return explain(judge(version, input), input);
}

export function deciderOf(level: Level | null, review: ReviewCause | null): Explanation['decider'] {
  if (review) return 'centre_manager';
  if (level === null) return null;
  return rank(level) <= rank('iip') ? 'line_supervisor' : 'centre_manager';
}

function explain(judgement: Judgement, input: Case): Explanation {
  const { version, citation, level, outcome, review, orals, writtens, accumulated } = judgement;
  const { incident } = input;
  const { used, ignored } = history(judgement, input);
  const { params, choices } = parametersOf(judgement);
  const code = citation.clause?.code;
  return {
    incident: incident.id,
    rule: citation.clause && code ? {
      version: version.no, clause: code, cited: citation.cited, text: citation.clause.text, base: citation.base,
      grade: incident.grade, family: citation.family, by_analogy: citation.byAnalogy,
    } : null,
    outcome, result: level, result_label: resultLabel(outcome, level, review), review,
    steps: ladderSteps(judgement),
    history_used: used,
    history_ignored: ignored,
    accumulation: {
      orals_in_window: orals.length + (judgement.onLadder === 'oral' ? 1 : 0), needed: judgement.oralsNeeded,
      writtens_in_window: writtens.length + (level === 'written' ? 1 : 0), writtens_needed: judgement.writtensNeeded,
    },
    consumes: accumulated ? orals.map((past) => past.decision).sort() : [],
    also_cited: judgement.lighter.map((lighter) => lighter.cited),
    money: moneyEffects(judgement, input),
    params, choices,
    interpretations: code ? interpretationsOf(version, code, incident.occurredOn).map(({ id, text }) => ({ id, text })) : [],
    law_checks: LAW_CHECKS,
    harm: incident.damage ?? null,
    decider: deciderOf(level, review),
  };
}

const LAW_CHECKS: readonly Label[] = [
  ['一次事件只有一个处分', 'one sanction per incident'],
  ['只计算事件之前已送达的处分', 'only sanctions served before the incident count'],
];

function history(judgement: Judgement, input: Case): { readonly used: readonly HistoryUsed[]; readonly ignored: readonly HistoryIgnored[] } {
  const { version, citation, repeatOf, orals, writtens, onLadder, level, terms } = judgement;
  const used: HistoryUsed[] = [];
  const ignored: HistoryIgnored[] = [];
  if (citation.base === null || onLadder === null) return { used, ignored };
  const period = { oral: months(reading(version.parameters, 'accumulation.oral.window')), written: months(reading(version.parameters, 'accumulation.written.window')) };
  for (const past of [...input.history].sort(byService)) {
    const adds = (past.level === 'oral' && onLadder === 'oral') || (past.level === 'written' && level === 'written');
    const entry = (role: HistoryUsed['role'], why: Label) => used.push({ decision: past.decision, level: past.level ?? 'action', served: past.served ?? '', role, why });
    if (past === repeatOf) entry('repeat', usedAsRepeat(past));
    if (adds && (orals.includes(past) || writtens.includes(past))) entry('accumulate', usedForCount(past, past.level === 'oral' ? period.oral : period.written));
    else if (past !== repeatOf) {
      const why = adds ? notAdded(input, past, terms) : noRepeat(input, citation, past, terms);
      ignored.push({ decision: past.decision, why: ignoredBecause(why ?? 'lower', past) });
    }
  }
  return { used, ignored };
}

function moneyEffects({ version, citation }: Judgement, { incident }: Case): readonly MoneyEffect[] {
  const codes = [...(citation.clause?.money ?? []), ...incident.clauses.filter((code) => clauseOf(version, code)?.kind === 'fine')];
  if (codes.length === 0) return [];
  return [...new Set(codes)].flatMap((code) => {
    const clause = clauseOf(version, code);
    if (!clause?.moneyKind) return [];
    const allowed = clause.moneyKind === 'compensation' || version.parameters['fine.allowed'] === true;
    return [{ clause: code, kind: clause.moneyKind, allowed, text: clause.text }];
  });
}

function parametersOf({ version, citation }: Judgement): Pick<Explanation, 'params' | 'choices'> {
  const names: readonly (keyof Parameters)[] = citation.base === null ? citation.parameters : [...LADDER_PARAMETERS, ...citation.parameters];
  const params: { [name: string]: unknown } = {};
  for (const name of names) params[name] = version.parameters[name];
  const choices = version.choices.length === 0 ? [] : names.map((name) => choiceOf(version, name)).filter((choice) => choice !== null);
  return { params, choices };
}

const LADDER_PARAMETERS: readonly (keyof Parameters)[] = [
  'repeat.same_kind', 'repeat.window', 'repeat.mode', 'accumulation.oral.window', 'accumulation.written.window', 'accumulation.written.same_contract_term',
];

function noRule({ incident }: Case): Explanation {
  return {
    incident: incident.id, rule: null, outcome: 'no-rule', result: null, result_label: resultLabel('no-rule', null, null), review: null,
    steps: [step('CC-EFF-2', [`${incident.occurredOn} 还没有公布的守则，不能据此处分`, `No rulebook had been published by ${incident.occurredOn}; it cannot be sanctioned`])],
    history_used: [], history_ignored: [],
    accumulation: { orals_in_window: 0, needed: 3, writtens_in_window: 0, writtens_needed: 2 },
    consumes: [], also_cited: [], money: [], params: {}, choices: [], interpretations: [], law_checks: LAW_CHECKS, harm: incident.damage ?? null, decider: null,
  };
}

function byService(a: PastDecision, b: PastDecision): number {
  const [left, right] = [a.served ?? '9999', b.served ?? '9999'];
  if (left !== right) return left < right ? -1 : 1;
  return a.decision < b.decision ? -1 : 1;
}
