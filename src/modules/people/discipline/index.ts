/** Discipline (违纪处理): what a breach leads to and why, from the report to the served decision. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { CaseEvidence, CaseEvidenceProcess } from './case-evidence.ts';
import { DismissalReviewProcess } from './dismissal-process.ts';
import { DismissalReview } from './dismissal-review.ts';
import { CaseDossier, SanctionCascade } from './dossier.ts';
import { Incident as IncidentRegister } from './incident.ts';
import { IncidentProcess } from './incident-process.ts';
import { DecisionDays, HearingDays, UnionDays } from './parameters.ts';
import { ClausesToCite, DisciplineRecord } from './queries.ts';
import { SanctionRecheck, SanctionRecheckProcess } from './recheck.ts';
import { DisciplineReplay, DisciplineReplayReport } from './replay.ts';
import { SanctionsInForce } from './in-force.ts';
import { CasesByClause, overdue } from './reports.ts';
import { CASE_READERS, REPORTERS } from './roles.ts';
import { Sanction, SanctionProcess } from './sanction.ts';
import { StatusBoardEvent, StatusBoardProcess } from './status-board.ts';

export { CaseEvidence, CaseEvidenceProcess, EVIDENCE_KINDS } from './case-evidence.ts';
export { foreseen, standingFor } from './cascade.ts';
export { type CascadeInput, cascade, type Fallen, type Standing } from './cascade.rules.ts';
export { DismissalReviewProcess } from './dismissal-process.ts';
export { DismissalReview } from './dismissal-review.ts';
export { holidaysOf } from './holidays.ts';
export { CASE_READERS } from './roles.ts';
export type { FallenLine } from './dossier.ts';
export { Incident as IncidentRegister } from './incident.ts';
export type { DecidedMoney } from './money.ts';
export { IncidentProcess } from './incident-process.ts';
export { SanctionRecheck, SanctionRecheckProcess } from './recheck.ts';
export { Sanction, SanctionProcess } from './sanction.ts';
export { StatusBoardEvent, StatusBoardProcess } from './status-board.ts';
export { type Case, type Incident, type PastDecision, type TakesCalls, takesCallsOn } from './case.rules.ts';
export { decisionRefusal, type Proposal } from './change.rules.ts';
export { NO_LEVEL, type NoLevel, type Step } from './citation.rules.ts';
export type { Ignored, Outcome, ReviewCause } from './judgement.rules.ts';
export { type Replay, replay, type ReplayIncident, type ReplayInput, type ReplayOutcome, type ReplayRow, replayTable } from './replay.rules.ts';
export { decide, deciderOf, decideUnder, type Explanation, type HistoryIgnored, type HistoryUsed, type MoneyEffect } from './rules.ts';
export { OUTCOME_LABELS, resultLabel } from './sentences.rules.ts';
export { type BoardCount, type BoardEvent, countBoard } from './status-board.rules.ts';

export const discipline = defineModule({
  name: 'discipline',
  area: 'people',
  label: ['违纪处理', 'Discipline'],
  roles: {
    operations_gm: ['经营总经理', 'Operations general manager'], hr: ['人事', 'HR'], centre_manager: ['中心经理', 'Centre manager'], line_supervisor: ['线路主管', 'Line supervisor'], attendance_clerk: ['考勤员', 'Attendance clerk'],
  },
  registers: [IncidentRegister, Sanction, CaseEvidence, SanctionRecheck, StatusBoardEvent, DismissalReview],
  processes: [IncidentProcess, SanctionProcess, CaseEvidenceProcess, SanctionRecheckProcess, StatusBoardProcess, DismissalReviewProcess],
  reports: [CasesByClause, SanctionsInForce, DisciplineReplayReport],
  queries: [DisciplineReplay, ClausesToCite, DisciplineRecord, CaseDossier, SanctionCascade],
  parameters: [HearingDays, DecisionDays, UnionDays],
  pages: { report: { label: ['报告违纪', 'Report a breach'], access: REPORTERS }, replay: { label: ['规则重演', 'Replay'], access: CASE_READERS } },
  figures: [{ label: ['逾期未决的违纪事件', 'Incidents past their day of decision'], roles: ['line_supervisor', 'centre_manager', 'hr'], value: overdue }],
});
