/**
 * Bringing records in from a table (导入): each row is read field by field, references are found by number, title or key, and
 * what is there already under the chosen key is changed instead of opened again. Every row goes through the same doors as one
 * typed by hand; a row that is refused leaves nothing behind, and says why.
 */
import { may, visible } from '../access/access.ts';
import { calendarOf, unitsOf } from '../access/organisation.ts';
import type { ImportRow, ImportTable, Label } from '../api.ts';
import { isDatabaseError } from '../database/connect.ts';
import type { Tx } from '../database/tx.ts';
import type { Field } from '../field/field.ts';
import { Refusal } from '../refusal.ts';
import { apart } from './apart.ts';
import { guessColumns, type Candidate } from './import-columns.rules.ts';
import type { Register } from './register.ts';
import { numberInBlocks, numberOnTrial } from './number.ts';
import { columnsOf, type RawRow } from './rows.ts';
import { archiveRecord, bound, createRecord, editRecord } from './write.ts';

/** Rows taken in one go: as many as can be shown, corrected and undone together. */
export const MOST_ROWS = 5_000;
const FILES = ['attachment', 'photo', 'signature'];

/** Fields that a table can fill; none, when a register cannot be filled from one. */
export function importFields(register: Register): readonly (readonly [string, Field])[] {
  const open = Object.entries(register.fields).filter(([, f]) => f.options.readonly !== true);
  if (register.access.create.length === 0 || open.some(([, f]) => FILES.includes(f.kind.name) && !f.optional)) return [];
  return open.filter(([, f]) => !FILES.includes(f.kind.name));
}

/** Keys by which a row can be found again: the printed number, and every unique key made of fields that a table can fill. */
export function importKeys(register: Register): readonly (readonly string[])[] {
  const names = importFields(register).map(([name]) => name);
  return [['number'], ...(register.unique ?? []).filter((key) => key.every((column) => names.includes(column)))];
}

export const guessFor = (register: Register, heads: readonly string[]): (string | null)[] => guessColumns(heads, candidatesOf(register));

const candidatesOf = (register: Register): Candidate[] => [
  ...importFields(register).map(([name, f]) => ({ name, labels: f.label })),
  { name: 'number', labels: ['编号', 'Number'] }, { name: 'unit_id', labels: ['部门', '所属部门', 'Unit'] },
];

/** What every row would do or did, in the order of the table. Empty rows are left out. The caller decides whether the transaction stays; `trial` says that it will not. */
export async function importRows(tx: Tx, register: Register, table: ImportTable, note: string, options: { readonly trial?: boolean; readonly from?: number } = {}): Promise<ImportRow[]> {
  mustFit(tx, register, table);
  if (options.trial) numberOnTrial(tx);
  else numberInBlocks(tx);
  const found = await references(tx, register, table);
  const { zone } = await calendarOf(tx, [...(await unitsOf(tx)).values()].find((u) => u.parent === null)?.id ?? '');
  const from = options.from ?? 0;
  const lines = new Map<string, number>();
  const done: ImportRow[] = [];
  let group: Readable[] = [];
  for (const [at, cells] of table.rows.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const read = readCells(register, table.columns, cells, zone, found);
    if (Object.keys(read.wrong).length > 0) done.push(refused(from + at, null, read.wrong));
    else group.push({ at: from + at, values: read.values });
    if (group.length === TOGETHER) { done.push(...await writeGroup(tx, register, table, group, note, lines)); group = []; }
  }
  done.push(...await writeGroup(tx, register, table, group, note, lines));
  return done.sort((a, b) => a.row - b.row);
}

interface Readable { readonly at: number; readonly values: { readonly [column: string]: unknown } }
const TOGETHER = 50;
type Written = Omit<ImportRow, 'row' | 'problem' | 'cells'>;

/** All of them at once, as long as none is refused; otherwise one by one, so that only the refused leave nothing behind. */
async function writeGroup(tx: Tx, register: Register, table: ImportTable, group: readonly Readable[], note: string, lines: Map<string, number>): Promise<ImportRow[]> {
  const one = async ({ at, values }: Readable): Promise<Written> => {
    const written = await write(tx, register, table.key, values, note);
    const earlier = lines.get(written.id!);
    if (earlier !== undefined) throw new Refusal('import.twice', [`与第 ${earlier} 行是同一条记录`, `The same record as row ${earlier}`]);
    lines.set(written.id!, at + 1);
    return written;
  };
  if (group.length === 0) return [];
  const together = await apart(tx, async () => {
    // Rows whose rules look at what is there already must see the rows before them.
    if (!register.opening?.facts) return allOf(group.map(one));
    const all: Written[] = [];
    for (const row of group) all.push(await one(row));
    return all;
  });
  if (!(together instanceof Refusal)) return together.map((written, i) => ({ row: group[i]!.at, problem: null, cells: {}, ...written }));
  for (const [id, line] of lines) if (line > group[0]!.at) lines.delete(id);
  const done: ImportRow[] = [];
  for (const row of group) {
    const written = await apart(tx, () => one(row));
    done.push(written instanceof Refusal ? refusedBy(written, row.at, table.columns) : { row: row.at, problem: null, cells: {}, ...written });
  }
  return done;
}

/** Refuses a table whose columns, key or number of rows cannot be. */
export function mustFit(tx: Tx, register: Register, { columns, rows, key }: ImportTable): void {
  if (!may(tx.actor, register.access.create)) throw new Refusal('not_allowed', ['您没有这项权限', 'You may not do this'], 403);
  const names = [...importFields(register).map(([name]) => name), 'number', 'unit_id'];
  const given = columns.filter((name) => name !== null);
  const wrong = given.find((name, i) => !names.includes(name) || given.indexOf(name) !== i);
  if (names.length === 2 || wrong !== undefined) throw new Refusal('import.columns', ['列与栏目对应不正确', 'Columns and fields do not fit together'], 422);
  if (rows.length > MOST_ROWS) throw new Refusal('import.rows', [`一次最多导入 ${MOST_ROWS} 行，请分成几个文件`, `At most ${MOST_ROWS} rows at a time; please divide the file`], 422);
  if (key && !importKeys(register).some((k) => k.join() === key.join())) throw new Refusal('import.key', ['不能按这些栏目核对已有记录', 'Existing records cannot be found by these fields'], 422);
  if (key?.some((column) => !given.includes(column))) throw new Refusal('import.key', ['核对已有记录的栏目不在表中', 'The fields by which existing records are found are not in the table'], 422);
  if (given.includes('number') && !key?.includes('number')) throw new Refusal('import.number', ['编号由系统给出，只能用来找到已有记录', 'Numbers are given by the system; they only serve to find existing records'], 422);
}

// ---- reading ----
interface ReadRow { readonly values: { readonly [column: string]: unknown }; readonly wrong: { readonly [at: number]: Label } }
type Found = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

function readCells(register: Register, columns: readonly (string | null)[], cells: readonly string[], zone: string, found: Found): ReadRow {
  const values: { [column: string]: unknown } = {};
  const wrong: { [at: number]: Label } = {};
  columns.forEach((name, at) => {
    if (name === null) return;
    const text = (cells[at] ?? '').trim();
    const field = register.fields[name];
    if (text === '') { if (field && !field.optional) wrong[at] = ['必填', 'Required']; else if (field) values[name] = null; return; }
    if (name === 'number') { values.number = text; return; }
    const register_ = name === 'unit_id' ? 'unit' : field?.options.register;
    if (register_ !== undefined) {
      const ids = found.get(register_)?.get(text.toLowerCase()) ?? [];
      if (ids.length === 1) values[name] = ids[0];
      else wrong[at] = ids.length === 0 ? [`找不到“${text}”`, `There is no “${text}”`] : [`“${text}”不止一条，请填编号`, `There are several “${text}”; please give the number`];
      return;
    }
    // What was exported masked must not come back as if it were the value.
    if (field!.personal && /[*＊]/.test(text)) { wrong[at] = ['这是遮盖过的内容，请填完整的或去掉这一列', 'This is masked; give it whole or leave the column out']; return; }
    const value = field!.kind.parse(text, field!.options, zone);
    const read = value === undefined ? undefined : field!.kind.schema(field!.options).safeParse(field!.kind.toJson(value));
    if (read?.success) values[name] = field!.kind.toJson(value);
    else wrong[at] = field!.kind.message(field!.options);
  });
  return { values, wrong };
}

/** Ids of everything the table refers to, one question for each register referred to; only what the actor may see or pick. */
async function references(tx: Tx, register: Register, table: ImportTable): Promise<Found> {
  const wanted = new Map<string, Set<string>>();
  table.columns.forEach((name, at) => {
    const target = name === 'unit_id' ? 'unit' : name === null ? undefined : register.fields[name]?.options.register;
    if (target === undefined) return;
    const texts = wanted.get(target) ?? new Set();
    for (const row of table.rows) if ((row[at] ?? '').trim() !== '') texts.add(row[at]!.trim());
    wanted.set(target, texts);
  });
  const found = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const [target, texts] of wanted) found.set(target, target === 'unit' ? await unitsNamed(tx) : await recordsNamed(tx, tx.kernel.registers.get(target)!, [...texts]));
  return found;
}

async function unitsNamed(tx: Tx): Promise<ReadonlyMap<string, readonly string[]>> {
  const named = new Map<string, string[]>();
  for (const u of (await unitsOf(tx)).values()) for (const text of new Set([u.code.toLowerCase(), u.name.toLowerCase()])) named.set(text, [...(named.get(text) ?? []), u.id]);
  return named;
}

async function recordsNamed(tx: Tx, register: Register, texts: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const reach = register.access.namesOpen ? { sql: 'true', values: [] } : await visible(tx, register, 4);
  const keys = (register.unique ?? []).flatMap((key) => (key.length === 1 && register.fields[key[0]!]?.kind.name === 'text' && !register.fields[key[0]!]!.personal ? key : []));
  const rows = await tx.query<{ text: string; id: string }>(
    `select distinct t.text, r.id from unnest($2::text[]) as t(text) join ${register.name} r on r.tenant_id = $1 and r.archived_at is null
       and (r.id in (select w.record_id from search_word w where w.tenant_id = $1 and w.register = $3 and (w.title = t.text or upper(w.number) = upper(t.text)))
         ${keys.map((column) => `or r."${column}" = t.text`).join(' ')}) where ${reach.sql}`, [tx.tenantId, texts, register.name, ...reach.values]);
  const named = new Map<string, string[]>();
  const found = (all: readonly { readonly text: string; readonly id: string }[]) => { for (const { text, id } of all) named.set(text.toLowerCase(), [...(named.get(text.toLowerCase()) ?? []), id]); };
  found(rows);
  // A title of several parts (customer and site) is rarely written whole: its own word finds it too, where nothing else did.
  const rest = texts.filter((text) => !named.has(text.toLowerCase()));
  const title = register.title ?? [];
  const words = title.length < 2 ? [] : title.filter((column) => register.fields[column]?.kind.name === 'text' && !register.fields[column]!.personal && !keys.includes(column));
  if (rest.length === 0 || words.length === 0) return named;
  found(await tx.query<{ text: string; id: string }>(
    `select distinct r."${words[0]!}" as text, r.id from ${register.name} r where r.tenant_id = $1 and r.archived_at is null and r."${words[0]!}" = any($2::text[]) and $3 <> '' and ${reach.sql}`, [tx.tenantId, rest, register.name, ...reach.values]));
  return named;
}

// ---- writing ----
const refused = (at: number, problem: Label | null, cells: { readonly [at: number]: Label } = {}): ImportRow => ({ row: at, what: 'refused', id: null, number: null, version: null, before: null, problem, cells });

/** All of them have ended before anything is taken back; the first that failed says why, not those that failed because it did. */
async function allOf<T>(works: readonly Promise<T>[]): Promise<T[]> {
  const ended = await Promise.allSettled(works);
  const failed = ended.flatMap((e) => (e.status === 'rejected' ? [e.reason as unknown] : []));
  if (failed.length > 0) throw failed.find((e) => !(isDatabaseError(e) && e.code === ABORTED)) ?? failed[0];
  return ended.map((e) => (e as PromiseFulfilledResult<T>).value);
}
const ABORTED = '25P02';

function refusedBy(refusal: Refusal, at: number, columns: readonly (string | null)[]): ImportRow {
  const fields = refusal.fields ?? {};
  const cells = Object.fromEntries(Object.entries(fields).flatMap(([name, text]) => { const column = columns.indexOf(name); return column < 0 ? [] : [[column, text]]; }));
  const elsewhere = Object.entries(fields).find(([name]) => !columns.includes(name));
  const label = elsewhere && elsewhere[0] !== '' ? elsewhere : undefined;
  return refused(at, label ? [`${label[0]}：${label[1][0]}`, `${label[0]}: ${label[1][1]}`] : refusal.label, cells);
}

async function write(tx: Tx, register: Register, key: readonly string[] | null, { number, ...values }: { readonly [column: string]: unknown }, note: string): Promise<Omit<ImportRow, 'row' | 'problem' | 'cells'>> {
  const there = key && await existing(tx, register, key, { number, ...values });
  if (!there) {
    if (number !== undefined) throw new Refusal('import.unknown', [`没有编号为 ${String(number)} 的记录`, `There is no record with the number ${String(number)}`]);
    const row = await createRecord(tx, register, values as never, { typed: true });
    return { what: 'create', id: row.id, number: row.number, version: row.version, before: null };
  }
  const { unit_id: _unit, ...given } = values;
  const columns = columnsOf(tx.kernel, register.fields, given);
  const changed = Object.keys(given).filter((name) => JSON.stringify(there[name] ?? null) !== JSON.stringify(columns[name] ?? null));
  const restored = there.archived_at !== null ? await archiveRecord(tx, register, there.id, false, note) : undefined;
  if (changed.length === 0) return { what: restored ? 'restore' : 'same', id: there.id, number: there.number, version: restored?.version ?? there.version, before: restored ? {} : null };
  const row = await editRecord(tx, register, there.id, restored?.version ?? there.version, Object.fromEntries(changed.map((name) => [name, given[name]])), note);
  return { what: restored ? 'restore' : 'change', id: there.id, number: there.number, version: row.version, before: Object.fromEntries(changed.map((name) => [name, there[name] ?? null])) };
}

async function existing(tx: Tx, register: Register, key: readonly string[], values: { readonly [column: string]: unknown }): Promise<RawRow | undefined> {
  const reach = await visible(tx, register, key.length + 2);
  const columns = { ...columnsOf(tx.kernel, register.fields, values), ...(values.number === undefined ? {} : { number: values.number }) } as { readonly [column: string]: unknown };
  if (key.some((column) => columns[column] === undefined || columns[column] === null)) return undefined;
  const [row] = await tx.query<RawRow>(
    `select * from ${register.name} r where r.tenant_id = $1 and ${key.map((column, i) => `r."${column}" = $${i + 2}`).join(' and ')} and ${reach.sql} for update`,
    [tx.tenantId, ...key.map((column) => bound(columns[column])), ...reach.values]);
  return row;
}
