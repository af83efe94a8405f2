/** Rulebook (守则): clauses, versions, open questions and the linter. Front door of the module; registers and processes join here. */
export {
  above, ANYWHERE, CAP, type Clause, type ClauseKind, type Confidence, type Grade, GRADE_LABELS, higher, LADDER, type Level, LEVEL_LABELS, type OpenLevel, rank,
  type Zone, ZONE_LABELS,
} from './clause.rules.ts';
export { DRESS_ITEMS, type DressCell, type DressItem, type DressMatrix, dressMatrix, dressOn, type DressVerdict, ITEMS, undefinedCells, WEEKDAY_LABELS, withDress } from './dress.rules.ts';
export type { Severity } from './gaps.rules.ts';
export { errorsOf, type Finding, lintRulebook, publish } from './lint.rules.ts';
export { badgeLoss, type Charge, keyLoss, type LateCount, lateCount, type Lateness } from './money.rules.ts';
export { PARAMETER_LABELS } from './parameter-labels.rules.ts';
export { AS_PRINTED, type BadgeLoss, HARDENED, isFavoured, months, type Parameters, type Period, type Preset, PRESETS, reading } from './parameters.rules.ts';
export { type PhoneUse, phoneUse, type PhoneVerdict } from './phone.rules.ts';
export {
  adopt, amend, type Choice, choiceOf, choose, clauseOf, interpret, type Interpretation, interpretationsOf, newVersion, type Rulebook, type RulebookVersion, versionOn,
  type VersionStatus,
} from './rules.ts';
export { SOURCE_CLAUSES, sourceRulebook } from './source-rulebook.ts';
export { type Coverage, coverage, type CoverageRow, structureFindings } from './structure.rules.ts';
