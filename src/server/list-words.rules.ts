/**
 * A list in words (列表说明): its filter and its order as a person would say them, the same on the page, in files and in print.
 * Whoever calls says what a field is called and how a value reads to this reader.
 */
import type { Filter, Label, Operator } from '../kernel/api.ts';

/** `notEmpty` is 'empty' with the value false; people see two comparisons. */
export type Comparison = Operator | 'notEmpty';
export interface Told { readonly label: Label; readonly kind: string; text(value: unknown): string }

/** What every record has beside its fields. */
export const OWN_FIELDS = {
  number: { kind: 'text', label: ['编号', 'Number'] }, state: { kind: 'choice', label: ['状态', 'State'] }, unit_id: { kind: 'unit', label: ['所属部门', 'Unit'] },
  created_at: { kind: 'dateTime', label: ['登记时间', 'Created'] }, created_by: { kind: 'ref', label: ['登记人', 'Created by'] },
} as const satisfies { readonly [name: string]: { readonly kind: string; readonly label: Label } };

const COMPARISONS: { readonly [C in Comparison]: Label } = {
  eq: ['等于', 'is'], ne: ['不等于', 'is not'], in: ['是其中之一', 'is one of'], lt: ['小于', 'less than'], lte: ['不大于', 'at most'], gt: ['大于', 'more than'], gte: ['不小于', 'at least'],
  contains: ['包含', 'contains'], empty: ['为空', 'is empty'], notEmpty: ['不为空', 'is not empty'], between: ['介于', 'between'],
};
const OF_TIME: { readonly [C in Comparison]?: Label } = { lt: ['早于', 'before'], lte: ['不晚于', 'not after'], gt: ['晚于', 'after'], gte: ['不早于', 'not before'] };

export const comparisonLabel = (op: Comparison, kind: string): Label => (['date', 'dateTime', 'time'].includes(kind) ? OF_TIME[op] : undefined) ?? COMPARISONS[op];

/** Moments between two days are written as two comparisons, because a day is not a moment. */
export function betweenDays(parts: readonly Filter[]): { readonly field: string; readonly value: readonly [unknown, unknown] } | undefined {
  const [from, to] = parts;
  if (parts.length !== 2 || !from || !to || !('field' in from) || !('field' in to) || from.field !== to.field || from.op !== 'gte' || to.op !== 'lte') return undefined;
  return { field: from.field, value: [from.value, to.value] };
}

/** Groups within groups stand in brackets; a group that asks for nothing says nothing. */
export function filterWords(filter: Filter, lang: 0 | 1, fieldOf: (name: string) => Told | undefined): string {
  const walk = (f: Filter, outermost: boolean): string => {
    if ('field' in f) return termWords(f, lang, fieldOf);
    const days = 'all' in f ? betweenDays(f.all) : undefined;
    if (days) return termWords({ ...days, op: 'between' }, lang, fieldOf);
    const parts = ('all' in f ? f.all : f.any).map((part) => walk(part, false)).filter((said) => said !== '');
    const said = parts.join(` ${JOINED['all' in f ? 'all' : 'any'][lang]} `);
    return outermost || parts.length < 2 ? said : `(${said})`;
  };
  return walk(filter, true);
}
const JOINED = { all: ['且', 'and'], any: ['或', 'or'] } as const;

/** '-found_at' is descending. */
export function orderWords(sort: string, lang: 0 | 1, fieldOf: (name: string) => Told | undefined): string {
  const name = sort.replace(/^-/, '');
  return `${fieldOf(name)?.label[lang] ?? name} ${(sort.startsWith('-') ? ['降序', 'descending'] : ['升序', 'ascending'])[lang]}`;
}

/** So many values are named, of more it is said how many. */
export const MOST_NAMED = 12;

function termWords({ field: name, op, value }: Extract<Filter, { field: string }>, lang: 0 | 1, fieldOf: (name: string) => Told | undefined): string {
  if (name === 'archived') return (value === true ? ['已归档', 'archived'] : ['未归档', 'not archived'])[lang]!;
  if (name === 'id') return [`选定的 ${countOf(value)} 条`, `${countOf(value)} chosen records`][lang]!;
  const told = fieldOf(name);
  if (!told) return name;
  const [only, ...others] = Array.isArray(value) ? value as unknown[] : [value];
  const said: Comparison = op === 'empty' && value === false ? 'notEmpty' : op === 'in' && others.length === 0 ? 'eq' : op;
  return `${told.label[lang]} ${comparisonLabel(said, told.kind)[lang]} ${said === 'empty' || said === 'notEmpty' ? '' : valuesWords([only, ...others], op, lang, told)}`.trim();
}

const countOf = (value: unknown): number => (Array.isArray(value) ? value.length : 1);

function valuesWords(values: readonly unknown[], op: Operator, lang: 0 | 1, told: Told): string {
  if (op === 'between') return values.map((one) => told.text(one)).join(' – ');
  const named = values.slice(0, MOST_NAMED).map((one) => told.text(one)).join(lang === 0 ? '、' : ', ');
  return values.length > MOST_NAMED ? `${named}${[` 等 ${values.length} 项`, ` and others, ${values.length} in all`][lang]}` : named;
}
