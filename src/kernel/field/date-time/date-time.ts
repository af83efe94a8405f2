/** A moment (日期时间): an instant, read and typed on the clock of the centre. */
import { z } from 'zod';
import { instantOf, localParts } from '../../calendar/zone.ts';
import { parseDate } from '../date/date.ts';
import { field, type Field, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind, narrow } from '../kind.ts';
import { parseTime } from '../time/time.ts';

export const dateTime = <P extends Optional = undefined>(zh: string, en: string, options?: Options<P>): Field<Nullable<Date, P>> =>
  field<Date, P>(dateTimeKind, zh, en, options);

const iso = z.iso.datetime({ offset: true }).transform((s) => new Date(s));

export const dateTimeKind = defineKind<Date>({
  name: 'dateTime',
  column: 'timestamp with time zone',
  schema: () => z.union([z.date(), iso.pipe(z.date())]),
  jsonSchema: () => ({ type: 'string', format: 'date-time' }),
  message: () => ['请填写日期和时间，如 2026-11-23 08:30', 'A date and time such as 2026-11-23 08:30'],
  fromColumn: (raw) => (raw instanceof Date ? raw : new Date(String(raw))),
  toJson: (value) => value.toISOString(),
  toText(value, _options, _lang, zone) {
    const { date, time } = localParts(value, zone);
    return `${date} ${time}`;
  },
  toCell(value, _options, _lang, zone) {
    const { date, time, second } = localParts(value, zone);
    return new Date(`${date}T${time}:${String(second).padStart(2, '0')}Z`);
  },
  parse(raw, _options, zone) {
    const wanted = narrow(raw);
    if (/[zZ]$|[+-]\d\d:?\d\d$/.test(wanted)) return iso.safeParse(wanted).data;
    const serial = /^(\d{5})(\.\d+)?$/.exec(wanted);
    if (serial) return at(parseDate(serial[1] ?? ''), parseTime(`0${serial[2] ?? '.0'}`), zone);
    const [, day = '', clock = '0:00'] = /^(\d{4}\D{1,3}\d{1,2}\D{1,3}\d{1,2}日?|\d{8})(?:[T\s]+(\d.*))?$/.exec(wanted) ?? [];
    return at(parseDate(day), parseTime(clock.replace(/(:\d\d):\d\d(\.\d+)?$/, '$1')), zone);
  },
  operators: ['eq', 'lt', 'lte', 'gt', 'gte', 'between', 'empty'],
});

function at(day: string | undefined, clock: string | undefined, zone: string): Date | undefined {
  return day === undefined || clock === undefined ? undefined : instantOf(day, clock, zone);
}
