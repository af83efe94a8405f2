/**
 * A process (流程): the states of a record and the steps between them: who may, what is filled in, who signs,
 * by when, what is printed. Decisions are pure guards over the record, the input and facts loaded beforehand.
 */
import type { Label, Tone } from '../api.ts';
import type { Actor } from '../access/actor.ts';
import type { CentreCalendar } from '../calendar/business-day.ts';
import type { PlainDate } from '../calendar/plain-date.ts';
import type { Tx } from '../database/tx.ts';
import type { SlipContent, SlipKind } from '../document/slip.ts';
import type { Fields, ValuesOf } from '../field/field.ts';
import type { Register, RowOf } from '../register/register.ts';

export interface Sign {
  readonly name: string;
  readonly label: Label;
  /** A guest or other outsider signs by name; a user must be somebody who holds `role` in the record's unit. */
  readonly by: 'guest' | 'user';
  readonly role?: string;
  /** May be refused before two witnesses. */
  readonly refusable?: true;
}

/** What is known when the step is only looked at: no input yet. */
export interface LookContext<R extends Register, Facts> {
  readonly record: RowOf<R>;
  readonly facts: Facts;
  readonly actor: Actor;
  readonly now: Date;
  /** Business day of the record's centre. */
  readonly day: PlainDate;
  readonly calendar: CentreCalendar;
}
export interface GuardContext<R extends Register, Form extends Fields, Facts> extends LookContext<R, Facts> {
  readonly input: ValuesOf<Form>;
  /** Signer's name per signature; user ids for users. */
  readonly signers: { readonly [name: string]: { readonly name: string; readonly userId: string | null; readonly refused: boolean } };
}

export interface Step<R extends Register, S extends string, Form extends Fields, Facts> {
  readonly label: Label;
  readonly hint?: Label;
  readonly tone?: 'primary' | 'plain' | 'danger';
  readonly from: readonly S[];
  /** Target state; several when the decision chooses, see `choose`. */
  readonly to: S | readonly S[];
  /** Roles that may take the step; `[]` = the system alone (timers, events, other processes). */
  readonly by: readonly string[];
  /** What the person fills in. Inputs named like a column of the register are stored in it; all are kept in the history. */
  readonly form: Form;
  readonly sign?: readonly Sign[];
  /** Loads what guards need. `input` is empty while the step is only looked at. */
  facts?(c: { readonly tx: Tx; readonly record: RowOf<R>; readonly input: Partial<ValuesOf<Form>>; readonly actor: Actor; readonly now: Date; readonly day: PlainDate }): Promise<Facts>;
  /** Why the step cannot be taken yet, before anything is typed; null when it can. Pure. */
  ready?(c: LookContext<R, Facts>): Label | null;
  /** Sentences, explanation and initial values shown before the decision. Pure. */
  preview?(c: LookContext<R, Facts>): { readonly lines: readonly Label[]; readonly explanation?: unknown; readonly initial?: { readonly [field: string]: unknown } };
  /** Throws a Refusal when the step is not allowed. Pure. */
  guard?(c: GuardContext<R, Form, Facts>): void;
  choose?(c: GuardContext<R, Form, Facts>): S;
  /** Columns that the step computes. Pure. */
  set?(c: GuardContext<R, Form, Facts>): Partial<RowOf<R>>;
  /** Runs in the same transaction as the state change, after it. `record` has the new values, `before` the old ones. */
  effect?(c: GuardContext<R, Form, Facts> & { readonly tx: Tx; readonly before: RowOf<R> }): Promise<void>;
  /** The paper of this step, if it prints one. Content is computed after the effect and frozen with its hash. */
  readonly slip?: { readonly kind: SlipKind; content(c: GuardContext<R, Form, Facts> & { readonly tx: Tx }): Promise<SlipContent> | SlipContent };
}

export interface State<R extends Register = Register, StepName extends string = string> {
  readonly label: Label;
  readonly tone: Tone;
  /** A task for the roles of `step`, due at the moment computed when the state is entered. */
  readonly due?: {
    readonly step: StepName;
    at(c: { readonly record: RowOf<R>; readonly now: Date; readonly day: PlainDate; readonly calendar: CentreCalendar }): Date;
    /** The task is shown this long before it is due; default at once. */
    readonly showBeforeHours?: number;
    /** Who is told when it is overdue. */
    readonly escalateTo?: string;
  };
  /** The system takes `step` by itself at that moment. */
  readonly timer?: { readonly step: StepName; at(c: { readonly record: RowOf<R>; readonly now: Date; readonly day: PlainDate; readonly calendar: CentreCalendar }): Date };
}

/** What is left of a step's type once the register is fixed: the form, which is what callers must supply. */
export interface StepOf<Form extends Fields = Fields> { readonly form: Form }

export interface Process<R extends Register = Register, Steps extends { readonly [step: string]: StepOf } = { readonly [step: string]: StepOf }> {
  readonly kind: 'process';
  readonly register: R;
  readonly start: string;
  readonly states: { readonly [state: string]: State };
  readonly steps: Steps;
}

/** The `step` handed to the builder does nothing; it is there so that each step can infer its own form and facts. */
export function defineProcess<R extends Register, const States extends { readonly [s: string]: State<R> }, Steps extends { readonly [step: string]: StepOf }>(
  register: R,
  start: keyof States & string,
  states: States,
  steps: (step: <Form extends Fields, Facts = undefined>(s: Step<R, keyof States & string, Form, Facts>) => StepOf<Form>) => Steps,
): Process<R, Steps> {
  return { kind: 'process', register, start, states: states as unknown as { readonly [state: string]: State }, steps: steps((s) => s) };
}

/** The kernel runs steps of every register; their own types were checked where they were defined. */
export type AnyStep = Step<Register, string, Fields, unknown>;
/** The kernel's own view, with everything a step really carries. */
export const stepsOf = (p: Process) => p.steps as unknown as { readonly [step: string]: AnyStep };
export const targetsOf = (s: AnyStep): readonly string[] => (typeof s.to === 'string' ? [s.to] : s.to);
