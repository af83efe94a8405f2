/** Connections are shared: what the database remembers of one stays true, and nothing writes into somebody else's transaction. */
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTenant, removeTenant } from './access/tenant.ts';
import { asSystem } from './access/system.ts';
import { note } from './audit/history.ts';
import { forgetStatements, openPool } from './database/connect.ts';
import { isPassing, refusalOf } from './database/refusals.ts';
import { newId } from './database/id.ts';
import { startTest, type TestKernel } from './testing.ts';

let t: TestKernel;
let owner: pg.Client;
let ownerUrl: string;
beforeAll(async () => {
  t = await startTest({ modules: [] });
  const url = new URL(inject('postgresUrl'));
  url.pathname = new URL(t.kernel.pool.options.connectionString!).pathname;
  ownerUrl = url.href;
  owner = new pg.Client(ownerUrl);
  await owner.connect();
});
afterAll(async () => { await owner.end(); await t.close(); });

const looked = () => t.kernel.read(t.system, (tx) => tx.query<{ what: string; more?: number }>('select * from changing where id = $1', [1]));

test('表在程序运行时改了结构：读的人和写的人都照常得到答复', async () => {
  forgetStatements();
  await owner.query('create table changing (id int primary key, what text)');
  await owner.query(`insert into changing values (1, '旧')`);
  await owner.query('grant select, update on changing to public');
  try {
    // Side by side, so that several connections remember it.
    for (let i = 0; i < 4; i++) expect(await Promise.all([looked(), looked(), looked()])).toEqual(Array.from({ length: 3 }, () => [{ id: 1, what: '旧' }]));
    expect((await t.kernel.read(t.system, (tx) => tx.query<{ n: number }>(`select count(*)::int as n from pg_prepared_statements where statement like 'select * from changing%'`)))[0]!.n).toBe(1);
    await owner.query('alter table changing add column more int default 7');
    expect(await looked()).toEqual([{ id: 1, what: '旧', more: 7 }]);
    for (let i = 0; i < 5; i++) await looked();
    await owner.query('alter table changing drop column more');
    const written = await t.kernel.write(t.system, async (tx) => {
      await tx.query('update changing set what = $1 where id = $2', ['新', 1]);
      return { seen: await tx.query('select * from changing where id = $1', [1]) };
    });
    expect(written.seen).toEqual([{ id: 1, what: '新' }]);
  } finally {
    await owner.query('drop table changing');
  }
});

test('出错后仍在运行的一支，写不进别人的事务', async () => {
  let left: Promise<unknown> | undefined;
  const failing = t.kernel.write(t.system, async (tx) => {
    left = new Promise((done) => { setTimeout(done, 20); }).then(() => tx.query('select 1 as n'));
    await tx.query('select 1 as n');
    throw new Error('另一支失败了');
  });
  await expect(failing).rejects.toThrow('另一支失败了');
  await expect(left).rejects.toThrow('the transaction is over');
});

test('组织移除时仍在办的事：先办完的一并移除，后来的被拒绝，一行也不留下', async () => {
  const pool = openPool(ownerUrl, 2);
  const { id } = await createTenant(pool, { code: `gone${newId(new Date()).slice(-8)}`, name: '将移除', zone: 'Asia/Shanghai', demo: false }, t.now());
  const system = asSystem(id, 'test');
  const write = (held?: Promise<unknown>) => t.kernel.write(system, async (tx) => {
    await tx.query('select 1');
    began();
    await held;
    await note(tx, { what: 'create', register: 'unit', recordId: newId(tx.now), number: '1', unitId: null } as unknown as Parameters<typeof note>[1]);
    return {};
  });
  let began = (): void => undefined;
  let letGo = (): void => undefined;
  const [started, held] = [new Promise<void>((done) => { began = done; }), new Promise<void>((done) => { letGo = done; })];
  const open = write(held);
  await started;
  const removed = removeTenant(pool, id);
  // Removal stands in the line for the lock; who comes now stands behind it.
  await expect.poll(async () => (await owner.query(`select 1 from pg_locks where locktype = 'advisory' and mode = 'ExclusiveLock' and not granted`)).rowCount).toBe(1);
  const late = write().catch((e: unknown) => e);
  letGo();
  await open;
  await removed;
  expect(await late).toMatchObject({ code: 'organisation.gone', status: 410 });
  for (const table of ['history', 'history_unsealed', 'tenant']) expect((await pool.query(`select 1 from ${table} where ${table === 'tenant' ? 'id' : 'tenant_id'} = $1`, [id])).rows).toEqual([]);
  await pool.end();
});

test('数据库只读（备库）或正在结束：说“暂时不可用”，不当作程序出错，稍后再做', async () => {
  const pool = openPool(ownerUrl, 1);
  // As a replica answers whoever was led there while the primary changes.
  await pool.query('set default_transaction_read_only = on');
  const atReplica = await pool.query('create table elsewhere ()').catch((e: unknown) => e);
  await pool.end();
  const ending = new pg.DatabaseError('terminating connection because of crash of another server process', 0, 'error');
  ending.code = '57P02';
  expect(atReplica).toMatchObject({ code: '25006' });
  for (const e of [atReplica, ending]) expect([isPassing(e), refusalOf(e, t.kernel)]).toEqual([true, expect.objectContaining({ code: 'database.away', status: 503 })]);
});
