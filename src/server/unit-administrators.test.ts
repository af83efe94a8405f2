/** An administrator or auditor of a part of the house stays within it, and the tree of units stays a tree. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House, type Person } from '../../tests/access/house.ts';

let house: House;
let root: Person;
let local: Person;
beforeAll(async () => {
  house = await openHouse();
  root = await house.person(house.here, 'administrator', 'YL');
  local = await house.person(house.here, 'administrator', 'FS');
});
afterAll(() => house.close());
const unit = (code: string) => house.here.units[code]!;
const versionOf = async (path: string) => (await house.ask('GET', path, { token: root.token })).json<{ row: { version: number } }>().row.version;
const patch = async (path: string, values: object, who = root) => house.ask('PATCH', path, { token: who.token, body: { version: await versionOf(path), values } });

test('组织单元不能成环:改出环的上级被拒绝,系统照常工作', async () => {
  const answer = await patch(`/api/records/unit/${unit('FS')}`, { parent: unit('FS-NE') });
  expect(answer).toMatchObject({ status: 422, code: 'unit.tree' });
  expect((await patch(`/api/records/unit/${unit('FS')}`, { parent: unit('FS') })).code).toBe('unit.tree');
  await new Promise((done) => { setTimeout(done, 1_100); });
  expect((await house.ask('GET', '/api/home', { token: root.token })).status).toBe(200);
});

test('同时把两个单元互相挂到对方之下,只成一个', async () => {
  const [a, b] = await Promise.all([patch(`/api/records/unit/${unit('CC')}`, { parent: unit('LC') }), patch(`/api/records/unit/${unit('LC')}`, { parent: unit('CC') })]);
  expect([a.status, b.status].sort()).toEqual([200, 422]);
});

test('最上级单元只有一个;下级管理员不能把单元挂到自己够不到的地方', async () => {
  const make = (who: Person, parent: string | null) => house.ask('POST', '/api/records/unit', { token: who.token, body: { values: { name: '新单元', code: `N${Math.random()}`.slice(0, 12), unit_kind: 'line', parent } } });
  expect((await make(root, null)).code).toBe('unit.tree');
  expect((await make(local, unit('VIP'))).status).toBe(403);
  expect((await make(local, unit('FS-NE'))).status).toBe(200);
});

test('下级管理员不能设置够不到的人的密码,也不能设置兼任上级岗位的人的密码', async () => {
  const below = await house.person(house.here, 'auditor', 'FS-NE');
  const set = (user: string) => house.ask('POST', '/api/access/password', { token: local.token, body: { user, password: 'a long password' } });
  expect((await set(root.id)).status).toBe(403);
  expect((await set(below.id)).status).toBe(403);
  await house.kernel.pool.query('select 1');
  await house.owner.query(`select set_config('dutydesk.tenant', $1, false)`, [house.here.tenant.id]);
  await house.owner.query('update app_user set unit_id = $3 where tenant_id = $1 and id = any($2)', [house.here.tenant.id, [below.id, root.id], unit('FS-NE')]);
  expect((await set(root.id)).status).toBe(403);
  expect((await set(below.id)).status).toBe(200);
});

test('审计只看得到所任职单元之内的', async () => {
  const auditor = await house.person(house.here, 'auditor', 'VIP');
  const whole = await house.person(house.here, 'auditor', 'YL');
  const rows = async (who: Person) => (await house.ask('GET', '/api/audit?register=app_user', { token: who.token })).json<{ rows: object[] }>().rows;
  expect((await rows(whole)).length).toBeGreaterThan(0);
  expect(await rows(auditor)).toEqual([]);
});

test('下级管理员不能替全组织答复参数', async () => {
  const answer = (who: Person) => house.ask('POST', '/api/parameters/lost_property.keep_days', { token: who.token, body: { from: '2026-01-01', value: 60, reason: '测试约定' } });
  expect((await answer(local)).status).toBe(403);
  expect((await answer(root)).status).toBe(200);
});
