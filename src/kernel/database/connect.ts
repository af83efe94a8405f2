/**
 * The connection to PostgreSQL. Types come back as the product uses them: dates as plain strings, bigint as number
 * (amounts stay below 2^53), numeric as text, timestamptz as Date.
 */
import pg from 'pg';
import { elapsed } from '../clock.ts';

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
  // One that dies in somebody's hands fails that person's next statement. Without a listener it would end the whole program.
  const watched = watchSilence(url);
  pool.on('connect', (client) => { client.on('error', () => undefined); watched(client, failWhenGone(client)); });
  return pool;
}

interface Waits { /** Since when a statement waits and nothing came; undefined when none does. */ since(): number | undefined }
const PATIENCE_MS = 5_000;

/**
 * A database that stands still (stopped, its machine gone) answers nothing and ends no connection. When a statement has waited
 * for long, the database is asked beside it; if it says nothing there either, those who wait are told instead of waiting on.
 */
function watchSilence(url: string): (client: Client, waits: Waits) => void {
  const clients = new Map<Client, Waits>();
  let watch: NodeJS.Timeout | undefined;
  let asking = false;
  const silent = () => [...clients].filter(([, w]) => elapsed() - (w.since() ?? Number.POSITIVE_INFINITY) > PATIENCE_MS).map(([client]) => client);
  const look = async (): Promise<void> => {
    if (asking || silent().length === 0) return;
    asking = true;
    const there = await isThere(url);
    asking = false;
    if (!there) for (const client of silent()) (client as unknown as pg.Client).connection.stream.destroy(new Error(SILENT));
  };
  return (client, waits) => {
    clients.set(client, waits);
    watch ??= setInterval(() => void look(), 1_000).unref();
    client.on('end', () => {
      clients.delete(client);
      if (clients.size > 0) return;
      clearInterval(watch);
      watch = undefined;
    });
  };
}
const SILENT = 'the database does not answer';

/** Whether PostgreSQL says anything at all, be it a refusal. */
async function isThere(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (e) {
    return isDatabaseError(e);
  } finally {
    // Ending politely would wait for the answer of one that is silent.
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  }
}

type Answer = (e: Error | undefined, result?: unknown) => void;
type Ask = (text: unknown, values?: unknown, answer?: Answer) => unknown;

/** Statements that PostgreSQL is asked to remember: short ones by key, asked again and again, whose plan does not depend on the values. */
const names = new Map<string, string>();
/** How often each was asked so far; begun anew when there are too many, so that what is asked once never takes a place. */
const asked = new Map<string, number>();
const REMEMBERED = 600;
const COUNTED = 5_000;
const ASKED_OFTEN = 3;
const PLANNED_EACH_TIME = /\b(group by|order by|limit|like|count\(|sum\(|unnest)/i;
/** Behind a pool that hands each transaction to another connection (PgBouncer before 1.21) nothing can be remembered. */
const MAY_PREPARE = process.env['DUTYDESK_PREPARE'] !== '0';

function prepared(text: unknown): unknown {
  if (!MAY_PREPARE || typeof text !== 'string' || text.length > 2_000) return text;
  const name = names.get(text);
  if (name !== undefined) return { name, text };
  if (names.size >= REMEMBERED) return text;
  const times = (asked.get(text) ?? 0) + 1;
  if (times > ASKED_OFTEN && !PLANNED_EACH_TIME.test(text)) {
    names.set(text, `dd${generation}_${names.size}`);
    asked.delete(text);
  } else {
    if (asked.size >= COUNTED) asked.clear();
    asked.set(text, times);
  }
  return text;
}

/** Begins anew: what is asked from now on is remembered under other names. */
export function forgetStatements(): void {
  names.clear();
  generation += 1;
}

let generation = 0;
/** A table changed under a remembered statement (another instance migrated): everything is asked anew, under other names. */
export function isPlanOutdated(e: unknown): boolean {
  if (!isDatabaseError(e) || e.code !== '0A000' || !e.message.includes('cached plan')) return false;
  forgetStatements();
  return true;
}

/**
 * With several statements under way, a connection that dies (database killed) may leave some without any answer, and their
 * callers would wait for ever. So every statement ends when its connection does.
 */
function failWhenGone(client: Client): Waits {
  const waiting = openPlaces();
  let heard = 0;
  const ask = client.query.bind(client) as unknown as Ask;
  const gone = (e?: Error) => waiting.answerAll(isUnreachable(e) ? e! : new Error('Connection terminated while a statement was under way'));
  client.on('error', gone);
  client.on('end', () => gone());
  const guarded: Ask = (text, values, answer) => {
    if (typeof text === 'object' && text !== null && 'submit' in text) return ask(text, values, answer);
    const given = typeof values === 'function' ? undefined : values;
    const asked = Array.isArray(given) ? prepared(text) : text;
    const callback = typeof values === 'function' ? (values as Answer) : answer;
    holdUntilTickEnds(client);
    const once = (then: Answer): Answer => {
      if (waiting.count() === 0) heard = elapsed();
      return waiting.add((e, result) => { heard = elapsed(); then(e, result); });
    };
    if (callback) return ask(asked, given, once(callback));
    return new Promise((resolve, reject) => { ask(asked, given, once((e, result) => (e ? reject(e) : resolve(result)))); });
  };
  client.query = guarded as unknown as Client['query'];
  return { since: () => (waiting.count() > 0 ? heard : undefined) };
}

/**
 * Who waits for an answer. Places are used again: a Set would begin a new table every few hundred statements, and V8 keeps what stood in an old one
 * until it looks at all memory.
 */
function openPlaces(): Places {
  const places: (Answer | undefined)[] = [];
  const free: number[] = [];
  return {
    count: () => places.length - free.length,
    add(answer) {
      const at = free.pop() ?? places.length;
      const only: Answer = (e, result) => {
        if (places[at] !== only) return;
        places[at] = undefined;
        free.push(at);
        answer(e, result);
      };
      places[at] = only;
      return only;
    },
    answerAll(e) { for (const answer of [...places]) answer?.(e); },
  };
}
/** `add` gives what is to be called once; called again it does nothing. */
interface Places { count(): number; add(answer: Answer): Answer; answerAll(e: Error): void }

/**
 * What is asked in the same moment leaves in one packet: statements of work done side by side in one transaction above all.
 * The moment ends before the program waits for anything, so nothing is sent later than it would have arrived.
 */
function holdUntilTickEnds(client: Client): void {
  const { stream } = (client as unknown as pg.Client).connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
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

/** One connection by itself for COPY, which cannot be asked in a row with other statements. */
export async function withStraight<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => { /* whoever waits for a statement is told */ });
  await client.connect();
  try {
    return await work(client as unknown as Client);
  } finally {
    await client.end();
  }
}

/** The connection was lost or could not be had: PostgreSQL itself said nothing. */
export const isConnectionLost = (e: unknown): boolean => e instanceof Error && (['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes((e as { code?: string }).code ?? '')
  || /Connection terminated|Client has encountered a connection error/.test(e.message) || isUnreachable(e));
/** Nothing could be asked, and asking at once again would only wait once more. */
export const isUnreachable = (e: unknown): boolean => e instanceof Error && [SILENT, 'timeout exceeded when trying to connect'].includes(e.message);

export const isDatabaseError = (e: unknown): e is pg.DatabaseError => e instanceof pg.DatabaseError;
