/**
 * R4: the built product under load while its database stands still, is stopped, lets nobody in, has no connection left, or the disk is full
 * under it or under the attachments. Every answer is either the ordinary one or a clear 503 or 507 with Retry-After in both languages, none
 * takes long, the program goes on as the same process, and within five seconds of the end it works; what was answered is then looked for past it.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '../../src/kernel/database/id.ts';
import { type Client, openPool, type Pool } from '../../src/kernel/database/connect.ts';
import { childrenOf, perhaps, type Running, runProduct } from './running.ts';
import { onScratch, type Scratch } from './scratch.ts';

export interface Away {
  readonly what: string; readonly seconds: number; readonly acknowledged: number;
  /** Answers while it lasted: reads that went through, refusals by status, and the longest of all. */
  readonly reads: number; readonly refused: { readonly [status: string]: number }; readonly longestS: number;
  /** From the end of it until every client has written again. */
  readonly recoveredS: number; readonly lost: number; readonly doubled: number; readonly problems: readonly string[];
}

const CLIENTS = 8;
const PATIENCE_S = 15;

/** Who writes lost items and reads their list over and over, and what they were answered. */
class Load {
  readonly problems: string[] = [];
  readonly acknowledged = new Map<string, string>();
  /** Last success of each client, by the clock of this program. */
  readonly wrote: number[] = Array.from({ length: CLIENTS }, () => 0);
  during = { reads: 0, refused: {} as { [status: string]: number }, longest: 0 };
  readonly #product: Running;
  readonly #cookie: string;
  #going = true;
  #caller = 0;
  readonly #clients: Promise<void>[];

  constructor(product: Running, cookie: string) {
    [this.#product, this.#cookie] = [product, cookie];
    this.#clients = Array.from({ length: CLIENTS }, (_, c) => this.#client(c));
  }

  async ask(method: string, path: string, body?: object | FormData, key?: string): Promise<{ readonly status: number; readonly text: string }> {
    const from = performance.now();
    const form = body instanceof FormData;
    const headers = { cookie: this.#cookie, 'x-forwarded-for': `10.1.${++this.#caller >> 8 & 255}.${this.#caller & 255}`, ...(body && !form ? { 'content-type': 'application/json' } : {}), ...(key ? { 'idempotency-key': key } : {}) };
    try {
      const answer = await fetch(`${this.#product.address}${path}`, { method, headers, ...(body ? { body: form ? body : JSON.stringify(body) } : {}), signal: AbortSignal.timeout(90_000) });
      const text = await answer.text();
      if (answer.status >= 500) this.#refused(answer, text, path);
      return { status: answer.status, text };
    } catch (e) {
      this.problems.push(`${method} ${path} had no answer: ${String((e as { cause?: unknown }).cause ?? e)}`);
      return { status: 0, text: '' };
    } finally {
      this.during.longest = Math.max(this.during.longest, (performance.now() - from) / 1_000);
    }
  }

  #refused(answer: Response, text: string, path: string): void {
    this.during.refused[answer.status] = (this.during.refused[answer.status] ?? 0) + 1;
    const [zh = '', en = ''] = ((/^\{/.test(text) ? JSON.parse(text) : {}) as { error?: { message?: string[] } }).error?.message ?? [];
    if (![503, 507].includes(answer.status) || !(Number(answer.headers.get('retry-after')) > 0) || !/[一-鿿]/.test(zh) || !/^[A-Z]/.test(en)) this.problems.push(`${path}: ${answer.status} ${answer.headers.get('retry-after')} ${text.slice(0, 200)}`);
  }

  async #client(c: number): Promise<void> {
    for (let i = 0; this.#going; i++) {
      const key = newId(new Date());
      const values = { item_name: `A${c}.${i}`, colour: '黑', found_place: 'V01', found_at: new Date(Date.now() - 60_000).toISOString(), handed_in_by: '保洁', nature: 'ordinary', valuable: false };
      for (;;) {
        const { status, text } = await this.ask('POST', '/api/records/lost_item', { values }, key);
        if (status === 200) { this.acknowledged.set(key, (JSON.parse(text) as { id: string }).id); this.wrote[c] = performance.now(); break; }
        if (status < 500 && status !== 0) { this.problems.push(`a write was refused: ${status} ${text}`); return; }
        if (!this.#going) return;
        await pause(200);
      }
      if ((await this.ask('GET', '/api/records/lost_item?size=20')).status === 200) this.during.reads++;
      await pause(20);
    }
  }

  /** Seconds until each client has written again. */
  async recovered(from: number): Promise<number> {
    while (Math.min(...this.wrote) < from) {
      if (performance.now() - from > 60_000) { this.problems.push('a minute later not everybody has written again'); break; }
      await pause(20);
    }
    return Math.max(...this.wrote.map((at) => at - from), 0) / 1_000;
  }
  async end(): Promise<void> { this.#going = false; await Promise.all(this.#clients); }
}

interface Trouble { readonly what: string; /** Instead of the time asked for, and how long an answer may take. */ readonly seconds?: number; readonly patienceS?: number; begin(): Promise<void>; end(): Promise<void>; /** While it lasts. */ readonly amid?: (load: Load) => Promise<void> }

/** The trouble under load, then what is left of what was answered. */
async function through(product: Running, owner: () => Pool, trouble: Trouble, wanted: number): Promise<Away> {
  const seconds = trouble.seconds ?? wanted;
  const cookie = await signIn(product);
  const starts = product.starts();
  const load = new Load(product, cookie);
  await pause(2_000);
  load.during = { reads: 0, refused: {}, longest: 0 };
  await trouble.begin();
  await Promise.all([pause(seconds * 1_000), trouble.amid?.(load)]);
  const { reads, refused } = load.during;
  await trouble.end();
  const from = performance.now();
  const recoveredS = await load.recovered(from);
  await pause(500);
  await load.end();
  if (load.during.longest > (trouble.patienceS ?? PATIENCE_S)) load.problems.push(`somebody waited for ${load.during.longest.toFixed(1)} s`);
  if (product.starts() !== starts) load.problems.push(`the program ended: ${product.printed().slice(-600)}`);
  const pool = owner();
  try {
    const rows = (await pool.query<{ id: string; mark: string }>(`select id, item_name as mark from lost_item where item_name like 'A%'`)).rows;
    const keys = new Set((await pool.query<{ key: string }>('select key from idempotency')).rows.map((r) => r.key));
    const ids = new Set(rows.map((r) => r.id));
    const lost = [...load.acknowledged].filter(([key, id]) => !keys.has(key) || !ids.has(id)).length;
    await pool.query(`update lost_item set item_name = 'done' where item_name like 'A%'`);
    return { what: trouble.what, seconds, acknowledged: load.acknowledged.size, reads, refused, longestS: load.during.longest, recoveredS, lost, doubled: rows.length - new Set(rows.map((r) => r.mark)).size, problems: load.problems };
  } finally {
    await pool.end();
  }
}

async function signIn(product: Running): Promise<string> {
  const answer = await fetch(`${product.address}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'liyan', password: 'dutydesk-demo' }) });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** Whether the goals of R4 are met. */
export const isKept = (a: Away): boolean => a.problems.length + a.lost + a.doubled === 0 && a.recoveredS <= 5 && a.acknowledged > CLIENTS && Object.values(a.refused).reduce((x, y) => x + y, 0) > 0;

/** The database away in three ways and out of connections in two, one product through all of them. */
export async function awayAndExhausted(seconds: number, told: (a: Away) => void): Promise<void> {
  await onScratch(async (at) => {
    const product = await runProduct({ databaseUrl: at.url });
    try {
      await product.healthy();
      for (const trouble of [standsStill(at), stopped(at), letsNobodyIn(at), noneLeft(at), allWait(at, seconds)]) told(await through(product, () => openPool(at.url, 1), trouble, seconds));
    } finally {
      await product.stop();
    }
  }, { fast: false });
}

function standsStill(at: Scratch): Trouble {
  let all: number[] = [];
  const send = (signal: 'SIGSTOP' | 'SIGCONT') => { for (const pid of all) perhaps(() => process.kill(pid, signal)); };
  return { what: 'database-stands-still', async begin() { const { pid } = at.postgres(); all = [pid, ...childrenOf(pid)]; send('SIGSTOP'); }, async end() { send('SIGCONT'); } };
}
const stopped = (at: Scratch): Trouble => ({ what: 'database-stopped', begin: () => at.postgres().stop(), end: () => at.again() });

/** As its superuser, from another database. */
async function asOwner<T>(at: Scratch, work: (pool: Pool) => Promise<T>, most = 1): Promise<T> {
  const url = new URL(at.url);
  url.pathname = '/postgres';
  const pool = openPool(url.toString(), most);
  try { return await work(pool); } finally { await pool.end(); }
}
const letsNobodyIn = (at: Scratch): Trouble => ({
  what: 'database-lets-nobody-in',
  begin: () => asOwner(at, async (p) => { await p.query('alter database dutydesk allow_connections false'); await p.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = 'dutydesk'`); }),
  end: () => asOwner(at, async (p) => { await p.query('alter database dutydesk allow_connections true'); }),
});

/** Every connection that the server has is somebody else's. */
function noneLeft(at: Scratch): Trouble {
  const held: Pool[] = [];
  // Taken out and not given back: an idle one would be closed after a while.
  const hold = async (): Promise<Client | undefined> => { const pool = openPool(at.url.replace(/\/dutydesk$/, '/postgres'), 1); held.push(pool); return pool.connect().catch(() => undefined); };
  const clients: Client[] = [];
  return {
    what: 'no-connection-left',
    async begin() {
      for (let i = 0; i < 200; i++) {
        const client = await hold();
        if (!client) break;
        clients.push(client);
        await clients[0]!.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = 'dutydesk'`);
      }
    },
    async end() { for (const client of clients) client.release(true); await Promise.all(held.map((pool) => pool.end())); },
  };
}

/** Somebody has locked the table, so every connection of the product waits; in full beyond the minute after which waiting is given up. */
function allWait(at: Scratch, wanted: number): Trouble {
  let pool: Pool;
  // Taken out: an idle one would be closed after a while, and the lock with it.
  let holder: Client;
  return {
    what: 'pool-exhausted', seconds: wanted < 60 ? wanted : wanted + 10, patienceS: 75,
    async begin() {
      pool = openPool(at.url, 1);
      holder = await pool.connect();
      await holder.query('set idle_in_transaction_session_timeout = 0');
      await holder.query('begin');
      await holder.query('lock table lost_item in access exclusive mode');
    },
    async end() { await holder.query('rollback'); holder.release(true); await pool.end(); },
    // More than there are connections; they are not waited for.
    async amid(load) { for (let i = 0; i < 30; i++) void load.ask('GET', '/api/records/lost_item?size=20'); },
  };
}

/** A small disk of its own; undefined where nobody may make one. */
function smallDisk(megabytes: number, folder: string): (() => void) | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder], { stdio: 'ignore' });
    return () => { execFileSync('umount', ['-l', folder]); };
  } catch {
    return undefined;
  }
}

/** Writes until there is no room at all. */
function fill(file: string): void {
  const chunk = Buffer.alloc(1_048_576, 1);
  for (const size of [chunk.length, 4_096]) {
    try { for (;;) writeFileSync(file, chunk.subarray(0, size), { flag: 'a' }); } catch (e) { if ((e as NodeJS.ErrnoException).code !== 'ENOSPC') throw e; }
  }
}

/** The disk of the built-in database and then that of the attachments are filled to the last byte; undefined where nobody may mount. */
export async function diskFull(seconds: number, told: (a: Away) => void): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'dutydesk-disk-'));
  chmodSync(folder, 0o755);
  const dataDir = join(folder, 'data');
  const leave = smallDisk(1_200, dataDir);
  const attachments = join(dataDir, 'attachments');
  const leaveToo = leave && smallDisk(24, attachments);
  if (!leave || !leaveToo) { leave?.(); rmSync(folder, { recursive: true, force: true }); return false; }
  try {
    const product = await runProduct({ dataDir });
    try {
      await product.healthy(300);
      const ballast = join(dataDir, 'ballast');
      told(await through(product, () => product.owner(), { what: 'disk-of-the-database-full', begin: async () => fill(ballast), end: async () => rmSync(ballast), async amid(load) { await mayRead(load); } }, seconds));
      const more = join(attachments, 'ballast');
      told(await through(product, () => product.owner(), { what: 'disk-of-the-attachments-full', begin: async () => fill(more), end: async () => rmSync(more), amid: (load) => uploads(load, join(attachments, 'incoming')) }, seconds));
    } finally {
      await product.stop();
    }
  } finally {
    leaveToo();
    leave();
    rmSync(folder, { recursive: true, force: true });
  }
  return true;
}

async function mayRead(load: Load): Promise<void> {
  await pause(2_000);
  for (let i = 0; i < 5; i++) {
    const { status, text } = await load.ask('GET', '/api/records/lost_item?size=20');
    if (status !== 200) load.problems.push(`reading with a full disk: ${status} ${text.slice(0, 200)}`);
  }
  const { status, text } = await load.ask('POST', '/api/records/lost_item', { values: {} }, newId(new Date()));
  if (status !== 507) load.problems.push(`writing with a full disk: ${status} ${text.slice(0, 200)}`);
}

/** An upload is refused and leaves nothing half; everything else goes on. */
async function uploads(load: Load, incoming: string): Promise<void> {
  for (let i = 0; i < 5; i++) {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(Buffer.from(`收条 ${i} ${'x'.repeat(2_000_000)}`))]), '收条.txt');
    const { status, text } = await load.ask('POST', '/api/attachments', form, newId(new Date()));
    if (status !== 507) load.problems.push(`an upload without room: ${status} ${text.slice(0, 200)}`);
  }
  const left = readdirSync(incoming);
  if (left.length > 0) load.problems.push(`${left.length} half uploads were left`);
  const before = load.acknowledged.size;
  await pause(3_000);
  if (load.acknowledged.size === before) load.problems.push('records could not be written although only the attachments have no room');
}
