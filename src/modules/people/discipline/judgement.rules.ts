/**
 * The arithmetic of the ladder (处分计算): base level, repeat of the same kind, three Orals, two Written, and the cap. Numbers
 * only; `rules.ts` puts them into sentences. CC-ESC-1 to CC-ESC-3b, CG-14, CG-15, CG-17.
 */
import { addMonths, monthOf, type PlainDate } from '../../../kernel/calendar/plain-date.ts';
import { CAP, clauseOf, higher, LADDER, type Level, months, rank, reading, type RulebookVersion } from '../rulebook/index.ts';
import type { Case, PastDecision } from './case.rules.ts';
import { cite, type Citation, NO_LEVEL, type NoLevel } from './citation.rules.ts';

export type Outcome = 'sanction' | 'dismissal-review' | NoLevel;
/** Why a dismissal review may be opened; it is opened by people, never by the engine. */
export type ReviewCause = 'printed' | 'repeat-above-written' | 'two-written';
/** Why a past decision does not count. */
export type Ignored =
  | 'reminder' | 'no-level' | 'revoked' | 'consumed' | 'not-served' | 'served-late' | 'expired' | 'outside-window' | 'other-kind' | 'lower' | 'other-contract';

export interface Judgement {
  readonly version: RulebookVersion;
  readonly outcome: Outcome;
  /** What is proposed; null without a sanction or when only a review is open. Never above Written. */
  readonly level: Level | null;
  readonly citation: Citation;
  /** Cited too, but lighter: one incident, one sanction. */
  readonly lighter: readonly Citation[];
  readonly repeatOf: PastDecision | null;
  /** Level after repeat, before accumulation. */
  readonly onLadder: Level | null;
  /** Past Orals that count together with this one. */
  readonly orals: readonly PastDecision[];
  readonly oralsNeeded: number;
  readonly accumulated: boolean;
  readonly writtens: readonly PastDecision[];
  readonly writtensNeeded: number;
  readonly review: ReviewCause | null;
  readonly terms: Terms;
}

/** How far one decision looks back and what it takes together: read once per decision, asked for every past one. */
export interface Terms {
  /** What was served on or before these days does not count any more. */
  readonly repeatAfter: PlainDate;
  readonly oralAfter: PlainDate;
  readonly writtenAfter: PlainDate;
  readonly sameClauseOnly: boolean;
  readonly sameContractOnly: boolean;
}

export function judge(version: RulebookVersion, input: Case): Judgement {
  const { incident } = input;
  const codes = incident.clauses.length > 0 ? incident.clauses : ['CC-NOTE-1'];
  const terms = termsOf(version, input);
  const candidates = codes.map((code) => climb(version, input, cite(version, input, code), terms));
  const governing = candidates.reduce((best, next) => (weight(next) > weight(best) ? next : best));
  const { citation, level, repeatOf, review } = governing;
  const lighter = candidates.filter((candidate) => candidate !== governing).map((candidate) => candidate.citation);
  const oralsNeeded = clauseOf(version, 'CC-ESC-3a')?.figures.orals ?? 3;
  const writtensNeeded = clauseOf(version, 'CC-ESC-3b')?.figures.writtens ?? 2;
  const start = { version, citation, lighter, repeatOf, onLadder: level, oralsNeeded, writtensNeeded, terms };
  const orals = inWindow(input, 'oral', terms);
  const none = { orals, accumulated: false, writtens: [], review, level };
  if (citation.without) return { ...start, ...none, outcome: citation.without };
  if (level === null) return { ...start, ...none, outcome: 'dismissal-review' };

  const accumulated = level === 'oral' && orals.length + 1 >= oralsNeeded;
  const final = accumulated ? 'written' : level;
  const writtens = final === 'written' ? inWindow(input, 'written', terms) : [];
  const twoWritten = final === 'written' && writtens.length + 1 >= writtensNeeded;
  return { ...start, outcome: 'sanction', level: final, orals, accumulated, writtens, review: review ?? (twoWritten ? 'two-written' : null) };
}

/** Why a past decision is no repeat of this one; null when it is. Served before the new act, in force, within (act - window, act]. */
export function noRepeat({ incident }: Case, citation: Citation, past: PastDecision, terms: Terms): Ignored | null {
  const same = terms.sameClauseOnly ? past.clause === citation.clause?.code : past.family === citation.family;
  if (!same) return past.kind === 'reminder' ? 'reminder' : 'other-kind';
  return notStanding(past, incident.occurredOn, incident.occurredOn) ?? (insideRepeatWindow(incident.occurredOn, citation, past, terms) ? null : 'outside-window');
}

/** Why a past Oral or Written does not add up; null when it does. Served before the new act and within (decision - window, decision]. */
export function notAdded(input: Case, past: PastDecision, terms: Terms): Ignored | null {
  const standing = notStanding(past, input.incident.occurredOn, input.on);
  if (standing) return standing;
  const written = past.level === 'written';
  if ((past.served ?? '') <= (written ? terms.writtenAfter : terms.oralAfter)) return 'outside-window';
  return written && terms.sameContractOnly && past.contractTerm !== input.contractTerm ? 'other-contract' : null;
}

interface Climbed { readonly citation: Citation; readonly level: Level | null; readonly repeatOf: PastDecision | null; readonly review: ReviewCause | null }

function climb(version: RulebookVersion, input: Case, citation: Citation, terms: Terms): Climbed {
  const { base } = citation;
  if (base === null) return { citation, level: null, repeatOf: null, review: null };
  if (rank(base) > rank(CAP)) return { citation, level: null, repeatOf: null, review: 'printed' };
  let repeatOf: PastDecision | null = null;
  for (const past of input.history) {
    if (noRepeat(input, citation, past, terms) === null && (repeatOf === null || weightier(past, repeatOf))) repeatOf = past;
  }
  const floor = citation.floor ?? base;
  if (!repeatOf) return { citation, level: higher(base, floor), repeatOf, review: null };
  const { aim, level } = raised(base, repeatOf.level ?? base, version.parameters['repeat.mode']);
  return { citation, level: higher(level, floor), repeatOf, review: aim > rank(CAP) ? 'repeat-above-written' : null };
}

/**
 * chain: one above what was given last time; base+1: one above the first-offence level, whatever was given; never below the base.
 * Undecided: the lower of the two. `aim` is the place on the ladder before the cap.
 */
function raised(base: Level, before: Level, mode: 'chain' | 'base+1' | null): { readonly aim: number; readonly level: Level } {
  const chain = Math.max(rank(base), rank(before) + 1);
  const flat = rank(base) + 1;
  const aim = mode === 'chain' ? chain : mode === 'base+1' ? flat : Math.min(chain, flat);
  return { aim, level: LADDER[Math.min(aim, rank(CAP))] ?? CAP };
}

function insideRepeatWindow(occurredOn: PlainDate, citation: Citation, past: PastDecision, terms: Terms): boolean {
  // The status board starts anew each month (CG-17): only what happened in this month repeats.
  if (citation.clause?.code === 'CC-ACT-3') return monthOf(past.occurredOn ?? past.served ?? '') === monthOf(occurredOn);
  return (past.served ?? '') > terms.repeatAfter;
}

function termsOf({ parameters }: RulebookVersion, { incident, on }: Case): Terms {
  return {
    repeatAfter: addMonths(incident.occurredOn, -months(reading(parameters, 'repeat.window'))),
    oralAfter: addMonths(on, -months(reading(parameters, 'accumulation.oral.window'))),
    writtenAfter: addMonths(on, -months(reading(parameters, 'accumulation.written.window'))),
    sameClauseOnly: reading(parameters, 'repeat.same_kind') === 'clause',
    sameContractOnly: reading(parameters, 'accumulation.written.same_contract_term'),
  };
}

function inWindow(input: Case, level: 'oral' | 'written', terms: Terms): readonly PastDecision[] {
  return input.history.filter((past) => past.level === level && notAdded(input, past, terms) === null);
}

function notStanding(past: PastDecision, occurredOn: PlainDate, on: PlainDate): Ignored | null {
  if (past.kind === 'reminder') return 'reminder';
  if (past.level === null) return 'no-level';
  if (past.revoked) return 'revoked';
  if (past.consumedBy !== null) return 'consumed';
  if (past.served === null) return 'not-served';
  if (past.served >= occurredOn) return 'served-late';
  return past.inForceTo !== null && past.inForceTo < on ? 'expired' : null;
}

function weight({ citation, level }: Climbed): number {
  if (citation.without) return NO_LEVEL.indexOf(citation.without) - NO_LEVEL.length;
  return level === null ? rank('dismissal') : rank(level);
}

// A total order, so that the order of the history never matters.
function weightier(a: PastDecision, b: PastDecision): boolean {
  const levels = rank(a.level ?? 'action') - rank(b.level ?? 'action');
  if (levels !== 0) return levels > 0;
  if (a.served !== b.served) return (a.served ?? '') > (b.served ?? '');
  return a.decision > b.decision;
}
