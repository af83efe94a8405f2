/**
 * Where a queue_log table may be followed (数据库跟随的设定): an address that only whoever runs the machine can write, a plain table name, and the
 * statements that read it. Pure. Serves section 7.1.
 */
import type { Label } from '../../../kernel/api.ts';

export interface Address { readonly url: string; readonly table: string }
export const ADDRESS_FILE = 'database.json';
/** How many rows back are looked at again: a row with a smaller number may become visible after a larger one. */
export const OVERLAP = 500;
export const PAGE = 5_000;

const NAME = /^[a-z_][a-z0-9_]{0,62}$/i;
const bad = (zh: string, en: string): { readonly refused: Label } => ({ refused: [zh, en] });

/** `mode` as the file system says it: the address holds a password, so nobody but its owner may read it. */
export function addressOf(text: string, mode: number): { readonly address: Address } | { readonly refused: Label } {
  if ((mode & 0o077) !== 0) return bad(`${ADDRESS_FILE} 含密码，只能由其所有者读写（chmod 600）`, `${ADDRESS_FILE} holds a password; only its owner may read it (chmod 600)`);
  let given: unknown;
  try { given = JSON.parse(text); } catch { return bad(`${ADDRESS_FILE} 不是 JSON`, `${ADDRESS_FILE} is not JSON`); }
  const { url, table = 'queue_log' } = (given ?? {}) as { readonly url?: unknown; readonly table?: unknown };
  if (typeof url !== 'string' || !/^postgres(ql)?:\/\//.test(url)) return bad('url 须以 postgres:// 开头', 'url begins with postgres://');
  if (typeof table !== 'string' || !table.split('.').every((part) => NAME.test(part)) || table.split('.').length > 2) return bad('table 只写表名或 模式.表名', 'table is a name, or schema.name');
  return { address: { url, table } };
}

export interface Column { readonly name: string; readonly type: string }
const WANTED = ['callid', 'queuename', 'agent', 'event', 'data', 'data1', 'data2', 'data3', 'data4', 'data5'];
export const HEADING = `id,time,${WANTED.join(',')}\n`;

/** Null: it is no queue_log. A time with a zone comes as seconds since 1970, one without as it stands; it belongs to the source's zone. */
export function statementFor(table: string, columns: readonly Column[]): string | null {
  const has = (name: string) => columns.some((c) => c.name === name);
  if (!['id', 'time', 'callid', 'queuename', 'agent', 'event'].every(has)) return null;
  const quoted = table.split('.').map((part) => `"${part}"`).join('.');
  const time = columns.find((c) => c.name === 'time')!.type === 'timestamp with time zone' ? 'extract(epoch from "time")::text' : '"time"::text';
  return `select id::text as id, ${time} as time, ${WANTED.map((name) => (has(name) ? `"${name}"::text as "${name}"` : `'' as "${name}"`)).join(', ')} from ${quoted} q where q.id > $1 order by q.id limit ${PAGE}`;
}

export type Row = { readonly [column: string]: string | null };
/** A row as a line of the export that the reader knows; a line break within would end it. */
export const lineOf = (row: Row): string => `${['id', 'time', ...WANTED].map((name) => `"${(row[name] ?? '').replaceAll('"', '""').replaceAll(/[\r\n]+/g, ' ')}"`).join(',')}\n`;
