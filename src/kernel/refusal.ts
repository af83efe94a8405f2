import type { Label } from './api.ts';

/**
 * A refusal is the system saying "no" to a person, for a reason that person can act on.
 * It is part of normal work: shown in the person's language, answered with a 4xx, never logged as an error.
 * Anything else that is thrown is a bug: answered with a 500 and a reference number, logged with its stack.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly label: Label;
  readonly status: number;
  /** For wrong input: which field, and what is wrong with it. */
  readonly fields: { readonly [name: string]: Label } | undefined;
  constructor(code: string, label: Label, status = 409, fields?: { readonly [name: string]: Label }) {
    super(`${code}: ${label[1]}`);
    this.name = 'Refusal';
    this.code = code;
    this.label = label;
    this.status = status;
    this.fields = fields;
  }
}

/** For things that cannot happen unless this program is wrong. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
