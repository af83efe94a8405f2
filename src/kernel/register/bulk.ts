/**
 * One field of many records changed together (批量修改): each through the same door as one edited by hand, by itself, so that a refused
 * one says why and hinders no other. Kept as a batch, by which the whole is taken back.
 */
import type { BulkRow, Label } from '../api.ts';
import { actorsWithin, may, mayRead, notAllowed } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import { calendarOf } from '../access/organisation.ts';
import type { Tx } from '../database/tx.ts';
import type { Field } from '../field/field.ts';
import { readFields } from '../field/validate.ts';
import { Refusal } from '../refusal.ts';
import { apart } from './apart.ts';
import { partsOf, type ListRequest } from './list.ts';
import type { Register } from './register.ts';
import { columnsOf, refersTo, textOf, titlesOf } from './rows.ts';
import { changedMeanwhile, editRecord, invalid, reachRaw } from './write.ts';

/** As many as can be looked through before it is done. */
export const MOST_BULK = 500;
const ALONE = ['attachment', 'photo', 'signature'];

/** Fields that many records can be given the same value of: not what tells them apart, nor what is personal. */
export function bulkFields(register: Register, actor: Actor): readonly string[] {
  if (!may(actor, register.access.edit ?? [])) return [];
  const apartBy = new Set((register.unique ?? []).filter((key) => key.length === 1).flat());
  return Object.entries(register.fields).filter(([name, f]) => f.options.readonly !== true && !f.personal && !ALONE.includes(f.kind.name) && mayRead(f, actor) && !apartBy.has(name)).map(([name]) => name);
}

export interface Chosen { readonly id: string; readonly version: number }

/** All that a list shows, as many as may be changed together. */
export async function allListed(tx: Tx, register: Register, request: Omit<ListRequest, 'page' | 'size'>): Promise<Chosen[]> {
  const { from, where, order, values } = await partsOf(tx, register, request);
  const rows = await tx.query<Chosen>(`select r.id, r.version from ${from} where ${where} order by ${order} limit ${MOST_BULK + 1}`, values);
  if (rows.length > MOST_BULK) throw new Refusal('bulk.many', [`一次最多改 ${MOST_BULK} 条，请先筛选`, `At most ${MOST_BULK} records at a time; please filter first`], 422);
  return rows;
}

/** What becomes of each record, in the order given. The caller decides whether the transaction stays. */
export async function bulkEdit(tx: Tx, register: Register, chosen: readonly Chosen[], name: string, value: unknown, reason: string): Promise<BulkRow[]> {
  if (!may(tx.actor, register.access.edit ?? [])) throw notAllowed();
  if (!bulkFields(register, tx.actor).includes(name)) throw new Refusal('bulk.field', ['这一栏不能批量修改', 'This field cannot be changed together'], 422);
  const read = readFields(register.fields, { [name]: value }, { partial: true });
  if (!read.ok) throw invalid(read.fields);
  const field = register.fields[name]!;
  const column = columnsOf(tx.kernel, register.fields, read.values)[name] ?? null;
  const done: Tried[] = [];
  const within = await actorsWithin(tx);
  for (const { id, version } of new Map(chosen.map((one) => [one.id, one])).values()) done.push(await one(tx, register, { id, version }, name, value, column, reason, within));
  return said(tx, register, field, done, column);
}

interface Tried { readonly id: string; readonly number: string | null; readonly version: number; readonly what: BulkRow['what']; readonly problem: Label | null; readonly old: unknown; readonly before: BulkRow['before'] }

async function one(tx: Tx, register: Register, { id, version }: Chosen, name: string, value: unknown, column: unknown, reason: string, within: (unitId: string) => Actor): Promise<Tried> {
  let known: { readonly number: string; readonly old: unknown } | undefined;
  const done = await apart(tx, async () => {
    const raw = await reachRaw(tx, register, id);
    known = { number: raw.number, old: mayRead(register.fields[name]!, within(raw.unit_id)) ? raw[name] ?? null : null };
    if (raw.version !== version) throw changedMeanwhile();
    if (JSON.stringify(raw[name] ?? null) === JSON.stringify(column)) return { what: 'same' as const, version, before: null };
    const row = await editRecord(tx, register, id, version, { [name]: value }, reason);
    return { what: 'change' as const, version: row.version, before: { [name]: raw[name] ?? null } };
  });
  const base = { id, number: known?.number ?? null, old: known?.old ?? null };
  if (!(done instanceof Refusal)) return { ...base, ...done, problem: null };
  const [wrong] = Object.values(done.fields ?? {});
  return { ...base, version, what: 'refused', before: null, problem: wrong ?? done.label };
}

/** In words, with the titles of what is referred to, each asked for once. */
async function said(tx: Tx, register: Register, field: Field, done: readonly Tried[], column: unknown): Promise<BulkRow[]> {
  const target = refersTo(field);
  const ids = target === null ? [] : [...done.map((row) => row.old), column].filter((id) => typeof id === 'string');
  const titles = { ...(await titlesOf(tx, ids, target === null ? [] : [target])), ...(await titlesOf(tx, done.map((row) => row.id), [register.name])) };
  const { zone } = await calendarOf(tx, tx.actor.grants[0]?.unitId ?? '');
  const text = (value: unknown): Label => [0, 1].map((lang) => textOf(tx.kernel, field, value, lang as 0 | 1, zone, titles)) as unknown as Label;
  return done.map(({ old, ...row }) => ({ ...row, title: row.number === null ? '' : titles[row.id] ?? '', was: text(old), becomes: text(column) }));
}
