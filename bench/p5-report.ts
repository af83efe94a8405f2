/** P5: points by region and service type over a million orders, against the plain GROUP BY, and again with closed months: those are summed once. */
import { asSystem } from '../src/kernel/access/system.ts';
import { Unit } from '../src/kernel/access/organisation.ts';
import { createTenant } from '../src/kernel/access/tenant.ts';
import { openCipher } from '../src/kernel/database/cipher.ts';
import { openPool } from '../src/kernel/database/connect.ts';
import { applicationUrl, migrate } from '../src/kernel/database/migrate.ts';
import { createRecord } from '../src/kernel/register/write.ts';
import { openKernel, withSystem } from '../src/kernel/runtime.ts';
import { modules } from '../src/modules.ts';
import { cellsOf } from '../src/modules/service/service-points/index.ts';
import { bench, median } from './lib/bench.ts';

await bench('P5', async (b) => {
  await migrate(b.postgres.url, withSystem(modules));
  const url = await applicationUrl(b.postgres.url, b.dataDir);
  const kernel = openKernel({ url, modules, clock: { now: () => new Date('2026-02-10T02:00:00Z') }, cipher: openCipher(Buffer.alloc(32, 1)) });
  const owner = openPool(b.postgres.url, 1);
  const tenant = await createTenant(owner, { code: 'bench', name: '量测', zone: 'Asia/Shanghai', demo: false }, new Date());
  const system = asSystem(tenant.id, 'set-up');
  await kernel.write(system, (tx) => createRecord(tx, Unit, { code: 'HQ', name: '总部', unit_kind: 'organisation', parent: null, zone: 'Asia/Shanghai', day_starts: '00:00' }));
  const straight = openPool(url, 1);
  // Filling takes as long as it takes.
  await owner.query('set statement_timeout = 0');
  const ours = async (): Promise<number> => {
    const start = performance.now();
    const cells = await kernel.read(system, (tx) => cellsOf(tx, '2025-01-01', '2025-12-31'));
    if (cells.length !== 36) throw new Error(`${cells.length} cells`);
    return performance.now() - start;
  };
  const plain = async (): Promise<number> => {
    const client = await straight.connect();
    const start = performance.now();
    await client.query(`begin read only; set local dutydesk.tenant = '${tenant.id}'`);
    await client.query(`select dim_a, dim_b, count(*), sum(amount) from ledger_entry where tenant_id = $1 and ledger = 'service_points' and account = 'earned' and business_day between '2025-01-01' and '2025-12-31' group by dim_a, dim_b`, [tenant.id]);
    await client.query('commit');
    client.release();
    return performance.now() - start;
  };
  const measure = async (runs: number) => {
    const [mine, theirs]: [number[], number[]] = [[], []];
    await ours();
    await plain();
    for (let i = 0; i < runs; i++) { mine.push(await ours()); theirs.push(await plain()); }
    return { value: median(mine), limit: median(theirs) };
  };
  const fill = async (from: number, to: number) => {
    await owner.query(
      `with made as (select i, gen_random_uuid() as id, date '2025-01-01' + (i % 365) as day, 20 + (i % 7) * 10 as points from generate_series($2::int, $3::int) as i),
         journals as (insert into ledger_journal select $1, id, 'service_points', 'credit', 'FW-' || i, points, now(), now(), day, $1, null, null, null from made)
       insert into ledger_entry select $1, id, line, 'service_points', account, '00000000-0000-0000-0000-000000000000', points * sign, null, day, 'R' || (i % 6), 'T' || ((i / 6) % 6)
         from made, (values (1::smallint, 'granted', -1), (2::smallint, 'earned', 1)) as side(line, account, sign)`, [tenant.id, from, to]);
    await owner.query('vacuum analyze ledger_entry');
    await owner.query('vacuum analyze ledger_journal');
  };
  const all = b.quick ? 50_000 : 1_000_000;
  const runs = b.quick ? 5 : 9;
  await fill(1, all / 10);
  const small = await measure(runs);
  await fill(all / 10 + 1, all);
  const open = await measure(runs);
  b.print({ name: 'region-type-ms', ...open, most: 1.1, runs });
  b.print({ name: 'region-type-growth-p9', value: open.value / open.limit, limit: small.value / small.limit, most: 1.3, runs });
  for (let month = 1; month <= 6; month++) await owner.query('select dd_close_period($1, $1, now(), $2, $3)', [tenant.id, 'service_points', `2025-${String(month).padStart(2, '0')}`]);
  const half = await measure(runs);
  for (let month = 7; month <= 12; month++) await owner.query('select dd_close_period($1, $1, now(), $2, $3)', [tenant.id, 'service_points', `2025-${String(month).padStart(2, '0')}`]);
  const closed = await measure(runs);
  b.say(`open ${open.value.toFixed(0)} ms, six months closed ${half.value.toFixed(0)} ms, all closed ${closed.value.toFixed(1)} ms`);
  b.print({ name: 'region-type-closed-ms', value: closed.value, limit: closed.limit, most: 1.1, runs });
  await Promise.all([owner.end(), straight.end(), kernel.close()]);
});
