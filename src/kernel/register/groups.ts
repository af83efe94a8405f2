/**
 * A list put into groups: by up to two fields, with the number of records and the sums of the figures shown, counted by
 * PostgreSQL over the whole list. What somebody may not read in a unit is neither a group nor in a sum there.
 */
import type { GroupBy, GroupSpan, ListGroup, ListGroups } from '../api.ts';
import { mayRead } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Tx } from '../database/tx.ts';
import type { Field } from '../field/field.ts';
import { Refusal } from '../refusal.ts';
import { partsOf, type ListRequest } from './list.ts';
import type { Register } from './register.ts';
import { refersTo, titlesOf } from './rows.ts';

const MOST_GROUPS = 1_000;
const MOST_FIELDS = 2;
const SPANS: readonly GroupSpan[] = ['day', 'week', 'month'];
const KINDS: readonly string[] = ['choice', 'ref', 'unit', 'yesNo', 'date', 'dateTime'];
const FIGURES: readonly string[] = ['integer', 'money', 'quantity'];
const OF_KERNEL: { readonly [name: string]: 'word' | 'moment' } = { state: 'word', unit_id: 'word', created_at: 'moment' };

/** Fields by which this person may put the list into groups. */
export function groupFields(register: Register, actor: Actor, hasStates: boolean): readonly string[] {
  const fields = Object.entries(register.fields).filter(([, f]) => KINDS.includes(f.kind.name) && !f.personal && mayRead(f, actor)).map(([name]) => name);
  return [...fields, ...(hasStates ? ['state'] : []), 'unit_id', 'created_at'];
}

const wrong = (what: string) => new Refusal('group', [`不能按“${what}”分组`, `Cannot group by “${what}”`], 422);

/** 'region,done_on.month' as fields and spans; days without a span are put together by month. */
export function groupsAsked(register: Register, actor: Actor, text: string): readonly GroupBy[] {
  const parts = text.split(',');
  if (parts.length > MOST_FIELDS) throw new Refusal('group', [`最多按 ${MOST_FIELDS} 栏分组`, `At most ${MOST_FIELDS} fields to group by`], 422);
  const by = parts.map((part): GroupBy => {
    const [name = '', span, ...rest] = part.split('.');
    if (rest.length > 0 || !groupFields(register, actor, true).includes(name)) throw wrong(part);
    const ofDays = isDays(register, name);
    if (span !== undefined && !(ofDays && SPANS.includes(span as GroupSpan))) throw wrong(part);
    return { field: name, span: ofDays ? (span as GroupSpan | undefined) ?? 'month' : null };
  });
  if (new Set(by.map((one) => one.field)).size < by.length) throw wrong(text);
  return by;
}

const own = (register: Register, name: string): Field | undefined => (Object.hasOwn(register.fields, name) ? register.fields[name] : undefined);
const isDays = (register: Register, name: string): boolean => OF_KERNEL[name] === 'moment' || ['date', 'dateTime'].includes(own(register, name)?.kind.name ?? '');
/** Of the columns shown, those that can be added up. */
const figuresOf = (register: Register, columns: readonly string[], actor: Actor): readonly string[] =>
  columns.filter((name, i) => { const f = own(register, name); return f && FIGURES.includes(f.kind.name) && f.options.grouped !== false && !f.personal && mayRead(f, actor) && columns.indexOf(name) === i; });

export async function listGroups(tx: Tx, register: Register, request: Omit<ListRequest, 'page' | 'size' | 'sort'>, group: string, columns: readonly string[]): Promise<ListGroups> {
  const { from, where, values, zone, scopes } = await partsOf(tx, register, request);
  const by = groupsAsked(register, tx.actor, group);
  const sums = figuresOf(register, columns, tx.actor);
  const put = (value: unknown) => `$${values.push(value)}`;
  const readable = (name: string): string => { const units = scopes.get(name); return units ? `case when r.unit_id = any(${put(units)}) then r.${name} end` : `r.${name}`; };
  const key = ({ field, span }: GroupBy): string => {
    if (span === null) return `(${readable(field)})::text`;
    const moment = OF_KERNEL[field] === 'moment' || register.fields[field]!.kind.name === 'dateTime';
    return `date_trunc('${span}', (${readable(field)})${moment ? ` at time zone ${put(zone)}` : '::timestamp'})::date::text`;
  };
  const picked = [...by.map((one, i) => `${key(one)} as k${i}`), ...sums.map((name, i) => `${readable(name)} as s${i}`)];
  const keys = by.map((_, i) => `k${i}`);
  const sets = ['()', ...keys.map((_, i) => `(${keys.slice(0, i + 1).join(', ')})`)];
  const rows = await tx.query<Counted>(
    `select grouping(${keys.join(', ')}) as above, ${[...keys, 'count(*) as n', ...sums.map((_, i) => `sum(s${i})::text as s${i}`)].join(', ')}
     from (select ${picked.join(', ')} from ${from} where ${where}) as listed group by grouping sets (${sets.join(', ')}) limit ${MOST_GROUPS + 2}`, values);
  if (rows.length > MOST_GROUPS + 1) throw new Refusal('group.many', [`超过 ${MOST_GROUPS} 组，请换一栏、按更长的时间分组，或先筛选`, `More than ${MOST_GROUPS} groups: take another field or a longer span, or filter first`], 422);
  const titles = await titlesOf(tx, [...new Set(by.flatMap((one, i) => (refers(register, one) === null ? [] : rows.flatMap((row) => keyOf(row, i) ?? []))))], by.flatMap((one) => refers(register, one) ?? []));
  return { by, sums, all: inside(rows, by.map((one) => orderOf(tx, register, one, titles)), [], sums.length), titles };
}

interface Counted { readonly above: number; readonly n: string; readonly [column: string]: unknown }
const keyOf = (row: Counted, i: number) => row[`k${i}`] as string | null;
const refers = (register: Register, { field }: GroupBy): string | null => (field === 'unit_id' ? 'unit' : own(register, field) ? refersTo(register.fields[field]!) : null);

/** The group of these keys with those inside it. `above` has a bit for each field that the row leaves open. */
function inside(rows: readonly Counted[], orders: readonly Order[], path: readonly (string | null)[], sums: number): ListGroup {
  const depth = orders.length;
  const at = (row: Counted, keys: readonly (string | null)[]) => row.above === 2 ** (depth - keys.length) - 1 && keys.every((key, i) => keyOf(row, i) === key);
  const row = rows.find((one) => at(one, path));
  const within = path.length === depth ? [] : rows.filter((one) => one.above === 2 ** (depth - path.length - 1) - 1 && path.every((key, i) => keyOf(one, i) === key)).map((one) => keyOf(one, path.length));
  return {
    key: path.at(-1) ?? null, count: Number(row?.n ?? 0), sums: Array.from({ length: sums }, (_, i) => { const sum = row?.[`s${i}`] ?? null; return sum === null ? null : Number(sum); }),
    groups: within.sort(orders[path.length]).map((key) => inside(rows, orders, [...path, key], sums)),
  };
}

type Order = (a: string | null, b: string | null) => number;
/** Choices and states as they are declared, what has a title by it, days by the calendar; what is not filled in last. */
function orderOf(tx: Tx, register: Register, by: GroupBy, titles: { readonly [id: string]: string }): Order {
  const declared = Object.keys(by.field === 'state' ? tx.kernel.processes.get(register.name)?.states ?? {} : own(register, by.field)?.options.choices ?? {});
  const place = (key: string) => { const at = declared.indexOf(key); return at < 0 ? declared.length : at; };
  const text = (key: string) => titles[key] ?? key;
  return (a, b) => (a === null || b === null ? Number(a === null) - Number(b === null) : place(a) - place(b) || text(a).localeCompare(text(b), 'zh-CN', { numeric: true }));
}
