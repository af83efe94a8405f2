/**
 * The connection to PostgreSQL. Types come back as the product uses them: dates as plain strings, bigint as number
 * (amounts stay below 2^53), numeric as text, timestamptz as Date.
 */
import pg from 'pg';

const types = new pg.TypeOverrides();
types.setTypeParser(1082, (text: string) => text);
types.setTypeParser(1182, (text: string) => (text === '{}' ? [] : text.slice(1, -1).split(',')));
types.setTypeParser(20, (text: string) => {
  const n = Number(text);
  if (!Number.isSafeInteger(n)) throw new Error(`integer beyond 2^53 from the database: ${text}`);
  return n;
});

export type Pool = pg.Pool;
export type Client = pg.PoolClient;

export function openPool(url: string, max = 12): Pool {
  const pool = new pg.Pool({
    connectionString: url, max, types, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 5_000,
    // Statements are sent without waiting for the answer before them; PostgreSQL takes them in order.
    pipeline: true, application_name: 'dutydesk', statement_timeout: 60_000, idle_in_transaction_session_timeout: 60_000,
  });
  // An idle connection that dies (database restarted) is dropped by the pool; the next request opens a new one.
  pool.on('error', () => undefined);
  return pool;
}

/** Sends everything that `send` hands over in one packet. Each packet wakes a process on the other side, which costs more than its content. */
export function inOnePacket<T>(client: Client, send: () => T): T {
  const { stream } = (client as unknown as pg.Client).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}

export const isDatabaseError = (e: unknown): e is pg.DatabaseError => e instanceof pg.DatabaseError;
