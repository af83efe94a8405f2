/**
 * Opening, editing and reading records: validate, facts, guard, number, insert, history, tasks, search words, effects,
 * all in the caller's transaction.
 */
import { actorsWithin, grantFor, mayRead, mustReach, notAllowed, notFound, reaches, visible } from '../access/access.ts';
import { calendarOf, dayOf, unitsOf } from '../access/organisation.ts';
import { note } from '../audit/history.ts';
import { newId } from '../database/id.ts';
import { forget, type Tx } from '../database/tx.ts';
import { readFields } from '../field/validate.ts';
import { tellOwner } from '../notice/notice.ts';
import { enterState } from '../process/enter.ts';
import { Refusal } from '../refusal.ts';
import { numberFor } from './number.ts';
import { columnsOf, titleOf, titlesFor, valuesOf, wordsFor, type RawRow } from './rows.ts';
import { titleFields, type NewOf, type Register, type RowOf } from './register.ts';

export const invalid = (fields: { readonly [name: string]: readonly [string, string] }) =>
  new Refusal('invalid', ['有内容填写不正确', 'Something is not filled in correctly'], 422, fields);

/**
 * Opens a record. In: values of the fields and optionally the unit. Out: the record as stored.
 * Refuses wrong input (422), a unit the actor does not reach (403), what the register's guard refuses, doubles (409).
 * From a person (`typed`), fields that only steps may set are refused; code of the product may set them.
 */
export async function createRecord<R extends Register>(tx: Tx, register: R, input: NewOf<R>, options: { readonly typed?: boolean } = {}): Promise<RowOf<R>> {
  const { unit_id: wantedUnit, ...typed } = input as { unit_id?: string; [name: string]: unknown };
  const read = readFields(register.fields, typed, { system: options.typed !== true });
  if (!read.ok) throw invalid(read.fields);
  const unitId = await unitFor(tx, register, wantedUnit, options.typed === true);
  const { actor, now } = tx;
  const day = await dayOf(tx, now, unitId);
  const blank = Object.fromEntries(Object.keys(register.fields).map((name) => [name, null]));
  let values: { [name: string]: unknown } = { ...blank, ...read.values };
  const { opening } = register;
  const facts = opening?.facts ? await opening.facts({ tx, id: null, input: values, actor, now }) : undefined;
  opening?.guard?.({ id: null, input: values, facts, actor, now, day });
  const { unit_id: ownUnit = unitId, ...computed } = opening?.set?.({ input: values, facts, actor, now, day }) ?? {};
  if (options.typed && ownUnit !== unitId && !opening?.elsewhere && !(await reaches(tx, actor, register.access.create, ownUnit))) throw beyondReach((await unitsOf(tx)).get(ownUnit)?.name ?? '');
  values = { ...values, ...computed };
  const raw = await insert(tx, register, values, ownUnit, day);
  const record = valuesOf(tx.kernel, register, raw);
  await afterWrite(tx, register, raw, { what: 'create', after: present(columnsOf(tx.kernel, register.fields, values)) });
  const process = tx.kernel.processes.get(register.name);
  if (process) await enterState(tx, process, raw, record);
  if (opening?.effect) await opening.effect({ tx, record: record as never, facts, actor, now, day });
  return record as RowOf<R>;
}

const beyondReach = (unit: string) => new Refusal('unit.beyond_reach', [`“${unit}”不在你的职责范围内，不能登记在那里`, `“${unit}” is beyond your posts; nothing can be filed there`], 422);

const present = (columns: { readonly [column: string]: unknown }) => Object.fromEntries(Object.entries(columns).filter(([, v]) => v !== null));

/** Where a record is kept: where its opener said, else where they hold the post. What nobody may type (`create: []`) only the product opens, and needs no post for it. */
async function unitFor(tx: Tx, register: Register, wanted: string | undefined, typed: boolean): Promise<string> {
  const units = await unitsOf(tx);
  if (tx.actor.kind === 'system') return wanted ?? [...units.values()].find((u) => u.parent === null)?.id ?? newId(tx.now);
  const byProduct = !typed && register.access.create.length === 0;
  const post = byProduct ? tx.actor.grants[0] : tx.actor.grants.find((g) => register.access.create.includes(g.role));
  const unitId = wanted ?? post?.unitId;
  if (!unitId) throw notAllowed();
  if (!units.has(unitId)) throw invalid({ unit_id: ['没有这个组织单元', 'There is no such unit'] });
  if (!byProduct) await mustReach(tx, tx.actor, register.access.create, unitId);
  return unitId;
}

async function insert(tx: Tx, register: Register, values: { readonly [name: string]: unknown }, unitId: string, day: string): Promise<RawRow> {
  const columns = {
    tenant_id: tx.tenantId, id: newId(tx.now), number: await numberFor(tx, register, day), state: tx.kernel.processes.get(register.name)?.start ?? '',
    unit_id: unitId, version: 1, created_at: tx.now, created_by: tx.actor.id, ...columnsOf(tx.kernel, register.fields, values),
  };
  const names = Object.keys(columns);
  const [raw] = await tx.query<RawRow>(
    `insert into ${register.name} (${names.map((n) => `"${n}"`).join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) returning *`, Object.values(columns).map(bound));
  return raw!;
}

/** jsonb columns take text; everything else goes as it is. */
export const bound = (value: unknown): unknown => (value !== null && typeof value === 'object' && !(value instanceof Date) && !Array.isArray(value) ? JSON.stringify(value) : value);

/** What every write leaves: search words with the new title, history, attachments in use, caches that no longer hold. */
export async function afterWrite(
  tx: Tx, register: Register, raw: RawRow,
  n: { readonly what: string; readonly reason?: string | null; readonly onBehalfOf?: string | null; readonly before?: object; readonly after?: object; readonly form?: object },
): Promise<void> {
  const { zone } = await calendarOf(tx, raw.unit_id);
  const title = titleOf(tx.kernel, register, raw, zone, await titlesFor(tx, register, [raw], titleFields(register)));
  const words = { register: register.name, record_id: raw.id, unit_id: raw.unit_id, number: raw.number, title, words: wordsFor(tx.kernel, register, raw) };
  putWords(tx.pending.words as (typeof words)[], words);
  await note(tx, { ...n, register: register.name, recordId: raw.id, number: raw.number, unitId: raw.unit_id } as Parameters<typeof note>[1]);
  tellOwner(tx, register, raw, n.what);
  await useAttachments(tx, register, raw);
  if (register.name === 'unit' || register.name === 'holiday') forget(tx, register.name);
}

/** The last words of a record count. Where they stand is remembered, because an import writes thousands in one transaction. */
const placeOfWords = new WeakMap<object, Map<string, number>>();
function putWords<W extends { readonly record_id: string }>(all: W[], words: W): void {
  const places = placeOfWords.get(all) ?? new Map<string, number>();
  placeOfWords.set(all, places);
  const at = places.get(words.record_id);
  // A row that was taken back has shortened the list.
  if (at !== undefined && all[at]?.record_id === words.record_id) all[at] = words;
  else places.set(words.record_id, all.push(words) - 1);
}

async function useAttachments(tx: Tx, register: Register, raw: RawRow): Promise<void> {
  const ids = Object.entries(register.fields).filter(([, f]) => f.kind.name === 'attachment' || f.kind.name === 'photo').flatMap(([name]) => (raw[name] as string[] | null) ?? []);
  if (ids.length === 0) return;
  await tx.query(
    `insert into attachment_use (tenant_id, attachment_id, register, record_id) select tenant_id, id, $2, $3 from attachment where tenant_id = $1 and id = any($4) on conflict do nothing`,
    [tx.tenantId, register.name, raw.id, ids]);
}

/** One record as stored, locked when it is about to change; undefined when it does not exist. Does not ask for permission. */
export async function findRaw(tx: Tx, register: Register, id: string, lock = false): Promise<RawRow | undefined> {
  const [raw] = await tx.query<RawRow>(`select * from ${register.name} where tenant_id = $1 and id = $2${lock && !tx.looking ? ' for update' : ''}`, [tx.tenantId, id]);
  return raw;
}

/** For rules that need another record's values; `null` when there is none. Does not ask for permission: the step already did. */
export async function readRecord<R extends Register>(tx: Tx, register: R, id: string, options: { readonly lock?: boolean } = {}): Promise<RowOf<R> | null> {
  const raw = await findRaw(tx, register, id, options.lock);
  return raw ? valuesOf(tx.kernel, register, raw) : null;
}

/** As the actor may see it; refused with 404 when it does not exist for them. */
export async function reachRaw(tx: Tx, register: Register, id: string, lock = false): Promise<RawRow> {
  const reach = await visible(tx, register, 3);
  const [raw] = await tx.query<RawRow>(
    `select * from ${register.name} r where r.tenant_id = $1 and r.id = $2 and ${reach.sql}${lock ? ' for update' : ''}`, [tx.tenantId, id, ...reach.values]);
  if (!raw) throw notFound();
  return raw;
}

/** Changes a record's own fields. `version` is what the person saw; another one in the meantime refuses and says so. */
export async function editRecord<R extends Register>(tx: Tx, register: R, id: string, version: number, input: object, reason: string | null): Promise<RowOf<R>> {
  // Where nobody edits there is nothing to lock, and an append-only table could not be.
  const raw = await reachRaw(tx, register, id, (register.access.edit ?? []).length > 0);
  const grant = await grantFor(tx, tx.actor, register.access.edit ?? [], raw.unit_id);
  if (!grant && tx.actor.kind !== 'system') throw notAllowed();
  if (raw.archived_at) throw new Refusal('archived', ['记录已归档，不能修改', 'The record is archived and cannot be changed']);
  if (raw.version !== version) throw changedMeanwhile();
  const here = (await actorsWithin(tx))(raw.unit_id);
  const hidden = Object.keys(input).filter((n) => Object.hasOwn(register.fields, n) && !mayRead(register.fields[n]!, here));
  if (hidden.length > 0) throw invalid(Object.fromEntries(hidden.map((n) => [n, ['没有这一栏', 'There is no such field']])));
  const read = readFields(register.fields, input, { partial: true, system: tx.actor.kind === 'system' });
  if (!read.ok) throw invalid(read.fields);
  const record = valuesOf(tx.kernel, register, raw) as { [name: string]: unknown };
  const next = Object.fromEntries(Object.keys(register.fields).map((n) => [n, n in read.values ? (read.values as { [n: string]: unknown })[n] : (record[n] ?? null)]));
  const day = await dayOf(tx, tx.now, raw.unit_id);
  const facts = register.opening?.facts ? await register.opening.facts({ tx, id, input: next, actor: tx.actor, now: tx.now }) : undefined;
  register.opening?.guard?.({ id, input: next, facts, actor: tx.actor, now: tx.now, day });
  return updateRecord(tx, register, raw, read.values, { what: 'edit', reason, onBehalfOf: grant?.deputyFor ?? null });
}

export const changedMeanwhile = () => new Refusal('version', ['记录已被他人修改，请核对后再提交', 'Somebody changed the record in the meantime; please compare and try again'], 409);

/** Sets columns of a record from the product's own code, with history. */
export async function updateRecord<R extends Register>(
  tx: Tx, register: R, record: { readonly id: string }, values: object, n: { readonly what: string; readonly reason?: string | null; readonly onBehalfOf?: string | null } = { what: 'update' },
): Promise<RowOf<R>> {
  const before = await findRaw(tx, register, record.id, true);
  if (!before) throw notFound();
  const columns = columnsOf(tx.kernel, register.fields, values as { [name: string]: unknown });
  const after = await setColumns(tx, register, before, columns);
  await afterWrite(tx, register, after, { ...n, ...difference(before, columns) });
  return valuesOf(tx.kernel, register, after);
}

export async function setColumns(tx: Tx, register: Register, before: RawRow, columns: { readonly [column: string]: unknown }): Promise<RawRow> {
  const names = Object.keys(columns);
  const [raw] = await tx.query<RawRow>(
    `update ${register.name} set ${['version = version + 1', ...names.map((n, i) => `"${n}" = $${i + 3}`)].join(', ')} where tenant_id = $1 and id = $2 returning *`,
    [tx.tenantId, before.id, ...Object.values(columns).map(bound)]);
  return raw!;
}

/** Only what really changed goes into the history. */
export function difference(before: RawRow, columns: { readonly [column: string]: unknown }): { before: object; after: object } {
  const changed = Object.keys(columns).filter((c) => JSON.stringify(before[c] ?? null) !== JSON.stringify(columns[c] ?? null));
  return { before: Object.fromEntries(changed.map((c) => [c, before[c]])), after: Object.fromEntries(changed.map((c) => [c, columns[c]])) };
}

/** Puts a record away, or takes it back: nothing is deleted. */
export async function archiveRecord(tx: Tx, register: Register, id: string, away: boolean, reason: string): Promise<RawRow> {
  const raw = await reachRaw(tx, register, id, (register.access.archive ?? []).length > 0);
  await mustReach(tx, tx.actor, register.access.archive ?? [], raw.unit_id);
  return putAway(tx, register, raw, away, reason);
}

/** The same from the product's own code, which answers for itself. */
export async function putAway(tx: Tx, register: Register, raw: RawRow, away: boolean, reason: string): Promise<RawRow> {
  if ((raw.archived_at !== null) === away) throw new Refusal('archived', away ? ['记录已归档', 'The record is archived already'] : ['记录未归档', 'The record is not archived']);
  if (reason.trim().length < 2) throw invalid({ reason: ['请写明原因', 'Please give the reason'] });
  const after = await setColumns(tx, register, raw, { archived_at: away ? tx.now : null });
  await afterWrite(tx, register, after, { what: away ? 'archive' : 'restore', reason: reason.trim() });
  return after;
}
