/**
 * P3: ledger postings in process, 32 at a time, against the same function called straight over 24 connections, as many as both may have at once. Spread: from one
 * random account to another, both stored. Hot: every posting touches the same account of the house besides a random one.
 */
import type { Opened } from './lib/app.ts';
import { bench, medianRound } from './lib/bench.ts';
import { claims, owner } from './lib/data.ts';
import type { Loaded } from './lib/load.ts';
import type { Straight } from './lib/straight.ts';

const CLIENTS = 32;
const CONNECTIONS = 24;

await bench('P3', async (b) => {
  const app = await b.start('app', { BENCH_DATABASE: b.postgres.url, BENCH_DATA: b.dataDir });
  const o = await app.ask<Opened>({});
  const db = await owner(b.postgres.url);
  const ids = await claims(db, o, b.quick ? 2_000 : 100_000, 0);
  await app.end();
  const [poster, straight] = [await b.start('poster', { BENCH_APP_DATABASE: o.appUrl }), await b.start('straight')];
  const ask = (shape: 'hot' | 'spread', owners = ids): Straight => ({ url: o.appUrl, tenantId: o.tenantId, userId: o.userId, unitId: o.unitId, clients: CLIENTS, seconds: b.quick ? 1 : 4, kind: 'post', owners, shape });
  const [spread, hot] = [ask('spread'), ask('hot')];
  // Whoever gives must have something.
  await db.query(`insert into ledger_account select tenant_id, 'bench_points', 'card', id, 1000000000 from bench_claim`);
  const rate = async (of: Promise<Loaded>): Promise<number> => of.then((l) => l.done / l.seconds);
  for (const at of [spread, hot]) { await rate(poster.ask(at)); await rate(straight.ask({ ...at, clients: CONNECTIONS })); }
  const rounds: { readonly spread: Pair; readonly hot: Pair }[] = [];
  for (let i = 0; i < (b.quick ? 3 : 7); i++) {
    rounds.push({
      spread: { value: await rate(poster.ask(spread)), limit: await rate(straight.ask({ ...spread, clients: CONNECTIONS })) },
      hot: { value: await rate(poster.ask(hot)), limit: await rate(straight.ask({ ...hot, clients: CONNECTIONS })) },
    });
  }
  b.print({ name: 'post-spread', ...medianRound(rounds.map((r) => r.spread)), least: 0.8, runs: rounds.length });
  b.print({ name: 'post-hot', ...medianRound(rounds.map((r) => r.hot)), least: 0.8, runs: rounds.length });
  b.print({ name: 'hot-to-spread', ...medianRound(rounds.map((r) => ({ value: r.hot.value, limit: r.spread.value }))), least: 0.5, runs: rounds.length });
  await db.end();
});
interface Pair { readonly value: number; readonly limit: number }
