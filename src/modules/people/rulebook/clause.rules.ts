/**
 * A clause of the code of conduct (工作守则条款) as a record: a rule, an offence with its first level, a fine or a note.
 * The ladder of five levels and the grades of an offence stand here too. Serves CC-ESC-1, CG-01 to CG-03, CG-31.
 */
import type { Label } from '../../../kernel/api.ts';

/** In rising order; comparing two levels means comparing their place here. */
export const LADDER = ['action', 'iip', 'oral', 'written', 'dismissal'] as const;
export type Level = (typeof LADDER)[number];
/** The highest level the engine ever proposes by itself; dismissal is only reached through a review by people. */
export const CAP: Level = 'written';
export const LEVEL_LABELS: { readonly [level in Level]: Label } = {
  action: ['Action', 'Action'],
  iip: ['IIP（改进计划）', 'IIP (improvement plan)'],
  oral: ['口头警告', 'Oral Warning'],
  written: ['书面警告', 'Written Warning'],
  dismissal: ['开除', 'Dismissal'],
};

export type Grade = 'light' | 'ordinary' | 'serious';
export const GRADE_LABELS: { readonly [grade in Grade]: Label } = {
  light: ['情节较轻', 'light'],
  ordinary: ['情节一般', 'ordinary'],
  serious: ['情节严重', 'serious'],
};

export type Zone = 'work-area' | 'rest-room' | 'smoking-room' | 'passage' | 'shared-area' | 'outside';
export const ZONE_LABELS: { readonly [zone in Zone]: Label } = {
  'work-area': ['办公区域', 'work area'],
  'rest-room': ['休息室', 'rest room'],
  'smoking-room': ['吸烟室', 'smoking room'],
  passage: ['通道', 'passage'],
  'shared-area': ['公司内其他公共场所', 'other shared place of the company'],
  outside: ['公司以外', 'outside the company'],
};
/** For acts whose place does not matter, such as publishing something or holding a second job. */
export const ANYWHERE: readonly Zone[] = ['work-area', 'rest-room', 'smoking-room', 'passage', 'shared-area', 'outside'];

export type ClauseKind = 'rule' | 'offence' | 'fine' | 'note';
export type Confidence = 'printed' | 'reconstructed' | 'layout-uncertain';
/** Levels that the printed text leaves open and a parameter of the version fills in. */
export type OpenLevel = 'eating.ordinary' | 'forgery.ordinary';

export interface Clause {
  readonly code: string;
  readonly kind: ClauseKind;
  readonly text: Label;
  /** What counts as "the same kind" when it happens again. */
  readonly family: string | null;
  /** Level of a first offence as printed; null for rules, fines and notes. */
  readonly base: Level | null;
  /** The grade the printed text is limited to; null = any. */
  readonly grade: Grade | null;
  /** Which clause, or which open level, governs the same act at another grade; null = recorded without a level. */
  readonly grades: { readonly [grade in Grade]: string | { readonly parameter: OpenLevel } | null } | null;
  /** Where the text applies; empty = anywhere on the premises. */
  readonly zones: readonly Zone[];
  /** Staff who take no calls at all are not bound by it. */
  readonly exempt: 'takes_calls=false' | null;
  /** Why labour law treats this as something other than misconduct: leaves the ladder, opens a task for HR. */
  readonly legalTrack: Label | null;
  /** First and last line of the source document. */
  readonly lines: readonly [from: number, to: number];
  readonly confidence: Confidence;
  /** Advice (宜) is no offence by default. */
  readonly weight: 'duty' | 'advice';
  /** From a rule to the offences and fines that sanction it. */
  readonly sanctions: readonly string[];
  /** A rule that names its own consequence. */
  readonly consequence: Label | null;
  /** From an offence to the fines or compensation that may come with the same decision. */
  readonly money: readonly string[];
  readonly moneyKind: 'fine' | 'compensation' | null;
  /** Printed thresholds and amounts. */
  readonly figures: { readonly [name: string]: number };
}

type More = Partial<Omit<Clause, 'code' | 'kind' | 'text' | 'lines'>>;

export function rule(code: string, lines: Clause['lines'], text: Label, more: More = {}): Clause {
  return clause('rule', code, lines, text, more);
}

export function offence(code: string, base: Level, family: string, lines: Clause['lines'], text: Label, more: More = {}): Clause {
  return clause('offence', code, lines, text, { base, family, ...more });
}

export function fine(code: string, moneyKind: 'fine' | 'compensation', lines: Clause['lines'], text: Label, more: More = {}): Clause {
  return clause('fine', code, lines, text, { moneyKind, ...more });
}

export function note(code: string, lines: Clause['lines'], text: Label, more: More = {}): Clause {
  return clause('note', code, lines, text, more);
}

export function rank(level: Level): number {
  return LADDER.indexOf(level);
}

/** One step up, never above `CAP`. */
export function above(level: Level): Level {
  return cap(LADDER[rank(level) + 1] ?? CAP);
}

export function higher(a: Level, b: Level): Level {
  return rank(a) >= rank(b) ? a : b;
}

export function cap(level: Level): Level {
  return rank(level) > rank(CAP) ? CAP : level;
}

/** Asks more of one sex than of the other (CG-24). */
const BY_SEX: ReadonlySet<string> = new Set(['CC-2.1b', 'CC-2.2']);
/** Advice is no breach: so it is worded, or it asks one sex only and nobody has made that a duty. */
export function isAdvice({ code, weight }: Pick<Clause, 'code' | 'weight'>, grooming: 'advice' | 'duty'): boolean {
  return weight === 'advice' || (BY_SEX.has(code) && grooming === 'advice');
}

function clause(kind: ClauseKind, code: string, lines: Clause['lines'], text: Label, more: More): Clause {
  return {
    code, kind, text, lines, family: null, base: null, grade: null, grades: null, zones: [], exempt: null, legalTrack: null, confidence: 'printed',
    weight: 'duty', sanctions: [], consequence: null, money: [], moneyKind: null, figures: {}, ...more,
  };
}
