/** Yes or no (是否). */
import { z } from 'zod';
import { field, type Field, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind, narrow } from '../kind.ts';

export const yesNo = <P extends Optional = undefined>(zh: string, en: string, options?: Options<P>): Field<Nullable<boolean, P>> =>
  field<boolean, P>(yesNoKind, zh, en, options);

const words: ReadonlyMap<string, boolean> = new Map([
  ...['是', '有', '对', '√', '✓', '✔', 'y', 'yes', 'true', '1'].map((word) => [word, true] as const),
  ...['否', '无', '不', '不是', '没有', '×', '✗', 'n', 'no', 'false', '0'].map((word) => [word, false] as const),
]);

export const yesNoKind = defineKind<boolean>({
  name: 'yesNo',
  column: 'boolean',
  schema: () => z.boolean(),
  jsonSchema: () => ({ type: 'boolean' }),
  message: () => ['请选择是或否', 'Yes or no'],
  toText: (value, _options, lang) => (value ? ['是', 'Yes'] : ['否', 'No'])[lang] ?? '',
  parse: (raw) => words.get(narrow(raw).toLowerCase()),
  operators: ['eq', 'empty'],
});
