/** Conditions of a list as people build them: which fields, which comparisons for which kind, groups within groups. */
import type { FieldMeta, Filter, Label, Operator, RegisterMeta } from '../../kernel/api.ts';
import { words } from '../i18n/index.tsx';

/** `notEmpty` is 'empty' with the value false; people see two comparisons. */
export type Comparison = Operator | 'notEmpty';
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

export function comparisonLabel(op: Comparison, field: FieldMeta): Label {
  if (field.kind === 'date' || field.kind === 'dateTime' || field.kind === 'time') {
    const said = { lt: words.list.before, lte: words.list.notAfter, gt: words.list.after, gte: words.list.notBefore } as const;
    if (op === 'lt' || op === 'lte' || op === 'gt' || op === 'gte') return said[op];
  }
  return words.list[op];
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
    return days ?? groupOf(filter);
  }
  const op = filter.op === 'empty' && filter.value === false ? 'notEmpty' : filter.op;
  return { kind: 'condition', key: nextKey(), field: filter.field, op, value: filter.value ?? null };
}

/** Moments between two days are written as two comparisons, because a day is not a moment. */
function betweenDays(parts: readonly Filter[]): Condition | undefined {
  const [from, to] = parts;
  if (parts.length !== 2 || !from || !to || !('field' in from) || !('field' in to) || from.field !== to.field || from.op !== 'gte' || to.op !== 'lte') return undefined;
  return { kind: 'condition', key: nextKey(), field: from.field, op: 'between', value: [from.value, to.value] };
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
  const base = { name, optional: true, personal: false, options: {}, hint: null, readonly: false } as const;
  if (name === 'state') return { ...base, kind: 'choice', label: words.common.state, options: { choices: Object.fromEntries(register.states.map((state) => [state.name, state.label])) } };
  if (name === 'number') return { ...base, kind: 'text', label: words.common.number };
  if (name === 'created_at') return { ...base, kind: 'dateTime', label: words.list.createdAt };
  if (name === 'unit_id') return { ...base, kind: 'unit', label: words.list.unit };
  return undefined;
}
