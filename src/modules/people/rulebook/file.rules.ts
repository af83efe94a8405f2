/**
 * A rulebook as one file (守则文件): everything of a version that is the organisation's own, with a sum over it, and read again strictly: what is
 * unknown, missing or altered is named where it stands. Pure. SM-1.
 */
import { Refusal } from '../../../kernel/refusal.ts';
import { isAnswerable, readAnswer } from './answers.rules.ts';
import { type Clause, GRADE_LABELS, LEVEL_LABELS, ZONE_LABELS } from './clause.rules.ts';
import { type Preset, PRESETS } from './parameters.rules.ts';
import type { Choice, Interpretation } from './rules.ts';
import { structureFindings } from './structure.rules.ts';

export const FORMAT = 'dutydesk-rulebook';
export const FORMAT_VERSION = 1;
const MOST_CLAUSES = 2000;

export interface RulebookFile {
  readonly no: string;
  readonly title: string;
  readonly preset: Preset;
  readonly clauses: readonly Clause[];
  readonly choices: readonly Choice[];
  readonly interpretations: readonly Omit<Interpretation, 'id'>[];
}

type Sum = (text: string) => string;
type Plain = { readonly [name: string]: unknown };

/** Names in a fixed order, so that the same rulebook is the same file, byte for byte. */
export function writeFile({ no, title, preset, clauses, choices, interpretations }: RulebookFile, sum: Sum): string {
  const rulebook = ordered({
    no, title, preset, clauses, choices: choices.filter((choice) => choice.parameter !== 'published_at'),
    interpretations: interpretations.map(({ clause, text, by, from }) => ({ clause, text, by, from })),
  });
  return `${JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, sum: sum(JSON.stringify(rulebook)), rulebook }, null, 1)}\n`;
}

export function readFile(text: string, sum: Sum): RulebookFile {
  const file = parsed(text);
  if (file.format !== FORMAT) throw bad('format', ['这不是守则文件', 'This is not a rulebook file']);
  if (file.version !== FORMAT_VERSION) throw bad('version', [`文件格式是第 ${String(file.version)} 版，这里只认第 ${FORMAT_VERSION} 版`, `The file is of format ${String(file.version)}; this reads format ${FORMAT_VERSION}`]);
  const rulebook = plain(file.rulebook, 'rulebook');
  if (file.sum !== sum(JSON.stringify(ordered(rulebook)))) throw bad('sum', ['文件内容与校验码不符：导出之后被改动过，或传输中损坏', 'The content does not agree with its sum: changed after the export, or damaged on the way']);
  const no = words(rulebook.no, 'rulebook.no', 12);
  if (!/^\d+(\.\d+){1,2}$/.test(no)) throw bad('rulebook.no', [`版本号不正确：${no}`, `Not a version: ${no}`]);
  const preset = rulebook.preset;
  if (typeof preset !== 'string' || !Object.hasOwn(PRESETS, preset)) throw bad('rulebook.preset', ['没有这个预设', 'There is no such preset']);
  const clauses = list(rulebook.clauses, 'rulebook.clauses').map((one, index) => clauseOf(one, `rulebook.clauses[${index}]`));
  if (clauses.length === 0 || clauses.length > MOST_CLAUSES) throw bad('rulebook.clauses', [`条款须为 1 到 ${MOST_CLAUSES} 条`, `There must be 1 to ${MOST_CLAUSES} clauses`]);
  const [broken] = structureFindings(clauses);
  if (broken) throw bad(`rulebook.clauses (${broken.clauses.join(' ')})`, broken.message);
  const known = new Set(clauses.map((clause) => clause.code));
  return {
    no, title: words(rulebook.title, 'rulebook.title', 60), preset: preset as Preset, clauses,
    choices: list(rulebook.choices, 'rulebook.choices').map((one, index) => choiceOf(one, `rulebook.choices[${index}]`)),
    interpretations: list(rulebook.interpretations, 'rulebook.interpretations').map((one, index) => interpretationOf(one, `rulebook.interpretations[${index}]`, known)),
  };
}

function parsed(text: string): Plain {
  try {
    return plain(JSON.parse(text.replace(/^\uFEFF/, '')), '');
  } catch (e) {
    if (e instanceof Refusal) throw e;
    throw bad('', ['文件读不出来：不是完整的 JSON', 'The file cannot be read: it is no complete JSON']);
  }
}

const CLAUSE_KINDS = ['rule', 'offence', 'fine', 'note'];

function clauseOf(given: unknown, at: string): Clause {
  const one = plain(given, at);
  const code = words(one.code, `${at}.code`, 28);
  const where = `${at} ${code}`;
  if (!/^[A-Z]{2}-[\w.-]+$/.test(code)) throw bad(where, ['条款编号不正确', 'Not a clause code']);
  must(CLAUSE_KINDS.includes(String(one.kind)), `${where}.kind`);
  label(one.text, `${where}.text`, [400, 800]);
  must(one.family === null || (typeof one.family === 'string' && one.family.length <= 40), `${where}.family`);
  must(one.base === null || Object.hasOwn(LEVEL_LABELS, String(one.base)), `${where}.base`);
  must(one.grade === null || Object.hasOwn(GRADE_LABELS, String(one.grade)), `${where}.grade`);
  must(one.grades === null || isPlain(one.grades), `${where}.grades`);
  for (const zone of list(one.zones, `${where}.zones`)) must(Object.hasOwn(ZONE_LABELS, String(zone)), `${where}.zones`);
  must(one.exempt === null || one.exempt === 'takes_calls=false', `${where}.exempt`);
  if (one.legalTrack !== null) label(one.legalTrack, `${where}.legalTrack`, [400, 800]);
  if (one.consequence !== null) label(one.consequence, `${where}.consequence`, [400, 800]);
  must(['printed', 'reconstructed', 'layout-uncertain'].includes(String(one.confidence)), `${where}.confidence`);
  must(one.weight === 'duty' || one.weight === 'advice', `${where}.weight`);
  must(one.moneyKind === null || one.moneyKind === 'fine' || one.moneyKind === 'compensation', `${where}.moneyKind`);
  for (const name of ['sanctions', 'money'] as const) for (const target of list(one[name], `${where}.${name}`)) must(typeof target === 'string', `${where}.${name}`);
  must(list(one.lines, `${where}.lines`).length === 2 && (one.lines as unknown[]).every(Number.isInteger), `${where}.lines`);
  must(Object.values(plain(one.figures, `${where}.figures`)).every((n) => typeof n === 'number' && Number.isFinite(n)), `${where}.figures`);
  const extra = Object.keys(one).filter((name) => !CLAUSE_NAMES.includes(name));
  if (extra.length > 0) throw bad(where, [`不认识的内容：${extra.join('、')}`, `Unknown content: ${extra.join(', ')}`]);
  return one as unknown as Clause;
}
const CLAUSE_NAMES = ['code', 'kind', 'text', 'lines', 'family', 'base', 'grade', 'grades', 'zones', 'exempt', 'legalTrack', 'confidence', 'weight', 'sanctions', 'consequence', 'money', 'moneyKind', 'figures'];

function choiceOf(given: unknown, at: string): Choice {
  const one = plain(given, at);
  const parameter = words(one.parameter, `${at}.parameter`, 60);
  if (!isAnswerable(parameter)) throw bad(`${at} ${parameter}`, ['没有这个待定事项', 'There is no such question']);
  if (readAnswer(parameter, one.value) === undefined) throw bad(`${at} ${parameter}`, ['不是这个事项可选的值', 'Not a possible answer to this question']);
  must(typeof one.at === 'string' && !Number.isNaN(Date.parse(one.at)), `${at}.at`);
  return { parameter, value: one.value as Choice['value'], by: words(one.by, `${at}.by`, 60), at: String(one.at), reason: words(one.reason, `${at}.reason`, 400) };
}

function interpretationOf(given: unknown, at: string, known: ReadonlySet<string>): Omit<Interpretation, 'id'> {
  const one = plain(given, at);
  const clause = words(one.clause, `${at}.clause`, 28);
  if (!known.has(clause)) throw bad(`${at} ${clause}`, ['解释的条款不在文件里', 'It interprets a clause that is not in the file']);
  label(one.text, `${at}.text`, [600, 1000]);
  must(typeof one.from === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(one.from), `${at}.from`);
  return { clause, text: one.text as Interpretation['text'], by: words(one.by, `${at}.by`, 60), from: String(one.from) };
}

const isPlain = (given: unknown): given is Plain => typeof given === 'object' && given !== null && !Array.isArray(given);

function plain(given: unknown, at: string): Plain {
  must(isPlain(given), at);
  return given as Plain;
}
function list(given: unknown, at: string): readonly unknown[] {
  must(Array.isArray(given), at);
  return given as readonly unknown[];
}
function words(given: unknown, at: string, max: number): string {
  must(typeof given === 'string' && given.trim() !== '' && given.length <= max, at);
  return given as string;
}
function label(given: unknown, at: string, [zh, en]: readonly [number, number]): void {
  must(Array.isArray(given) && given.length === 2 && typeof given[0] === 'string' && typeof given[1] === 'string' && given[0].length <= zh && given[1].length <= en, at);
}
function must(holds: boolean, at: string): void {
  if (!holds) throw bad(at, ['内容不合格式', 'The content does not fit the format']);
}
function bad(at: string, [zh, en]: readonly [string, string]): Refusal {
  return new Refusal('rulebook.file', at === '' ? [zh, en] : [`${at}：${zh}`, `${at}: ${en}`], 422);
}

function ordered(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(ordered);
  if (!isPlain(given)) return given;
  return Object.fromEntries(Object.keys(given).sort().map((name) => [name, ordered(given[name])]));
}
