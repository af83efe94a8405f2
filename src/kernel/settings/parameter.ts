/**
 * A parameter: one figure or choice of the organisation's rules, dated, typed and documented. It is looked up at the
 * business time of the event. What the source documents leave open has no default: it stands on the page of open
 * questions and blocks what depends on it until somebody answers with name and reason.
 */
import type { Label } from '../api.ts';
import type { Field } from '../field/field.ts';

export interface Parameter<T = unknown> {
  readonly kind: 'parameter';
  /** `module.name`, e.g. `points.per_yuan`. */
  readonly name: string;
  readonly label: Label;
  readonly help: Label;
  readonly field: Field<T>;
  /** Where the sentence stands, e.g. `G19` or `VIP-4.5`. */
  readonly source: string;
  /** Absent = open question. */
  readonly default?: T;
  readonly suggestion?: { readonly value: T; readonly why: Label };
  /** What cannot be done while it is open. */
  readonly blocks?: Label;
  /** Roles that may answer, besides the administrator. */
  readonly writeBy?: readonly string[];
}

export function defineParameter<T>(name: string, definition: Omit<Parameter<T>, 'kind' | 'name'>): Parameter<T> {
  return { kind: 'parameter', name, ...definition };
}
