/** Long work beside: how far it is, stopping it, what came of it, and that a portion is written once though its runner is gone. */
import { setTimeout as pause } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House, type Person } from '../../tests/access/house.ts';
import type { JobRow } from '../kernel/api.ts';
import { createRecord, defineModule, defineRegister, f, Refusal } from '../kernel/index.ts';
import { claimJob, jobFileOf, type JobKind, jobsOf, keepCheckpoint, startJob } from '../kernel/job/job.ts';
import { asSystem } from '../kernel/access/system.ts';
import { loadActor } from '../kernel/access/people.ts';
import { newId } from '../kernel/database/id.ts';

const Bead = defineRegister('job_bead', { label: ['珠子', 'Bead'], number: 'ZZ-{00000}', fields: { no: f.integer('序', 'No.') }, list: ['no'], access: { read: ['clerk'], create: ['clerk'] } });
/** Threads beads one by one, and may be told to wait, to fail or to break. */
const Thread: JobKind<{ readonly beads: number; readonly what?: 'wait' | 'refuse' | 'break' | 'file' }> = {
  name: 'beads', label: ['穿珠子', 'Threading beads'],
  async run(c) {
    for (let no = Number(c.checkpoint ?? 0) + 1; no <= c.input.beads; no++) {
      await c.keep(async (tx) => { await createRecord(tx, Bead, { no }, { typed: true }); return no; });
      c.progress(no, c.input.beads, ['穿着呢', 'Threading']);
    }
    if (c.input.what === 'wait') { await new Promise((_, reject) => { c.signal.addEventListener('abort', () => reject(c.signal.reason as Error)); }); }
    if (c.input.what === 'refuse') throw new Refusal('beads.none', ['没有珠子了', 'No beads are left']);
    if (c.input.what === 'break') throw new Error('a bug');
    if (c.input.what === 'file') return { said: ['好了', 'Done'], file: await c.file('珠子.csv', 'text/csv', Readable.from(['no\n', '1\n'])) };
    return { said: [`穿好 ${c.input.beads} 颗`, `${c.input.beads} threaded`], href: '/r/job_bead' };
  },
};
const beads = defineModule({ name: 'beads', area: 'system', label: ['珠子', 'Beads'], roles: { clerk: ['前台', 'Clerk'] }, registers: [Bead], jobs: [Thread] });

let house: House;
let clerk: Person;
const clock = { ahead: 0 };
beforeAll(async () => {
  house = await openHouse({ modules: [beads], tables: [Bead], clock: { now: () => new Date(Date.now() + clock.ahead) } });
  clerk = await house.person(house.here, 'clerk', 'CC');
}, 60_000);
afterAll(() => house.close());

const actorOf = async (p: Person, of = house.here) => (await house.kernel.read(asSystem(of.tenant.id, 'test'), (tx) => loadActor(tx, p.id)))!;
const begin = async (p: Person, input: Parameters<typeof Thread.run>[0]['input'], of = house.here) => {
  const actor = await actorOf(p, of);
  return house.kernel.write(actor, (tx) => startJob(tx, Thread, input, ['穿珠子', 'Thread beads']));
};
const look = async (id: string, p = clerk) => (await house.ask('GET', `/api/jobs/${id}`, { token: p.token })).json<JobRow>();
const until = async (id: string, state: JobRow['state'], p = clerk) => { await expect.poll(async () => (await look(id, p)).state, { timeout: 10_000 }).toBe(state); return look(id, p); };
const threaded = async (p: Person) => (await house.owner.query<{ no: number }>('select no from job_bead where created_by = $1 order by number', [p.id])).rows.map((r) => r.no);

test('做完：进度、说法、去处都在；只有本人和管全组织的管理员看得到', async () => {
  const { id } = await begin(clerk, { beads: 3 });
  expect(await until(id, 'done')).toMatchObject({ label: ['穿珠子', 'Threading beads'], done: 3, of: 3, said: ['穿好 3 颗', '3 threaded'], href: '/r/job_bead', mine: true, askedBy: expect.any(String) });
  expect(await threaded(clerk)).toEqual([1, 2, 3]);
  const [other, part, admin, stranger] = [await house.person(house.here, 'clerk', 'CC'), await house.person(house.here, 'administrator', 'VIP'), await house.person(house.here, 'administrator', 'YL'), await house.person(house.elsewhere, 'administrator', 'YL')];
  for (const p of [other, part, stranger]) expect((await house.ask('GET', `/api/jobs/${id}`, { token: p.token })).status).toBe(404);
  expect((await house.ask('GET', `/api/jobs/${id}`, { token: admin.token })).json<JobRow>().mine).toBe(false);
  const all = async (p: Person) => (await house.ask('GET', '/api/jobs?all=1', { token: p.token })).json<{ rows: JobRow[] }>().rows.map((r) => r.id);
  expect(await all(admin)).toContain(id);
  expect(await all(part)).toEqual([]);
});

test('不成的：说明原因；系统的错给编号；都不影响下一个', async () => {
  const refused = await begin(clerk, { beads: 0, what: 'refuse' });
  expect((await until(refused.id, 'failed')).said).toEqual(['没有珠子了', 'No beads are left']);
  const broken = await begin(clerk, { beads: 0, what: 'break' });
  expect((await until(broken.id, 'failed')).said?.[0]).toContain(broken.id.slice(-12));
  await until((await begin(clerk, { beads: 0 })).id, 'done');
});

test('停止：排队的立刻停，进行中的在下一口气停，已经写下的留着；结束了的不能停；别人的停不了', async () => {
  const who = await house.person(house.here, 'clerk', 'CC');
  const first = await begin(who, { beads: 2, what: 'wait' });
  const second = await begin(who, { beads: 9 });
  await until(first.id, 'running', who);
  const stop = (id: string, p = who) => house.ask('POST', `/api/jobs/${id}/stop`, { token: p.token, body: {} });
  expect((await stop(first.id, clerk)).status).toBe(404);
  expect((await stop(second.id)).status).toBe(200);
  expect(await look(second.id, who)).toMatchObject({ state: 'cancelled' });
  await expect.poll(() => threaded(who)).toEqual([1, 2]);
  expect((await stop(first.id)).status).toBe(200);
  expect(await until(first.id, 'cancelled', who)).toMatchObject({ said: null, file: null });
  expect(await threaded(who)).toEqual([1, 2]);
  expect((await stop(first.id)).code).toBe('job.over');
});

test('结果文件：本人凭下载取，管理员也取不走别人的；过了七天不再给', async () => {
  const { id } = await begin(clerk, { beads: 0, what: 'file' });
  expect((await until(id, 'done')).file).toMatchObject({ name: '珠子.csv', bytes: 5 });
  const file = await house.ask('GET', `/api/jobs/${id}/file`, { token: clerk.token });
  expect([file.status, file.text, file.headers.get('content-disposition')]).toEqual([200, 'no\n1\n', expect.stringMatching(/^attachment/)]);
  const admin = await house.person(house.here, 'administrator', 'YL');
  expect((await house.ask('GET', `/api/jobs/${id}/file`, { token: admin.token })).status).toBe(404);
  clock.ahead = 8 * 86_400_000;
  try {
    const actor = await actorOf(clerk);
    const { rows, file: kept } = await house.kernel.read(actor, async (tx) => ({ rows: await jobsOf(tx, new Map(), { any: false, id }), file: await jobFileOf(tx, id) }));
    expect([rows[0]?.file, kept]).toEqual([null, null]);
  } finally { clock.ahead = 0; }
});

test('办的程序没了：别的接着办，写过的不再写；原来的醒来写不进去；断了四次就说没办成', async () => {
  const who = await house.person(house.elsewhere, 'clerk', 'CC');
  const system = asSystem(house.elsewhere.tenant.id, 'test');
  // A runner that took the job, wrote two portions and was killed: its rows are as it left them.
  const gone = newId(new Date());
  const { id } = await house.kernel.write(await actorOf(who, house.elsewhere), async (tx) => {
    const started = await startJob(tx, Thread, { beads: 5 }, ['穿珠子', 'Thread beads']);
    const job = await claimJob(tx, gone);
    expect(job?.id).toBe(started.id);
    for (const no of [1, 2]) await createRecord(tx, Bead, { no });
    await tx.query(`update job set checkpoint = '2', beat_at = clock_timestamp() - interval '1 minute' where tenant_id = $1 and id = $2`, [tx.tenantId, started.id]);
    return started;
  });
  await until(id, 'done', who);
  expect(await threaded(who)).toEqual([1, 2, 3, 4, 5]);
  await expect(house.kernel.write(system, async (tx) => { await keepCheckpoint(tx, { id, runner: gone, attempts: 1 }, 3); return {}; })).rejects.toThrow();

  const stuck = await house.kernel.write(await actorOf(who, house.elsewhere), async (tx) => {
    const started = await startJob(tx, Thread, { beads: 5 }, ['穿珠子', 'Thread beads']);
    await tx.query(`update job set state = 'running', attempts = 4, runner = $3, beat_at = clock_timestamp() - interval '1 minute' where tenant_id = $1 and id = $2`, [tx.tenantId, started.id, gone]);
    return started;
  });
  expect((await until(stuck.id, 'failed', who)).said?.[0]).toContain('多次中断');
});

test('一个人同时只办一个，其余排队；排满十个就说等等', async () => {
  const who = await house.person(house.here, 'clerk', 'CC');
  const first = await begin(who, { beads: 0, what: 'wait' });
  await until(first.id, 'running', who);
  const waiting = await Promise.all(Array.from({ length: 9 }, () => begin(who, { beads: 0 })));
  await expect(begin(who, { beads: 0 })).rejects.toMatchObject({ code: 'job.too_many', status: 429 });
  await pause(1_500);
  expect((await look(waiting[0]!.id, who)).state).toBe('waiting');
  await house.ask('POST', `/api/jobs/${first.id}/stop`, { token: who.token, body: {} });
  await until(waiting.at(-1)!.id, 'done', who);
}, 30_000);
