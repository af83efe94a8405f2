/** P2: a process step with a drawn signature, an effect and a posting, over HTTP, 16 clients, against the same statements sent straight. */
import type { Opened } from './lib/app.ts';
import { bench, cpuOf, cpuOfPostgres, medianRound } from './lib/bench.ts';
import { claims, owner } from './lib/data.ts';
import type { Load, Loaded } from './lib/load.ts';
import type { Straight } from './lib/straight.ts';

await bench('P2', async (b) => {
  const app = await b.start('app', { BENCH_DATABASE: b.postgres.url, BENCH_DATA: b.dataDir });
  const o = await app.ask<Opened>({});
  const [load, straight] = [await b.start('load'), await b.start('straight')];
  const db = await owner(b.postgres.url);
  const ids = await claims(db, o, 4_000, 0);
  const seconds = b.quick ? 1 : 5;
  const overHttp = (s = seconds) => load.ask<Loaded>({ port: o.port, cookie: o.cookie, clients: 16, seconds: s, kind: 'step', ids } satisfies Load);
  const direct = (s = seconds) => straight.ask<Loaded>({ url: o.appUrl, tenantId: o.tenantId, userId: o.userId, unitId: o.unitId, clients: 16, seconds: s, kind: 'step', owners: ids } satisfies Straight);
  await overHttp(b.quick ? 1 : 3);
  await direct(1);
  const rounds: { value: number; limit: number }[] = [];
  for (let i = 0; i < (b.quick ? 3 : 7); i++) {
    const before = [cpuOf(app.pid), cpuOfPostgres(b.postgres.pid)] as const;
    const mine = await overHttp();
    b.say(`CPU ms a step: ${((cpuOf(app.pid) - before[0]) / mine.done).toFixed(2)} + database ${((cpuOfPostgres(b.postgres.pid) - before[1]) / mine.done).toFixed(2)}; p50 ${mine.p50.toFixed(1)} ms, p99 ${mine.p99.toFixed(1)} ms`);
    const other = await direct();
    rounds.push({ value: mine.done / mine.seconds, limit: other.done / other.seconds });
  }
  b.print({ name: 'take-step', ...medianRound(rounds), least: 0.4, runs: rounds.length });
  await db.end();
});
