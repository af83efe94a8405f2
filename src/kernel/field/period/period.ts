/** A period of days (期间): from its first day up to, not including, `to`. People read and type its last day. */
import { z } from 'zod';
import { addDays, isDate, type PlainDate } from '../../calendar/plain-date.ts';
import { parseDate } from '../date/date.ts';
import { field, type Field, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind, narrow } from '../kind.ts';

export interface Period { readonly from: PlainDate; /** The first day after it. */ readonly to: PlainDate }
export const period = <P extends Optional = undefined>(zh: string, en: string, options?: Options<P>): Field<Nullable<Period, P>> =>
  field<Period, P>(periodKind, zh, en, options);

const day = z.string().refine(isDate);

export const periodKind = defineKind<Period>({
  name: 'period',
  column: 'jsonb',
  schema: () => z.strictObject({ from: day, to: day }).refine(({ from, to }) => from < to),
  jsonSchema: () => ({
    type: 'object', required: ['from', 'to'], additionalProperties: false, description: '[from, to)',
    properties: { from: { type: 'string', format: 'date' }, to: { type: 'string', format: 'date' } },
  }),
  message: () => ['请填写起止日期，止不早于起', 'A first and a last day, in that order'],
  toColumn: ({ from, to }) => JSON.stringify({ from, to }),
  toText: ({ from, to }, _options, lang) => `${from} ${lang === 0 ? '至' : 'to'} ${addDays(to, -1)}`,
  parse(raw) {
    const [first = '', last = first, ...more] = narrow(raw).split(/\s*(?:至|到|to|~|—+|–)\s*|\s+-\s+/i);
    const from = parseDate(first);
    const until = parseDate(last);
    return from !== undefined && until !== undefined && from <= until && more.length === 0 ? { from, to: addDays(until, 1) } : undefined;
  },
  operators: ['empty'],
});
