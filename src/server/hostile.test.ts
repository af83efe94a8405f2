/** What nobody means to send, and what a bad network does: answered in words, never a crash, never a way round a limit. */
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House, type Person } from '../../tests/access/house.ts';
import { newId } from '../kernel/database/id.ts';
import { startClockRounds } from './clock-rounds.ts';

let house: House;
let admin: Person;
beforeAll(async () => {
  house = await openHouse({ requestsPerMinute: 400 });
  admin = await house.person(house.here, 'administrator', 'YL');
});
afterAll(() => house.close());
const get = (path: string) => house.ask('GET', path, { token: admin.token });
const filtered = (register: string, filter: object) => get(`/api/records/${register}?filter=${encodeURIComponent(JSON.stringify(filter))}`);

test('日历上没有的年份与日期的尽头:说明不正确,不是系统出错 [S3]', async () => {
  const answers = await Promise.all([
    get('/api/audit?from=0000-01-01'), get('/api/duties?from=0000-01-01&to=0000-02-01'), get('/api/duties?from=9999-12-01&to=9999-12-31'),
    filtered('holiday', { field: 'day', op: 'eq', value: '0000-01-01' }), filtered('holiday', { field: 'created_at', op: 'eq', value: '9999-12-31' }),
    filtered('holiday', { field: 'created_at', op: 'lte', value: '0000-01-01' }), filtered('holiday', { field: 'created_at', op: 'lt', value: '0000-01-01T00:00' }),
    house.ask('POST', '/api/records/holiday', { token: admin.token, body: { values: { day: '0000-01-01', day_kind: 'rest', name: '元年' } } }),
    house.ask('POST', '/api/parameters/lost_property.keep_days', { token: admin.token, body: { from: '0000-01-01', value: 60, reason: '测试约定' } }),
  ]);
  expect(answers.map((a) => a.status).filter((s) => s >= 500)).toEqual([]);
});

test('半个字符与空字符在理由、原因、签名里:说明不能保存,不是系统出错 [S3]', async () => {
  const [row] = (await get('/api/records/app_user')).json<{ rows: { id: string }[] }>().rows;
  const bad = ['\ud83d 半个字符', '\u0000 空字符'];
  const answers = await Promise.all(bad.flatMap((reason) => [
    house.ask('PATCH', `/api/records/app_user/${row!.id}`, { token: admin.token, body: { version: 1, values: { disabled: false }, reason } }),
    house.ask('POST', '/api/parameters/lost_property.keep_days', { token: admin.token, body: { from: '2026-01-01', value: 60, reason } }),
    get(`/api/search?q=${encodeURIComponent(reason.replace('\ud83d', ''))}`),
  ]));
  expect(answers.map((a) => a.status).filter((s) => s >= 500)).toEqual([]);
});

test('上传到一半被拒绝：同一条连接上的下一个请求照常得到答复 [R4]', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (method: string, path: string, type: string, body: Buffer) => new Promise<number>((done, failed) => {
    request(house.app.address + path, { agent, method, headers: { cookie: `dutydesk=${admin.token}`, 'content-type': type, 'content-length': body.length, 'idempotency-key': newId(new Date()) } }, (answer) => {
      answer.resume().once('end', () => done(answer.statusCode ?? 0));
    }).once('error', failed).end(body);
  });
  const large = Buffer.concat([Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'), Buffer.alloc(27 * 1_048_576, 0x61), Buffer.from('\r\n--x--\r\n')]);
  expect(await Promise.all([ask('POST', '/api/attachments', 'multipart/form-data; boundary=x', large), ask('GET', '/api/me', 'text/plain', Buffer.alloc(0))])).toEqual([413, 200]);
  agent.destroy();
}, 15_000);

test('很深的内容、错误的类型、断掉的上传:4xx [S3]', async () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const answers = await Promise.all([
    house.ask('POST', '/api/records/holiday', { token: admin.token, raw: `{"values":{"name":${deep}}}` }),
    house.ask('POST', '/api/parameters/lost_property.keep_days', { token: admin.token, raw: `{"from":"2026-01-01","reason":"测试","value":${deep}}` }),
    house.ask('POST', '/api/attachments', { token: admin.token, raw: '--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\nabc', headers: { 'content-type': 'multipart/form-data; boundary=x' } }),
    house.ask('POST', '/api/attachments', { token: admin.token, raw: 'x', headers: { 'content-type': 'multipart/form-data' } }),
    house.ask('POST', '/api/records/holiday', { token: admin.token, raw: 'a=b', headers: { 'content-type': 'text/plain' } }),
    house.ask('POST', '/api/records/holiday', { token: admin.token, raw: 'a', headers: { 'content-type': 'multipart/form-data; boundary=x' } }),
    get('/api/records/constructor'), get('/api/records/holiday?sort=__proto__'), get('/api/records/holiday?sort=constructor'), get('/api/records/holiday?sort=-'),
    filtered('holiday', { field: '__proto__', op: 'eq', value: 1 }), filtered('holiday', { field: 'day', op: 'constructor', value: '2026-01-01' }), filtered('holiday', { field: 'day', op: 'eq', value: '2026-02-30' }),
    filtered('holiday', { all: [null] }), filtered('holiday', [1]), get('/api/records/%E0%A4%A/x'),
  ]);
  expect(answers.map((a) => a.status).filter((s) => s < 400 || s >= 500)).toEqual([]);
});

test('设置口令里的非英文字符:只是不正确', async () => {
  const empty = await openHouse();
  await empty.owner.query('delete from tenant');
  await new Promise((done) => { setTimeout(done, 1_100); });
  const answer = await empty.ask('POST', '/api/set-up', { body: { code: 'YLFW', name: '远岭服务', login: 'zhang', displayName: '张敏', password: 'a long password', token: '口'.repeat(24) } });
  expect(answer).toMatchObject({ status: 403, code: 'set_up.token' });
  await empty.close();
});

test('换一种写法的地址绕不过次数限制 [S5]', async () => {
  const tries = await Promise.all(Array.from({ length: 60 }, () => house.ask('POST', '/%61pi/sign-in', { body: { name: 'nobody' } })));
  expect(tries.filter((a) => a.status === 429).length).toBeGreaterThan(0);
});

test('连接在一次办理的中途断开:这一次失败,程序照常工作 [R4]', async () => {
  const crashes: unknown[] = [];
  const note = (e: unknown) => { crashes.push(e); };
  process.prependListener('uncaughtException', note);
  const actor = { kind: 'system', id: admin.id, name: '', tenantId: house.here.tenant.id, grants: [] } as const;
  await house.kernel.read(actor, async (tx) => {
    const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
    await house.owner.query('select pg_terminate_backend($1)', [row!.pid]);
    await new Promise((done) => { setTimeout(done, 200); });
  }).catch(() => undefined);
  process.removeListener('uncaughtException', note);
  expect(crashes).toEqual([]);
  expect((await get('/api/home')).status).toBe(200);
});

test('实时变更:一个人不能无限地开;中途走掉的不占位子,也不留下定时器', async () => {
  const { kernel, address } = house.app;
  const watcher = await house.person(house.here, 'administrator', 'YL');
  const open = async () => {
    const stop = new AbortController();
    const { status } = await fetch(`${address}/api/changes`, { headers: { cookie: `dutydesk=${watcher.token}` }, signal: stop.signal });
    return { status, stop };
  };
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  await kernel.pool.query('select 1');
  const before = timers();
  const opened = await Promise.all(Array.from({ length: 24 }, open));
  expect(opened.map((o) => o.status).filter((s) => s === 429)).toHaveLength(4);
  for (const { stop } of opened) stop.abort();
  const hasty = Array.from({ length: 30 }, () => {
    const stop = new AbortController();
    const asked = fetch(`${address}/api/changes`, { headers: { cookie: `dutydesk=${watcher.token}` }, signal: stop.signal }).catch(() => undefined);
    setTimeout(() => stop.abort(), 2);
    return asked;
  });
  await Promise.all(hasty);
  await new Promise((done) => { setTimeout(done, 1_500); });
  expect(timers() - before).toBeLessThan(10);
  const last = await open();
  expect(last.status).toBe(200);
  last.stop.abort();
});

test('一轮没做完,下一轮不排队:恢复之后不连着补做', async () => {
  const asked: number[] = [];
  const slow = new Proxy(house.kernel, { get: (kernel, name) => (name === 'pool' ? { query: async () => { asked.push(performance.now()); await new Promise((done) => { setTimeout(done, asked.length === 1 ? 3_300 : 0); }); return { rows: [] }; } } : Reflect.get(kernel, name) as unknown) });
  const rounds = startClockRounds(slow, '/nowhere', () => undefined);
  await new Promise((done) => { setTimeout(done, 6_600); });
  await rounds.stop();
  expect(asked.length).toBeGreaterThan(1);
  expect(asked.slice(1).map((at, i) => at - asked[i]!).filter((gap) => gap < 500)).toEqual([]);
});
