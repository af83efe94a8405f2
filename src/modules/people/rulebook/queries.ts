/**
 * The check of a rulebook and its text for everybody (规章体检、守则全文). A rulebook belongs to the whole organisation: these
 * queries do not stop at the reader's unit. Serves AC-10, CG-22, CC-EFF-2.
 */
import { defineQuery, f, Refusal, type Label, type Tx } from '../../../kernel/index.ts';
import { type Answerable, isAnswerable, labelOf, type Question, QUESTIONS, sayAnswer } from './answers.rules.ts';
import { KEEPERS, READERS } from './clause.ts';
import { GRADE_LABELS, LEVEL_LABELS, ZONE_LABELS } from './clause.rules.ts';
import { ITEMS, WEEKDAY_LABELS } from './dress.rules.ts';
import { GAPS } from './gaps.rules.ts';
import { type StoredVersion, versionById } from './library.ts';
import { type Finding, lintRulebook } from './lint.rules.ts';
import { HARDENED, type Parameters } from './parameters.rules.ts';
import { choiceOf } from './rules.ts';
import { coverage, sanctionMatrix } from './structure.rules.ts';

export interface VersionLine { readonly id: string; readonly number: string; readonly no: string; readonly title: string; readonly state: string; readonly effective_from: string | null }
export interface CheckFinding {
  readonly id: string; readonly severity: 'error' | 'warning' | 'info'; readonly clauses: readonly string[]; readonly message: Label; readonly resolution: Label;
  readonly questions: readonly CheckQuestion[];
  readonly chosen: { readonly by: string; readonly at: string; readonly reason: string; readonly said: Label } | null;
}
export interface CheckQuestion {
  readonly parameter: string; readonly label: Label; readonly question: Question | null; readonly value: unknown; readonly said: Label; readonly suggestion: unknown; readonly suggestionSaid: Label | null;
}
export interface CoverageLine { readonly code: string; readonly text: Label; readonly sanctions: readonly string[]; readonly status: 'sanctioned' | 'own-consequence' | 'record-only' | 'open' }
export interface RulebookCheck {
  readonly versions: readonly VersionLine[];
  readonly version: VersionLine | null;
  readonly findings: readonly CheckFinding[];
  readonly coverage: readonly CoverageLine[];
  readonly sanctionsWithoutRule: readonly { readonly code: string; readonly text: Label }[];
  readonly texts: { readonly [code: string]: Label };
  readonly words: { readonly weekdays: readonly Label[]; readonly items: { readonly [item: string]: Label }; readonly zones: { readonly [zone: string]: Label }; readonly levels: { readonly [level: string]: Label } };
  readonly matrix: readonly { readonly family: string; readonly levels: { readonly [level: string]: readonly string[] } }[];
}

export const RulebookLint = defineQuery('rulebook_lint', {
  label: ['规章体检', 'Rulebook check'], access: READERS, params: { version: f.ref('版本', 'Version', 'rulebook_version', { optional: true }) },
  async run(tx, { version: wanted }): Promise<RulebookCheck> {
    const versions = await versionLines(tx);
    const line = wanted === null ? (versions.find((one) => one.state === 'draft') ?? versions[0] ?? null) : (versions.find((one) => one.id === wanted) ?? null);
    if (wanted !== null && line === null) throw new Refusal('rulebook.no_such_version', ['没有这个守则版本', 'There is no such rulebook version'], 404);
    const items = Object.fromEntries(Object.entries(ITEMS).map(([item, { label }]) => [item, label]));
    const words = { weekdays: WEEKDAY_LABELS, items, zones: ZONE_LABELS, levels: LEVEL_LABELS };
    if (line === null) return { versions, version: null, findings: [], coverage: [], sanctionsWithoutRule: [], texts: {}, words, matrix: [] };
    const version = await versionById(tx, line.id);
    const texts = Object.fromEntries(version.clauses.map((clause) => [clause.code, clause.text]));
    const covered = coverage(version);
    const textOf = (code: string): Label => texts[code] ?? [code, code];
    return {
      versions, version: line, words, texts, matrix: sanctionMatrix(version.clauses),
      findings: findingsOf(version),
      coverage: covered.rows.map((row) => ({ code: row.rule, text: textOf(row.rule), sanctions: row.sanctions, status: row.status })),
      sanctionsWithoutRule: covered.sanctionsWithoutRule.map((code) => ({ code, text: textOf(code) })),
    };
  },
});

/** A draft in consultation is read by everybody: they are asked. */
const OPEN_TO_ALL: readonly string[] = ['consultation', 'published', 'effective', 'superseded'];

async function consultationFor(tx: Tx, line: VersionLine): Promise<Pick<CodeText, 'comments' | 'answerUntil'>> {
  if (line.state !== 'consultation') return { comments: null, answerUntil: null };
  const comments = await tx.query<NonNullable<CodeText['comments']>[number]>(
    `select c.id, c.clause, c.comment, coalesce(c.for_whom, u.display_name, '') as by, c.adopted, c.answer from rulebook_comment c left join app_user u on u.tenant_id = c.tenant_id and u.id = c.from_user
     where c.tenant_id = $1 and c.rulebook = $2 and c.archived_at is null order by c.number`, [tx.tenantId, line.id]);
  const [row] = await tx.query<{ answer_until: string | null }>('select answer_until from rulebook_version where tenant_id = $1 and id = $2', [tx.tenantId, line.id]);
  return { comments, answerUntil: row?.answer_until ?? null };
}

/** Who may read the code: everybody who holds a post that is named here; the text is no secret. */
const STAFF = [...READERS, 'agent', 'administrator'];

export interface CodeText {
  readonly versions: readonly VersionLine[];
  readonly version: VersionLine | null;
  readonly clauses: readonly { readonly code: string; readonly kind: string; readonly text: Label; readonly level: Label | null; readonly grade: Label | null; readonly family: string | null; readonly sanctions: readonly string[] }[];
  readonly choices: readonly { readonly label: Label; readonly said: Label; readonly by: string; readonly at: string; readonly reason: string }[];
  readonly interpretations: readonly { readonly id: string; readonly clause: string; readonly text: Label; readonly by: string; readonly from: string }[];
  /** null: the version is not in consultation. */
  readonly comments: readonly { readonly id: string; readonly clause: string | null; readonly comment: string; readonly by: string; readonly adopted: 'yes' | 'partly' | 'no' | null; readonly answer: string | null }[] | null;
  readonly answerUntil: string | null;
}
export const RulebookText = defineQuery('rulebook_text', {
  label: ['守则全文', 'The code'], access: STAFF, params: { version: f.ref('版本', 'Version', 'rulebook_version', { optional: true }) },
  async run(tx, { version: wanted }): Promise<CodeText> {
    const drafts = tx.actor.grants.some((grant) => (KEEPERS as readonly string[]).includes(grant.role));
    const versions = (await versionLines(tx)).filter((one) => drafts || OPEN_TO_ALL.includes(one.state));
    const line = versions.find((one) => (wanted === null ? one.state === 'effective' : one.id === wanted)) ?? null;
    if (line === null) return { versions, version: null, clauses: [], choices: [], interpretations: [], comments: null, answerUntil: null };
    const version = await versionById(tx, line.id);
    return {
      versions, version: line,
      clauses: version.clauses.map(({ code, kind, text, base, grade, family, sanctions }) => ({ code, kind, text, level: base ? LEVEL_LABELS[base] : null, grade: grade ? GRADE_LABELS[grade] : null, family, sanctions })),
      choices: version.choices.map(({ parameter, value, by, at, reason }) => ({ label: labelOf(parameter), said: saidOf(parameter, value), by, at, reason })),
      interpretations: version.interpretations, ...(await consultationFor(tx, line)),
    };
  },
});

export function versionLines(tx: Tx): Promise<VersionLine[]> {
  return tx.query<VersionLine>(
    'select id, number, no, title, state, effective_from from rulebook_version where tenant_id = $1 and archived_at is null order by created_at desc, number desc', [tx.tenantId]);
}

/** Every question behind a finding, not only the first one that is open: one answer may leave the next. */
function findingsOf(version: StoredVersion): readonly CheckFinding[] {
  return lintRulebook(version).map((finding) => ({
    id: finding.id, severity: finding.severity, clauses: finding.clauses, message: finding.message, resolution: finding.resolution,
    questions: questionsBehind(finding).map(([parameter, suggestion]) => questionOf(version, parameter, suggestion)),
    chosen: finding.chosen && { by: finding.chosen.by, at: finding.chosen.at, reason: finding.chosen.reason, said: saidOf(finding.chosen.parameter, finding.chosen.value) },
  }));
}

function questionsBehind({ id, parameter, suggestion }: Finding): readonly (readonly [keyof Parameters, unknown])[] {
  const gap = GAPS.find((one) => one.id === id);
  if (gap) return gap.parameters.map((name) => [name, HARDENED[name]]);
  return parameter === null ? [] : [[parameter, suggestion]];
}

function questionOf(version: StoredVersion, parameter: keyof Parameters, suggestion: unknown): CheckQuestion {
  const value = choiceOf(version, parameter)?.value ?? version.parameters[parameter];
  return {
    parameter, label: labelOf(parameter), question: isAnswerable(parameter) ? QUESTIONS[parameter] : null, value, said: saidOf(parameter, value),
    suggestion, suggestionSaid: suggestion === null || suggestion === undefined ? null : saidOf(parameter, suggestion),
  };
}

function saidOf(parameter: string, value: unknown): Label {
  return isAnswerable(parameter) ? sayAnswer(parameter satisfies Answerable, value) : [String(value ?? '未选定'), String(value ?? 'undecided')];
}
