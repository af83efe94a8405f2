/**
 * The rulebook and its versions (守则版本): which version governs a day, how an open question is answered with name, time and
 * reason, how a clause is changed in the next draft. Pure. CC-EFF-1, CC-EFF-2, CG-27, SM-1.
 */
import type { Label } from '../../../kernel/api.ts';
import type { PlainDate } from '../../../kernel/calendar/plain-date.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Clause } from './clause.rules.ts';
import { type Parameters, PRESETS, type Preset } from './parameters.rules.ts';

export type VersionStatus = 'draft' | 'linted' | 'consultation' | 'approved' | 'published' | 'effective' | 'superseded';

/** Answer to an open question: who chose what, when and why. Quoted in later decisions. */
export interface Choice<K extends keyof Parameters = keyof Parameters> {
  readonly parameter: K;
  readonly value: Parameters[K];
  readonly by: string;
  readonly at: string;
  readonly reason: string;
}

/** How the company reads a clause, from a day on (CC-EFF-1). */
export interface Interpretation { readonly id: string; readonly clause: string; readonly text: Label; readonly by: string; readonly from: PlainDate }

export interface RulebookVersion {
  readonly no: string;
  readonly status: VersionStatus;
  readonly clauses: readonly Clause[];
  readonly parameters: Parameters;
  readonly choices: readonly Choice[];
  readonly interpretations: readonly Interpretation[];
}

export interface Rulebook { readonly id: string; readonly versions: readonly RulebookVersion[] }

export function newVersion(no: string, clauses: readonly Clause[], preset: Preset): RulebookVersion {
  return { no, status: 'draft', clauses, parameters: PRESETS[preset], choices: [], interpretations: [] };
}

/** Refused: an answer without a reason, and any answer once the version is no longer being drafted. */
export function choose<K extends keyof Parameters>(version: RulebookVersion, choice: Choice<K>): RulebookVersion {
  assertDraft(version);
  if (!choice.reason.trim() || !choice.by.trim()) {
    throw new Refusal('rulebook.choice_reason_missing', ['请写明由谁、为什么这样选', 'Say who chose this and why'], 422, {
      reason: ['必填', 'required'],
    });
  }
  return { ...version, parameters: { ...version.parameters, [choice.parameter]: choice.value }, choices: [...version.choices, choice] };
}

/** Takes over every value of a preset that differs; each becomes a choice of the person who adopted it. */
export function adopt(version: RulebookVersion, preset: Preset, by: string, at: string, reason: string): RulebookVersion {
  const values = PRESETS[preset];
  const differing = (Object.keys(values) as (keyof Parameters)[]).filter((name) => values[name] !== null && values[name] !== version.parameters[name]);
  return differing.reduce((next, parameter) => choose(next, { parameter, value: values[parameter], by, at, reason }), version);
}

/** The next draft, with clauses changed. It has no publication day yet. */
export function amend(version: RulebookVersion, no: string, changes: { readonly [code: string]: Partial<Omit<Clause, 'code'>> }): RulebookVersion {
  for (const code of Object.keys(changes)) {
    if (!clauseOf(version, code)) throw new Refusal('rulebook.no_such_clause', [`没有条款 ${code}`, `There is no clause ${code}`], 404);
  }
  return {
    ...version, no, status: 'draft', parameters: { ...version.parameters, published_at: null },
    clauses: version.clauses.map((clause) => ({ ...clause, ...changes[clause.code] })),
  };
}

export function interpret(version: RulebookVersion, interpretation: Interpretation): RulebookVersion {
  return { ...version, interpretations: [...version.interpretations, interpretation] };
}

export function interpretationsOf(version: RulebookVersion, code: string, on: PlainDate): readonly Interpretation[] {
  return version.interpretations.filter((note) => note.clause === code && note.from <= on);
}

/** Published for a day to come counts from that day, whether or not the clock has been there yet. */
const PUBLISHED: readonly VersionStatus[] = ['published', 'effective', 'superseded'];

/** The version published last on or before the day; null = there was no rule yet. */
export function versionOn(versions: readonly RulebookVersion[], day: PlainDate): RulebookVersion | null {
  let found: RulebookVersion | null = null;
  for (const version of versions) {
    const from = version.parameters.published_at;
    if (from === null || from > day || !PUBLISHED.includes(version.status)) continue;
    if (found === null || from >= (found.parameters.published_at ?? '')) found = version;
  }
  return found;
}

export function clauseOf(version: RulebookVersion, code: string): Clause | undefined {
  let index = indexes.get(version.clauses);
  if (!index) {
    index = new Map(version.clauses.map((clause) => [clause.code, clause]));
    indexes.set(version.clauses, index);
  }
  return index.get(code);
}

/** The last answer given to a question, if any. */
export function choiceOf(version: RulebookVersion, parameter: keyof Parameters): Choice | null {
  return version.choices.findLast((choice) => choice.parameter === parameter) ?? null;
}

// A version is read thousands of times in a replay and never changes: its clauses are indexed once.
const indexes = new WeakMap<readonly Clause[], ReadonlyMap<string, Clause>>();

function assertDraft(version: RulebookVersion) {
  if (version.status !== 'draft') {
    throw new Refusal('rulebook.not_draft', [`版本 ${version.no} 已不是草稿，请另起新版本`, `Version ${version.no} is no longer a draft; start a new one`]);
  }
}
