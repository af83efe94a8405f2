/**
 * An intake (外部填报): a form that somebody outside opens without signing in, by the token on a label, a slip or in a message.
 * It shows nothing that is not on the paper that carries the token, takes one form, and answers with a number.
 * Unknown organisations, intakes and tokens are all refused in the same words, so that guessing teaches nothing.
 */
import type { Label } from './api.ts';
import type { PlainDate } from './calendar/plain-date.ts';
import type { Tx } from './database/tx.ts';
import type { Fields, ValuesOf } from './field/field.ts';
import { Refusal } from './refusal.ts';

export interface Intake<F extends Fields = Fields, Found = unknown> {
  readonly kind: 'intake';
  readonly name: string;
  readonly label: Label;
  /** Above the form: what happens with what is written here. */
  readonly hint: Label;
  readonly fields: F;
  /** Beside the number, when it was taken in. */
  readonly thanks: Label;
  /** What the token opens; null when it opens nothing (unknown, replaced, over). Runs without a person: ask only for the token. */
  find(tx: Tx, token: string): Promise<Found | null>;
  /** What stands on the label anyway, so that people see they have the right one. */
  lines?(found: Found): readonly Label[];
  /** Writes it down; refusals are shown to the person outside. `answers`: the intake where they read later what became of it. */
  receive(c: { readonly tx: Tx; readonly found: Found; readonly input: ValuesOf<F>; readonly now: Date; readonly day: PlainDate }): Promise<{ readonly number: string; readonly answers?: { readonly intake: string; readonly token: string } }>;
}

export function defineIntake<F extends Fields, Found>(name: string, definition: Omit<Intake<F, Found>, 'kind' | 'name'>): Intake {
  return { kind: 'intake', name, ...definition } as unknown as Intake;
}

/** Kinds that can be filled in without looking anything up in the organisation. */
export const OUTSIDE_KINDS: readonly string[] = ['text', 'longText', 'integer', 'quantity', 'yesNo', 'choice', 'choices', 'date', 'time', 'dateTime', 'personName', 'phone', 'photo'];
/** Long enough that nobody guesses one: 96 bits and more, in letters, digits, - and _. */
export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{16,64}$/.test(text);
export const intakeUnknown = () => new Refusal('intake.unknown', ['此链接无效，或已停用', 'This link is not valid, or no longer in use'], 404);
