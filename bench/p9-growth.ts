/**
 * P9: opening records, taking steps and posting (P1 to P3) over ten times the data. Each rate is taken against the same work sent straight
 * in the same minute, so that a machine that slows down meanwhile does not count as growth. Lists and reports (P4, P5) print their own lines.
 */
import type { Opened } from './lib/app.ts';
import { bench, medianRound } from './lib/bench.ts';
import { claims, owner, visits } from './lib/data.ts';
import type { Load, Loaded } from './lib/load.ts';
import type { Straight } from './lib/straight.ts';

await bench('P9', async (b) => {
  const app = await b.start('app', { BENCH_DATABASE: b.postgres.url, BENCH_DATA: b.dataDir });
  const o = await app.ask<Opened>({});
  const bare = await b.start('bare', { BENCH_DATABASE: b.postgres.url });
  const theirs = await bare.ask<{ port: number; cookie: string }>({});
  const load = await b.start('load');
  const db = await owner(b.postgres.url);
  await db.query('set statement_timeout = 0');
  const seconds = b.quick ? 1 : 4;
  const rate = (of: Promise<Loaded>): Promise<number> => of.then((l) => l.done / l.seconds);
  const http = (to: { readonly port: number; readonly cookie: string }, more: Pick<Load, 'kind' | 'ids'>) => rate(load.ask<Loaded>({ port: to.port, cookie: to.cookie, clients: 16, seconds, ...more } satisfies Load));
  // Each in turn, so that together they stay within the connections that the server has.
  const alone = async (name: 'straight' | 'poster', asked: Straight): Promise<number> => {
    const peer = await b.start(name, { BENCH_APP_DATABASE: o.appUrl });
    try { return await rate(peer.ask(asked)); } finally { await peer.end(); }
  };
  const sent = (kind: 'step' | 'post', owners: readonly string[]): Straight => ({ url: o.appUrl, tenantId: o.tenantId, userId: o.userId, unitId: o.unitId, clients: 16, seconds, kind, owners, shape: 'spread' });
  const work: { readonly [name: string]: (ids: readonly string[]) => Promise<Pair> } = {
    'create-record': async () => ({ value: await http(o, { kind: 'create' }), limit: await http(theirs, { kind: 'create' }) }),
    'take-step': async (ids) => ({ value: await http(o, { kind: 'step', ids }), limit: await alone('straight', sent('step', ids)) }),
    'post-spread': async (ids) => ({ value: await alone('poster', sent('post', ids)), limit: await alone('straight', sent('post', ids)) }),
  };
  const measure = async (ids: readonly string[]): Promise<{ [name: string]: Pair }> => {
    const found: { [name: string]: Pair } = {};
    for (const [name, once] of Object.entries(work)) {
      await once(ids);
      const rounds: Pair[] = [];
      for (let i = 0; i < (b.quick ? 1 : 5); i++) rounds.push(await once(ids));
      found[name] = medianRound(rounds);
    }
    return found;
  };
  const tenth = b.quick ? 1_000 : 50_000;
  const fill = async (from: number, to: number): Promise<readonly string[]> => {
    await visits(db, o, from, to);
    return claims(db, o, (to - from + 1) / 5, 5);
  };
  const small = await measure(await fill(1, tenth));
  const large = await measure(await fill(tenth + 1, tenth * 10));
  for (const name of Object.keys(work)) {
    const [before, after] = [small[name]!, large[name]!];
    b.say(`${name}: ${before.value.toFixed(0)} of ${before.limit.toFixed(0)} a second over ${tenth} records, ${after.value.toFixed(0)} of ${after.limit.toFixed(0)} over ${tenth * 10}`);
    // How much slower for its limit: 1 is no growth at all.
    b.print({ name: `${name}-growth`, value: before.value / before.limit, limit: after.value / after.limit, most: 1.3, runs: b.quick ? 1 : 5 });
  }
  await db.end();
});
interface Pair { readonly value: number; readonly limit: number }
