/** Rulebook (守则): clauses, versions, open questions, the linter and the way to publication. Front door of the module. */
import { defineModule, firstRecord } from '../../../kernel/index.ts';
import { AcknowledgementProcess, RulebookAcknowledgement } from './acknowledgement.ts';
import { RulebookChoice, RulebookInterpretation } from './choice.ts';
import { READERS, RulebookClause } from './clause.ts';
import { CommentProcess, RulebookComment, RulebookConsultee } from './consultation.ts';
import { RulebookExport, RulebookImport } from './file.ts';
import { RulebookLint, RulebookText } from './queries.ts';
import { AcknowledgementsByUnit, AskNewcomers, NotSigned, RulebookSigning, toSign } from './signing.ts';
import { RulebookVersionProcess, RulebookVersionRegister } from './version.ts';

export { RulebookChoice, RulebookInterpretation } from './choice.ts';
export { RulebookClause } from './clause.ts';
export { publishedVersions, type StoredVersion, versionById } from './library.ts';
export { AcknowledgementProcess, RulebookAcknowledgement } from './acknowledgement.ts';
export { CommentProcess, RulebookComment, RulebookConsultee } from './consultation.ts';
export { RulebookVersionProcess, RulebookVersionRegister } from './version.ts';
export {
  above, ANYWHERE, CAP, type Clause, type ClauseKind, type Confidence, type Grade, GRADE_LABELS, higher, isAdvice, LADDER, type Level, LEVEL_LABELS, type OpenLevel, rank,
  type Zone, ZONE_LABELS,
} from './clause.rules.ts';
export { DRESS_ITEMS, type DressCell, type DressItem, type DressMatrix, dressMatrix, dressOn, type DressVerdict, ITEMS, undefinedCells, WEEKDAY_LABELS, withDress } from './dress.rules.ts';
export type { Severity } from './gaps.rules.ts';
export { familyLabel } from './families.rules.ts';
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

export const rulebook = defineModule({
  name: 'rulebook',
  area: 'people',
  label: ['守则', 'Rulebook'],
  roles: {
    hr: ['人事', 'HR'], centre_manager: ['中心经理', 'Centre manager'], line_supervisor: ['线路主管', 'Line supervisor'],
    attendance_clerk: ['考勤员', 'Attendance clerk'], agent: ['坐席', 'Agent'],
  },
  registers: [RulebookVersionRegister, RulebookClause, RulebookChoice, RulebookInterpretation, RulebookConsultee, RulebookComment, RulebookAcknowledgement],
  firstSteps: [firstRecord(RulebookVersionRegister, ['建立守则，或导入已有的守则文件', 'Begin the rulebook, or bring one in as a file'])],
  processes: [RulebookVersionProcess, CommentProcess, AcknowledgementProcess],
  queries: [RulebookLint, RulebookText, RulebookExport, RulebookSigning],
  reports: [AcknowledgementsByUnit, NotSigned],
  receivers: [RulebookImport],
  byTheClock: [AskNewcomers],
  figures: [toSign],
  pages: {
    code: { label: ['守则全文', 'The code'], access: [...READERS, 'agent', 'administrator'] },
    signing: { label: ['守则签收', 'Signing for the code'], access: [...READERS, 'agent'] },
    print: { label: ['守则打印稿', 'The printed code'], access: [...READERS, 'agent', 'administrator'] },
    check: { label: ['规章体检', 'Rulebook check'], access: READERS },
  },
});
export { type RulebookCheck, RulebookLint } from './queries.ts';
