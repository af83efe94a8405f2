/** From an empty or a demo installation to one's own organisation; the demo goes to the last row and stays away. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../kernel/database/id.ts';
import { openPool, type Pool } from '../kernel/database/connect.ts';
import { type App, startApp } from './app.ts';

const databases: string[] = [];
const folders: string[] = [];
let admin: Pool;
beforeAll(() => { admin = openPool(process.env.DUTYDESK_TEST_POSTGRES!, 1); });
afterAll(async () => {
  for (const name of databases) await admin.query(`drop database if exists ${name} with (force)`);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await admin.end();
});

async function emptyDatabase(): Promise<{ url: string; dataDir: string }> {
  const name = `s_${randomBytes(6).toString('hex')}`;
  await admin.query(`create database ${name}`);
  databases.push(name);
  const url = new URL(process.env.DUTYDESK_TEST_POSTGRES!);
  url.pathname = `/${name}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'dutydesk-setup-'));
  folders.push(dataDir);
  return { url: url.toString(), dataDir };
}
const start = (at: { url: string; dataDir: string }, demo: boolean) =>
  startApp({ ownerUrl: at.url, dataDir: at.dataDir, host: '127.0.0.1', port: 0, demo, webDir: join(at.dataDir, 'none'), quiet: true });

async function call(app: App, path: string, body?: object, cookie = ''): Promise<{ status: number; body: { [name: string]: unknown }; cookie: string }> {
  const answer = await fetch(`${app.address}${path}`, {
    method: body ? 'POST' : 'GET', headers: { cookie, ...(body ? { 'content-type': 'application/json', 'idempotency-key': newId(new Date()) } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: await answer.json() as { [name: string]: unknown }, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? cookie };
}
const organisation = { code: 'YLFW', name: '远岭服务', login: 'zhang', displayName: '张敏', password: 'a long password' };

test('没有演示的安装:只有启动时显示的口令能建立第一个组织,建好后管理员可登录', async () => {
  const at = await emptyDatabase();
  const app = await start(at, false);
  const token = new URL(app.setUp!).searchParams.get('token');
  expect((await call(app, '/api/set-up')).body).toMatchObject({ needed: true, demo: false });
  expect((await call(app, '/api/set-up', { ...organisation, token: 'x'.repeat(24) })).status).toBe(403);
  expect((await call(app, '/api/set-up', { ...organisation, password: 'short', token })).body).toMatchObject({ error: { fields: { password: expect.anything() } } });
  expect((await call(app, '/api/set-up', { ...organisation, token })).status).toBe(200);
  expect((await call(app, '/api/set-up', { ...organisation, code: 'SECOND', token })).status).toBe(403);
  const me = await call(app, '/api/sign-in', { name: 'zhang', password: 'a long password' });
  expect(me.body).toMatchObject({ displayName: '张敏', organisation: { name: '远岭服务' }, posts: [{ role: 'administrator' }] });
  const first = async () => ((await call(app, '/api/home', undefined, me.cookie)).body['firstSteps'] as { label: [string, string]; done: boolean }[]).map((s) => [s.label[0], s.done]);
  expect(await first()).toEqual([['建好中心、线路、区域等单元', false], ['为同事建立账号', false], ['给账号安排岗位', false], ['写下服务类型', false]]);
  const root = (await call(app, '/api/records/unit', undefined, me.cookie)).body['rows'] as { id: string }[];
  expect((await call(app, '/api/records/unit', { values: { code: 'CC', name: '客户联络中心', unit_kind: 'centre', parent: root[0]!.id, zone: 'Asia/Shanghai', day_starts: '00:00' } }, me.cookie)).status).toBe(200);
  expect((await first()).map(([, done]) => done)).toEqual([true, false, false, false]);
  const { id } = (await call(app, '/api/records/app_user', { values: { name: 'li', display_name: '李丽', disabled: false } }, me.cookie)).body as { id: string };
  expect((await call(app, '/api/records/role_grant', { values: { holder: id, role: 'hr', valid_from: '2026-01-01', unit_id: root[0]!.id } }, me.cookie)).status).toBe(200);
  expect((await first()).map(([, done]) => done)).toEqual([true, true, true, false]);
  expect((await call(app, '/api/records/service_type', { values: { name: '安装', code: 'AZ', list_order: 1, earns_points: true } }, me.cookie)).status).toBe(200);
  expect(await first()).toEqual([]);
  await app.close();
  const again = await start(at, false);
  expect(again.setUp).toBeNull();
  await again.close();
});

test('演示数据:移除后一行不留,再启动也不回来;自己的组织不受影响', async () => {
  const at = await emptyDatabase();
  const app = await start(at, true);
  const { rows: [demo] } = await app.kernel.pool.query<{ id: string }>('select id from tenant where demo');
  const signedIn = await call(app, '/api/sign-in', { name: 'admin', password: 'dutydesk-demo' });
  expect((await call(app, '/api/set-up', organisation, signedIn.cookie)).status).toBe(200);
  expect((await call(app, '/api/set-up', { ...organisation, code: 'SECOND' }, signedIn.cookie)).status).toBe(403);
  const agent = await call(app, '/api/sign-in', { organisation: 'demo', name: 'liyan', password: 'dutydesk-demo' });
  expect((await call(app, '/api/set-up/remove-demo', {}, agent.cookie)).status).toBe(403);
  expect((await call(app, '/api/set-up/remove-demo', {}, signedIn.cookie)).status).toBe(200);

  const owner = openPool(at.url, 1);
  const { rows: tables } = await owner.query<{ name: string }>(`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'tenant_id'`);
  const left = [];
  for (const { name } of tables) left.push(...(await owner.query(`select '${name}' as name from ${name} where tenant_id = $1 limit 1`, [demo!.id])).rows);
  await owner.end();
  expect(tables.length).toBeGreaterThan(40);
  expect(left).toEqual([]);
  await app.close();

  const again = await start(at, true);
  expect(again.signIns).toEqual([]);
  expect((await call(again, '/api/sign-in', { name: 'zhang', password: 'a long password' })).status).toBe(200);
  await again.close();
}, 240_000);
