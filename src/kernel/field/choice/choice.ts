/** One of a closed list (单选): `f.choice('颜色', 'Colour', { red: ['红', 'Red'] })`. The key is stored, the label is read. */
import { z } from 'zod';
import type { Label } from '../../api.ts';
import { field, type Choices, type Field, type KindOptions, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind, narrow } from '../kind.ts';

export const choice = <const C extends Choices, P extends Optional = undefined>(
  zh: string, en: string, choices: C, options?: Options<P>,
): Field<Nullable<keyof C & string, P>> =>
  field<keyof C & string, P>(choiceKind, zh, en, { ...options, choices });

export const choiceKind = defineKind<string>({
  name: 'choice',
  column: 'text',
  schema: ({ choices = {} }) => z.enum(Object.keys(choices)),
  jsonSchema: ({ choices = {} }) => ({ type: 'string', enum: Object.keys(choices) }),
  message: choiceMessage,
  toText: choiceText,
  parse: choiceOf,
  operators: ['eq', 'ne', 'in', 'empty'],
});

export function choiceText(key: string, { choices = {} }: KindOptions, lang: 0 | 1): string {
  // A key that was taken off the list still stands in old records.
  return choices[key]?.[lang] ?? key;
}

/** The key, or a label in either language; undefined when two choices carry the same label. */
export function choiceOf(raw: string, { choices = {} }: KindOptions): string | undefined {
  const names = named.get(choices) ?? namesOf(choices);
  named.set(choices, names);
  return names.get(plain(raw)) ?? undefined;
}

/** A table asks for every cell; null stands for what several choices are called. */
const named = new WeakMap<Choices, ReadonlyMap<string, string | null>>();
function namesOf(choices: Choices): ReadonlyMap<string, string | null> {
  const names = new Map<string, string | null>();
  for (const [key, label] of Object.entries(choices)) for (const name of new Set(label.map(plain))) names.set(name, names.has(name) ? null : key);
  // A key comes before any label, and of two that read alike the first.
  for (const key of Object.keys(choices).reverse()) names.set(plain(key), key);
  return names;
}

const plain = (text: string): string => narrow(text).toLowerCase();

export function choiceMessage({ choices = {} }: KindOptions): Label {
  const labels = Object.values(choices);
  return labels.length > 12 ? ['请从列表中选择', 'One from the list']
    : [`请选择：${labels.map(([zh]) => zh).join('、')}`, `One of: ${labels.map(([, en]) => en).join(', ')}`];
}
