/** A whole number (整数): from 0 unless `min` says otherwise; `big` for what may pass two thousand million. */
import { z } from 'zod';
import { field, type Field, type Kind, type KindOptions, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind, narrow } from '../kind.ts';
import type { Label } from '../../api.ts';

/** `grouped: false` for figures that are names of something, such as a year: 2026, never 2,026. */
interface Own { readonly min?: number; readonly max?: number; readonly big?: true; readonly unit?: Label; readonly grouped?: false }
export const integer = <P extends Optional = undefined>(zh: string, en: string, options?: Options<P, Own>): Field<Nullable<number, P>> =>
  field<number, P>(options?.big ? bigIntegerKind : integerKind, zh, en, options);

const most = 2_147_483_647;
export const integerKind: Kind<number> = defineKind<number>({
  name: 'integer',
  column: 'integer',
  schema: (options) => schema(options, most),
  jsonSchema: ({ min = 0, max = most }) => ({ type: 'integer', minimum: min, maximum: max }),
  message,
  toCell: (value) => value,
  parse: (raw, options) => parse(raw, integerKind, options),
  operators: ['eq', 'ne', 'in', 'lt', 'lte', 'gt', 'gte', 'between', 'empty'],
});
export const bigIntegerKind: Kind<number> = defineKind<number>({
  ...integerKind,
  column: 'bigint',
  schema: (options) => schema(options, Number.MAX_SAFE_INTEGER),
  jsonSchema: ({ min = 0, max = Number.MAX_SAFE_INTEGER }) => ({ type: 'integer', minimum: min, maximum: max }),
  fromColumn: Number,
  parse: (raw, options) => parse(raw, bigIntegerKind, options),
});

function schema({ min = 0, max }: KindOptions, limit: number): z.ZodType<number> {
  // -0 would come back from the database as 0 and then look like a change.
  return z.int().min(min).max(max ?? limit).transform((n) => n + 0);
}

function parse(raw: string, kind: Kind<number>, options: KindOptions): number | undefined {
  const digits = narrow(raw).replace(/,(?=\d{3}(\D|$))|,(?=\d{3},)/g, '');
  return /^[+-]?\d+(\.0+)?$/.test(digits) ? kind.schema(options).safeParse(Number(digits)).data : undefined;
}

function message({ min = 0, max }: KindOptions): Label {
  return max === undefined
    ? [`请填写整数，不小于 ${min}`, `A whole number, at least ${min}`]
    : [`请填写 ${min} 至 ${max} 的整数`, `A whole number from ${min} to ${max}`];
}
