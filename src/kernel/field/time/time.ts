/** A time of day (时间): 'HH:mm' on the clock of the centre, 00:00 to 23:59. */
import { z } from 'zod';
import { field, type Field, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind, narrow } from '../kind.ts';

export const time = <P extends Optional = undefined>(zh: string, en: string, options?: Options<P>): Field<Nullable<string, P>> =>
  field<string, P>(timeKind, zh, en, options);

export const timeKind = defineKind<string>({
  name: 'time',
  column: 'text',
  schema: () => z.string().trim().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  jsonSchema: () => ({ type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
  message: () => ['请填写时间，如 08:30', 'A time such as 08:30'],
  parse: parseTime,
  operators: ['eq', 'lt', 'lte', 'gt', 'gte', 'between', 'empty'],
});

/** 8:30, 08:30, 8:30:00, 8点30分, 8时, or a spreadsheet's fraction of a day. */
export function parseTime(raw: string): string | undefined {
  const wanted = narrow(raw);
  if (/^0?\.\d+$/.test(wanted)) return ofMinutes(Math.round(Number(wanted) * 1440));
  const match = /^(\d{1,2})(?::(\d{2})(?::00)?|[点时](?:(\d{1,2})分?)?)$/.exec(wanted);
  if (!match) return undefined;
  const minute = Number(match[2] ?? match[3] ?? 0);
  return minute < 60 ? ofMinutes(Number(match[1]) * 60 + minute) : undefined;
}

function ofMinutes(minutes: number): string | undefined {
  if (minutes >= 1440) return undefined;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
