/**
 * A title, the one line a record is known by, is kept in Chinese. Choices standing in it (also those of a record it names) are
 * put into English when somebody who reads English reads it, from the definitions and without asking the database. Serves C-11.
 */
import type { Tx } from '../database/tx.ts';
import type { Field } from '../field/field.ts';
import type { Kernel } from '../runtime.ts';
import { titleFields } from './register.ts';

/** The language of what a page is drawn with. What is written is written in Chinese, whoever writes. */
export const readIn = (tx: Tx): 0 | 1 => (tx.looking ? tx.actor.lang ?? 0 : 0);

export function titleIn(lang: 0 | 1, kernel: Kernel, register: string, title: string): string {
  const words = lang === 1 && wordsOf(kernel, register);
  return words ? title.replace(words.find, (found) => found.split('、').map((word) => words.english.get(word) ?? word).join(', ')) : title;
}

interface Words { readonly find: RegExp; readonly english: ReadonlyMap<string, string> }
const known = new WeakMap<Kernel, Map<string, Words | null>>();

function wordsOf(kernel: Kernel, register: string): Words | null {
  const mine = known.get(kernel) ?? new Map<string, Words | null>();
  known.set(kernel, mine);
  const before = mine.get(register);
  if (before !== undefined) return before;
  const english = new Map(choicesIn(kernel, register, new Set()));
  const any = [...english.keys()].toSorted((a, b) => b.length - a.length).map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)).join('|');
  const words = any === '' ? null : { find: new RegExp(`(?<=^| )(?:${any})(?:、(?:${any}))*(?= |$)`, 'g'), english };
  mine.set(register, words);
  return words;
}

function choicesIn(kernel: Kernel, name: string, through: Set<string>): [string, string][] {
  const register = kernel.registers.get(name);
  if (!register || through.has(name)) return [];
  through.add(name);
  return titleFields(register).flatMap((column) => {
    const field = register.fields[column];
    return field?.kind.name === 'ref' ? choicesIn(kernel, field.options.register ?? '', through) : wordsOfField(field);
  });
}

function wordsOfField(field: Field | undefined): [string, string][] {
  if (field?.kind.name === 'yesNo') return [['是', 'Yes'], ['否', 'No']];
  return Object.values(field?.options.choices ?? {}).map(([zh, en]) => [zh, en]);
}
