/** Several of a closed list (多选), kept in the order of the list. */
import { z } from 'zod';
import { choiceMessage, choiceOf, choiceText } from '../choice/choice.ts';
import { field, type Choices, type Field, type KindOptions, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind } from '../kind.ts';

export const choices = <const C extends Choices, P extends Optional = undefined>(
  zh: string, en: string, of: C, options?: Options<P>,
): Field<Nullable<readonly (keyof C & string)[], P>> =>
  field<readonly (keyof C & string)[], P>(choicesKind, zh, en, { ...options, choices: of });

export const choicesKind = defineKind<readonly string[]>({
  name: 'choices',
  column: 'text[]',
  schema: (options) => z.array(z.enum(Object.keys(options.choices ?? {}))).min(1).transform((keys) => inOrder(keys, options)),
  jsonSchema: ({ choices: of = {} }) => ({ type: 'array', minItems: 1, items: { type: 'string', enum: Object.keys(of) } }),
  message(options) {
    const [zh, en] = choiceMessage(options);
    return [`${zh}（可多选）`, `${en} (several allowed)`];
  },
  toText: (keys, options, lang) => keys.map((key) => choiceText(key, options, lang)).join(lang === 0 ? '、' : ', '),
  parse(raw, options) {
    const keys = raw.split(/[、,，;；|\n]/).filter((part) => part.trim() !== '').map((part) => choiceOf(part, options));
    return keys.length > 0 && keys.every((key) => key !== undefined) ? inOrder(keys, options) : undefined;
  },
  operators: ['contains', 'empty'],
});

function inOrder(keys: readonly string[], { choices: of = {} }: KindOptions): string[] {
  return Object.keys(of).filter((key) => keys.includes(key));
}
