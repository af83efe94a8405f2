/** A link to a record of another register (关联), by the register's name so that no import cycle can form. */
import { z } from 'zod';
import { field, type Field, type Kind, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind } from '../kind.ts';

export const ref = <P extends Optional = undefined>(zh: string, en: string, register: string, options?: Options<P>): Field<Nullable<string, P>> =>
  field<string, P>(refKind, zh, en, { ...options, register });

// Its text is the id: whoever shows it has the titles at hand (`Titles`); imports look up the number or name themselves.
export const refKind: Kind<string> = defineKind<string>({
  name: 'ref',
  column: 'uuid',
  schema: () => z.guid().toLowerCase(),
  jsonSchema: ({ register }) => ({ type: 'string', format: 'uuid', ...(register === undefined ? {} : { description: `id of a ${register}` }) }),
  message: () => ['请从列表中选择', 'Choose from the list'],
  parse: (raw, options) => refKind.schema(options).safeParse(raw.trim()).data,
  operators: ['eq', 'ne', 'in', 'empty'],
});
