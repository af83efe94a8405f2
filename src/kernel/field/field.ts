/**
 * A field says what one value is called, what may be typed into it, which column holds it, how it reads as text,
 * and whether it is personal. Each kind of field is one folder beside this file; nothing else knows about kinds.
 */
import type { z } from 'zod';
import type { Label, Operator } from '../api.ts';

export interface FieldOptions {
  /** Fields are required unless this is set. */
  readonly optional?: Optional;
  /** Shown under the input. */
  readonly hint?: Label;
  /** Value used when the form opens. */
  readonly initial?: unknown;
  /** Set by the system (a step's `set`), never typed into the register's own form. */
  readonly readonly?: true;
  /** Personal data: masked everywhere; reading it in clear asks for a work reason and is logged. */
  readonly personal?: true;
  /** Only these roles may read the field at all (pay, sealed results). */
  readonly readBy?: readonly string[];
}

/** Encrypts what must not stand in clear in the database; both directions, same result type: text. */
export interface Cipher { seal(clear: string): string; open(sealed: string): string }

/**
 * One kind of value. `T` is the value in TypeScript; in JSON (HTTP, history) it is what `toJson` gives.
 * All functions are pure. `options` are the field's own (choices, scale, register …).
 */
export interface Kind<T = unknown> {
  readonly name: string;
  /** PostgreSQL type of the column, as `format_type` prints it. */
  readonly column: string;
  /** Accepts what the browser sends, gives T. Messages are ours: see `message` in each kind. */
  schema(options: KindOptions): z.ZodType<T>;
  /** The JSON that `schema` accepts, for OpenAPI 3.1. */
  jsonSchema(options: KindOptions): JsonSchema;
  /** What stands beside a wrong input, in both languages, naming what is expected. */
  message(options: KindOptions): Label;
  toColumn(value: T, cipher: Cipher): unknown;
  fromColumn(raw: unknown, cipher: Cipher): T;
  toJson(value: T): unknown;
  /** How a person reads it: lists, history, slips, export to csv. `lang` 0 = 中文, 1 = English; dates in `zone`. */
  toText(value: T, options: KindOptions, lang: 0 | 1, zone: string): string;
  /** What a spreadsheet cell holds: number, Date, boolean or text. */
  toCell(value: T, options: KindOptions, lang: 0 | 1, zone: string): string | number | boolean | Date;
  /** From imported text; undefined when it cannot be read. Accepts labels in both languages for choices. */
  parse(text: string, options: KindOptions, zone: string): T | undefined;
  /** Personal kinds: enough to recognise, not enough to use. */
  mask?(value: T): string;
  readonly personal: boolean;
  readonly operators: readonly Operator[];
  /** Words by which the record is found, when the field is searchable text. */
  readonly searchable: boolean;
}
export type JsonSchema = { readonly [keyword: string]: unknown };
/** Everything any kind can be told; the constructor of each kind lets through only what that kind understands. */
export type KindOptions = FieldOptions & {
  readonly min?: number;
  readonly max?: number;
  /** Digits after the point. */
  readonly scale?: number;
  /** Shown beside the input: ['公里', 'km']. */
  readonly unit?: Label;
  readonly negative?: true;
  /** Digits of a whole number stand together: 2026, not 2,026. */
  readonly grouped?: false;
  readonly choices?: Choices;
  /** Name of the register a reference points to. */
  readonly register?: string;
  /** Kinds of document, or media types of files. */
  readonly types?: readonly string[];
};
export type Choices = { readonly [value: string]: Label };
/** What a constructor takes: the common options and those of its kind, `P` being whether the field is optional. */
export type Options<P, Own = unknown> = Omit<FieldOptions, 'optional'> & { readonly optional?: P } & Own;
export type Optional = true | undefined;

export interface Field<T = unknown> {
  readonly kind: Kind;
  readonly label: Label;
  readonly optional: boolean;
  readonly personal: boolean;
  readonly options: KindOptions;
  /** Type-only: carries T. Never present at run time. */
  readonly _value?: T;
}
export type Fields = { readonly [name: string]: Field };
export type ValuesOf<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never };
export type InputOf<F extends Fields> =
  { [K in keyof F as F[K] extends Field<infer T> ? (null extends T ? never : K) : never]: F[K] extends Field<infer T> ? T : never }
  & { [K in keyof F as F[K] extends Field<infer T> ? (null extends T ? K : never) : never]?: F[K] extends Field<infer T> ? T : never };

/** The value's type: nullable when the field is optional. */
export type Nullable<T, P> = P extends true ? T | null : T;

export function field<T, P = undefined>(kind: Kind<T>, zh: string, en: string, options: KindOptions = {}): Field<Nullable<T, P>> {
  return { kind, label: [zh, en], optional: options.optional === true, personal: options.personal === true || kind.personal, options };
}
