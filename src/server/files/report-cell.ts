/**
 * What a figure of a report looks like on paper and in a cell: from the JSON of a ReportPage by the kind of its column.
 */
import type { FieldMeta, ReportPage } from '../../kernel/api.ts';
import { choiceKind } from '../../kernel/field/choice/choice.ts';
import { choicesKind } from '../../kernel/field/choices/choices.ts';
import { dateTimeKind } from '../../kernel/field/date-time/date-time.ts';
import { dateKind } from '../../kernel/field/date/date.ts';
import type { Kind } from '../../kernel/field/field.ts';
import { integerKind } from '../../kernel/field/integer/integer.ts';
import { moneyKind } from '../../kernel/field/money/money.ts';
import { periodKind } from '../../kernel/field/period/period.ts';
import { quantityKind } from '../../kernel/field/quantity/quantity.ts';
import { yesNoKind } from '../../kernel/field/yes-no/yes-no.ts';
import type { CellValue } from './spreadsheet.ts';

export interface Reading { readonly titles: ReportPage['titles']; readonly lang: 0 | 1; readonly zone: string }

/** As a person reads it; '' for nothing. */
export function reportText(value: unknown, column: FieldMeta, { titles, lang, zone }: Reading): string {
  if (value === null || value === undefined) return '';
  const read = valueIn(value, column);
  if (!read) return titleOr(value, titles);
  const text = read.kind.toText(read.value as never, read.options, lang, zone);
  return isFigure(column) && column.options['grouped'] !== false ? thousandsApart(text) : text;
}

/** As a spreadsheet holds it: numbers as numbers, money in yuan. */
export function reportCell(value: unknown, column: FieldMeta, { titles, lang, zone }: Reading): CellValue {
  if (value === null || value === undefined) return null;
  const read = valueIn(value, column);
  return read ? read.kind.toCell(read.value as never, read.options, lang, zone) : titleOr(value, titles);
}

/** A total is a number in the smallest unit of its column. */
export function totalText(total: number | undefined, column: FieldMeta): string {
  if (total === undefined) return '';
  return column.kind === 'money' ? moneyKind.toText(total as never, {}, 0, 'UTC') : plainNumber(total);
}

export function totalCell(total: number | undefined, column: FieldMeta): CellValue {
  return total === undefined ? null : column.kind === 'money' ? total / 100 : total;
}

/** 12,904.5: thousands apart, no more places than there are. */
export function plainNumber(figure: number): string {
  return figure.toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** 2390 → 2,390; what is apart already, and what stands behind the point, stays. */
const thousandsApart = (text: string): string => text.replace(/^([^\d]*)(\d{4,})/, (_, head: string, digits: string) => head + digits.replace(/\B(?=(\d{3})+$)/g, ','));

export function isFigure(column: FieldMeta): boolean {
  return column.kind === 'money' || column.kind === 'integer' || column.kind === 'quantity';
}

const KINDS: { readonly [name: string]: Kind } = Object.fromEntries(
  [choiceKind, choicesKind, dateKind, dateTimeKind, integerKind, moneyKind, periodKind, quantityKind, yesNoKind].map(kind => [kind.name, kind as unknown as Kind]),
);

/** The value behind the JSON; undefined for kinds that read as they are, and for JSON that is not of its kind: that is shown as it came. */
function valueIn(json: unknown, column: FieldMeta): { kind: Kind; value: unknown; options: FieldMeta['options'] } | undefined {
  const kind = KINDS[column.kind];
  if (!kind) return undefined;
  const options = optionsOf(column);
  const read = kind.schema(options).safeParse(json);
  return read.success ? { kind, value: read.data, options } : undefined;
}

/** Bounds are for input. A figure outside them is still a figure. Kept by column, so that the schema of a column is made once. */
const unbounded = new WeakMap<FieldMeta, FieldMeta['options']>();
function optionsOf(column: FieldMeta): FieldMeta['options'] {
  if (!isFigure(column)) return column.options;
  const known = unbounded.get(column) ?? { ...column.options, min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };
  unbounded.set(column, known);
  return known;
}

function titleOr(value: unknown, titles: ReportPage['titles']): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return titles[text] ?? text;
}
