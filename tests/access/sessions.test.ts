/** Sessions and requests as a stranger would try them: cookies, what ends a session, guessing passwords, malformed and foreign requests. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppUser } from '../../src/kernel/access/organisation.ts';
import { asSystem } from '../../src/kernel/access/system.ts';
import { newId } from '../../src/kernel/database/id.ts';
import { updateRecord } from '../../src/kernel/register/write.ts';
import { setPassword } from '../../src/server/sign-in/password.ts';
import { inParallel, openHouse, type Answer, type House, type Person } from './house.ts';

const PASSWORD = 'a long enough password';
let house: House;
beforeAll(async () => { house = await openHouse(); }, 60_000);
afterAll(() => house.close());

const system = () => asSystem(house.here.tenant.id, 'test');
const person = (role = 'vip_agent', unit = 'VIP') => house.person(house.here, role, unit, { password: PASSWORD });
/** Each caller from an address of its own, as a proxy on this machine would say, so that limits by address do not meet. */
let address = 0;
const signIn = (name: string, password: string, from?: string): Promise<Answer> => {
  address++;
  return house.ask('POST', '/api/sign-in', { body: { organisation: 'here', name, password }, key: null, headers: { 'x-forwarded-for': from ?? `198.51.${address >> 8}.${address & 255}` } });
};
const cookieOf = (answer: Answer) => answer.headers.get('set-cookie') ?? '';
const tokenOf = (answer: Answer) => /dutydesk=([^;]+)/.exec(cookieOf(answer))?.[1] ?? '';
const me = (token: string) => house.ask('GET', '/api/me', { token });
const untilNext = () => new Promise((done) => { setTimeout(done, 1_000); });

test('登录:Cookie 为 HttpOnly、SameSite=Strict,经 https 还有 Secure 与 __Host- 前缀;令牌不出现在正文 [S5]', async () => {
  const p = await person();
  const answer = await signIn(p.login, PASSWORD);
  expect(answer.status).toBe(200);
  expect(cookieOf(answer)).toMatch(/^dutydesk=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(answer.text).not.toContain(tokenOf(answer).split('.')[1]);
  const secure = await house.ask('POST', '/api/sign-in', { body: { organisation: 'here', name: p.login, password: PASSWORD }, headers: { 'x-forwarded-proto': 'https' } });
  expect(cookieOf(secure)).toMatch(/^__Host-dutydesk=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  const [stored] = (await house.owner.query<{ n: number }>(`select count(*)::int as n from session where encode(token_hash, 'escape') like '%' || $1 || '%'`, [tokenOf(answer).split('.')[1]])).rows;
  expect(stored?.n).toBe(0);
});

test('退出登录:该会话当即无效,别的会话照旧 [S5]', async () => {
  const p = await person();
  const [one, two] = [tokenOf(await signIn(p.login, PASSWORD)), tokenOf(await signIn(p.login, PASSWORD))];
  expect([(await me(one)).status, (await me(two)).status]).toEqual([200, 200]);
  expect((await house.ask('POST', '/api/sign-out', { token: one })).status).toBe(200);
  expect([(await me(one)).status, (await me(two)).status]).toEqual([401, 200]);
});

test('停用、撤岗、改密码、归档:一秒内生效 [S5]', async () => {
  const change = (work: (p: Person) => Promise<unknown>) => async () => {
    const p = await person();
    expect((await house.ask('GET', '/api/records/member', { token: p.token })).status).toBe(200);
    await work(p);
    await untilNext();
    return (await house.ask('GET', '/api/records/member', { token: p.token })).status;
  };
  const revoke = change((p) => house.owner.query(`update role_grant set valid_to = '2020-01-02' where tenant_id = $1 and holder = $2`, [house.here.tenant.id, p.id]));
  const disable = change((p) => house.kernel.write(system(), (tx) => updateRecord(tx, AppUser, p, { disabled: true })));
  const archive = change((p) => house.owner.query('update app_user set archived_at = now() where tenant_id = $1 and id = $2', [house.here.tenant.id, p.id]));
  const password = change((p) => house.kernel.write(system(), async (tx) => { await setPassword(tx, p.id, 'another long password'); return {}; }));
  expect(await Promise.all([disable(), revoke(), password(), archive()])).toEqual([401, 403, 401, 401]);
});

test('改密码之后旧密码不能登录,新密码可以;管理员不能给别的组织的人设密码 [S5]', async () => {
  const p = await person();
  const admin = await person('administrator', 'YL');
  const stranger = await house.person(house.elsewhere, 'vip_agent', 'VIP', { password: PASSWORD });
  expect((await house.ask('POST', '/api/access/password', { token: admin.token, body: { user: p.id, password: 'the newest password' } })).status).toBe(200);
  expect([(await signIn(p.login, PASSWORD)).status, (await signIn(p.login, 'the newest password')).status]).toEqual([401, 200]);
  expect((await house.ask('POST', '/api/access/password', { token: admin.token, body: { user: stranger.id, password: 'the newest password' } })).status).toBe(404);
  expect((await house.ask('POST', '/api/access/password', { token: admin.token, body: { user: p.id, password: 'short' } })).status).toBe(422);
});

test('改自己的密码要再输当前密码，猜也计数；改好之后所有会话都结束 [S5]', async () => {
  const p = await person();
  const change = (current?: string, password = 'my own new password') => house.ask('POST', '/api/access/password', { token: p.token, body: { user: p.id, password, ...(current === undefined ? {} : { current }) } });
  expect(await change()).toMatchObject({ status: 422, code: 'password.current' });
  expect(await change('not my password')).toMatchObject({ status: 422, code: 'password.current' });
  expect(await change(PASSWORD, 'short')).toMatchObject({ status: 422, code: 'password.short' });
  expect((await signIn(p.login, 'my own new password')).status).toBe(401);
  expect((await change(PASSWORD)).status).toBe(200);
  await new Promise((done) => { setTimeout(done, 1_000); });
  expect((await house.ask('GET', '/api/me', { token: p.token })).status).toBe(401);
  expect((await signIn(p.login, 'my own new password')).status).toBe(200);
  const guessed = await person();
  for (let i = 0; i < 8; i++) await house.ask('POST', '/api/access/password', { token: guessed.token, body: { user: guessed.id, password: 'my own new password', current: `guess ${i}` } });
  expect((await house.ask('POST', '/api/access/password', { token: guessed.token, body: { user: guessed.id, password: 'my own new password', current: PASSWORD } })).status).toBe(429);
});

test('猜密码:按姓名计数,八次之后连正确的密码也拒绝;别人不受影响 [S5]', async () => {
  const [p, other] = [await person(), await person()];
  const answers: number[] = [];
  for (let i = 0; i < 8; i++) answers.push((await signIn(p.login, `wrong ${i}`)).status);
  expect(answers).toEqual([401, 401, 401, 401, 401, 401, 401, 401]);
  const refused = await signIn(p.login, PASSWORD);
  expect([refused.status, refused.code, refused.headers.get('retry-after')]).toEqual([429, 'sign_in.too_many', '60']);
  expect((await signIn(other.login, PASSWORD)).status).toBe(200);
});

test('同时猜也计数:三十个并发之后该姓名被锁 [S5]', async () => {
  const p = await person();
  const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => signIn(p.login, `guess ${i}`)));
  expect(new Set(answers.map((a) => a.status)).has(200)).toBe(false);
  expect(answers.filter((a) => a.status === 401).length).toBeLessThanOrEqual(8);
  expect((await signIn(p.login, PASSWORD)).status).toBe(429);
}, 60_000);

test('没有这个人、停用的人、没有密码的人、错的密码:回答一模一样,都做了同样的哈希 [S5]', async () => {
  const p = await person();
  const gone = await person();
  await house.kernel.write(system(), (tx) => updateRecord(tx, AppUser, gone, { disabled: true }));
  const without = await house.person(house.here, 'vip_agent', 'VIP');
  const before = process.cpuUsage().user;
  const answers = [await signIn('nobody of that name', PASSWORD), await signIn(gone.login, PASSWORD), await signIn(without.login, PASSWORD), await signIn(p.login, 'wrong password')];
  expect(new Set(answers.map((a) => `${a.status} ${a.text}`)).size).toBe(1);
  // Argon2 at 19 MiB costs milliseconds of processor time each; a path that skipped it would cost next to none.
  expect(process.cpuUsage().user - before).toBeGreaterThan(4 * 5_000);
});

test('伪造、残缺、别的组织的令牌都是 401 [S5]', async () => {
  const p = await person();
  const [tenant, secret] = p.token.split('.');
  const forged = ['x', '.', `${tenant}.`, `${tenant}.${'A'.repeat(43)}`, `${house.elsewhere.tenant.id}.${secret}`, `${tenant}.${secret}x`, `not-a-uuid.${secret}`, `${tenant}.%00`, 'a'.repeat(4_000)];
  const statuses: number[] = [];
  for (const token of forged) statuses.push((await me(token)).status);
  expect(new Set(statuses)).toEqual(new Set([401]));
  expect((await me(p.token)).status).toBe(200);
});

test('来自别的网站的写入被拒绝;没有幂等键、键不是 UUID 的写入被拒绝 [S3]', async () => {
  const p = await person('vip_manager');
  const body = { values: { name: '来客', phone: '13800000001', birthday_kind: 'solar' } };
  const post = (headers: { readonly [name: string]: string }, key?: string | null) => house.ask('POST', '/api/records/member', { token: p.token, body, headers, ...(key === undefined ? {} : { key }) });
  for (const origin of ['https://evil.example', 'null', `${house.app.address}.evil.example`, `https://evil.example/${house.app.address}`]) {
    expect(await post({ origin }).then((a) => [a.status, a.code])).toEqual([403, 'origin']);
  }
  expect(await post({}, null).then((a) => [a.status, a.code])).toEqual([400, 'idempotency.key']);
  expect(await post({}, 'one').then((a) => [a.status, a.code])).toEqual([400, 'idempotency.key']);
  expect((await post({ origin: house.app.address })).status).toBe(200);
});

test('幂等键属于一个人与一个内容:别人、别的内容、别的地址都拒绝 [S3]', async () => {
  const [p, other] = [await person('vip_manager'), await person('vip_manager')];
  const key = newId(new Date());
  const post = (who: Person, name: string) => house.ask('POST', '/api/records/member', { token: who.token, key, body: { values: { name, phone: '13800000002', birthday_kind: 'solar' } } });
  const first = await post(p, '王一');
  const again = await post(p, '王一');
  expect([first.status, again.status, again.json<{ id: string; repeated: boolean }>()]).toEqual([200, 200, expect.objectContaining({ id: first.json<{ id: string }>().id, repeated: true })]);
  expect([(await post(p, '王二')).code, (await post(other, '王一')).code]).toEqual(['idempotency.other_content', 'idempotency.other_content']);
});

test('多余的键、错误的类型被拒绝,不被忽略 [S3]', async () => {
  const p = await person('administrator', 'YL');
  const refused = [
    ['POST', '/api/sign-in', { name: 'a', password: 'b', remember: true }], ['POST', '/api/records/holiday', { values: {}, id: newId(new Date()) }], ['POST', '/api/records/holiday', { values: { tenant_id: house.elsewhere.tenant.id, day: '2026-01-01', day_kind: 'rest', name: 'x' } }],
    ['POST', '/api/records/holiday', { values: { state: 'x', version: 7, created_by: p.id, day: '2026-01-01', day_kind: 'rest', name: 'x' } }], ['POST', '/api/records/holiday', { values: [] }], ['POST', '/api/records/holiday', []], ['POST', '/api/records/holiday', null],
    ['POST', '/api/access/password', { user: p.id, password: 'long enough 1', tenant: 'x' }], ['PATCH', `/api/records/app_user/${p.id}`, { version: '1', values: {} }], ['PATCH', `/api/records/app_user/${p.id}`, { version: 1, values: { unit_id: house.here.units['YL'] } }],
  ] as const;
  for (const [method, path, body] of refused) {
    const { status } = await house.ask(method, path, { token: p.token, body, headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect([400, 422], `${method} ${path} ${JSON.stringify(body)} answered ${status}`).toContain(status);
  }
});

test('坏的 JSON、编号、筛选、参数、路径:总是 4xx,从不 500 [S3]', async () => {
  const p = await person('vip_manager');
  const admin = await person('administrator');
  const odd = ['constructor', '__proto__', 'toString', 'hasOwnProperty', '../../etc/passwd', '%00', '%ff', `' or 1=1 --`, 'x'.repeat(190), '-'.repeat(36), '00000000-0000-0000-0000-00000000000g', '😀', '0', 'null'];
  const encode = (text: string) => (text.startsWith('%') ? text : encodeURIComponent(text));
  const id = newId(new Date());
  const paths = odd.flatMap((o) => [
    `/api/records/${encode(o)}`, `/api/records/member/${encode(o)}`, `/api/records/${encode(o)}/${id}`, `/api/options/${encode(o)}`, `/api/options/member?id=${encode(o)}`, `/api/reports/${encode(o)}`, `/api/reports/${encode(o)}/export`, `/api/queries/${encode(o)}`,
    `/api/slips/${encode(o)}`, `/api/slips/${encode(o)}/pdf`, `/api/attachments/${encode(o)}`, `/api/records/lost_item/${id}/steps/${encode(o)}/preview`, `/api/records/member?sort=${encode(o)}`, `/api/records/member?page=${encode(o)}`,
    `/api/records/member?filter=${encode(o)}`, `/api/reports/regional_points?params=${encode(o)}`, `/api/search?q=${encode(o)}`, `/api/duties?from=${encode(o)}&to=2026-01-01`, `/api/records/member/export?columns=${encode(o)}`, `/api/audit?from=${encode(o)}`, `/api/audit?page=${encode(o)}`,
  ]);
  const fields = [...['constructor', '__proto__', 'tenant_id', 'name; drop table member', 'number', 'state', 'unit_id', 'id', 'created_at', 'created_by', 'name', 'phone', 'birthday_kind', 'archived'], 7, null];
  const values = ['x', '', 5, -1, 1e300, true, null, [], {}, [[]], '2026-01-01', '9999-12-31', '0001-01-01', '1', 'infinity', '-'.repeat(36), '\u0000', '\ud800', '%', id, ['x', null], [1, 2], '2026-01-01T00:00', '275760-09-13T00:00:00Z'];
  const filters = fields.flatMap((field) => ['eq', 'ne', 'in', 'lt', 'contains', 'between', 'empty', 'constructor', '__proto__', 5].flatMap((op) => values.map((value) => ({ field, op, value }))));
  const deep = Array.from({ length: 50 }).reduce<object>((f) => ({ all: [f] }), { field: 'name', op: 'eq', value: 'x' });
  const trees: unknown[] = [...filters, deep, [], 5, 'x', { all: 5 }, { any: [null] }, { all: Array.from({ length: 100 }, () => ({ field: 'name', op: 'eq', value: 'x' })) }];
  const asked = [...paths.map((path) => ({ path, who: admin })), ...paths.map((path) => ({ path, who: p })), ...trees.map((f) => ({ path: `/api/records/member?filter=${encodeURIComponent(JSON.stringify(f))}`, who: p }))];
  const failed: string[] = [];
  await inParallel(asked, async ({ path, who }) => {
    const answer = await house.ask('GET', path, { token: who.token });
    if (answer.status >= 500) failed.push(`${answer.status} ${decodeURIComponent(path.replace(/%(00|ff)/g, '?'))}`);
  });
  expect(failed.slice(0, 30), `${failed.length} of ${asked.length}`).toEqual([]);
}, 120_000);

test('写入的坏内容:总是 4xx,从不 500 [S3]', async () => {
  const admin = await person('administrator');
  const id = newId(new Date());
  const raws = ['', '{', 'null', '[]', '"x"', '{"values":', '{"__proto__":{"a":1}}', '{"constructor":{"prototype":{"a":1}}}', `{"values":{"__proto__":1}}`, '{"values":{"name":"\\u0000","day":"2026-01-01","day_kind":"rest"}}', '{"values":{"name":"\\ud800","day":"2026-01-01","day_kind":"rest"}}',
    '{"values":{"name":{"a":1},"day":["2026-01-01"],"day_kind":7}}', '{"values":{"name":"x","day":"2026-02-30","day_kind":"rest","unit_id":7}}', '{"values":{"name":"x","day":"2026-01-01","day_kind":"constructor"}}', `{"values":{"name":"x","day":"2026-01-01","day_kind":"rest","unit_id":"${id}"}}`,
    '{"version":1e400,"values":{}}', '{"version":-9007199254740993,"values":{}}', '{"reason":"\\u0000\\u0000\\u0000"}', `{"field":"constructor","reason":"looking at it"}`, '{"input":{"constructor":1}}', `{"user":"${id}","password":"long enough 1"}`, '{"from":"2026-13-45","value":{},"reason":"why not"}', '{"signatures":[{"name":"constructor","signer":"x","kind":"drawn","strokes":"M 1 1"}]}'];
  const paths = ['/api/records/holiday', '/api/records/constructor', `/api/records/app_user/${admin.id}/archive`, `/api/records/app_user/${admin.id}/disclose`, `/api/records/lost_item/${id}/steps/constructor`, `/api/records/lost_item/${id}/steps/__proto__`, '/api/parameters/constructor',
    '/api/parameters/lost_property.keep_days', '/api/access/password', `/api/duties/${id}/done`, `/api/slips/${id}/print`, '/api/sign-in', '/api/attachments', '/api/audit/verify'];
  const failed: string[] = [];
  await inParallel(paths.flatMap((path) => raws.map((raw) => ({ path, raw }))), async ({ path, raw }) => {
    const answer = await house.ask('POST', path, { token: admin.token, raw });
    if (answer.status >= 500) failed.push(`${answer.status} ${path} ${raw}`);
  });
  for (const raw of raws) {
    const answer = await house.ask('PATCH', `/api/records/app_user/${admin.id}`, { token: admin.token, raw });
    if (answer.status >= 500) failed.push(`${answer.status} PATCH ${raw}`);
  }
  const types = await Promise.all(['text/plain', 'application/xml', 'multipart/form-data', 'application/x-www-form-urlencoded'].map((type) => house.ask('POST', '/api/records/holiday', { token: admin.token, raw: 'x', headers: { 'content-type': type } })));
  expect([...failed.slice(0, 30), ...types.filter((a) => a.status >= 500).map((a) => a.text)], `${failed.length}`).toEqual([]);
}, 120_000);
