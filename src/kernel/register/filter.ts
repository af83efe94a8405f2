/**
 * A filter from the browser as a condition: fields only from the definition, never personal ones or those of others'
 * concern (a filter would reveal what the cell hides), values checked by the field's own kind.
 */
import type { Filter, Operator } from '../api.ts';
import { mayRead } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import { instantOf } from '../calendar/zone.ts';
import { addDays, isDate } from '../calendar/plain-date.ts';
import { isId } from '../database/id.ts';
import type { Field } from '../field/field.ts';
import type { Kernel } from '../runtime.ts';
import { Refusal } from '../refusal.ts';
import type { Register } from './register.ts';

/** Fields that the actor may read in some units only: elsewhere the condition does not hold, whatever the value. */
export type Scopes = ReadonlyMap<string, readonly string[]>;
/** Records found beforehand by a part of a text, under its field and that part; what so many hold that an index does not help is not among them. */
export type Parts = ReadonlyMap<string, readonly string[]>;
export const partKey = (field: string, part: string): string => `${field} ${part}`;
export interface Condition { readonly sql: string; readonly values: readonly unknown[] }

const bad = (field: string) => new Refusal('filter', [`不能按“${field}”筛选,或筛选值不正确`, `Cannot filter by “${field}”, or the value is not right`], 422);
const COMPARE: { readonly [op in Operator]?: string } = { eq: '=', ne: 'is distinct from', lt: '<', lte: '<=', gt: '>', gte: '>=' };
const MOST_DEPTH = 6;
const MOST_TERMS = 60;

export function conditionOf(kernel: Kernel, register: Register, filter: Filter, actor: Actor, next: number, zone: string, scopes: Scopes = new Map(), parts: Parts = new Map()): Condition {
  const values: unknown[] = [];
  let terms = 0;
  const put = (v: unknown) => `$${next + values.push(v) - 1}`;
  const walk = (f: Filter, depth: number): string => {
    if (depth > MOST_DEPTH) throw new Refusal('filter', [`筛选条件最多嵌套 ${MOST_DEPTH} 层`, `Conditions may be nested at most ${MOST_DEPTH} deep`], 422);
    if (++terms > MOST_TERMS) throw new Refusal('filter', [`筛选条件与组合计最多 ${MOST_TERMS} 个，请减少一些`, `At most ${MOST_TERMS} conditions and groups; please ask for less`], 422);
    if (typeof f !== 'object' || f === null) throw bad('…');
    if ('all' in f || 'any' in f) {
      const parts = 'all' in f ? f.all : f.any;
      if (!Array.isArray(parts)) throw bad('…');
      return parts.length === 0 ? 'true' : `(${parts.map((x) => walk(x, depth + 1)).join('all' in f ? ' and ' : ' or ')})`;
    }
    const sql = term(kernel, register, f, actor, put, zone, parts);
    const scope = scopes.get(f.field);
    return scope ? `(${sql} and r.unit_id = any(${put(scope)}))` : sql;
  };
  return { sql: walk(filter, 0), values };
}

/** The parts of texts with an index that a filter asks for. */
export function partsAsked(register: Register, filter: Filter): readonly { readonly field: string; readonly part: string }[] {
  if (typeof filter !== 'object' || filter === null) return [];
  if ('all' in filter || 'any' in filter) {
    const among: unknown = 'all' in filter ? filter.all : filter.any;
    return Array.isArray(among) ? among.slice(0, MOST_TERMS).flatMap((one: Filter) => partsAsked(register, one)) : [];
  }
  const asked = filter.op === 'contains' && typeof filter.value === 'string' && filter.value.length <= 100 && [...filter.value].length >= 2 && register.lookedInto?.includes(filter.field);
  return asked ? [{ field: filter.field, part: filter.value as string }] : [];
}

type Put = (v: unknown) => string;
interface Term { readonly field: string; readonly op: Operator; readonly value?: unknown }

const KERNEL_FIELDS: { readonly [name: string]: 'text' | 'uuid' | 'time' } = { number: 'text', state: 'text', unit_id: 'uuid', id: 'uuid', created_at: 'time', created_by: 'uuid' };

function term(kernel: Kernel, register: Register, f: Term, actor: Actor, put: Put, zone: string, parts: Parts): string {
  if (typeof f.field !== 'string') throw bad('…');
  const column = `r.${f.field}`;
  if (f.field === 'archived') return f.value === true ? 'r.archived_at is not null' : 'r.archived_at is null';
  const field = register.fields[f.field];
  const own = Object.hasOwn(KERNEL_FIELDS, f.field) ? KERNEL_FIELDS[f.field] : undefined;
  if (!own && (!field || !Object.hasOwn(register.fields, f.field) || field.personal || !mayRead(field, actor))) throw bad(f.field);
  if (f.op === 'empty') return f.value === false ? `${column} is not null` : `${column} is null`;
  const one = (v: unknown): unknown => (own ? kernelValue(own, v, f.field, zone) : fieldValue(kernel, field!, v, f.field));
  const isMoment = own === 'time' || field?.kind.name === 'dateTime';
  if (isMoment && typeof f.value === 'string' && isDate(f.value)) return onDay(column, f.op, f.value, put, zone, f.field);
  if (f.op === 'contains') {
    if (typeof f.value !== 'string' || (own ?? 'text') !== 'text' || f.value.length > 100) throw bad(f.field);
    if (field && field.kind.column === 'text[]') return `${put([f.value])}::text[] <@ ${column}`;
    if (field && field.kind.column !== 'text') throw bad(f.field);
    const ids = parts.get(partKey(f.field, f.value));
    if (ids) return `r.id = any(${put(ids)}::uuid[])`;
    return `${column} ilike ${put(`%${f.value.replaceAll(/[\\%_]/g, '\\$&')}%`)}`;
  }
  if (f.op === 'in') {
    if (!Array.isArray(f.value) || f.value.length > 500) throw bad(f.field);
    return f.value.length === 0 ? 'false' : `${column} in (${f.value.map((v) => put(one(v))).join(', ')})`;
  }
  if (f.op === 'between') {
    if (!Array.isArray(f.value) || f.value.length !== 2) throw bad(f.field);
    return `(${column} >= ${put(one(f.value[0]))} and ${column} <= ${put(one(f.value[1]))})`;
  }
  const sign = Object.hasOwn(COMPARE, f.op) ? COMPARE[f.op] : undefined;
  if (!sign) throw bad(f.field);
  return `${column} ${sign} ${put(one(f.value))}`;
}

/** A whole local day against a moment. */
function onDay(column: string, op: Operator, day: string, put: Put, zone: string, name: string): string {
  if (day >= '9999') throw bad(name);
  const from = instantOf(day, '00:00', zone);
  const to = instantOf(addDays(day, 1), '00:00', zone);
  switch (op) {
    case 'eq': return `(${column} >= ${put(from)} and ${column} < ${put(to)})`;
    case 'lt': return `${column} < ${put(from)}`;
    case 'lte': return `${column} < ${put(to)}`;
    case 'gt': return `${column} >= ${put(to)}`;
    case 'gte': return `${column} >= ${put(from)}`;
    default: throw bad(name);
  }
}

function kernelValue(kind: 'text' | 'uuid' | 'time', v: unknown, name: string, _zone: string): unknown {
  if (typeof v !== 'string' || v.length > 100) throw bad(name);
  if (kind === 'uuid' && !isId(v)) throw bad(name);
  if (kind === 'time' && (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(v) || Number.isNaN(Date.parse(v)))) throw bad(name);
  if (kind === 'time') return new Date(v);
  return v;
}

function fieldValue(kernel: Kernel, field: Field, v: unknown, name: string): unknown {
  const read = field.kind.schema(field.options).safeParse(v);
  if (!read.success) throw bad(name);
  return field.kind.toColumn(read.data as never, kernel.cipher);
}
