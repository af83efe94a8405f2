/** Data in bulk, written straight into the tables: what years of use leave behind. */
import pg from 'pg';
import type { Opened } from './app.ts';

export async function owner(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Visits numbered on from what is there, one every ten minutes backwards, with the history and the search words that opening them leaves. */
export async function visits(db: pg.Client, o: Opened, from: number, to: number): Promise<void> {
  await db.query(
    `insert into bench_visit (tenant_id, id, number, state, unit_id, version, created_at, created_by, guest, room, purpose, came_on, came_at, people, paid, remark)
     select $1, gen_random_uuid(), 'LF-OLD-' || lpad(n::text, 9, '0'), '', $2, 1, at, $3, '来宾' || n % 5000, 'V' || n % 90, 'p' || n % 50, at::date, at, n % 12 + 1, n % 90000, 'prefers a quiet room near the lift'
     from generate_series($4::int, $5::int) n, lateral (select timestamptz '2026-11-20 20:00+08' - n * interval '10 minutes' as at) t`, [o.tenantId, o.unitId, o.userId, from, to]);
  await db.query(
    `insert into history (tenant_id, register, record_id, number, unit_id, what, at, business_day, actor_id, actor_name, after)
     select tenant_id, 'bench_visit', id, number, unit_id, 'create', created_at, came_on, created_by, '李妍', jsonb_build_object('guest', guest, 'room', room, 'purpose', purpose, 'came_at', came_at, 'paid', paid)
     from bench_visit where tenant_id = $1 and number >= 'LF-OLD-' || lpad($2::text, 9, '0') and number <= 'LF-OLD-' || lpad($3::text, 9, '0')`, [o.tenantId, from, to]);
  await db.query(
    `insert into search_word (tenant_id, register, record_id, unit_id, number, title, words)
     select tenant_id, 'bench_visit', id, unit_id, number, guest || ' ' || room, array[lower(number), guest, lower(room), 'quiet', 'lift'] from bench_visit
     where tenant_id = $1 and number >= 'LF-OLD-' || lpad($2::text, 9, '0') and number <= 'LF-OLD-' || lpad($3::text, 9, '0')`, [o.tenantId, from, to]);
  await db.query('vacuum analyze');
}

/** Claims with so many earlier postings each; returns their ids. */
export async function claims(db: pg.Client, o: Opened, count: number, postings: number): Promise<string[]> {
  await db.query(
    `insert into bench_claim (tenant_id, id, number, state, unit_id, version, created_at, created_by, guest)
     select $1, gen_random_uuid(), 'SQ-' || gen_random_uuid(), 'open', $2, 1, now(), $3, 'Wang Li' from generate_series(1, $4::int)`, [o.tenantId, o.unitId, o.userId, count]);
  const { rows } = await db.query<{ id: string }>('select id from bench_claim where tenant_id = $1 order by random() limit $2', [o.tenantId, Math.min(count, 20_000)]);
  if (postings > 0) await postingsOf(db, o, postings);
  await db.query('vacuum analyze');
  return rows.map((r) => r.id);
}

async function postingsOf(db: pg.Client, o: Opened, each: number): Promise<void> {
  await db.query(`create temp table old_journal as select gen_random_uuid() as id, c.id as owner, 5 * k as balance, date '2025-01-01' + k as day from bench_claim c, generate_series(1, $2::int) k
    where c.tenant_id = $1 and not exists (select 1 from ledger_account a where a.tenant_id = $1 and a.ledger = 'bench_points' and a.account = 'card' and a.owner = c.id)`.replaceAll('$1', `'${o.tenantId}'`).replaceAll('$2', String(each)));
  await db.query(`insert into ledger_journal select $1::uuid, id, 'bench_points', 'earn', id::text, 5, day, day, day, $2::uuid, 'bench_claim', owner, null from old_journal`, [o.tenantId, o.userId]);
  await db.query(`insert into ledger_entry select $1::uuid, id, 1::smallint, 'bench_points', 'issued', '00000000-0000-0000-0000-000000000000'::uuid, -5, null::bigint, day, '', '' from old_journal
    union all select $1::uuid, id, 2::smallint, 'bench_points', 'card', owner, 5, balance, day, '', '' from old_journal`, [o.tenantId]);
  await db.query(`insert into ledger_account select $1::uuid, 'bench_points', 'card', owner, max(balance) from old_journal group by owner`, [o.tenantId]);
  await db.query('drop table old_journal');
}
