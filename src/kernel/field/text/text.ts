/** A line of text (文本): trimmed, without control characters, at most `max` characters (200 unless said otherwise). */
import { z } from 'zod';
import { field, type Field, type Kind, type KindOptions, type Nullable, type Optional, type Options } from '../field.ts';
import { clean, defineKind } from '../kind.ts';

export const text = <P extends Optional = undefined>(
  zh: string, en: string, options?: Options<P, { readonly max?: number }>,
): Field<Nullable<string, P>> =>
  field<string, P>(textKind, zh, en, options);

export const textKind: Kind<string> = defineKind<string>({
  name: 'text',
  column: 'text',
  schema: (options) => lineSchema(options, 200),
  jsonSchema: ({ max = 200 }) => ({ type: 'string', minLength: 1, maxLength: max }),
  message: ({ max = 200 }) => [`请填写文字，一行，最多 ${max} 字`, `Text on one line, at most ${max} characters`],
  parse: (raw, options) => textKind.schema(options).safeParse(raw).data,
  operators: ['eq', 'ne', 'in', 'contains', 'empty'],
  searchable: true,
});

/** Length counts characters as people do: 𠮷 is one. */
export function lineSchema({ max }: KindOptions, most: number): z.ZodType<string, string> {
  return z.string().transform(clean).refine((s) => s !== '' && [...s].length <= (max ?? most) && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(s));
}
