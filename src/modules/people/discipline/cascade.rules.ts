/**
 * What falls with a decision that is revoked or made lighter (申诉连锁): every later decision that was built on it is computed again on its
 * own day, with its own incident and the history as it now is; and what was built on those, as many levels deep as it goes. Nothing becomes
 * heavier by it, and nothing is issued: people decide each one again. Pure. SM-3, CG-14, CG-15, AC-01, AC-02.
 */
import type { PlainDate } from '../../../kernel/calendar/plain-date.ts';
import { type Level, rank, type RulebookVersion } from '../rulebook/index.ts';
import type { Incident, PastDecision, TakesCalls } from './case.rules.ts';
import { decide, type Explanation } from './rules.ts';

/** A decision that stands, or waits to be decided anew, with what was frozen when it was taken. */
export interface Standing {
  readonly number: string;
  readonly incident: Incident;
  /** Day of the first decision on the incident: what is computed again is computed as of then. */
  readonly decidedOn: PlainDate;
  readonly level: Level;
  readonly past: PastDecision;
  readonly contractTerm: string;
  readonly explanation: Explanation;
}

export interface CascadeInput {
  readonly versions: readonly RulebookVersion[];
  readonly takesCalls: readonly TakesCalls[];
  /** In the order in which their incidents were first decided. */
  readonly decisions: readonly Standing[];
  /** Numbers of decisions that are gone (null) or stand at another level now. */
  readonly changed: ReadonlyMap<string, Level | null>;
  /** In force to which day a decision of that level is, served on that day. */
  lastDay(level: Level, served: PlainDate, incident: Incident): PlainDate;
}

export interface Fallen {
  readonly number: string;
  /** 1: built on the changed decision itself; 2: on one of those; and so on. */
  readonly depth: number;
  readonly because: readonly string[];
  readonly was: Level;
  readonly wasReview: boolean;
  /** null: nothing is left to sanction. */
  readonly now: Level | null;
  readonly nowReview: boolean;
  /** The decision holds although its reasons have to be written anew. */
  readonly same: boolean;
  readonly explanation: Explanation;
}

export function cascade({ versions, takesCalls, decisions, changed, lastDay }: CascadeInput): readonly Fallen[] {
  const depths = new Map<string, number>([...changed.keys()].map((number) => [number, 0]));
  const history: PastDecision[] = [];
  const fallen: Fallen[] = [];
  for (const one of decisions) {
    const root = changed.get(one.number);
    if (root !== undefined) {
      history.push(asNow(one, root, lastDay));
      continue;
    }
    const because = builtOn(one.explanation).filter((number) => depths.has(number));
    if (because.length === 0) {
      takeTogether(history, one.explanation.consumes, one.number);
      history.push(one.past);
      continue;
    }
    const explanation = decide(versions, { incident: one.incident, history, on: one.decidedOn, contractTerm: one.contractTerm, takesCalls });
    const now = notHeavier(one.level, explanation.result);
    const nowReview = explanation.review !== null && one.explanation.review !== null;
    const same = now === one.level && nowReview === (one.explanation.review !== null) && sameSet(explanation.consumes, one.explanation.consumes);
    const depth = 1 + Math.max(...because.map((number) => depths.get(number) ?? 0));
    fallen.push({ number: one.number, depth, because, was: one.level, wasReview: one.explanation.review !== null, now, nowReview, same, explanation });
    if (!same) depths.set(one.number, depth);
    if (now === 'written' && explanation.result === 'written') takeTogether(history, explanation.consumes, one.number);
    history.push(asNow(one, now, lastDay));
  }
  return fallen;
}

/** The past decisions that the frozen explanation counted. */
export function builtOn(explanation: Explanation): readonly string[] {
  return [...new Set([...explanation.history_used.map((h) => h.decision), ...explanation.consumes])];
}

/** Computing again never makes anything worse for the person. */
function notHeavier(was: Level, computed: Level | null): Level | null {
  if (computed === null) return null;
  return rank(computed) < rank(was) ? computed : was;
}

function asNow(one: Standing, level: Level | null, lastDay: CascadeInput['lastDay']): PastDecision {
  if (level === null) return { ...one.past, revoked: true };
  if (level === one.level) return one.past;
  return { ...one.past, level, inForceTo: one.past.served === null ? null : lastDay(level, one.past.served, one.incident) };
}

function takeTogether(history: PastDecision[], consumed: readonly string[], by: string): void {
  for (const [index, past] of history.entries()) if (consumed.includes(past.decision)) history[index] = { ...past, consumedBy: by };
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}
