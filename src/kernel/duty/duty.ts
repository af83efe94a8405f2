/**
 * A duty (定期事项): what must happen again and again, by whom, with which evidence.
 * Each occurrence is a row with a deadline; doing it leaves evidence, not doing it escalates. It proves which sentence
 * of the rulebook was fulfilled in a month.
 */
import type { Label } from '../api.ts';
import type { Recurrence } from '../calendar/recurrence.ts';
import type { Fields, ValuesOf } from '../field/field.ts';
import type { Actor } from '../access/actor.ts';
import type { Tx } from '../database/tx.ts';
import type { Sign } from '../process/process.ts';

export interface Duty<F extends Fields = Fields> {
  readonly kind: 'duty';
  readonly name: string;
  readonly label: Label;
  /** Requirement ids of the sentences that doing it fulfils. */
  readonly statements: readonly string[];
  readonly recurs: Recurrence;
  /** Local time of day by which it must be done, `HH:mm` on the business day it falls on. */
  readonly by: string;
  readonly owner: string;
  /** Who does it when the owner is away. */
  readonly deputy: string;
  /** Role that is told when it is overdue by this many minutes. */
  readonly escalate?: { readonly to: string; readonly afterMinutes: number };
  /** Units of this kind each have their own occurrence. */
  readonly unitKind: string;
  /** What is recorded as evidence. */
  readonly form: F;
  readonly sign?: readonly Sign[];
  /** Evidence the system already has: when it returns some, the occurrence is done by itself. */
  evidence?(c: { readonly tx: Tx; readonly unit: string; readonly day: string; readonly now: Date }): Promise<{ readonly [name: string]: unknown } | null>;
  guard?(c: { readonly input: ValuesOf<F>; readonly actor: Actor; readonly day: string; readonly now: Date }): void;
  effect?(c: { readonly tx: Tx; readonly input: ValuesOf<F>; readonly actor: Actor; readonly unit: string; readonly day: string; readonly now: Date }): Promise<void>;
}

export function defineDuty<F extends Fields>(name: string, definition: Omit<Duty<F>, 'kind' | 'name'>): Duty {
  return { kind: 'duty', name, ...definition } as unknown as Duty;
}
