/** Somebody holds what others need: they are told so in words, all of it is taken back, and the same request goes through once it is free. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openHouse, type House, type Person } from '../../tests/access/house.ts';
import { loadActor } from '../kernel/access/people.ts';
import { asSystem } from '../kernel/access/system.ts';
import type { JobRow } from '../kernel/api.ts';
import type { Client } from '../kernel/database/connect.ts';
import { newId } from '../kernel/database/id.ts';
import { createRecord, defineModule, defineProcess, defineRegister, f } from '../kernel/index.ts';
import { type JobKind, startJob } from '../kernel/job/job.ts';
import { fireTimers } from '../kernel/process/timers.ts';

const Jar = defineRegister('busy_jar', { label: ['罐子', 'Jar'], number: 'GZ-{0000}', fields: { name: f.text('名称', 'Name') }, list: ['name'], access: { read: ['clerk'], create: ['clerk'], edit: ['clerk'] } });
const Filling = defineProcess(Jar, 'empty', {
  empty: { label: ['空', 'Empty'], tone: 'waiting', timer: { step: 'fill', at: ({ now }) => new Date(now.getTime() + 60_000) } },
  full: { label: ['满', 'Full'], tone: 'done' },
}, (step) => ({ fill: step({ label: ['装满', 'Fill'], from: ['empty'], to: 'full', by: ['clerk'], form: {} }) }));
const Shelf: JobKind<{ readonly jars: number }> = {
  name: 'busy_shelf', label: ['摆罐子', 'Shelving jars'],
  async run(c) {
    for (let n = Number(c.checkpoint ?? 0) + 1; n <= c.input.jars; n++) await c.keep(async (tx) => { await createRecord(tx, Jar, { name: `架上 ${n}` }, { typed: true }); return n; });
    return { said: ['摆好了', 'Done'] };
  },
};
const jars = defineModule({ name: 'busy_jars', area: 'guests', label: ['罐子', 'Jars'], roles: { clerk: ['前台', 'Clerk'] }, registers: [Jar], processes: [Filling], jobs: [Shelf] });

let house: House;
let clerk: Person;
let other: Client;
const clock = { ahead: 0 };
beforeAll(async () => {
  house = await openHouse({ modules: [jars], tables: [Jar], clock: { now: () => new Date(Date.now() + clock.ahead) } });
  clerk = await house.person(house.here, 'clerk', 'CC');
  other = await house.owner.connect();
}, 60_000);
afterEach(async () => { await other.query('rollback'); await patience({ statement_timeout: 60_000 }); });
afterAll(async () => { other.release(); await house.close(); });

/** For the connections that are opened from now on; those that are open go. */
async function patience(limits: { readonly statement_timeout?: number; readonly lock_timeout?: number }): Promise<void> {
  Object.assign(house.kernel.pool.options, { lock_timeout: 0, ...limits });
  const [{ since }] = (await house.owner.query<{ since: Date }>('select clock_timestamp() as since')).rows as [{ since: Date }];
  const ours = `from pg_stat_activity where datname = current_database() and usename like 'dutydesk_app%' and backend_start < $1`;
  await expect.poll(async () => {
    await house.owner.query(`select pg_terminate_backend(pid) ${ours} and state = 'idle'`, [since]);
    return (await house.owner.query(`select pid ${ours}`, [since])).rowCount;
  }, { timeout: 10_000 }).toBe(0);
  await pause(50);
}
/** Until the end of the test, or of this transaction. */
const hold = async (statement: string, values: unknown[] = []) => { await other.query('begin'); await other.query(statement, values); };
const all = () => hold('lock table busy_jar in access exclusive mode');
const make = (name: string, key = newId(new Date())) => house.ask('POST', '/api/records/busy_jar', { token: clerk.token, body: { values: { name } }, key });
const named = async (name: string) => (await house.owner.query<{ id: string; version: number; state: string }>('select id, version, state from busy_jar where name = $1', [name])).rows;
const written = async () => (await house.owner.query<{ n: number }>('select ((select count(*) from history) + (select count(*) from idempotency) + (select count(*) from timer))::int as n')).rows[0]!.n;
const told = { status: 503, code: 'database.in_use' };
const actor = async () => (await house.kernel.read(asSystem(house.here.tenant.id, 'test'), (tx) => loadActor(tx, clerk.id)))!;

test('数据被别人占用超过时限：读与写都以 503 双语说明，一行不留；放开后同一请求办成一次 [R4]', async () => {
  await patience({ statement_timeout: 400 });
  const before = await written();
  await all();
  const key = newId(new Date());
  const answer = await make('等', key);
  expect(answer).toMatchObject(told);
  expect(answer.headers.get('retry-after')).toBe('5');
  expect(answer.json()).toEqual({ error: { code: 'database.in_use', message: [expect.stringMatching(/正被占用.*没有改动.*再试/), expect.stringMatching(/^The database is busy .*nothing was changed/)] } });
  expect(await house.ask('GET', '/api/records/busy_jar', { token: clerk.token })).toMatchObject(told);
  await other.query('rollback');
  expect([await named('等'), await written()]).toEqual([[], before]);
  expect((await make('等', key)).status).toBe(200);
  expect((await make('等', key)).json()).toMatchObject({ repeated: true });
  expect(await named('等')).toHaveLength(1);
});

test('等锁的时限（lock_timeout）同样说明；批量修改中被占用的一行不算“被拒绝”，整批退回 [R4]', async () => {
  await make('批甲');
  await make('批乙');
  const [a, b] = [(await named('批甲'))[0]!, (await named('批乙'))[0]!];
  await patience({ lock_timeout: 300 });
  await hold('select 1 from busy_jar where id = $1 for update', [b.id]);
  const edit = () => house.ask('POST', '/api/records/busy_jar/bulk', { token: clerk.token, body: { rows: [a, b].map(({ id, version }) => ({ id, version })), field: 'name', value: '改了', goodOnly: true } });
  expect(await edit()).toMatchObject(told);
  await other.query('rollback');
  expect(await named('改了')).toEqual([]);
  expect((await edit()).status).toBe(200);
  expect(await named('改了')).toHaveLength(2);
});

test('互相等待（死锁）的两个请求都办成；一直冲突的试四次后以 503 说明', async () => {
  await make('锁甲');
  await make('锁乙');
  const [a, b] = [(await named('锁甲'))[0]!.id, (await named('锁乙'))[0]!.id];
  const tries = { n: 0 };
  let both = (): void => undefined;
  const met = new Promise<void>((done) => { both = done; });
  const swap = async (first: string, second: string) => house.kernel.write(await actor(), async (tx) => {
    await tx.query('update busy_jar set name = name where tenant_id = $1 and id = $2', [tx.tenantId, first]);
    if (++tries.n === 2) both();
    await met;
    await tx.query('update busy_jar set name = name where tenant_id = $1 and id = $2', [tx.tenantId, second]);
    return { ok: true };
  });
  expect(await Promise.all([swap(a, b), swap(b, a)])).toEqual([{ ok: true }, { ok: true }]);
  expect(tries.n).toBe(3);
  tries.n = 0;
  const never = house.kernel.write(await actor(), async (tx) => { tries.n++; await tx.query(`do $$ begin raise exception 'at the same time' using errcode = '40001'; end $$`); return {}; });
  await expect(never).rejects.toMatchObject({ status: 503, code: 'database.conflict', label: [expect.stringContaining('没有改动'), expect.stringContaining('nothing was changed')] });
  expect(tries.n).toBe(4);
});

test('到期的步骤：被占用的那条等着，不妨碍其他的，放开后办一次', async () => {
  await make('占着');
  await make('空着');
  await patience({ statement_timeout: 400 });
  await hold('select 1 from busy_jar where id = $1 for update', [(await named('占着'))[0]!.id]);
  clock.ahead = 120_000;
  await fireTimers(house.kernel, house.here.tenant.id);
  expect((await named('空着'))[0]!.state).toBe('full');
  expect((await named('占着'))[0]!.state).toBe('empty');
  await other.query('rollback');
  await expect.poll(async () => (await named('占着'))[0]!.state, { timeout: 10_000 }).toBe('full');
  clock.ahead = 0;
});

test('后台任务：被占用就再试，放开后接着办，每份一次；一直被占用则说明原因', async () => {
  const begin = async (jars_: number) => { const who = await actor(); return house.kernel.write(who, (tx) => startJob(tx, Shelf, { jars: jars_ }, ['摆罐子', 'Shelve jars'])); };
  const look = async (id: string) => (await house.ask('GET', `/api/jobs/${id}`, { token: clerk.token })).json<JobRow>();
  await patience({ statement_timeout: 300 });
  await all();
  const { id } = await begin(2);
  const attempts = async (of: string) => (await house.owner.query<{ attempts: number }>('select attempts from job where id = $1', [of])).rows[0]!.attempts;
  await expect.poll(() => attempts(id), { timeout: 10_000 }).toBe(2);
  await other.query('rollback');
  await expect.poll(async () => (await look(id)).state, { timeout: 10_000 }).toBe('done');
  expect([await named('架上 1'), await named('架上 2')].map((rows) => rows.length)).toEqual([1, 1]);
  await all();
  const lost = await begin(1);
  await expect.poll(async () => (await look(lost.id)).state, { timeout: 15_000 }).toBe('failed');
  expect((await look(lost.id)).said).toEqual([expect.stringContaining('一直被占用'), expect.stringContaining('stayed in use')]);
});
