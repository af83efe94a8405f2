/**
 * Reading another program's PostgreSQL (读取别的程序的数据库): a connection of its own, read-only, with limits, closed again at once. What the other
 * side says comes back as it is; why it could not be reached comes back in words, never with the address, which holds a password.
 */
import pg from 'pg';
import type { Label } from '../api.ts';

/** One statement after the other, all from one moment; every value as text, or null. */
export interface Elsewhere { rows<T>(statement: string, values?: readonly unknown[]): Promise<readonly T[]> }

/** The answer of `work`, or why there is none. A problem that is not the other database's is thrown. */
export async function readElsewhere<T>(url: string, work: (there: Elsewhere) => Promise<T>): Promise<{ readonly answer: T } | { readonly trouble: Label }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, statement_timeout: 15_000, query_timeout: 20_000, application_name: 'dutydesk-reads' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('begin transaction read only isolation level repeatable read');
    return { answer: await work({ rows: async <R>(statement: string, values: readonly unknown[] = []) => (await client.query(statement, [...values])).rows as R[] }) };
  } catch (e) {
    const trouble = troubleOf(e as { readonly code?: string; readonly message?: string });
    if (trouble === null) throw e;
    return { trouble };
  } finally {
    await client.end().catch(() => undefined);
  }
}

function troubleOf({ code = '', message = '' }: { readonly code?: string; readonly message?: string }): Label | null {
  if (['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ECONNRESET'].includes(code) || /timeout|terminated/.test(message)) return ['连不上数据库', 'The database cannot be reached'];
  if (code === '28P01' || code === '28000') return ['数据库拒绝登录', 'The database refuses the sign-in'];
  if (code === '3D000') return ['没有这个数据库', 'There is no such database'];
  if (code === '42501') return ['没有读这张表的权限', 'No right to read the table'];
  return null;
}
