/** Files that belong to the record (附件): ids of stored files, at most `max` (20 unless said otherwise). */
import { z } from 'zod';
import { field, type Field, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind } from '../kind.ts';

interface Own { readonly max?: number; /** Media types; none given = all that the file store takes. */ readonly types?: readonly string[] }
export const attachment = <P extends Optional = undefined>(zh: string, en: string, options?: Options<P, Own>): Field<Nullable<readonly string[], P>> =>
  field<readonly string[], P>(attachmentKind, zh, en, options);

export const attachmentKind = defineKind<readonly string[]>({
  name: 'attachment',
  column: 'uuid[]',
  schema: ({ max = 20 }) => z.array(z.guid().toLowerCase()).min(1).max(max).transform((ids) => [...new Set(ids)]),
  jsonSchema: ({ max = 20 }) => ({ type: 'array', minItems: 1, maxItems: max, items: { type: 'string', format: 'uuid' } }),
  message: ({ max = 20 }) => [`请添加文件，最多 ${max} 个`, `Add files, at most ${max}`],
  toText: (ids, _options, lang) => (lang === 0 ? `${ids.length} 个文件` : `${ids.length} ${ids.length === 1 ? 'file' : 'files'}`),
  // Files do not come out of a spreadsheet.
  parse: () => undefined,
  operators: ['empty'],
});
