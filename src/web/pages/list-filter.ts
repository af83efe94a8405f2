/** Conditions of a list as people build them: which fields, which comparisons for which kind, groups within groups. */
import type { FieldMeta, Filter, Label, RegisterMeta, Titles } from '../../kernel/api.ts';
import { betweenDays, type Comparison, filterWords, OWN_FIELDS, type Told } from '../../server/list-words.rules.ts';
import type { Format } from '../i18n/index.tsx';
import { textOf } from '../widgets/index.tsx';

export interface Condition { readonly kind: 'condition'; readonly key: number; readonly field: string; readonly op: Comparison; readonly value: unknown }
export interface Group { readonly kind: 'group'; readonly key: number; readonly match: 'all' | 'any'; readonly items: readonly (Condition | Group)[] }

/** Fields one may filter by, with state and unit as fields of their own. Personal data is never among them. */
export function filterFields(register: RegisterMeta): readonly FieldMeta[] {
  return register.filters.flatMap((name) => register.fields.find((field) => field.name === name && !field.personal) ?? kernelField(register, name) ?? []);
}

export function comparisonsOf(field: FieldMeta): readonly Comparison[] {
  const always: readonly Comparison[] = kernelNames.has(field.name) ? [] : ['empty', 'notEmpty'];
  switch (field.kind) {
    case 'choice': return ['in', 'ne', ...always];
    case 'ref': case 'unit': return ['eq', 'ne', ...always];
    case 'yesNo': return ['eq', ...always];
    case 'choices': return ['contains', ...always];
    case 'longText': return ['contains', ...always];
    case 'date': case 'dateTime': case 'time': return ['between', 'eq', 'lt', 'lte', 'gt', 'gte', ...always];
    case 'integer': case 'money': case 'quantity': return ['eq', 'ne', 'gte', 'lte', 'gt', 'lt', 'between', ...always];
    case 'text': case 'personName': case 'phone': case 'plate': return ['contains', 'eq', ...always];
    default: return ['empty', 'notEmpty'];
  }
}

/** The field whose widget takes the value: a day where the column holds a moment, one line where it holds many. */
export function valueField(field: FieldMeta): FieldMeta {
  const kind = field.kind === 'dateTime' ? 'date' : field.kind === 'longText' || field.kind === 'personName' || field.kind === 'phone' || field.kind === 'plate' ? 'text' : field.kind === 'choices' ? 'choice' : field.kind;
  return { ...field, kind, optional: true, readonly: false };
}

export function emptyGroup(): Group {
  return { kind: 'group', key: nextKey(), match: 'all', items: [] };
}

export function newCondition(field: FieldMeta): Condition {
  return { kind: 'condition', key: nextKey(), field: field.name, op: comparisonsOf(field)[0] ?? 'empty', value: null };
}

export function groupOf(filter: Filter | undefined): Group {
  if (!filter) return emptyGroup();
  if ('all' in filter) return { kind: 'group', key: nextKey(), match: 'all', items: filter.all.map(itemOf) };
  if ('any' in filter) return { kind: 'group', key: nextKey(), match: 'any', items: filter.any.map(itemOf) };
  return { kind: 'group', key: nextKey(), match: 'all', items: [itemOf(filter)] };
}

/** Conditions without a value are not finished and say nothing yet. */
export function filterFrom(group: Group, fields: readonly FieldMeta[]): Filter | undefined {
  const parts = group.items.flatMap((item) => (item.kind === 'group' ? filterFrom(item, fields) ?? [] : termOf(item, fields.find((field) => field.name === item.field)) ?? []));
  return parts.length === 0 ? undefined : group.match === 'all' ? { all: parts } : { any: parts };
}

/** The parts that stand one beside the other and can be taken away one by one. */
export function topParts(filter: Filter | undefined): readonly Filter[] {
  return !filter ? [] : 'all' in filter ? filter.all : [filter];
}
export function withParts(parts: readonly Filter[]): Filter | undefined {
  return parts.length === 0 ? undefined : { all: parts };
}

/** What the bar's own choices of one field have ticked. */
export function chosenOf(filter: Filter | undefined, field: string): readonly string[] {
  const part = topParts(filter).find((one) => 'field' in one && one.field === field && (one.op === 'in' || one.op === 'eq'));
  if (!part || !('field' in part)) return [];
  return Array.isArray(part.value) ? part.value.map(String) : [String(part.value)];
}
export function withChosen(filter: Filter | undefined, field: string, chosen: readonly string[]): Filter | undefined {
  const others = topParts(filter).filter((one) => !('field' in one && one.field === field && (one.op === 'in' || one.op === 'eq')));
  return withParts(chosen.length === 0 ? others : [{ field, op: 'in', value: chosen }, ...others]);
}

const kernelNames: ReadonlySet<string> = new Set(['number', 'state', 'unit_id', 'created_at']);

let lastKey = 0;
const nextKey = () => { lastKey += 1; return lastKey; };

function itemOf(filter: Filter): Condition | Group {
  if (!('field' in filter)) {
    const days = 'all' in filter ? betweenDays(filter.all) : undefined;
    return days ? { kind: 'condition', key: nextKey(), op: 'between', ...days } : groupOf(filter);
  }
  const op = filter.op === 'empty' && filter.value === false ? 'notEmpty' : filter.op;
  return { kind: 'condition', key: nextKey(), field: filter.field, op, value: filter.value ?? null };
}

function termOf({ field: name, op, value }: Condition, field: FieldMeta | undefined): Filter | undefined {
  if (op === 'empty') return { field: name, op: 'empty' };
  if (op === 'notEmpty') return { field: name, op: 'empty', value: false };
  if (op === 'between') {
    const [from, to] = Array.isArray(value) ? value as unknown[] : [];
    if (isBlank(from) && isBlank(to)) return undefined;
    if (isBlank(to)) return { field: name, op: 'gte', value: from };
    if (isBlank(from)) return { field: name, op: 'lte', value: to };
    return field?.kind === 'dateTime' ? { all: [{ field: name, op: 'gte', value: from }, { field: name, op: 'lte', value: to }] } : { field: name, op, value: [from, to] };
  }
  return isBlank(value) || (Array.isArray(value) && value.length === 0) ? undefined : { field: name, op, value };
}

const isBlank = (value: unknown) => value === null || value === undefined || value === '';

export function kernelField(register: RegisterMeta, name: string): FieldMeta | undefined {
  if (!Object.hasOwn(OWN_FIELDS, name) || name === 'created_by') return undefined;
  const options = name === 'state' ? { choices: Object.fromEntries(register.states.map((state) => [state.name, state.label])) } : {};
  return { ...OWN_FIELDS[name as keyof typeof OWN_FIELDS], name, optional: true, personal: false, options, hint: null, readonly: false };
}

/** A filter as a person would say it. */
export function filterSaid(filter: Filter, fields: readonly FieldMeta[], titles: Titles, { t, lang, format }: { readonly t: (label: Label) => string; readonly lang: 0 | 1; readonly format: Format }): string {
  return filterWords(filter, lang, (name): Told | undefined => {
    const field = fields.find((one) => one.name === name);
    return field && { label: field.label, kind: field.kind, text: (value) => textOf(valueField(field), value, titles, t, format) };
  });
}
