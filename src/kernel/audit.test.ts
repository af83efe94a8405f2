/** The chain of the history while the house goes on working: the sealer never gets stuck, and checking never raises a false alarm. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seal, verify } from './audit/history.ts';
import { openPool, type Pool } from './database/connect.ts';
import { createRecord, defineModule, defineRegister, f } from './index.ts';
import { startTest, type TestKernel } from './testing.ts';

const Lamp = defineRegister('lamp', { label: ['灯', 'Lamp'], number: 'D-{00000}', fields: { name: f.text('名称', 'Name') }, list: ['name'], access: { read: ['keeper'], create: ['keeper'] } });
const lamps = defineModule({ name: 'lamps', area: 'guests', label: ['灯', 'Lamps'], roles: { keeper: ['保管员', 'Keeper'] }, registers: [Lamp] });

let t: TestKernel;
let owner: Pool;
beforeAll(async () => {
  t = await startTest({ modules: [lamps], tables: [Lamp], now: '2026-11-23T02:00:00Z' });
  const [row] = await t.sql<{ name: string }>('select current_database() as name');
  const url = new URL(process.env['DUTYDESK_TEST_POSTGRES'] ?? '');
  url.pathname = `/${row!.name}`;
  owner = openPool(url.toString(), 2);
});
afterAll(async () => { await owner.end(); await t.close(); });
const light = () => t.run(t.system, (tx) => createRecord(tx, Lamp, { name: '灯' }));
const sealAll = () => t.kernel.write(t.system, async (tx) => ({ n: await seal(tx) }));

test('校验时系统仍在登记并封存:不误报被篡改 [S8]', async () => {
  await light();
  await sealAll();
  const late = [async () => { await light(); await sealAll(); }];
  const verdict = await t.kernel.read(t.system, (tx) => verify({ ...tx, query: async (text, values) => {
    await late.splice(0, Number(text.includes('audit_head')))[0]?.();
    return tx.query(text, values);
  } }));
  expect(late).toEqual([]);
  expect(verdict).toMatchObject({ ok: true, firstBroken: null });
});

test('链尾被截断仍然看得出来', async () => {
  const client = await owner.connect();
  await client.query('begin');
  await client.query(`select set_config('dutydesk.tenant', $1, true)`, [t.tenantId]);
  await client.query('delete from audit_link where tenant_id = $1 and seq = (select max(seq) from audit_link where tenant_id = $1)', [t.tenantId]);
  const tx = { kernel: t.kernel, tenantId: t.tenantId, actor: t.system, now: t.now(), query: async (text: string, values?: readonly unknown[]) => (await client.query(text, values as unknown[])).rows };
  expect(await verify(tx as never)).toMatchObject({ ok: false });
  await client.query('rollback');
  client.release();
});

test('积压多于一轮、其间又有较早的记录提交:封存不会卡住', async () => {
  await sealAll();
  const early = await t.kernel.pool.connect();
  await early.query('begin');
  await early.query(`select set_config('dutydesk.tenant', $1, true)`, [t.tenantId]);
  await early.query(`with w as (insert into history (tenant_id, register, record_id, number, what, at, business_day, actor_id, actor_name)
    select $1, 'lamp', $1, '', 'early', $2, '2026-11-23', $1, '甲' from generate_series(1, 2) returning id) insert into history_unsealed select $1, id from w`, [t.tenantId, t.now()]);
  await light();
  await light();
  // The sealer is stopped after it chose its rows: somebody holds the link it is about to write.
  const [head] = await t.sql<{ seq: number }>('select seq from audit_head where tenant_id = $1', [t.tenantId]);
  const stop = await owner.connect();
  await stop.query('begin');
  await stop.query(`select set_config('dutydesk.tenant', $1, true)`, [t.tenantId]);
  await stop.query(`insert into audit_link values ($1, '2026-11-23', $2, -1, '')`, [t.tenantId, head!.seq + 1]);
  const sealing = t.kernel.write(t.system, async (tx) => ({ n: await seal(tx, 2) }));
  await new Promise((done) => { setTimeout(done, 300); });
  await early.query('commit');
  early.release();
  await stop.query('rollback');
  stop.release();
  expect((await sealing).n).toBe(2);
  expect((await sealAll()).n).toBe(2);
  expect(await t.kernel.read(t.system, verify)).toMatchObject({ ok: true, unsealed: 0 });
});
