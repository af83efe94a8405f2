/**
 * P11: P4 and P5 on real service orders (FS-5.1): a million of six years in the shipped register, with the words under which they are found;
 * what a dispatcher opens, over HTTP. No straight statement beside it: the limit is how long a person waits for a page.
 */
import { openPool, type Pool } from '../src/kernel/database/connect.ts';
import { bench, median } from './lib/bench.ts';
import type { OrdersOpened } from './lib/orders.ts';

const A_MOMENT = 1_000;

await bench('P11', async (b) => {
  const app = await b.start('orders', { BENCH_DATABASE: b.postgres.url, BENCH_DATA: b.dataDir });
  const o = await app.ask<OrdersOpened>({});
  const owner = openPool(b.postgres.url, 1);
  await fill(owner, o, b.quick ? 10_000 : 1_000_000);
  const ask = async (path: string): Promise<{ readonly total?: number }> => {
    const answer = await fetch(`http://127.0.0.1:${o.port}${path}`, { headers: { cookie: o.cookie } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return await answer.json() as { readonly total?: number };
  };
  const list = (more: { readonly [name: string]: string | object }): string =>
    `/api/records/service_order?${new URLSearchParams({ page: '1', size: '50', ...Object.fromEntries(Object.entries(more).map(([k, v]) => [k, typeof v === 'string' ? v : JSON.stringify(v)])) }).toString()}`;
  const report = (name: string, params: object): string => `/api/reports/${name}?params=${encodeURIComponent(JSON.stringify(params))}`;
  const year = { from: '2026-01-01', as_of: '2026-10-31' };
  const asked = {
    'orders-newest': list({ sort: '-number' }),
    'orders-by-day-done': list({ sort: '-done_on' }),
    'orders-by-repair-deadline': list({ sort: 'repair_by' }),
    'orders-of-a-month': list({ filter: { all: [{ field: 'state', op: 'eq', value: 'closed' }, { field: 'done_on', op: 'between', value: ['2026-09-01', '2026-09-30'] }] } }),
    'orders-part-of-the-work-rare': list({ filter: { field: 'content', op: 'contains', value: '盘管' } }),
    'orders-part-of-the-work-common': list({ filter: { field: 'content', op: 'contains', value: '检修' } }),
    'orders-searched-by-number': list({ q: 'ZL-202609-012345' }),
    'everything-searched-by-number': `/api/search?q=${encodeURIComponent('ZL-202609-012345')}`,
    'everything-searched-by-year': `/api/search?q=${encodeURIComponent('2026')}`,
    'order-picked-by-number': `/api/options/service_order?q=${encodeURIComponent('202609-012345')}`,
    'dispatch-board-week': `/api/queries/dispatch_board?params=${encodeURIComponent(JSON.stringify({ span: 'week' }))}`,
    'service-dynamics-of-ten-months': report('service_dynamics', year),
    'four-rates-of-ten-months': report('service_rates', year),
    'deadlines-of-ten-months': report('service_deadlines', year),
    'emergencies-of-a-month': report('service_emergencies', { from: '2026-10-01', as_of: '2026-10-31', which: 'emergencies' }),
  };
  for (const [name, path] of Object.entries(asked)) {
    const times: number[] = [];
    let total: number | undefined;
    for (let i = 0; i < 6; i++) {
      const start = performance.now();
      ({ total } = await ask(path));
      times.push(performance.now() - start);
    }
    b.say(`${name}: ${total ?? ''} ${times.map((t) => Math.round(t)).join(' ')}`);
    b.print({ name: `${name}-ms`, value: median(times.slice(1)), limit: A_MOMENT, most: 1, runs: 5 });
  }
  await owner.end();
});

/** Every second minute or so an order, six kinds of work in six branches for a hundred and twenty customers; the last two thousand are open. */
async function fill(owner: Pool, o: OrdersOpened, count: number): Promise<void> {
  await owner.query('set statement_timeout = 0');
  // Filling is not measured: indexes are made afterwards, references are right by construction.
  const { rows: indexes } = await owner.query<{ name: string; made: string }>(`select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index where indrelid = 'service_order'::regclass and not indisunique`);
  for (const { name } of indexes) await owner.query(`drop index ${name}`);
  await owner.query('set session_replication_role = replica');
  await owner.query(
    `insert into service_order (tenant_id, id, number, state, unit_id, version, created_at, created_by, customer, region, service_type, priority, content, received_at, issued_on,
       respond_by, responded_at, response_met, repair_by, finished_at, repair_met, done_on, resolved_on, outcome, highlight, result)
     select $1, gen_random_uuid(), 'ZL-' || to_char(at at time zone 'Asia/Shanghai', 'YYYYMM') || '-' || lpad(n::text, 7, '0'), case when open then 'drafted' else 'closed' end, c.unit_id, 6, at, $2, c.id, r.id, t.id,
       case when n % 17 = 0 then 'urgent' else 'normal' end,
       '第 ' || n % 977 || ' 号加热炉' || (array['检修', '燃烧器点火不正常', '更换安全阀', '调试验收', '仪表校验', '例行维护保养'])[1 + n % 6] || case when n % 1999 = 0 then '，盘管渗漏' else '' end || case when n % 3 = 0 then '，检修后试压' else '' end,
       at, at::date, at + interval '4 hours', at + interval '3 hours', n % 23 <> 0, at + interval '2 days', case when open then null else at + interval '1 day' end, n % 29 <> 0,
       case when open then null else (at + interval '1 day')::date end, case when open then null else (at + interval '1 day')::date end, case when open then null else 'resolved' end, n % 4001 = 0,
       case when open then null else '按规程完成，试运行正常' end
     from generate_series(1, $3::int) n
     cross join lateral (select timestamptz '2026-11-25 18:00+08' - ($3::int - n) * interval '1' minute * 3.1 as at, n > $3::int - 2000 as open) x
     join (select id, unit_id, row_number() over (order by name) - 1 as k, count(*) over () as many from customer where tenant_id = $1) c on c.k = n % c.many
     join service_region r on r.tenant_id = $1 and r.branch = c.unit_id
     join (select id, row_number() over (order by code) - 1 as k from service_type where tenant_id = $1) t on t.k = n / 7 % 6`, [o.tenantId, o.userId, count]);
  await owner.query(
    `insert into search_word (tenant_id, register, record_id, unit_id, number, title, words)
     select s.tenant_id, 'service_order', s.id, s.unit_id, s.number, c.name, array['z', 'zl'] || array(select distinct substr(digits, i, 4) from generate_series(1, length(digits) - 3) i) || array['2', '20', '202', '0', '00', '000']
     from service_order s join customer c on c.tenant_id = s.tenant_id and c.id = s.customer cross join lateral (select replace(substr(s.number, 4), '-', '') as digits) d where s.tenant_id = $1`, [o.tenantId]);
  await owner.query('set session_replication_role = default');
  for (const { made } of indexes) await owner.query(made);
  await owner.query('vacuum analyze service_order');
  await owner.query('vacuum analyze search_word');
}
