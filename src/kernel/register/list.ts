/** List pages: visible rows, filtered, sorted, one page and the count, in one transaction; and options for reference fields. */
import type { Filter, ListPage, Option, SearchHit } from '../api.ts';
import { actorsWithin, mayOpen, mayRead, notAllowed, scopeOf, visible } from '../access/access.ts';
import { calendarOf } from '../access/organisation.ts';
import type { Tx } from '../database/tx.ts';
import { Refusal } from '../refusal.ts';
import { conditionOf, partKey, partsAsked, type Condition, type Parts as Found, type Scopes } from './filter.ts';
import { sortsOf, type Register } from './register.ts';
import { shownRow, titlesFor, type RawRow } from './rows.ts';
import { readIn, titleIn } from './title.ts';
import { queryWords } from './search-words.ts';

export interface ListRequest { readonly q?: string; readonly filter?: Filter; readonly sort?: string; readonly page: number; readonly size: number }

interface Parts { readonly from: string; readonly where: string; readonly order: string; readonly values: unknown[]; readonly zone: string; readonly scopes: Scopes }

/** A list as parts of a statement: what it reads, under which condition, in which order. Whatever reads a list's rows begins here. */
export async function partsOf(tx: Tx, register: Register, request: Omit<ListRequest, 'page' | 'size'>): Promise<Parts> {
  if (!mayOpen(register, tx.actor)) throw notAllowed();
  const values: unknown[] = [tx.tenantId];
  const where = ['r.tenant_id = $1'];
  const add = (c: { readonly sql: string; readonly values: readonly unknown[] }) => {
    where.push(c.sql);
    values.push(...c.values);
  };
  add(await visible(tx, register, 2));
  const { zone } = await calendarOf(tx, tx.actor.grants[0]?.unitId ?? '');
  const scopes = await scopesOf(tx, register);
  if (request.filter) add(conditionOf(tx.kernel, register, request.filter, tx.actor, values.length + 1, zone, scopes, await foundBy(tx, register, request.filter)));
  if (!request.filter || !asksForArchived(request.filter)) where.push('r.archived_at is null');
  const words = request.q ? queryWords(request.q) : [];
  if (words.length > 0) add(await withWords(tx, register, words, values.length + 1));
  return { from: `${register.name} r`, where: where.join(' and '), order: orderOf(register, request.sort, tx), values, zone, scopes };
}

/** Up to so many are looked up one by one; above it the list's own order finds the first page sooner. */
const MOST_LOOKED_UP = 5_000;
async function foundBy(tx: Tx, register: Register, filter: Filter): Promise<Found> {
  const found = new Map<string, readonly string[]>();
  for (const { field, part } of partsAsked(register, filter)) {
    const rows = await tx.query<{ id: string }>('select dd_containing($1, $2, $3, $4) as id', [register.name, field, part, MOST_LOOKED_UP + 1]);
    if (rows.length <= MOST_LOOKED_UP) found.set(partKey(field, part), rows.map((row) => row.id));
  }
  return found;
}

/** Likewise by words: those that few records hold say which these are, of the others each record is asked. */
async function withWords(tx: Tx, register: Register, words: readonly string[], next: number): Promise<Condition> {
  const rows = await tx.query<{ id: string }>(`select record_id as id from dd_found(array[$1::text], $2::text[], ${MOST_LOOKED_UP + 1})`, [register.name, words]);
  if (rows.length <= MOST_LOOKED_UP) return { sql: `r.id = any($${next}::uuid[])`, values: [rows.map((row) => row.id)] };
  return { sql: `exists (select 1 from search_word f where f.tenant_id = r.tenant_id and f.register = '${register.name}' and f.record_id = r.id and f.words @> $${next}::text[])`, values: [words] };
}

const asksForArchived = (f: Filter): boolean => ('all' in f ? f.all.some(asksForArchived) : 'any' in f ? f.any.some(asksForArchived) : f.field === 'archived');

/** Where the actor may read fields that are not for everybody; a field readable everywhere is left out. */
async function scopesOf(tx: Tx, register: Register): Promise<Scopes> {
  const scopes = new Map<string, readonly string[]>();
  for (const [name, field] of Object.entries(register.fields)) {
    const units = field.options.readBy ? await scopeOf(tx, tx.actor, field.options.readBy) : null;
    if (units !== null) scopes.set(name, units);
  }
  return scopes;
}

/** Only orders that the register declares, since each has its index; `id` makes it total. */
export function orderOf(register: Register, wanted: string | undefined, tx: Tx): string {
  const sort = wanted ?? sortsOf(register)[0]!;
  const name = sort.replace(/^-/, '');
  const offered = sortsOf(register).some((s) => s.replace(/^-/, '') === name) || name === 'number';
  const field = register.fields[name];
  if (!offered || (field && !mayRead(field, tx.actor))) throw new Refusal('sort', ['不能按这一列排序', 'Cannot sort by this column'], 422);
  const down = sort.startsWith('-') ? ' desc' : '';
  return name === 'number' ? `r.number${down}` : `r.${name}${down}, r.id${down}`;
}

export async function listPage(tx: Tx, register: Register, request: ListRequest): Promise<ListPage> {
  const { from, where, order, values } = await partsOf(tx, register, request);
  const count = await countOf(tx, `from ${from} where ${where}`, values);
  const raws = await tx.query<RawRow>(`select r.* from ${from} where ${where} order by ${order} limit ${request.size} offset ${(request.page - 1) * request.size}`, values);
  const within = await actorsWithin(tx);
  const rows = raws.map((raw) => shownRow(tx.kernel, register, raw, within(raw.unit_id)));
  return { rows, titles: await titlesFor(tx, register, rows), ...count, page: request.page, size: request.size };
}

const COUNTED = 100_000;
/** Counted one by one as far as somebody would want to know; of more it is only said that there are more. */
async function countOf(tx: Tx, among: string, values: readonly unknown[]): Promise<Pick<ListPage, 'total' | 'totalIsEstimate'>> {
  const [found] = await tx.query<{ n: number }>(`select count(*)::int as n from (select 1 ${among} limit ${COUNTED + 1}) as counted`, values);
  return { total: Math.min(found!.n, COUNTED), totalIsEstimate: found!.n > COUNTED };
}

/** All rows that a list shows, in batches, for export. The caller holds the transaction open. */
export async function* listAll(tx: Tx, register: Register, request: Omit<ListRequest, 'page' | 'size'>, batch = 1_000): AsyncGenerator<RawRow[]> {
  const { from, where, order, values } = await partsOf(tx, register, request);
  await tx.query(`declare listed no scroll cursor for select r.* from ${from} where ${where} order by ${order}`, values);
  for (;;) {
    const rows = await tx.query<RawRow>(`fetch ${batch} from listed`);
    if (rows.length > 0) yield rows;
    if (rows.length < batch) return;
  }
}

/** What a reference field offers while typing: by words, only records the actor may see. */
export async function optionsOf(tx: Tx, register: Register, q: string, id: string | undefined): Promise<Option[]> {
  const words = queryWords(q);
  // Said with one condition rather than with alternatives: those would have every record of the register read.
  const chosen: Condition = id !== undefined ? { sql: 'r.id = $3', values: [id] } : words.length > 0 ? await withWords(tx, register, words, 3) : { sql: 'true', values: [] };
  const values: unknown[] = [tx.tenantId, register.name, ...chosen.values];
  const reach = register.access.namesOpen ? { sql: 'true', values: [] } : await visible(tx, register, values.length + 1);
  const options = await tx.query<Option>(
    `select r.id, coalesce(w.title, r.number) as label, r.number as hint from ${register.name} r
     left join search_word w on w.tenant_id = r.tenant_id and w.register = $2 and w.record_id = r.id
     where r.tenant_id = $1 and ${id === undefined ? 'r.archived_at is null and ' : ''}${chosen.sql} and ${reach.sql} order by r.number limit 30`, [...values, ...reach.values]);
  return options.map((option) => ({ ...option, label: titleIn(readIn(tx), tx.kernel, register.name, option.label) }));
}

/** Words that more records hold say nothing yet: of those, any that many are put in order. */
const MOST_FOUND = 20_000;

/** Global search over everything the actor may open, best matches first: whole numbers, then by register. */
export async function searchAll(tx: Tx, q: string): Promise<SearchHit[]> {
  const words = queryWords(q);
  if (words.length === 0) return [];
  const open = [...tx.kernel.registers.values()].filter((r) => mayOpen(r, tx.actor) && (tx.actor.kind === 'system' || r.access.read.length > 0));
  // What others keep must not crowd out what the actor may see; whether each may be seen is asked below.
  const reached = await scopeOf(tx, tx.actor, tx.actor.grants.map((g) => g.role));
  const found = await tx.query<{ register: string; id: string; number: string; title: string }>(
    `select register, record_id as id, number, title from dd_found($1, $2, ${MOST_FOUND}, $3, $4) order by (upper(number) = upper($5)) desc, register, number desc limit 120`,
    [open.map((r) => r.name), words, reached, open.filter((r) => r.access.own).map((r) => r.name), q.trim()]);
  const hits: SearchHit[] = [];
  for (const r of open) {
    const ids = found.filter((h) => h.register === r.name).map((h) => h.id);
    if (ids.length === 0) continue;
    const reach = await visible(tx, r, 3);
    const rows = await tx.query<{ id: string; state: string }>(`select r.id, r.state from ${r.name} r where r.tenant_id = $1 and r.id = any($2) and ${reach.sql} limit 20`, [tx.tenantId, ids, ...reach.values]);
    const states = new Map(rows.map((x) => [x.id, x.state]));
    for (const h of found) if (h.register === r.name && states.has(h.id)) hits.push({ ...h, title: titleIn(readIn(tx), tx.kernel, r.name, h.title), registerLabel: r.label, state: states.get(h.id)! });
  }
  return hits.slice(0, 60);
}
