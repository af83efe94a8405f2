/** What every section of the work summary is given, and small words for its sentences. */
import { calendar, figure, type Filter, type Label, type SentencePart } from '../../../../kernel/index.ts';
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

/** '2026 年 1 月 1 日至 2 月 28 日' */
export function spanLabel({ from, to }: Period): Label {
  const [a, b] = [calendar.partsOf(from), calendar.partsOf(to)];
  const end = a.year === b.year ? `${b.month} 月 ${b.day} 日` : `${b.year} 年 ${b.month} 月 ${b.day} 日`;
  return [`${a.year} 年 ${a.month} 月 ${a.day} 日至 ${end}`, `${from} to ${to}`];
}
/** Pieces between commas, as a list is written in each language. */
export function listed(parts: readonly (readonly Part[])[]): Part[] {
  return parts.flatMap((part, i) => (i === 0 ? part : [['、', ', '] as const, ...part]));
}
