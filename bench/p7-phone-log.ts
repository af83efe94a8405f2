/** P7: a million lines of a queue_log taken in through the product, against a plain COPY of the same rows into a table of the same shape; memory must stay flat. */
import { Readable } from 'node:stream';
import pg from 'pg';
import { asSystem } from '../src/kernel/access/system.ts';
import { Unit } from '../src/kernel/access/organisation.ts';
import { createTenant } from '../src/kernel/access/tenant.ts';
import { openCipher } from '../src/kernel/database/cipher.ts';
import { openPool } from '../src/kernel/database/connect.ts';
import { applicationUrl, migrate } from '../src/kernel/database/migrate.ts';
import { createRecord } from '../src/kernel/register/write.ts';
import { openKernel, withSystem } from '../src/kernel/runtime.ts';
import { modules } from '../src/modules.ts';
import { PhoneSource, takeInOnce } from '../src/modules/people/phone-log/index.ts';
import { bench } from './lib/bench.ts';

const AGENTS = 200;
/** Forty days of two hundred agents: sign-in, calls with their wait, pauses; a line every few seconds. */
function* lines(count: number): Generator<string> {
  const start = 1_790_000_000;
  for (let i = 0; i < count; i++) {
    const at = start + Math.floor(i * 3.4);
    const agent = 1001 + (i % AGENTS);
    const call = `${at - 9}.${i - (i % 3)}`;
    const kind = i % 12;
    yield kind === 0 ? `${at}|NONE|support|PJSIP/${agent}|PAUSE|Break` : kind === 6 ? `${at}|NONE|support|PJSIP/${agent}|UNPAUSE|`
      : kind % 3 === 0 ? `${at}|${call}|support|NONE|ENTERQUEUE||139${String(10_000_000 + i).slice(0, 8)}|1` : kind % 3 === 1 ? `${at}|${call}|support|PJSIP/${agent}|CONNECT|8|${call}1|3` : `${at}|${call}|support|PJSIP/${agent}|COMPLETECALLER|8|184|1`;
  }
}
async function* chunks(count: number): AsyncGenerator<Buffer> {
  let text = '';
  for (const line of lines(count)) {
    text += `${line}\n`;
    if (text.length > 65_000) { yield Buffer.from(text); text = ''; }
  }
  if (text !== '') yield Buffer.from(text);
}

/** COPY as the server takes it, without a library: the driver's own messages. */
class Copy {
  text = '';
  readonly done: Promise<void>;
  #end!: () => void;
  #fail!: (e: Error) => void;
  readonly #rows: Generator<string>;
  constructor(sql: string, rows: Generator<string>) {
    this.text = sql;
    this.#rows = rows;
    this.done = new Promise((end, fail) => { this.#end = end; this.#fail = fail; });
  }
  submit(connection: { query(text: string): void }): void { connection.query(this.text); }
  handleCopyInResponse(connection: { stream: NodeJS.WritableStream; sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }): void {
    const send = (): void => {
      for (let i = 0; i < 20; i++) {
        let chunk = '';
        while (chunk.length < 65_000) {
          const next = this.#rows.next();
          if (next.done) { if (chunk !== '') connection.sendCopyFromChunk(Buffer.from(chunk)); connection.endCopyFrom(); return; }
          chunk += next.value;
        }
        connection.sendCopyFromChunk(Buffer.from(chunk));
      }
      setImmediate(send);
    };
    send();
  }
  handleCommandComplete(): void { /* the end follows */ }
  handleReadyForQuery(): void { this.#end(); }
  handleError(e: Error): void { this.#fail(e); }
}

await bench('P7', async (b) => {
  await migrate(b.postgres.url, withSystem(modules));
  const url = await applicationUrl(b.postgres.url, b.dataDir);
  const kernel = openKernel({ url, modules, clock: { now: () => new Date('2026-12-10T02:00:00Z') }, cipher: openCipher(Buffer.alloc(32, 1)) });
  const owner = openPool(b.postgres.url, 1);
  const tenant = await createTenant(owner, { code: 'bench', name: '量测', zone: 'Asia/Shanghai', demo: false }, new Date());
  const system = asSystem(tenant.id, 'set-up');
  const source = await kernel.write(system, async (tx) => {
    await createRecord(tx, Unit, { code: 'HQ', name: '总部', unit_kind: 'organisation', parent: null, zone: 'Asia/Shanghai', day_starts: '00:00' });
    tx.kernel.forget(tx.tenantId, 'unit');
    return createRecord(tx, PhoneSource, { name: '热线', source_kind: 'queue_log', zone: 'Asia/Shanghai' });
  });
  const count = b.quick ? 100_000 : 1_000_000;
  let highest = 0;
  const before = process.memoryUsage().rss;
  const watch = setInterval(() => { highest = Math.max(highest, process.memoryUsage().rss); }, 50);
  const start = performance.now();
  const reach = { now: () => kernel.clock.now(), read: <T>(work: Parameters<typeof kernel.read<T>>[1]) => kernel.read(system, work), write: <T extends object>(work: Parameters<typeof kernel.write<T>>[1]) => kernel.write(system, work) };
  await takeInOnce(reach, source.id, Readable.from(chunks(count)), 'queue_log');
  const ours = (performance.now() - start) / 1_000;
  clearInterval(watch);
  const { rows: [stored] } = await owner.query<{ n: string }>('select count(*) as n from phone_event');
  if (Number(stored?.n) !== count) throw new Error(`${stored?.n} events stored of ${count}`);

  await owner.query('create table plain_event (like phone_event including all)');
  const client = new pg.Client({ connectionString: b.postgres.url });
  await client.connect();
  const file = tenant.id;
  function* rows(): Generator<string> {
    let offset = 0;
    for (const line of lines(count)) {
      const [at, call, queue, agent, event, ...params] = line.split('|');
      yield `${tenant.id}\t${file}\t${offset}\t${new Date(Number(at) * 1000).toISOString()}\t${call}\t${queue}\t${agent}\t${event}\t${params.join('|')}\n`;
      offset += line.length + 1;
    }
  }
  const copyStart = performance.now();
  const copy = new Copy('copy plain_event from stdin', rows());
  client.query(copy as never);
  await copy.done;
  const plain = (performance.now() - copyStart) / 1_000;
  b.say(`taken in ${ours.toFixed(1)} s, COPY ${plain.toFixed(1)} s; memory ${(before / 1e6).toFixed(0)} MB before, ${(highest / 1e6).toFixed(0)} MB at most`);
  b.print({ name: 'lines-a-second', value: count / ours, limit: count / plain, least: 0.5, runs: 1 });
  b.print({ name: 'memory-grown-mb', value: (highest - before) / 1e6, limit: 150, most: 1, runs: 1 });
  await client.end();
  await kernel.close();
  await owner.end();
});
