/** Discipline (违纪处理): what a breach leads to and why. Front door of the module; registers and processes join here. */
export { type Case, type Incident, type PastDecision, type TakesCalls, takesCallsOn } from './case.rules.ts';
export { decisionRefusal, type Proposal } from './change.rules.ts';
export { NO_LEVEL, type NoLevel, type Step } from './citation.rules.ts';
export type { Ignored, Outcome, ReviewCause } from './judgement.rules.ts';
export { type Replay, replay, type ReplayIncident, type ReplayInput, type ReplayOutcome, type ReplayRow, replayTable } from './replay.rules.ts';
export { decide, deciderOf, decideUnder, type Explanation, type HistoryIgnored, type HistoryUsed, type MoneyEffect } from './rules.ts';
export { OUTCOME_LABELS, resultLabel } from './sentences.rules.ts';
export { type BoardCount, type BoardEvent, countBoard } from './status-board.rules.ts';
