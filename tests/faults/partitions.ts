/**
 * R7: every table of an organisation hash-partitioned by it. In the template of a fresh cluster lies an event trigger that makes each new
 * table with a tenant_id a partitioned one at once, keys and foreign keys included, so that every later migration, test and statement meets
 * partitioned tables. A table whose keys lack the organisation cannot be, and is named. A part of the suite runs on it; then the demo is
 * loaded and looked at, and PostgreSQL's own counters tell whether a partition of another organisation was ever read.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { asSystem } from '../../src/kernel/access/system.ts';
import { tenantsOf } from '../../src/kernel/access/tenant.ts';
import { migrate } from '../../src/kernel/database/migrate.ts';
import { listPage } from '../../src/kernel/register/list.ts';
import { recordPage } from '../../src/kernel/register/page.ts';
import { withSystem } from '../../src/kernel/runtime.ts';
import { modules } from '../../src/modules.ts';
import { startApp } from '../../src/server/app.ts';
import { backUp } from '../../src/server/backup/backup.ts';
import { verifyBackup } from '../../src/server/backup/restore.ts';
import { runSuite } from './suite.ts';
import type { Scratch } from './scratch.ts';
import { openPool } from '../../src/kernel/database/connect.ts';

export const PARTS = 8;

const HASHED = `
create function dd_hashed() returns event_trigger language plpgsql as $$
declare t record; c record; kept jsonb; old text; part integer;
begin
  for t in select objid::regclass::text as name, relname, objid from pg_event_trigger_ddl_commands() d join pg_class r on r.oid = d.objid
    where d.command_tag = 'CREATE TABLE' and r.relkind = 'r' and not r.relispartition and r.relpersistence = 'p' and d.schema_name = 'public'
      and exists (select 1 from pg_attribute a where a.attrelid = d.objid and a.attname = 'tenant_id')
  loop
    select jsonb_agg(jsonb_build_object('name', conname, 'type', contype, 'def', pg_get_constraintdef(oid)) order by contype = 'f', conname) into kept
      from pg_constraint where conrelid = t.objid and conparentid = 0 and contype in ('p', 'u', 'f', 'x');
    if exists (select 1 from pg_index i where i.indrelid = t.objid and i.indisunique
      and not (select attnum from pg_attribute where attrelid = t.objid and attname = 'tenant_id') = any(i.indkey::int2[])) then
      raise notice 'not partitioned: %', t.name;
      continue;
    end if;
    old := t.relname || '__plain';
    execute format('alter table %I rename to %I', t.relname, old);
    execute format('create table %I (like %I including defaults including constraints including identity including generated including comments including storage) partition by hash (tenant_id)', t.relname, old);
    execute format('drop table %I', old);
    for part in 0 .. ${PARTS - 1} loop
      execute format('create table %I partition of %I for values with (modulus ${PARTS}, remainder %s)', t.relname || '_p' || part, t.relname, part);
    end loop;
    for c in select * from jsonb_to_recordset(coalesce(kept, '[]')) as x(name text, type text, def text) loop
      execute format('alter table %I add constraint %I %s', t.relname, c.name, c.def);
    end loop;
  end loop;
end $$;
create event trigger dd_hashed on ddl_command_end when tag in ('CREATE TABLE') execute function dd_hashed();`;

/** From now on every database made in this cluster is partitioned. */
export async function hashEverything(url: string): Promise<void> {
  const template = new URL(url);
  template.pathname = '/template1';
  const pool = openPool(template.toString(), 1);
  try {
    await pool.query(HASHED);
  } finally {
    await pool.end();
  }
}

/** The kernel, and modules that post, hold, close, plan and search. */
const PART = ['src/kernel', 'src/modules/guests/points', 'src/modules/service/parts', 'src/modules/service/orders', 'src/modules/people/rosters', 'src/modules/money/expenses'];

export interface Hashed {
  readonly passed: number; readonly failed: number; readonly said: string;
  readonly partitioned: number; readonly left: readonly string[];
  /** Reads of partitions, by sequence or index; those of partitions where the organisation cannot be. */
  readonly reads: number; readonly elsewhere: readonly string[];
}

export async function partitioned(at: Scratch): Promise<Hashed> {
  await hashEverything(at.url);
  await withManyLocks(at);
  return { ...await runSuite(at.url, PART), ...await readsOfTheDemo(at) };
}

/** A backup reads all tables in one transaction and locks each, its partitions and their indexes: more than the 64 for each connection that are usual. */
async function withManyLocks(at: Scratch): Promise<void> {
  const pool = openPool(at.url, 1);
  await pool.query('alter system set max_locks_per_transaction = 1024');
  await pool.end();
  await at.postgres().stop();
  await at.again();
}

/** What the organisation's tables are, whose keys did not allow it, and which partitions the demo touched. */
async function readsOfTheDemo(at: Scratch): Promise<Pick<Hashed, 'partitioned' | 'left' | 'reads' | 'elsewhere'>> {
  const url = new URL(at.url);
  url.pathname = '/hashed';
  const admin = openPool(at.url, 1);
  await admin.query('create database hashed');
  await admin.end();
  await migrate(url.toString(), withSystem(modules));
  const owner = openPool(url.toString(), 1);
  try {
    const tables = (await owner.query<{ name: string; hashed: boolean }>(`select relname as name, relkind = 'p' as hashed from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
      and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')`)).rows;
    // Migrations look at every partition; what is counted from now on is the work of organisations.
    await owner.query('select pg_stat_reset()');
    const dataDir = join(at.folder, 'data');
    const tenant = await workInDemo(url.toString(), dataDir);
    await pause(2_000);
    const readsOf = async () => (await owner.query<{ name: string; reads: number; own: boolean }>(`select s.relname as name, coalesce(s.seq_scan, 0) + coalesce(s.idx_scan, 0) as reads,
      satisfies_hash_partition(i.inhparent, ${PARTS}, right(s.relname, 1)::int, $1::uuid) as own from pg_stat_user_tables s join pg_inherits i on i.inhrelid = s.relid`, [tenant])).rows;
    const parts = await readsOf();
    // A backup of partitioned tables is brought back like any other.
    const file = join(at.folder, 'partitioned.tar');
    await backUp(url.toString(), { dataDir, file, at: new Date(), program: 'test' });
    await verifyBackup(file, { ownerUrl: url.toString(), dataDir, modules });
    // That a statement without its organisation would be seen.
    await owner.query('select count(*) from app_user');
    await owner.query('select pg_stat_force_next_flush()');
    await pause(1_000);
    if (!(await readsOf()).some((p) => !p.own && p.reads > 0)) throw new Error('the counters see nothing');
    return {
      partitioned: tables.filter((t) => t.hashed).length, left: tables.filter((t) => !t.hashed).map((t) => t.name),
      reads: parts.reduce((n, p) => n + (p.own ? p.reads : 0), 0), elsewhere: parts.filter((p) => !p.own && p.reads > 0).map((p) => `${p.name} ${p.reads}`),
    };
  } finally {
    await owner.end();
  }
}

/** The demo is loaded, that is every kind of step, posting and closing; then the clock's rounds run, and every list and a record of each is opened. */
async function workInDemo(ownerUrl: string, dataDir: string): Promise<string> {
  const app = await startApp({ ownerUrl, dataDir, host: '127.0.0.1', port: 0, demo: true, webDir: join(dataDir, 'none'), quiet: true });
  try {
    const [tenant] = await tenantsOf(app.kernel.pool);
    const system = asSystem(tenant!.id, 'test');
    for (const register of app.kernel.registers.values()) {
      await app.kernel.read(system, async (tx) => {
        const { rows } = await listPage(tx, register, { page: 1, size: 20 });
        if (rows[0]) await recordPage(tx, register, rows[0].id);
      });
    }
    await pause(7_000);
    return tenant!.id;
  } finally {
    await app.close();
  }
}
