/** The name of a person (姓名): Chinese, foreign and minority names, with · and single spaces kept inside. */
import { z } from 'zod';
import { field, type Field, type Kind, type KindOptions, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind } from '../kind.ts';
import { lineSchema } from '../text/text.ts';

export const personName = <P extends Optional = undefined>(
  zh: string, en: string, options?: Options<P, { readonly max?: number }>,
): Field<Nullable<string, P>> =>
  field<string, P>(personNameKind, zh, en, options);

export const personNameKind: Kind<string> = defineKind<string>({
  name: 'personName',
  column: 'text',
  schema,
  jsonSchema: ({ max = 60 }) => ({ type: 'string', minLength: 1, maxLength: max }),
  message: ({ max = 60 }) => [`请填写姓名，最多 ${max} 字`, `A person's name, at most ${max} characters`],
  parse: (raw, options) => personNameKind.schema(options).safeParse(raw).data,
  operators: ['eq', 'ne', 'in', 'contains', 'empty'],
  searchable: true,
});

// Six characters are in use for the dot in 迪丽热巴·迪力木拉提; a name typed with any of them has to be found.
function schema(options: KindOptions): z.ZodType<string> {
  const tidy = (s: string) => s.replace(/\s*[·•‧∙・･]\s*/g, '·').replace(/[ \u00a0\u3000]+/g, ' ');
  return z.string().transform(tidy).pipe(lineSchema(options, 60));
}
