/**
 * Why the system proposes what it proposes, read from the frozen explanation object of a decision: the clause, the
 * history used and ignored, the steps of the reckoning, the parameters, the result. Any object is readable; the
 * known parts get their name and place.
 */
import type { Label } from '../../kernel/api.ts';

export type PartKind = 'clause' | 'tally' | 'used' | 'ignored' | 'steps' | 'params' | 'checks' | 'result' | 'other';
export interface Line {
  readonly head: string;
  readonly text: string;
}
export interface Part {
  readonly kind: PartKind;
  readonly label: Label;
  readonly lines: readonly Line[];
}

const PARTS: readonly (readonly [kind: PartKind, label: Label, keys: readonly string[]])[] = [
  ['result', ['结论', 'Result'], ['result', 'decision', 'proposed', 'outcome']],
  ['clause', ['条款', 'Clause'], ['rule', 'clause', 'clauses', 'rules']],
  ['used', ['用到的历史', 'History used'], ['historyused', 'used']],
  ['ignored', ['未计入的历史', 'History not counted'], ['historyignored', 'ignored']],
  ['steps', ['步骤', 'Steps'], ['steps', 'arithmetic', 'calculation']],
  ['tally', ['累计', 'Tally'], ['accumulation', 'tally']],
  ['params', ['参数', 'Parameters'], ['params', 'parameters']],
  ['checks', ['检查', 'Checks'], ['lawchecks', 'checks']],
];

export function explanationParts(explanation: unknown, lang: 0 | 1): readonly Part[] {
  if (typeof explanation !== 'object' || explanation === null || Array.isArray(explanation)) {
    return explanation === null || explanation === undefined
      ? []
      : [{ kind: 'other', label: ['说明', 'Explanation'], lines: linesOf(explanation, lang) }];
  }
  const entries = Object.entries(explanation);
  const known = PARTS.flatMap(([kind, label, names]) => {
    const lines = entries
      .filter(([key]) => names.includes(plain(key)))
      .flatMap(([, value]) => (kind === 'clause' && isRecord(value) ? [recordLine(value, lang)] : linesOf(value, lang)));
    return lines.length > 0 ? [{ kind, label, lines }] : [];
  });
  const taken = new Set(PARTS.flatMap(([, , names]) => names));
  const rest = entries.filter(([key]) => !taken.has(plain(key))).flatMap(([key, value]) => linesOf({ [key]: value }, lang));
  return rest.length > 0 ? [...known, { kind: 'other', label: ['其他', 'Other'], lines: rest }] : known;
}

const plain = (key: string): string => key.toLowerCase().replaceAll('_', '');

/** Words of explanation objects; what is not here stands as it is written. */
const WORDS: { readonly [key: string]: Label } = {
  version: ['版本', 'Version'],
  clause: ['条款', 'Clause'],
  text: ['条文', 'Text'],
  base: ['起点', 'Base'],
  grade: ['程度', 'Grade'],
  why: ['原因', 'Why'],
  decision: ['决定', 'Decision'],
  level: ['等级', 'Level'],
  served: ['送达', 'Served'],
  incident: ['事件', 'Incident'],
  number: ['编号', 'Number'],
  date: ['日期', 'Date'],
  value: ['选定', 'Chosen'], oralsinwindow: ['期内口头警告', 'Oral warnings in window'],
  needed: ['累计需要', 'Needed'],
  mode: ['方式', 'Mode'],
  amount: ['金额', 'Amount'],
  result: ['结论', 'Result'],
};

function linesOf(value: unknown, lang: 0 | 1): readonly Line[] {
  if (value === null || value === undefined || value === '') return [];
  if (isPair(value)) return [{ head: '', text: value[lang] }];
  if (Array.isArray(value)) return value.flatMap((one) => (isRecord(one) ? [recordLine(one, lang)] : linesOf(one, lang)));
  if (typeof value !== 'object') return [{ head: '', text: said(value, lang) }];
  return Object.entries(value).map(([key, inner]) => ({ head: named(key, lang), text: said(inner, lang) }));
}

/** One case of the history: its number first, then the facts, then why it counts or not. */
function recordLine(record: object, lang: 0 | 1): Line {
  const entries = Object.entries(record).filter(([, value]) => value !== null && value !== undefined);
  const [first] = entries.find(([key]) => ['decision', 'clause', 'number', 'case', 'id', 'name'].includes(plain(key))) ?? [];
  const why = entries.find(([key]) => ['why', 'reason', 'because', 'text'].includes(plain(key)))?.[1];
  const facts = entries.filter(([key, value]) => key !== first && value !== why).map(([key, value]) => `${named(key, lang)} ${said(value, lang)}`);
  const head = first === undefined ? '' : said((record as { readonly [key: string]: unknown })[first], lang);
  return { head, text: [facts.join(lang ? ', ' : '，'), why === undefined ? '' : said(why, lang)].filter(Boolean).join(lang ? ': ' : '：') };
}

function said(value: unknown, lang: 0 | 1): string {
  if (value === null || value === undefined) return '—';
  if (isPair(value)) return value[lang];
  if (typeof value === 'boolean') return (lang ? ['No', 'Yes'] : ['否', '是'])[Number(value)] ?? '';
  if (Array.isArray(value)) return value.map((one) => said(one, lang)).join(lang ? ', ' : '、');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, inner]) => `${named(key, lang)} ${said(inner, lang)}`)
      .join(lang ? ', ' : '，');
  return String(value);
}
const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
const named = (key: string, lang: 0 | 1): string => WORDS[plain(key)]?.[lang] ?? key.replaceAll('_', ' ');
const isPair = (value: unknown): value is Label =>
  Array.isArray(value) &&
  value.length === 2 &&
  value.every((part) => typeof part === 'string') &&
  /[\u3400-\u9fff]/.test(value[0] as string) &&
  !/[\u3400-\u9fff]/.test(value[1] as string);
