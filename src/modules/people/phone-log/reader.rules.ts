/**
 * What readers of telephone records have in common (电话记录读取): the lines they take, what they answer, times and cells. A reader never throws
 * over a line. Serves section 7 of the requirements, AC-07.
 */
import { instantOf } from '../../../kernel/calendar/zone.ts';
import type { PhoneEvent } from './event.rules.ts';

export type SourceKind = 'queue_log' | 'queue_log_db' | 'freeswitch' | 'freeswitch_agents' | 'cdr' | 'issabel' | 'csv';

export interface Taken {
  readonly events: readonly PhoneEvent[];
  /** Name of an event this program does not know; the event is kept all the same. */
  readonly unknown?: string;
  /** Why nothing could be read from the line. */
  readonly malformed?: Malformed;
}
export type Malformed = 'cut' | 'time' | 'columns' | 'block';
export interface Line {
  readonly text: string;
  readonly offset: number;
  /** False when the file ends in the middle of it. */
  readonly whole: boolean;
}
export interface Reader {
  take(line: Line): Taken;
  /** What is still open when the file ends. */
  end(): Taken;
  /** Lines of a table without a time of their own count by their row, not by where they stand. */
  readonly byRow: boolean;
}
export interface ReaderOptions {
  /** Where local times without a zone belong. */
  readonly zone: string;
  readonly mapping: Mapping;
  /** The moment a list of agents was taken; lists carry none. */
  readonly takenAt: number;
}
/** Which column of a plain table is what: `time=when,agent=who,event=what`, and what the events are called there. */
export interface Mapping { readonly columns: { readonly [what: string]: string }; readonly events: { readonly [theirs: string]: string } }

export const NOTHING: Taken = { events: [] };
export const bad = (malformed: Malformed): Taken => ({ events: [], malformed });

/** `2026-11-16 09:00:00[.123456]`, local, or with a zone of its own, or seconds since 1970; null when it is none of them. */
export function momentOf(text: string, zone: string): number | null {
  const clean = text.trim();
  if (/^\d{9,11}(\.\d+)?$/.test(clean)) return Math.round(Number(clean) * 1000);
  const m = /^(\d{4})[-/](\d{2})[-/](\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(clean);
  if (!m) return null;
  const [, year, month, day, hour, minute, second = '00', fraction = '', offset] = m;
  const date = `${year}-${month}-${day}`;
  const time = `${hour}:${minute}:${second}`;
  if (Number(month) > 12 || Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const ms = Math.round(Number(`0${fraction}`) * 1000);
  if (offset !== undefined) {
    const at = Date.parse(`${date}T${time}${offset}`);
    return Number.isNaN(at) ? null : at + ms;
  }
  return instantOf(date, time, zone).getTime() + ms;
}

/** `时间=time, 坐席=agent` as people type it: pairs apart by commas, semicolons or lines. `event.登录=SIGN_IN` names their events. */
export function mappingOf(text: string): Mapping | null {
  const columns: { [what: string]: string } = {};
  const events: { [theirs: string]: string } = {};
  for (const pair of text.split(/[\n,;，；]+/).map((one) => one.trim()).filter((one) => one !== '')) {
    const at = pair.indexOf('=');
    if (at < 1) return null;
    const [left, right] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    if (right === '') return null;
    if (left.startsWith('event.')) events[left.slice(6)] = right;
    else if (COLUMNS.includes(left)) columns[left] = right;
    else return null;
  }
  return columns['time'] && columns['agent'] && columns['event'] ? { columns, events } : null;
}
const COLUMNS: readonly string[] = ['time', 'agent', 'event', 'queue', 'call', 'params', 'caller'];

/** One line of a table: quotes double themselves, nothing else is special. */
export function cellsOf(line: string, separator = ','): string[] {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let inside = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    if (inside) {
      if (c !== '"') cell += c;
      else if (line[i + 1] === '"') { cell += '"'; i++; }
      else inside = false;
    } else if (c === '"' && cell.trim() === '') inside = true;
    else if (c === separator) { cells.push(cell.trim()); cell = ''; }
    else cell += c;
  }
  return [...cells, cell.trim()];
}
