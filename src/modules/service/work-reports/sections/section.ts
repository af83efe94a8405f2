/** What every section of the work summary is given, and small words for its sentences. */
import { figure, type Filter, type SentencePart } from '../../../../kernel/index.ts';
import type { ReportPage } from '../../../../kernel/api.ts';

export interface Period { readonly from: string; readonly to: string }
export type Part = SentencePart;
export type Link = { readonly register: string; readonly filter: Filter };

/** The earlier of the period's end and the last day there is a record for; the period's end when there is none. */
export const asOfOf = (period: Period, lastRecord: string | null): string => (lastRecord !== null && lastRecord >= period.from && lastRecord < period.to ? lastRecord : period.to);

/** A total of a table with the records behind it. */
export function total(page: ReportPage, column: string): Part {
  return figure(page.totals[column] ?? 0, page.links.at(-1)?.[column] ?? null);
}
/** A figure of one row of a table. */
export function cell(page: ReportPage, at: number, column: string): Part {
  const value = page.rows[at]?.[column];
  return figure(typeof value === 'number' || typeof value === 'string' ? value : 0, page.links[at]?.[column] ?? null);
}

/** Money of a total, in yuan; and one amount with its record. */
export const moneyTotal = (page: ReportPage, column: string): Part => yuan(page.totals[column] ?? 0, page.links.at(-1)?.[column] ?? null);
export const yuan = (fen: number, link: Link | null = null): Part => figure((fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 }), link);

/** Pieces between commas, as a list is written in each language. */
export function listed(parts: readonly (readonly Part[])[]): Part[] {
  return parts.flatMap((part, i) => (i === 0 ? part : [['、', ', '] as const, ...part]));
}
