/** A signature drawn on glass (签名): the id of the kept signature, which itself never changes. */
import { z } from 'zod';
import { field, type Field, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind } from '../kind.ts';

export const signature = <P extends Optional = undefined>(zh: string, en: string, options?: Options<P>): Field<Nullable<string, P>> =>
  field<string, P>(signatureKind, zh, en, options);

export const signatureKind = defineKind<string>({
  name: 'signature',
  column: 'uuid',
  schema: () => z.guid().toLowerCase(),
  jsonSchema: () => ({ type: 'string', format: 'uuid' }),
  message: () => ['请签名', 'Please sign'],
  toText: (_id, _options, lang) => (lang === 0 ? '已签名' : 'Signed'),
  parse: () => undefined,
  operators: ['empty'],
});
