/** A measured quantity (数量): a decimal kept as text with `scale` places (2 unless said otherwise). More places are refused, never rounded away. */
import { z } from 'zod';
import type { Label } from '../../api.ts';
import { grouped, scaled, unscaled } from '../decimal.ts';
import { field, type Field, type KindOptions, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind, narrow } from '../kind.ts';

interface Own { readonly scale?: number; readonly min?: number; readonly max?: number; readonly unit?: Label }
export const quantity = <P extends Optional = undefined>(zh: string, en: string, options?: Options<P, Own>): Field<Nullable<string, P>> =>
  field<string, P>(quantityKind, zh, en, options);

export const quantityKind = defineKind<string>({
  name: 'quantity',
  column: 'numeric',
  schema: (options) => z.union([z.string(), z.number().transform(String)]).transform((s, ctx) => {
    const value = normalised(s, options);
    if (value === undefined) ctx.addIssue('not such a quantity');
    return value ?? z.NEVER;
  }),
  jsonSchema: ({ scale = 2 }) => ({ type: ['string', 'number'], pattern: scale > 0 ? `^-?\\d{1,15}(\\.\\d{1,${scale}})?$` : '^-?\\d{1,15}$' }),
  message: ({ scale = 2, min = 0, max }) => [
    `请填写${max === undefined ? `不小于 ${min}` : ` ${min} 至 ${max} `}的数，最多 ${scale} 位小数`,
    `A number ${max === undefined ? `of at least ${min}` : `from ${min} to ${max}`}, at most ${scale} decimal places`],
  fromColumn: String,
  toText: grouped,
  toCell: Number,
  parse: (raw, options) => normalised(raw, options),
  operators: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', 'empty'],
});

function normalised(raw: string, { scale = 2, min = 0, max }: KindOptions): string | undefined {
  const units = scaled(narrow(raw), scale);
  if (units === undefined) return undefined;
  const value = unscaled(units, scale);
  return Number(value) < min || (max !== undefined && Number(value) > max) ? undefined : value;
}
