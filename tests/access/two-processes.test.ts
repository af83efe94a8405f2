/** The product running twice on one database: what ends a session at one of the two ends it at the other within a second, and guesses count at both together. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppUser } from '../../src/kernel/access/organisation.ts';
import { givePost } from '../../src/kernel/access/people.ts';
import { asSystem } from '../../src/kernel/access/system.ts';
import { newId } from '../../src/kernel/database/id.ts';
import { archiveRecord, updateRecord } from '../../src/kernel/register/write.ts';
import type { App } from '../../src/server/app.ts';
import { openHouse, type House, type Person } from './house.ts';

const PASSWORD = 'a long enough password';
let house: House;
let other: App;
let admin: Person;
beforeAll(async () => {
  house = await openHouse();
  other = await house.beside();
  admin = await house.person(house.here, 'administrator', 'YL', { password: PASSWORD });
}, 120_000);
afterAll(async () => { await other.close(); await house.close(); });

const person = () => house.person(house.here, 'vip_agent', 'VIP', { password: PASSWORD });
const system = () => asSystem(house.here.tenant.id, 'test');
const second = () => new Promise((done) => { setTimeout(done, 1_000); });
let caller = 0;
async function at(app: App, method: string, path: string, asked: { readonly token?: string; readonly cookie?: string; readonly body?: object; readonly headers?: { readonly [name: string]: string } } = {}): Promise<{ readonly status: number; readonly code: string; readonly cookie: string; json<T>(): T }> {
  caller++;
  const answer = await fetch(app.address + path, {
    method, headers: { 'x-forwarded-for': `192.0.${caller >> 8}.${caller & 255}`, cookie: asked.cookie ?? `dutydesk=${asked.token ?? ''}`, ...(asked.body ? { 'content-type': 'application/json' } : {}), ...(method === 'GET' ? {} : { 'idempotency-key': newId(new Date()) }), ...asked.headers },
    ...(asked.body ? { body: JSON.stringify(asked.body) } : {}),
  });
  const text = await answer.text();
  return { status: answer.status, code: answer.status >= 400 ? (JSON.parse(text) as { error: { code: string } }).error.code : '', cookie: answer.headers.get('set-cookie') ?? '', json: <T>() => JSON.parse(text) as T };
}
const lists = (app: App, token: string) => at(app, 'GET', '/api/records/member', { token }).then((a) => a.status);
const signIn = (app: App, name: string, password: string) => at(app, 'POST', '/api/sign-in', { body: { organisation: 'here', name, password } });

test('在一处退出、停用、撤岗、改密码、归档、结束各处登录、解除验证方式:一秒之内在另一进程也生效 [S5]', async () => {
  const app = house.app;
  const ends: { readonly [what: string]: (p: Person) => Promise<unknown> } = {
    '退出': (p) => at(app, 'POST', '/api/sign-out', { token: p.token }),
    '停用': (p) => house.kernel.write(system(), (tx) => updateRecord(tx, AppUser, p, { disabled: true })),
    '撤岗': (p) => house.kernel.write(system(), async (tx) => {
      const grant = (await tx.query<{ id: string }>('select id from role_grant where tenant_id = $1 and holder = $2', [tx.tenantId, p.id]))[0]!;
      return archiveRecord(tx, tx.kernel.registers.get('role_grant')!, grant.id, true, '调离');
    }),
    '改密码': (p) => at(app, 'POST', '/api/access/password', { token: admin.token, body: { user: p.id, password: 'the newest password' } }),
    '归档': (p) => house.kernel.write(system(), (tx) => archiveRecord(tx, AppUser, p.id, true, '离职')),
    '结束各处登录': async (p) => at(app, 'POST', '/api/account/sessions/end', { token: cookieOf((await signIn(app, p.login, PASSWORD)).cookie), body: {} }),
    '解除验证方式': (p) => at(app, 'POST', '/api/access/locked-out', { token: admin.token, body: { user: p.id } }),
  };
  const after = await Promise.all(Object.entries(ends).map(async ([what, end]) => {
    const p = await person();
    expect(await lists(other, p.token), what).toBe(200);
    await end(p);
    // Asked all the time, so that what the other process keeps is as fresh as it can be when it happens.
    for (let i = 0; i < 4; i++) { await lists(other, p.token); await new Promise((done) => { setTimeout(done, 200); }); }
    await new Promise((done) => { setTimeout(done, 250); });
    return [what, await lists(other, p.token)];
  }));
  expect(Object.fromEntries(after)).toEqual({ 退出: 401, 停用: 401, 撤岗: 403, 改密码: 401, 归档: 401, 结束各处登录: 401, 解除验证方式: 401 });
}, 60_000);
const cookieOf = (set: string) => /dutydesk=([^;]+)/.exec(set)?.[1] ?? '';

test('新的岗位也在一秒之内生效;在一处登录,另一处认得 [S5]', async () => {
  const p = await person();
  expect(await at(other, 'GET', '/api/records/role_grant', { token: p.token })).toMatchObject({ status: 403 });
  await house.kernel.write(system(), async (tx) => { await givePost(tx, p.id, { role: 'administrator', unit: 'YL' }); return {}; });
  await second();
  expect(await at(other, 'GET', '/api/records/role_grant', { token: p.token })).toMatchObject({ status: 200 });
  expect(await lists(other, cookieOf((await signIn(house.app, p.login, PASSWORD)).cookie))).toBe(200);
});

test('两处轮流猜密码、猜自己的密码:合起来八次之后,两处连正确的也拒绝 [S5]', async () => {
  const p = await person();
  const both = [house.app, other];
  for (let i = 0; i < 8; i++) expect((await signIn(both[i % 2]!, p.login, `guess ${i}`)).status).toBe(401);
  expect([(await signIn(house.app, p.login, PASSWORD)).status, (await signIn(other, p.login, PASSWORD)).status]).toEqual([429, 429]);
  const q = await person();
  const change = (app: App, current: string) => at(app, 'POST', '/api/access/password', { token: q.token, body: { user: q.id, password: 'my own new password', current } });
  for (let i = 0; i < 8; i++) expect((await change(both[i % 2]!, `guess ${i}`)).code).toBe('password.current');
  expect([(await change(house.app, PASSWORD)).status, (await change(other, PASSWORD)).status]).toEqual([429, 429]);
});

test('猜设置口令、重设密码的链接、登录后一步的凭据、终端:各有次数限制,按地址 [S5]', async () => {
  const from = (n: number) => ({ 'x-forwarded-for': `198.18.0.${n}` });
  const tenant = house.here.tenant.id;
  const tries: readonly (readonly [string, object, number])[] = [
    ['/api/set-up', { code: 'YLFW', name: '远岭服务', login: 'zhang', displayName: '张敏', password: 'a long password', token: 'guess' }, 10], ['/api/sign-in/reset', { ticket: `${tenant}.${'A'.repeat(43)}`, password: 'a long enough one' }, 30],
    ['/api/sign-in/code', { ticket: `${tenant}.${'A'.repeat(43)}`, code: '123456' }, 30], ['/api/sign-in/enrol', { ticket: `${tenant}.${'A'.repeat(43)}`, code: '123456' }, 30], ['/api/sign-in/new-password', { ticket: `${tenant}.${'A'.repeat(43)}`, password: 'a long enough one' }, 30],
    ['/api/sign-in/badge', { badge: 'GP-0042', pin: '2580' }, 30], ['/api/sign-in/passkey', { ticket: `${tenant}.${'A'.repeat(43)}`, response: { id: 'x' } }, 30], ['/api/sign-in/forgotten', { organisation: 'here', name: 'nobody' }, 10],
  ];
  const wrong: string[] = [];
  for (const [n, [path, body, most]] of tries.entries()) {
    const statuses: number[] = [];
    for (let i = 0; i < most + 3; i++) statuses.push((await at(house.app, 'POST', path, { body, headers: from(n) })).status);
    if (statuses.slice(0, most).some((s) => s < 400 || s >= 500) || !statuses.slice(most).every((s) => s === 429)) wrong.push(`${path}: ${statuses.join(' ')}`);
  }
  expect(wrong).toEqual([]);
}, 60_000);

test('经 https 的 Cookie:会话与终端带 __Host- 前缀、Secure、HttpOnly、SameSite=Strict;退出时同名同属性地清掉;没有前缀的不算 [S5]', async () => {
  const https = { 'x-forwarded-proto': 'https' };
  const entered = await at(house.app, 'POST', '/api/sign-in', { body: { organisation: 'here', name: admin.login, password: PASSWORD }, headers: https });
  expect(entered.cookie).toMatch(/^__Host-dutydesk=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  const token = cookieOf(entered.cookie);
  const me = (cookie: string) => at(house.app, 'GET', '/api/me', { cookie, headers: https }).then((a) => a.status);
  expect([await me(`__Host-dutydesk=${token}`), await me(`dutydesk=${token}`)]).toEqual([200, 401]);
  const till = await at(house.app, 'POST', '/api/tills', { cookie: `__Host-dutydesk=${token}`, body: { label: '前台' }, headers: https });
  expect(till.cookie).toMatch(/^__Host-dutydesk-till=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  const out = await at(house.app, 'POST', '/api/sign-out', { cookie: `__Host-dutydesk=${token}`, headers: https });
  expect(out.cookie).toMatch(/^__Host-dutydesk=; /);
  expect(out.cookie).toMatch(/; Secure/);
});
