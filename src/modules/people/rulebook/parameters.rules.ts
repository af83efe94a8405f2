/**
 * What the printed code leaves open (规章待定事项), as named values of a rulebook version, with two presets: as printed, and
 * hardened. null = nobody has chosen. CG-04 to CG-32.
 */
import type { PlainDate } from '../../../kernel/calendar/plain-date.ts';
import type { Level, Zone } from './clause.rules.ts';
import { type DressMatrix, dressMatrix } from './dress.rules.ts';

export type Period = `P${number}M`;
export type Preset = 'as-printed' | 'hardened';
/** A range needs written criteria by which the amount within it is set. */
export type BadgeLoss = { readonly kind: 'amount'; readonly fen: number } | { readonly kind: 'range'; readonly fromFen: number; readonly toFen: number; readonly criteria: string };

export interface Parameters {
  /** CG-27. Incidents before this day are judged by the version before. */
  readonly published_at: PlainDate | null;
  /** CG-14. */
  readonly 'repeat.same_kind': 'family' | 'clause' | null;
  readonly 'repeat.window': Period | null;
  readonly 'repeat.mode': 'chain' | 'base+1' | null;
  /** CG-15. Windows are half-open: (day - period, day]. */
  readonly 'accumulation.oral.window': Period | null;
  readonly 'accumulation.written.window': Period | null;
  readonly 'accumulation.written.same_contract_term': boolean | null;
  /** CG-04, CG-05. */
  readonly 'badge.loss': BadgeLoss | null;
  readonly 'key.loss': 'actual-cost' | null;
  readonly 'key.drawer_included': boolean | null;
  /** CG-06. The criterion is the text that tells "especially serious" from "serious". */
  readonly 'pay-secrecy.serious': 'oral' | 'dismissal' | null;
  readonly 'pay-secrecy.dismissal_criterion': string | null;
  /** CG-07. */
  readonly 'phone.urgent_in_rest_area': 'allow' | 'forbid' | null;
  readonly 'phone.max_minutes': number | null;
  /** CG-08, CG-09: by clause; a clause not named here keeps its printed zones. */
  readonly zones_for_sanction: { readonly [clause: string]: readonly Zone[] } | null;
  /** CG-10, CG-21. */
  readonly 'eating.ordinary': Level | null;
  readonly 'forgery.ordinary': Level | null;
  /** CG-11. `amount_fen` null = threshold reached, amount not configured. */
  readonly 'late.period': 'calendar-month' | 'rolling-30-days' | null;
  readonly 'late.combine': boolean | null;
  readonly 'late.threshold': number;
  readonly 'late.amount_fen': number | null;
  readonly 'late.grace_minutes': number | null;
  readonly 'late.level': Level | null;
  /** CG-12. */
  readonly 'absence.level[2 days]': Level | null;
  readonly 'absence.month': 'calendar-month' | 'rolling-30-days' | null;
  readonly 'absence.consecutive': 'scheduled-shifts' | 'calendar-days' | null;
  /** CG-13. */
  readonly pay_effect: 'evidence-based' | 'as-printed' | null;
  /** CG-17. */
  readonly 'status_board.fourth': 'repeat' | 'action' | null;
  /** CG-18: the organisation's own words for what the two lowest levels are. */
  readonly 'action.definition': string | null;
  readonly 'iip.definition': string | null;
  /** CG-22: rules for which "record only" was chosen. */
  readonly 'coverage.record_only': readonly string[];
  /** CG-01, CG-02, CG-03, CG-20: clauses whose reconstructed or uncertain reading somebody has confirmed. */
  readonly 'clauses.confirmed': readonly string[];
  /** CG-23. 1 = Monday … 7 = Sunday. */
  readonly 'dress.matrix': DressMatrix;
  readonly 'dress.rostered_days': readonly number[];
  /** CG-24. */
  readonly 'grooming.severity': 'advice' | 'duty' | null;
  /** CG-25, CG-26. */
  readonly 'override.max_above_base': number | null;
  /** CG-30. */
  readonly 'leaving_post.min': number | null;
  /** CG-31, CG-32. */
  readonly legal_track: 'on' | 'off';
  readonly 'fine.allowed': boolean | null;
}

/**
 * What a decision reads when nobody has chosen: of two readings, the one more favourable to the employee. Which repeat mode is
 * milder depends on the record, so `repeat.mode` is not here: undecided, both are computed and the lower level applies.
 */
export const FAVOURABLE = {
  'repeat.same_kind': 'clause',
  'repeat.window': 'P12M',
  'accumulation.oral.window': 'P12M',
  'accumulation.written.window': 'P24M',
  'accumulation.written.same_contract_term': true,
  'pay-secrecy.serious': 'oral',
  'phone.urgent_in_rest_area': 'allow',
  'absence.level[2 days]': 'oral',
  'status_board.fourth': 'action',
  'override.max_above_base': 2,
  'leaving_post.min': 0,
  'grooming.severity': 'advice',
} as const satisfies Partial<Parameters>;

type Favoured = keyof typeof FAVOURABLE;

const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

export const AS_PRINTED: Parameters = {
  published_at: null,
  'repeat.same_kind': null, 'repeat.window': null, 'repeat.mode': null,
  'accumulation.oral.window': null, 'accumulation.written.window': null, 'accumulation.written.same_contract_term': null,
  'badge.loss': null, 'key.loss': null, 'key.drawer_included': null,
  'pay-secrecy.serious': null, 'pay-secrecy.dismissal_criterion': null,
  'phone.urgent_in_rest_area': null, 'phone.max_minutes': null,
  zones_for_sanction: null, 'eating.ordinary': null, 'forgery.ordinary': null,
  'late.period': null, 'late.combine': null, 'late.threshold': 2, 'late.amount_fen': null, 'late.grace_minutes': null, 'late.level': null,
  'absence.level[2 days]': null, 'absence.month': null, 'absence.consecutive': null,
  pay_effect: 'as-printed', 'status_board.fourth': null, 'action.definition': null, 'iip.definition': null,
  'coverage.record_only': [], 'clauses.confirmed': [],
  'dress.matrix': dressMatrix('undefined', 'undefined'), 'dress.rostered_days': EVERY_DAY,
  'grooming.severity': null, 'override.max_above_base': null, 'leaving_post.min': null, legal_track: 'off', 'fine.allowed': null,
};

export const HARDENED: Parameters = {
  ...AS_PRINTED,
  'repeat.same_kind': 'family', 'repeat.window': 'P12M', 'repeat.mode': 'chain',
  'accumulation.oral.window': 'P12M', 'accumulation.written.window': 'P24M', 'accumulation.written.same_contract_term': true,
  'badge.loss': { kind: 'amount', fen: 3000 }, 'key.loss': 'actual-cost', 'key.drawer_included': true,
  'pay-secrecy.serious': 'oral', 'phone.urgent_in_rest_area': 'allow', 'phone.max_minutes': 5,
  zones_for_sanction: { 'CC-ORAL-4': ['work-area'], 'CC-IIP-5': ['work-area'], 'CC-ORAL-3': ['work-area'] },
  'eating.ordinary': 'iip', 'forgery.ordinary': 'written',
  'late.period': 'calendar-month', 'late.combine': true, 'late.grace_minutes': 0,
  'absence.level[2 days]': 'oral', 'absence.month': 'calendar-month', 'absence.consecutive': 'scheduled-shifts',
  pay_effect: 'evidence-based', 'status_board.fourth': 'repeat',
  'dress.matrix': dressMatrix('no-rule', 'undefined'),
  'grooming.severity': 'advice', 'override.max_above_base': 2, 'leaving_post.min': 15, legal_track: 'on', 'fine.allowed': false,
};

export const PRESETS: { readonly [preset in Preset]: Parameters } = { 'as-printed': AS_PRINTED, hardened: HARDENED };

/** The value a decision uses: what was chosen, else the more favourable reading. */
export function reading<K extends Favoured>(parameters: Parameters, name: K): NonNullable<Parameters[K]> {
  return (parameters[name] ?? FAVOURABLE[name]) as NonNullable<Parameters[K]>;
}

export function isFavoured(parameters: Parameters, name: keyof Parameters): boolean {
  return parameters[name] === null && (name === 'repeat.mode' || Object.hasOwn(FAVOURABLE, name));
}

/** 'P12M' = 12. */
export function months(period: Period): number {
  return Number(period.slice(1, -1));
}
