/**
 * How each open question of a rulebook is answered (待定事项的答法): which values are possible, how an answer that arrives as JSON
 * is read, and how it is said. Pure. CG-04 to CG-32.
 */
import type { Label } from '../../../kernel/api.ts';
import { yuan } from '../../../kernel/field/money/yuan.ts';
import { LADDER, LEVEL_LABELS, type Zone, ZONE_LABELS } from './clause.rules.ts';
import { DRESS_ITEMS, type DressMatrix, undefinedCells } from './dress.rules.ts';
import { PARAMETER_LABELS } from './parameter-labels.rules.ts';
import type { BadgeLoss, Parameters } from './parameters.rules.ts';

export type Question =
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly unit: Label }
  | { readonly kind: 'text' | 'codes' | 'zones' | 'dress' | 'days' | 'badge' };
interface Option { readonly value: unknown; readonly label: Label }

/** Everything that is answered as a choice. The day of publication is not here: it is given when the version is published. */
export const QUESTIONS: { readonly [name in Exclude<keyof Parameters, 'published_at'>]: Question } = {
  'repeat.same_kind': choice(['family', ['同一类别', 'the same family']], ['clause', ['同一条款', 'the same clause']]),
  'repeat.window': periods(),
  'repeat.mode': choice(['chain', ['在上一次处分上升一级', 'one above the last sanction']], ['base+1', ['在首犯级别上升一级', 'one above the first-offence level']]),
  'accumulation.oral.window': periods(),
  'accumulation.written.window': periods(),
  'accumulation.written.same_contract_term': yesNo(),
  'badge.loss': { kind: 'badge' },
  'key.loss': choice(['actual-cost', ['按实际费用，凭票', 'actual cost against a receipt']]),
  'key.drawer_included': yesNo(),
  'pay-secrecy.serious': choice(['oral', LEVEL_LABELS.oral], ['dismissal', LEVEL_LABELS.dismissal]),
  'pay-secrecy.dismissal_criterion': { kind: 'text' },
  'phone.urgent_in_rest_area': choice(['allow', ['允许', 'allowed']], ['forbid', ['不允许', 'not allowed']]),
  'phone.max_minutes': minutes(60),
  zones_for_sanction: { kind: 'zones' },
  'eating.ordinary': levels(),
  'forgery.ordinary': levels(),
  'late.period': choice(['calendar-month', ['自然月', 'calendar month']], ['rolling-30-days', ['滚动 30 天', 'rolling 30 days']]),
  'late.combine': yesNo(),
  'late.threshold': { kind: 'number', min: 1, max: 31, unit: ['次', 'times'] },
  'late.amount_fen': { kind: 'number', min: 0, max: 10_000_000, unit: ['分', 'fen'] },
  'late.grace_minutes': minutes(60),
  'late.level': levels(),
  'absence.level[2 days]': levels(),
  'absence.month': choice(['calendar-month', ['自然月', 'calendar month']], ['rolling-30-days', ['滚动 30 天', 'rolling 30 days']]),
  'absence.consecutive': choice(['scheduled-shifts', ['连续排班', 'consecutive scheduled shifts']], ['calendar-days', ['连续自然日', 'consecutive calendar days']]),
  pay_effect: choice(['evidence-based', ['按证据计薪', 'by evidence']], ['as-printed', ['照原文', 'as printed']]),
  'status_board.fourth': choice(['repeat', ['按再犯处理', 'a repeat']], ['action', ['仍为 Action', 'Action again']]),
  'action.definition': { kind: 'text' },
  'iip.definition': { kind: 'text' },
  'coverage.record_only': { kind: 'codes' },
  'clauses.confirmed': { kind: 'codes' },
  'dress.matrix': { kind: 'dress' },
  'dress.rostered_days': { kind: 'days' },
  'grooming.severity': choice(['advice', ['只作提示', 'advice']], ['duty', ['作为义务', 'a duty']]),
  'override.max_above_base': { kind: 'number', min: 0, max: 3, unit: ['级', 'levels'] },
  'leaving_post.min': minutes(240),
  legal_track: choice(['on', ['转人事或法务', 'handed to HR or legal']], ['off', ['按处分阶梯', 'on the ladder']]),
  'fine.allowed': choice([true, ['使用罚款', 'fines are used']], [false, ['不用罚款，只保留赔偿', 'no fines, compensation only']]),
};

export type Answerable = keyof typeof QUESTIONS;

export function isAnswerable(name: string): name is Answerable {
  return Object.hasOwn(QUESTIONS, name);
}

/** The value an answer stands for; undefined when it is none of the possible ones. */
export function readAnswer<K extends Answerable>(name: K, given: unknown): Parameters[K] | undefined {
  const question: Question = QUESTIONS[name];
  return READERS[question.kind](given, question) ? (given as Parameters[K]) : undefined;
}

/** The answer in words. */
export function sayAnswer(name: Answerable, value: unknown): Label {
  const question: Question = QUESTIONS[name];
  if (value === null || value === undefined) return ['未选定', 'undecided'];
  if (question.kind === 'choice') return question.options.find((option) => option.value === value)?.label ?? both(value);
  if (question.kind === 'number') return [`${String(value)} ${question.unit[0]}`, `${String(value)} ${question.unit[1]}`];
  if (question.kind === 'badge') return sayBadge(value as BadgeLoss);
  if (question.kind === 'dress') {
    const open = undefinedCells(value as DressMatrix, [1, 2, 3, 4, 5, 6, 7]).length;
    return open === 0 ? ['每一格都已定', 'every cell decided'] : [`${open} 格未定`, `${open} cells undecided`];
  }
  if (question.kind === 'zones') return both(Object.keys(value as object).join(' '));
  if (question.kind === 'codes') return sayCodes(value as readonly string[]);
  return both(Array.isArray(value) ? value.join(' ') : value);
}

export function labelOf(name: string): Label {
  return PARAMETER_LABELS[name as keyof Parameters] ?? [name, name];
}

const CODE = /^[A-Z]{2}-[\w.-]{1,24}$/;
const isList = (given: unknown, fits: (one: unknown) => boolean): boolean => Array.isArray(given) && given.every(fits);
const isPlain = (given: unknown): given is { readonly [name: string]: unknown } => typeof given === 'object' && given !== null && !Array.isArray(given);
const isFen = (n: unknown): n is number => Number.isInteger(n) && (n as number) >= 0;

const READERS: { readonly [kind in Question['kind']]: (given: unknown, question: Question) => boolean } = {
  choice: (given, question) => question.kind === 'choice' && question.options.some((option) => option.value === given),
  number: (given, question) => question.kind === 'number' && Number.isInteger(given) && (given as number) >= question.min && (given as number) <= question.max,
  text: (given) => typeof given === 'string' && given.trim() !== '' && given.length <= 2000,
  codes: (given) => isList(given, (one) => typeof one === 'string' && CODE.test(one)),
  days: (given) => isList(given, (one) => Number.isInteger(one) && (one as number) >= 1 && (one as number) <= 7) && (given as unknown[]).length > 0,
  zones: (given) => isPlain(given) && Object.entries(given).every(([code, zones]) => CODE.test(code) && isList(zones, (zone) => typeof zone === 'string' && Object.hasOwn(ZONE_LABELS, zone as Zone))),
  dress: (given) => isPlain(given) && Object.keys(given).length === DRESS_ITEMS.length && DRESS_ITEMS.every((item) => isWeek(given[item])),
  badge: (given) => isPlain(given) && (given.kind === 'amount' ? isFen(given.fen)
    : given.kind === 'range' && isFen(given.fromFen) && isFen(given.toFen) && given.toFen >= given.fromFen && typeof given.criteria === 'string' && given.criteria.trim() !== ''),
};

function isWeek(given: unknown): boolean {
  return isList(given, (cell) => cell === 'allow' || cell === 'forbid' || cell === 'no-rule' || cell === 'undefined') && (given as unknown[]).length === 7;
}

function sayBadge(value: BadgeLoss): Label {
  if (value.kind === 'amount') return [`${yuan(value.fen)} 元`, `${yuan(value.fen)} yuan`];
  return [`${yuan(value.fromFen)}–${yuan(value.toFen)} 元：${value.criteria}`, `${yuan(value.fromFen)}–${yuan(value.toFen)} yuan: ${value.criteria}`];
}

function sayCodes(codes: readonly string[]): Label {
  if (codes.length <= 4) return codes.length === 0 ? ['没有', 'none'] : both(codes.join(' '));
  return [`${codes.slice(0, 3).join(' ')} 等 ${codes.length} 条`, `${codes.slice(0, 3).join(' ')} and others, ${codes.length} in all`];
}

function both(value: unknown): Label {
  return [String(value), String(value)];
}

function choice(...options: readonly (readonly [value: unknown, label: Label])[]): Question {
  return { kind: 'choice', options: options.map(([value, label]) => ({ value, label })) };
}

function periods(): Question {
  return choice(...[3, 6, 12, 18, 24, 36].map((n) => [`P${n}M`, [`${n} 个月`, `${n} months`]] as const));
}

function yesNo(): Question {
  return choice([true, ['是', 'yes']], [false, ['否', 'no']]);
}

function minutes(max: number): Question {
  return { kind: 'number', min: 0, max, unit: ['分钟', 'minutes'] };
}

/** Dismissal is never a level that a gap is filled with. */
function levels(): Question {
  return choice(...LADDER.filter((level) => level !== 'dismissal').map((level) => [level, LEVEL_LABELS[level]] as const));
}
