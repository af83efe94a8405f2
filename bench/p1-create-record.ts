/** P1: opening records of eight fields over HTTP, signed in, with history and audit, 16 clients, against a bare node:http + pg server. */
import type { Opened } from './lib/app.ts';
import { bench, cpuOf, cpuOfPostgres, median, medianRound } from './lib/bench.ts';
import type { Load, Loaded } from './lib/load.ts';

await bench('P1', async (b) => {
  const app = await b.start('app', { BENCH_DATABASE: b.postgres.url, BENCH_DATA: b.dataDir });
  const ours = await app.ask<Opened>({});
  const bare = await b.start('bare', { BENCH_DATABASE: b.postgres.url });
  const theirs = await bare.ask<{ port: number; cookie: string }>({});
  const load = await b.start('load');
  const seconds = b.quick ? 1 : 5;
  const run = (to: { readonly port: number; readonly cookie: string }, s = seconds) =>
    load.ask<Loaded>({ port: to.port, cookie: to.cookie, clients: 16, seconds: s, kind: 'create' } satisfies Load);
  await run(ours, b.quick ? 1 : 3);
  await run(theirs, b.quick ? 1 : 3);
  const rounds: { value: number; limit: number; cpu: number }[] = [];
  const cpuNow = () => [cpuOf(app.pid), cpuOf(bare.pid), cpuOfPostgres(b.postgres.pid)] as const;
  for (let i = 0; i < (b.quick ? 3 : 7); i++) {
    const before = cpuNow();
    const mine = await run(ours);
    const between = cpuNow();
    const other = await run(theirs);
    const after = cpuNow();
    const [own, ownDb, its, itsDb] = [(between[0] - before[0]) / mine.done, (between[2] - before[2]) / mine.done, (after[1] - between[1]) / other.done, (after[2] - between[2]) / other.done];
    b.say(`CPU ms a request: ours ${own.toFixed(2)} + database ${ownDb.toFixed(2)}, bare ${its.toFixed(2)} + database ${itsDb.toFixed(2)}; p50 ${mine.p50.toFixed(1)} ms, p99 ${mine.p99.toFixed(1)} ms`);
    rounds.push({ value: mine.done / mine.seconds, limit: other.done / other.seconds, cpu: own + ownDb });
  }
  const { value, limit } = medianRound(rounds);
  b.print({ name: 'create-record', value, limit, least: 0.5, runs: rounds.length });
  b.print({ name: 'create-record-cpu-ms', value: median(rounds.map((r) => r.cpu)), limit: 1.2, most: 1, runs: rounds.length });
});
