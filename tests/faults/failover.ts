/**
 * R6: the primary of three PostgreSQL under Patroni is killed under load, the database alone or the whole machine, and what clients were told
 * is compared with what the next primary has. The control is the same with asynchronous replication and cut links: it must lose something.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { compare, type Desk, keysKept, lookUp, openDesk, work } from './kills.ts';
import { type Cluster, startCluster } from './patroni.ts';
import { runProduct } from './running.ts';

export interface Failovers {
  readonly kills: number; readonly acknowledged: number; readonly lost: number; readonly doubled: number; readonly unanswered: number; readonly faults: number; readonly starts: number; readonly longest: number;
  readonly problems: readonly string[]; readonly heldWhileCut: number; readonly controlAcknowledged: number; readonly controlLost: number;
}
const CLIENTS = 4;

export async function failovers(wanted: number, seed: number): Promise<Failovers> {
  let n = seed;
  const random = (most: number) => { n = (n * 48_271) % 2_147_483_647; return n % most; };
  const cluster = await startCluster();
  try {
    const product = await runProduct({ databaseUrl: cluster.url });
    try {
      await product.healthy(600);
      const desk = await openDesk(product);
      const known = await lookUp(desk);
      let going = true;
      const clients = Array.from({ length: CLIENTS }, async (_, c) => { for (let i = 0; going; i++) await work(desk, known, `${c}.${i}`, random); });
      const away: number[] = [];
      for (let i = 0; i < wanted; i++) away.push(await failOver(cluster, desk, random(2) === 0 ? 'database' : 'machine', () => pause(500 + random(3_000))));
      going = false;
      await Promise.all(clients);
      await cluster.whole();
      const found = await compare(product, desk, known);
      return { kills: wanted, starts: product.starts(), longest: Math.max(...away) / 1_000, ...found, ...await control(cluster, desk, product.owner) };
    } finally {
      await product.stop();
    }
  } finally {
    await cluster.stop();
  }
}

/** How long nobody was told that anything is done, in milliseconds. */
async function failOver(cluster: Cluster, desk: Desk, what: 'database' | 'machine', before: () => Promise<void>): Promise<number> {
  const old = await cluster.whole();
  await before();
  cluster.kill(old, what);
  const began = performance.now();
  await another(cluster, old);
  const told = desk.log.length;
  while (desk.log.length <= told + CLIENTS) await pause(20);
  const away = performance.now() - began;
  cluster.start(old);
  return away;
}

async function another(cluster: Cluster, old: number): Promise<void> {
  for (let i = 0; i < 900; i++) {
    const now = await cluster.primary();
    if (now !== null && now !== old) return;
    await pause(100);
  }
  throw new Error(`nobody followed machine ${old} within a minute and a half`);
}

/** The same clients, records only, the links cut: first while the primary waits for a second machine, then while it does not. */
async function control(cluster: Cluster, desk: Desk, owner: Parameters<typeof keysKept>[0]): Promise<Pick<Failovers, 'heldWhileCut' | 'controlAcknowledged' | 'controlLost'>> {
  let going = true;
  const begin = () => { going = true; return Promise.all(Array.from({ length: CLIENTS }, async (_, c) => { for (let i = 0; going; i++) await desk.write('liyan', 'POST', '/api/records/lost_item', { values: { item_name: `C${c}.${i}`, colour: '黑', found_place: 'V01', found_at: new Date(Date.now() - 60_000).toISOString(), handed_in_by: '保洁', nature: 'ordinary', valuable: false } }); })); };
  const first = begin();
  cluster.cut();
  await pause(500);
  const before = desk.log.length;
  await pause(4_000);
  const heldWhileCut = desk.log.length - before;
  cluster.mend();
  going = false;
  await first;

  await cluster.withoutWaiting();
  const old = await cluster.whole();
  const from = desk.log.length;
  const clients = begin();
  await pause(1_000);
  cluster.cut();
  await pause(4_000);
  cluster.kill(old, 'machine');
  cluster.mend();
  await another(cluster, old);
  going = false;
  await clients;
  const told = desk.log.slice(from);
  const kept = await keysKept(owner);
  return { heldWhileCut, controlAcknowledged: told.length, controlLost: told.filter((a) => !kept.has(a.key)).length };
}
