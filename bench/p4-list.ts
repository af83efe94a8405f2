/** P4: a list page over a million records: filter, sort, first page and count over HTTP, against the same statements sent straight. P9 repeats it at a tenth. */
import type { Opened } from './lib/app.ts';
import { bench, median } from './lib/bench.ts';
import { openPool } from '../src/kernel/database/connect.ts';

await bench('P4', async (b) => {
  const app = await b.start('app', { BENCH_DATABASE: b.postgres.url, BENCH_DATA: b.dataDir });
  const { port, cookie, tenantId, userId, unitId, appUrl } = await app.ask<Opened>({});
  const owner = openPool(b.postgres.url, 1);
  const straight = openPool(appUrl, 1);
  const filter = JSON.stringify({ all: [{ field: 'purpose', op: 'eq', value: 'p7' }, { field: 'people', op: 'gte', value: 2 }] });
  const page = async (): Promise<number> => {
    const start = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}/api/records/bench_visit?${new URLSearchParams({ filter, sort: '-came_at', page: '1', size: '50' }).toString()}`, { headers: { cookie } });
    const { total, rows } = await answer.json() as { total: number; rows: unknown[] };
    if (!answer.ok || rows.length !== 50 || total < 50) throw new Error(`the list answered ${answer.status} with ${total}`);
    return performance.now() - start;
  };
  const where = `from bench_visit r where r.tenant_id = $1 and r.unit_id = any($2) and r.purpose = $3 and r.people >= $4 and r.archived_at is null`;
  const values = [tenantId, [unitId], 'p7', 2];
  const sql = async (): Promise<number> => {
    const client = await straight.connect();
    const start = performance.now();
    await client.query(`begin read only; set local dutydesk.tenant = '${tenantId}'`);
    await client.query(`select count(*)::int as n ${where}`, values);
    await client.query(`select r.* ${where} order by r.came_at desc, r.id desc limit 50`, values);
    await client.query('commit');
    client.release();
    return performance.now() - start;
  };
  const measure = async (rounds: number) => {
    for (let i = 0; i < 5; i++) { await page(); await sql(); }
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let i = 0; i < rounds; i++) { ours.push(await page()); theirs.push(await sql()); }
    return { value: median(ours), limit: median(theirs) };
  };
  const fill = async (from: number, to: number) => {
    await owner.query(
      `insert into bench_visit (tenant_id, id, number, state, unit_id, version, created_at, created_by, guest, room, purpose, came_on, came_at, people, paid)
       select $1, gen_random_uuid(), 'LF-202601-' || lpad(i::text, 7, '0'), '', $2, 1, now(), $3, '来宾' || (i % 9973), 'V' || (i % 40), 'p' || (i % 50),
         date '2024-01-01' + (i % 700), timestamptz '2024-01-01' + make_interval(mins => i % 1000000), 1 + i % 9, (i * 37) % 500000 from generate_series($4::int, $5::int) as i`, [tenantId, unitId, userId, from, to]);
    await owner.query('vacuum analyze bench_visit');
  };
  const rounds = b.quick ? 10 : 40;
  const small = b.quick ? 5_000 : 100_000;
  await fill(1, small);
  const before = await measure(rounds);
  await fill(small + 1, small * 10);
  const after = await measure(rounds);
  b.print({ name: 'list-page-ms', ...after, most: 1.3, runs: rounds });
  // Growth of what the product adds: the count itself grows with the rows it counts, in the straight statements as well.
  b.print({ name: 'list-page-growth-p9', value: after.value / after.limit, limit: before.value / before.limit, most: 1.3, runs: rounds });
  await owner.end();
  await straight.end();
});
