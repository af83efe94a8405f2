/**
 * Short ways to write an incident and a past decision (测试用的事件与处分记录).
 */
import type { Case, Incident, PastDecision } from './case.rules.ts';
import type { Level } from '../rulebook/index.ts';

export function incident(clause: string, occurredOn: string, more: Partial<Incident> = {}): Incident {
  return { id: `SJ-${occurredOn}`, occurredOn, clauses: [clause], grade: 'ordinary', zone: 'work-area', ...more };
}

export function past(decision: string, level: Level, family: string, served: string | null, more: Partial<PastDecision> = {}): PastDecision {
  return { decision, kind: 'sanction', level, clause: 'CC-X', family, occurredOn: served, served, contractTerm: 'HT-1', inForceTo: null, revoked: false, consumedBy: null, ...more };
}

/** Decided on the day it happened unless `on` says otherwise. */
export function caseOf(subject: Incident, history: readonly PastDecision[] = [], more: Partial<Case> = {}): Case {
  return { incident: subject, history, on: subject.occurredOn, contractTerm: 'HT-1', takesCalls: [], ...more };
}
