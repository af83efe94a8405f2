/** R8: the connection is killed in the middle of every migration; started again, each step has happened as a whole or not at all, and the end is the same as without kills. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool, type Pool } from '../../src/kernel/database/connect.ts';
import { migrate, migrationsOf } from '../../src/kernel/database/migrate.ts';
import { withSystem } from '../../src/kernel/runtime.ts';
import { modules } from '../../src/modules.ts';

const all = withSystem(modules);
const names: string[] = [];
let admin: Pool;
beforeAll(() => { admin = openPool(process.env['DUTYDESK_TEST_POSTGRES']!, 1); });
afterAll(async () => {
  for (const name of names) await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
});

async function database(): Promise<{ readonly name: string; readonly url: string }> {
  const name = `up_${randomBytes(6).toString('hex')}`;
  names.push(name);
  await admin.query(`create database ${name}`);
  const url = new URL(process.env['DUTYDESK_TEST_POSTGRES']!);
  url.pathname = `/${name}`;
  return { name, url: url.toString() };
}

/** Everything that a migration makes, as text: columns, keys, indexes, functions, rights, policies, what ran. */
async function shapeOf(url: string): Promise<string[]> {
  const pool = openPool(url, 1);
  const { rows } = await pool.query<{ what: string }>(`
    select concat('column ', table_name, '.', column_name, ' ', data_type, ' ', is_nullable, ' ', column_default) as what from information_schema.columns where table_schema = 'public'
    union all select concat('key ', conrelid::regclass, ' ', pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace
    union all select concat('index ', indexdef) from pg_indexes where schemaname = 'public'
    union all select concat('function ', proname, ' ', md5(prosrc), ' ', proacl::text) from pg_proc where pronamespace = 'public'::regnamespace and proname <> 'dd_boom'
    union all select concat('rights ', relname, ' ', relacl::text, ' ', relforcerowsecurity) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    union all select concat('policy ', polrelid::regclass, ' ', pg_get_expr(polqual, polrelid)) from pg_policy
    union all select concat('ran ', name, ' ', checksum) from migration order by 1`);
  await pool.end();
  return rows.map((r) => r.what);
}

test('迁移的每一步中途断开:重启后那一步不留一半,接着做完;结果与没有断开的相同 [R8]', async () => {
  const [whole, broken] = [await database(), await database()];
  await migrate(whole.url, all);
  const steps = migrationsOf(all);
  const owner = openPool(broken.url, 1);
  // Whoever changes a table while as many steps ran as named loses their connection there and then.
  await owner.query('create table migration (name text primary key, checksum text not null, at timestamptz not null default now())');
  await owner.query(`create function dd_boom() returns event_trigger language plpgsql as $$ begin
    if (select count(*) from migration) = nullif(current_setting('dutydesk.boom', true), '')::int and current_query() not like 'create table if not exists migration%' then perform pg_terminate_backend(pg_backend_pid()); end if; end $$`);
  await owner.query(`alter database ${broken.name} set log_min_messages = 'panic'`);
  await owner.query('create event trigger dd_boom on ddl_command_end execute function dd_boom()');
  let [killed, left] = [0, 0];
  for (let at = 0; at < steps.length; at++) {
    await owner.query(`alter database ${broken.name} set dutydesk.boom = '${at}'`);
    const ended = await migrate(broken.url, all, [], new Set(steps.slice(0, at + 1).map((s) => s.name))).then(() => 'done', () => 'killed');
    const ran = (await owner.query<{ n: number }>('select count(*)::int as n from migration')).rows[0]!.n;
    if (ended === 'killed') {
      killed++;
      if (ran !== at) left++;
      await owner.query(`alter database ${broken.name} set dutydesk.boom = ''`);
      await migrate(broken.url, all, [], new Set(steps.slice(0, at + 1).map((s) => s.name)));
    }
  }
  await owner.query('drop event trigger dd_boom');
  await owner.query(`alter database ${broken.name} reset dutydesk.boom`);
  await owner.query('drop function dd_boom()');
  await owner.end();
  await migrate(broken.url, all);
  process.stdout.write(`R8 upgrades value=${steps.length} killed=${killed} half=${left}\n`);
  expect(left).toBe(0);
  // Steps that change rows only have no such moment.
  expect(killed).toBeGreaterThan(steps.length * 0.9);
  expect(await shapeOf(broken.url)).toEqual(await shapeOf(whole.url));
}, 600_000);
