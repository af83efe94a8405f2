/**
 * An error as the program's log keeps it (日志里的错误): what kind and where, without what people typed. PostgreSQL repeats values in its
 * messages and details, mail servers repeat addresses; none of that is needed to find a fault.
 */
import { isDatabaseError } from '../kernel/database/connect.ts';

const FRAMES = 12;

export interface PlainError { readonly type: string; readonly message: string; readonly stack: string; readonly [more: string]: unknown }

export function plainError(e: unknown): PlainError {
  if (!(e instanceof Error)) return { type: typeof e, message: '', stack: '' };
  const stack = (e.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, FRAMES).map((line) => line.trim()).join('\n');
  if (isDatabaseError(e)) {
    const { code, routine, table, column, constraint } = e;
    return { type: 'DatabaseError', message: `${code} ${routine}`, code, table, column, constraint, stack };
  }
  return { type: e.constructor.name, message: withoutPeople(e.message), code: (e as { code?: unknown }).code, stack };
}

/** Addresses of mail and long numbers (phones, papers, cards). */
const withoutPeople = (text: string): string => text.replaceAll(/[^\s<>"']+@[^\s<>"']+/g, '…@…').replaceAll(/\d{7,}/g, '…');
