/** Text of several lines (多行文本), at most `max` characters (4000 unless said otherwise). */
import { z } from 'zod';
import { field, type Field, type Kind, type KindOptions, type Nullable, type Optional, type Options } from '../field.ts';
import { clean, defineKind } from '../kind.ts';

export const longText = <P extends Optional = undefined>(
  zh: string, en: string, options?: Options<P, { readonly max?: number }>,
): Field<Nullable<string, P>> =>
  field<string, P>(longTextKind, zh, en, options);

export const longTextKind: Kind<string> = defineKind<string>({
  name: 'longText',
  column: 'text',
  schema,
  jsonSchema: ({ max = 4000 }) => ({ type: 'string', minLength: 1, maxLength: max }),
  message: ({ max = 4000 }) => [`请填写文字，最多 ${max} 字`, `Text, at most ${max} characters`],
  parse: (raw, options) => longTextKind.schema(options).safeParse(raw).data,
  operators: ['contains', 'empty'],
});

function schema({ max = 4000 }: KindOptions): z.ZodType<string> {
  return z.string().transform((s) => clean(s.replace(/\r\n?/g, '\n')))
    .refine((s) => s !== '' && [...s].length <= max && !/[\p{Cs}]|(?![\n\t])\p{Cc}/u.test(s));
}
