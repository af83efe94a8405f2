/**
 * Reads what somebody typed into a set of fields, and carries values between JSON, columns and the program.
 * Wrong input is answered per field, in both languages; a name that is not a field is refused, not ignored.
 */
import type { z } from 'zod';
import type { Label } from '../api.ts';
import type { Cipher, Field, Fields, JsonSchema, ValuesOf } from './field.ts';

export type Read<V> = { readonly ok: true; readonly values: V } | { readonly ok: false; readonly fields: { readonly [name: string]: Label } };
export interface ReadOptions {
  /** An edit: only what is given is read, and what is not given stays. */
  readonly partial?: boolean;
  /** The program itself is writing: fields marked `readonly` may be given too. Otherwise they are refused, and never asked for. */
  readonly system?: boolean;
}
type Values = { readonly [name: string]: unknown };

export function readFields<F extends Fields>(fields: F, input: unknown, options: ReadOptions & { readonly partial: true }): Read<Partial<ValuesOf<F>>>;
export function readFields<F extends Fields>(fields: F, input: unknown, options?: ReadOptions): Read<ValuesOf<F>>;
export function readFields<F extends Fields>(fields: F, input: unknown, { partial = false, system = false }: ReadOptions = {}): Read<Partial<ValuesOf<F>>> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return { ok: false, fields: { '': notAnObject } };
  const given = new Map<string, unknown>(Object.entries(input));
  const values: Record<string, unknown> = {};
  // A map, so that a name like __proto__ is refused like any other.
  const wrong = new Map<string, Label>();
  for (const [name, schema] of schemasOf(fields)) {
    const field = fields[name] as Field;
    const writable = system || field.options.readonly !== true;
    if (given.has(name) && !writable) wrong.set(name, notYours);
    if (!writable || (partial && !given.has(name))) continue;
    const value = given.get(name);
    if (isMissing(value)) {
      if (field.optional) values[name] = null;
      else wrong.set(name, required);
      continue;
    }
    const read = schema.safeParse(value);
    if (read.success) values[name] = read.data;
    else wrong.set(name, field.kind.message(field.options));
  }
  for (const name of given.keys()) if (!Object.hasOwn(fields, name)) wrong.set(name, unknownField);
  return wrong.size > 0 ? { ok: false, fields: Object.fromEntries(wrong) } : { ok: true, values: values as Partial<ValuesOf<F>> };
}

/** What travels and what history keeps. Values that are not given stay away; null stays null. */
export function toJsonValues(fields: Fields, values: Values): { [name: string]: unknown } {
  return mapped(fields, values, (field, value) => field.kind.toJson(value));
}

export function toColumnValues(fields: Fields, values: Values, cipher: Cipher): { [name: string]: unknown } {
  return mapped(fields, values, (field, value) => field.kind.toColumn(value, cipher));
}

/** From a row of the table; columns that are no fields are left out. */
export function fromColumnValues<F extends Fields>(fields: F, row: Values, cipher: Cipher): ValuesOf<F> {
  return mapped(fields, row, (field, raw) => field.kind.fromColumn(raw, cipher)) as ValuesOf<F>;
}

/** JSON Schema 2020-12, as OpenAPI 3.1 uses it. */
export function jsonSchemaOf({ kind, label, options, optional, personal }: Field): JsonSchema {
  const own = kind.jsonSchema(options);
  const shape = optional ? { anyOf: [own, { type: 'null' }] } : own;
  return { title: `${label[0]} ${label[1]}`, ...shape, ...(options.readonly ? { readOnly: true } : {}), ...(personal ? { 'x-personal': true } : {}) };
}

/** The object a form or a register takes. */
export function jsonSchemaOfFields(fields: Fields): JsonSchema {
  const entries = Object.entries(fields);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(entries.map(([name, field]) => [name, jsonSchemaOf(field)])),
    required: entries.filter(([, field]) => !field.optional && field.options.readonly !== true).map(([name]) => name),
  };
}

const required: Label = ['必填', 'Required'];
const unknownField: Label = ['没有这一栏', 'There is no such field'];
const notYours: Label = ['此栏由系统填写', 'This field is filled in by the system'];
const notAnObject: Label = ['请提交一组栏目', 'A set of fields is expected'];

const compiled = new WeakMap<Fields, ReadonlyMap<string, z.ZodType>>();

function schemasOf(fields: Fields): ReadonlyMap<string, z.ZodType> {
  let known = compiled.get(fields);
  if (!known) {
    known = new Map(Object.entries(fields).map(([name, { kind, options }]) => [name, kind.schema(options)]));
    compiled.set(fields, known);
  }
  return known;
}

/** An emptied input: nothing, blanks, or an empty list. */
function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
}

function mapped(fields: Fields, values: Values, change: (field: Field, value: unknown) => unknown): { [name: string]: unknown } {
  const changed: { [name: string]: unknown } = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) changed[name] = value === null ? null : change(field, value);
  }
  return changed;
}
