/** What the address of a list page says: words looked for, filter, order, page, columns. A copied address shows the same list. */
import type { Filter } from '../../kernel/api.ts';

export interface ListSearch {
  readonly q?: string;
  readonly filter?: Filter;
  /** '-found_at' is descending. Left out: the order the register declares. */
  readonly sort?: string;
  readonly page?: number;
  readonly size?: number;
  /** Names of fields, in order, divided by commas. Left out: those the register declares. */
  readonly cols?: string;
  /** Fields the list is put into groups by: 'region,done_on.month'. */
  readonly group?: string;
  readonly density?: 'comfortable' | 'compact';
  /** The saved view it was opened with; 'all' when none was wanted. */
  readonly view?: string;
}

export const usualSize = 50;
export const sizes = [20, 50, 100, 200] as const;

/** Whatever somebody typed into the address: what cannot be understood is left out, never an error. */
export function listSearchOf(given: { readonly [name: string]: unknown }): ListSearch {
  const filter = filterOf(given['filter']);
  const page = wholeOf(given['page']);
  const size = wholeOf(given['size']);
  return {
    ...textOf('q', given['q']), ...(filter ? { filter } : {}), ...textOf('sort', given['sort']),
    ...(page && page > 1 ? { page } : {}), ...(size && size !== usualSize && size <= 200 ? { size } : {}), ...textOf('cols', given['cols']), ...textOf('group', given['group']),
    ...(given['density'] === 'compact' || given['density'] === 'comfortable' ? { density: given['density'] } : {}), ...textOf('view', given['view']),
  };
}

/** As the server wants it. */
export function requestOf(search: ListSearch): { readonly [name: string]: unknown } {
  return { q: search.q, filter: search.filter, sort: search.sort, page: search.page ?? 1, size: search.size ?? usualSize };
}

function textOf<K extends string>(name: K, value: unknown): { readonly [name in K]?: string } {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return (text === '' ? {} : { [name]: text }) as { readonly [name in K]?: string };
}

function wholeOf(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}

function filterOf(value: unknown): Filter | undefined {
  const given = typeof value === 'string' ? parsed(value) : value;
  return isFilter(given) ? given : undefined;
}

function isFilter(value: unknown): value is Filter {
  if (typeof value !== 'object' || value === null) return false;
  const parts = 'all' in value ? value.all : 'any' in value ? value.any : undefined;
  if (parts !== undefined) return Array.isArray(parts) && parts.every(isFilter);
  return 'field' in value && typeof value.field === 'string' && 'op' in value && typeof value.op === 'string';
}

function parsed(text: string): unknown {
  try { return JSON.parse(text) as unknown; } catch { return undefined; }
}
