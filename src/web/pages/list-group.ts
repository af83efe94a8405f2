/** Groups of a list: how the address says them ('region,done_on.month'), what each is called, and which records stand in it. */
import type { FieldMeta, Filter, GroupBy, GroupSpan, Label, RegisterMeta, Titles } from '../../kernel/api.ts';
import { addDays, lastOfMonth } from '../../kernel/calendar/plain-date.ts';
import { fill, words } from '../i18n/index.tsx';
import { choicesOf } from '../widgets/kinds/choice.tsx';
import { kernelField } from './list-filter.ts';

const spans: readonly (readonly [GroupSpan, Label])[] = [['day', words.list.byDay], ['week', words.list.byWeek], ['month', words.list.byMonth]];

/** Everything the list can be grouped by: one entry for a field, three for a field of days. */
export function groupChoices(register: RegisterMeta): readonly { readonly value: string; readonly label: Label }[] {
  return register.groups.flatMap((name) => {
    const field = fieldOf(register, name);
    if (!field) return [];
    return isDays(field) ? spans.map(([span, label]) => ({ value: `${name}.${span}`, label: fill(['{field}（{span}）', '{field} ({span})'], { field: field.label, span: label }) })) : [{ value: name, label: field.label }];
  });
}

export const fieldOf = (register: RegisterMeta, name: string): FieldMeta | undefined => register.fields.find((field) => field.name === name) ?? kernelField(register, name);
const isDays = (field: FieldMeta) => field.kind === 'date' || field.kind === 'dateTime';

/** What the address asks for, without what this register cannot be grouped by. */
export function groupsOf(register: RegisterMeta, group: string | undefined): readonly string[] {
  const possible = new Set(groupChoices(register).map((one) => one.value));
  const fields = new Set<string>();
  return (group ?? '').split(',').filter((one) => {
    const name = one.split('.')[0] ?? '';
    if (!possible.has(one) || fields.has(name)) return false;
    fields.add(name);
    return true;
  }).slice(0, 2);
}

export function groupLabel(register: RegisterMeta, { field: name, span }: GroupBy, key: string | null, titles: Titles): Label {
  if (key === null) return words.list.noValue;
  if (span === 'month') return [`${key.slice(0, 4)} 年 ${Number(key.slice(5, 7))} 月`, key.slice(0, 7)];
  if (span === 'week') return fill(words.list.weekOf, { day: key });
  const field = fieldOf(register, name);
  if (field?.kind === 'yesNo') return key === 'true' ? words.list.yes : words.list.no;
  const title = titles[key] ?? key;
  return (field && choicesOf(field).find(([value]) => value === key)?.[1]) ?? [title, title];
}

/** The condition under which a record stands in this group. */
export function groupFilter(register: RegisterMeta, { field: name, span }: GroupBy, key: string | null): Filter {
  if (key === null) return { field: name, op: 'empty' };
  if (span === null) return { field: name, op: 'eq', value: fieldOf(register, name)?.kind === 'yesNo' ? key === 'true' : key };
  const last = span === 'day' ? key : span === 'week' ? addDays(key, 6) : lastOfMonth(key);
  return { all: [{ field: name, op: 'gte', value: key }, { field: name, op: 'lte', value: last }] };
}
