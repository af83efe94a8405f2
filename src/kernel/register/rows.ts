/**
 * A record on its way: from columns to values, from values to what a person may see (masked, without fields that are not
 * theirs), and the titles of the records it refers to.
 */
import type { Row, Titles } from '../api.ts';
import { mayRead } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Tx } from '../database/tx.ts';
import type { Field } from '../field/field.ts';
import type { Kernel } from '../runtime.ts';
import { titleFields, type Register, type RowOf } from './register.ts';
import { wordsOf } from './search-words.ts';
import { readIn, titleIn } from './title.ts';

export type RawRow = { readonly [column: string]: unknown } & { readonly id: string; readonly number: string; readonly state: string; readonly unit_id: string; readonly version: number; readonly created_at: Date; readonly created_by: string; readonly archived_at: Date | null };

/** Columns as TypeScript values; sealed ones opened. */
export function valuesOf<R extends Register>(kernel: Kernel, register: R, raw: RawRow): RowOf<R> {
  const values: { [column: string]: unknown } = { ...raw };
  for (const [name, f] of Object.entries(register.fields)) {
    if (raw[name] !== null && raw[name] !== undefined) values[name] = f.kind.fromColumn(raw[name], kernel.cipher);
  }
  delete values.tenant_id;
  return values as RowOf<R>;
}

export function columnsOf(kernel: Kernel, fields: { readonly [name: string]: Field }, values: { readonly [name: string]: unknown }): { [column: string]: unknown } {
  const columns: { [column: string]: unknown } = {};
  for (const [name, value] of Object.entries(values)) {
    const f = fields[name];
    if (f && value !== undefined) columns[name] = value === null ? null : f.kind.toColumn(value as never, kernel.cipher);
  }
  return columns;
}

/** What a person may see of a record: personal data masked, fields of others' concern left out. */
export function shownRow(kernel: Kernel, register: Register, raw: RawRow, actor: Actor): Row {
  const row: { [field: string]: unknown } = {
    id: raw.id, number: raw.number, state: raw.state, unit_id: raw.unit_id, version: raw.version, created_at: raw.created_at, archived_at: raw.archived_at,
  };
  for (const [name, f] of Object.entries(register.fields)) {
    if (mayRead(f, actor)) row[name] = shownValue(kernel, f, raw[name]);
  }
  return row as Row;
}

export function shownValue(kernel: Kernel, f: Field, column: unknown): unknown {
  if (column === null || column === undefined) return null;
  const value = f.kind.fromColumn(column, kernel.cipher) as never;
  return f.personal ? masked(f, value) : f.kind.toJson(value);
}

const masked = (f: Field, value: never): string => (f.kind.mask ? f.kind.mask(value) : '＊＊＊');

/** As text in a sentence, an export or a slip. */
export function textOf(kernel: Kernel, f: Field, column: unknown, lang: 0 | 1, zone: string, titles: Titles = {}): string {
  if (column === null || column === undefined) return '';
  const value = f.kind.fromColumn(column, kernel.cipher) as never;
  if (f.personal) return masked(f, value);
  if (f.kind.name === 'ref' || f.kind.name === 'unit') return titles[String(column)] ?? String(column);
  return f.kind.toText(value, f.options, lang, zone);
}

/** The one line a record is known by. What another part says already is not said twice: a site's title begins with its customer. */
export function titleOf(kernel: Kernel, register: Register, raw: RawRow, zone: string, titles: Titles = {}): string {
  const parts = titleFields(register).flatMap((name) => {
    const field = register.fields[name];
    const text = field ? textOf(kernel, field, raw[name], 0, zone, titles) : '';
    return text === '' ? [] : [{ text, refers: field!.kind.name === 'ref' }];
  });
  const saidBy = (q: (typeof parts)[number], p: (typeof parts)[number]) => ` ${q.text} `.includes(` ${p.text} `) && (q.text !== p.text || !q.refers || parts.indexOf(q) < parts.indexOf(p));
  return parts.filter((p) => !p.refers || !parts.some((q) => q !== p && saidBy(q, p))).map((p) => p.text).join(' ');
}

/** Titles of everything the rows refer to (or only of what these fields refer to), in one call. */
export async function titlesFor(tx: Tx, register: Register, rows: readonly { readonly [column: string]: unknown }[], only?: readonly string[], lang = readIn(tx)): Promise<Titles> {
  const fields = Object.entries(register.fields).filter(([name, f]) => refersTo(f) !== null && (!only || only.includes(name)));
  const ids = new Set(fields.flatMap(([name]) => rows.flatMap((row) => (typeof row[name] === 'string' ? [row[name]] : []))));
  return titlesOf(tx, [...ids], fields.map(([, f]) => refersTo(f)!), lang);
}

/** The register a field's value is a record of; null for fields that are not references. */
export const refersTo = (f: Field): string | null => (f.kind.name === 'unit' ? 'unit' : f.kind.name === 'ref' ? (f.options.register ?? null) : null);

/** `registers`: where to look, for each of them costs a probe of the index for each id. */
export async function titlesOf(tx: Tx, ids: readonly string[], registers: readonly string[], lang = readIn(tx)): Promise<Titles> {
  if (ids.length === 0) return {};
  const known = seen.get(tx) ?? new Map<string, Known>();
  seen.set(tx, known);
  if (known.size > MOST_SEEN) known.clear();
  const asked = ids.filter((id) => !known.has(id));
  if (asked.length > 0) await askTogether(tx, asked, registers, known);
  // Records opened or changed earlier in this transaction are not in the table yet.
  const mine = (tx.pending.words as { record_id: string; number: string; title: string }[]).filter((w) => ids.includes(w.record_id));
  const read = (id: string) => titleIn(lang, tx.kernel, known.get(id)!.register, known.get(id)!.title);
  return Object.fromEntries([...ids.filter((id) => known.has(id)).map((id) => [id, read(id)]), ...mine.map((w) => [w.record_id, w.title || w.number])]);
}

/** Titles read in a transaction: many records opened in one go mostly name the same few. A list of a million may name a million. */
const MOST_SEEN = 50_000;
interface Known { readonly register: string; readonly title: string }
const seen = new WeakMap<Tx, Map<string, Known>>();

interface Asking { readonly ids: Set<string>; readonly registers: Set<string>; readonly answered: Promise<void> }
const asking = new WeakMap<Tx, Asking>();

/** Records written side by side in one transaction ask for their titles in the same moment: one call answers them all. */
function askTogether(tx: Tx, ids: readonly string[], registers: readonly string[], known: Map<string, Known>): Promise<void> {
  const open = asking.get(tx);
  if (open) {
    for (const id of ids) open.ids.add(id);
    for (const register of registers) open.registers.add(register);
    return open.answered;
  }
  const wanted = new Set(ids);
  const where = new Set(registers);
  const answered = new Promise<void>((done, failed) => {
    process.nextTick(() => {
      asking.delete(tx);
      tx.query<{ register: string; record_id: string; number: string; title: string }>(
        'select register, record_id, number, title from search_word where tenant_id = $1 and register = any($2) and record_id = any($3)',
        [tx.tenantId, [...where], [...wanted]],
      ).then((rows) => {
        for (const r of rows) known.set(r.record_id, { register: r.register, title: r.title || r.number });
        done();
      }, failed);
    });
  });
  asking.set(tx, { ids: wanted, registers: where, answered });
  return answered;
}

/** The title that this transaction is about to write for a record. */
export const titleNow = (tx: Tx, id: string): string => (tx.pending.words as { record_id: string; title: string }[]).find((w) => w.record_id === id)?.title ?? '';

/** What the record is found by: its number and every searchable field that is not personal; phone tails are kept as words. */
export function wordsFor(kernel: Kernel, register: Register, raw: RawRow): string[] {
  const texts = Object.entries(register.fields)
    .filter(([name, f]) => f.kind.searchable && !f.options.readBy && (!f.personal || f.kind.name === 'phone') && raw[name] !== null && raw[name] !== undefined)
    .map(([name, f]) => String(f.kind.fromColumn(raw[name], kernel.cipher)));
  return wordsOf([raw.number, ...texts]);
}
