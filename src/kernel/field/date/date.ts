/** A day (日期): 'YYYY-MM-DD', without time and zone. */
import { z } from 'zod';
import { isDate, type PlainDate } from '../../calendar/plain-date.ts';
import { field, type Field, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind, narrow } from '../kind.ts';

export const date = <P extends Optional = undefined>(zh: string, en: string, options?: Options<P>): Field<Nullable<PlainDate, P>> =>
  field<PlainDate, P>(dateKind, zh, en, options);

export const dateKind = defineKind<PlainDate>({
  name: 'date',
  column: 'date',
  schema: () => z.string().trim().refine(isDate),
  jsonSchema: () => ({ type: 'string', format: 'date' }),
  message: () => ['请填写日期，如 2026-11-23', 'A date such as 2026-11-23'],
  // Spreadsheet writers take the clock of UTC for the clock on the sheet.
  toCell: (value) => new Date(`${value}T00:00:00Z`),
  parse: parseDate,
  operators: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', 'empty'],
});

/**
 * Year first, in any of the usual writings, or a spreadsheet's day number. 11/23/2026, 23.11.2026 and 26-11-23 mean
 * different days to different people and are not read at all.
 */
export function parseDate(raw: string): PlainDate | undefined {
  const wanted = narrow(raw).replace(/[T ]0{1,2}:00(:00(\.0+)?)?Z?$/, '');
  if (/^\d{5}$/.test(wanted)) return ofSerial(Number(wanted));
  const match = /^(\d{4})\s*([-/.年])\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(wanted) ?? /^((?:19|20|21)\d\d)()(\d\d)(\d\d)$/.exec(wanted);
  if (!match) return undefined;
  const [, year = '', , month = '', day = ''] = match;
  const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(found) ? found : undefined;
}

/** Days since 1899-12-30, as spreadsheets count; only what is surely meant as a day: 1927 to 2119. */
function ofSerial(serial: number): PlainDate | undefined {
  return serial >= 10_000 && serial <= 80_000 ? new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10) : undefined;
}
