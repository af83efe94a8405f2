/** A password that somebody else set opens nothing but the choice of one's own; recovery codes; and how long an untouched session lasts. */
import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../kernel/access/system.ts';
import { IdleMinutes } from '../../kernel/access/signing-in.ts';
import { answer } from '../../kernel/settings/lookup.ts';
import { openHouse, type Answer, type House } from '../../../tests/access/house.ts';
import { newPassword } from '../command/people.ts';
import { sha } from './secret.ts';

const PASSWORD = 'a long enough password';
const clock = { at: new Date('2026-11-26T02:00:00Z'), now: () => clock.at };
const later = (minutes: number) => { clock.at = new Date(clock.at.getTime() + minutes * 60_000); };
let house: House;
beforeAll(async () => { house = await openHouse({ clock, modules: [] }); }, 60_000);
afterAll(() => house.close());

const person = (role = 'auditor') => house.person(house.here, role, 'YL', { password: PASSWORD });
const signIn = (name: string, password: string) => house.ask('POST', '/api/sign-in', { body: { organisation: 'here', name, password } });
const cookie = (a: Answer) => /dutydesk=([^;]+)/.exec(a.headers.get('set-cookie') ?? '')?.[1] ?? '';
interface Next { readonly next: string; readonly ticket: string; readonly first?: boolean }

test('管理员或命令行代设的密码：首次登录先换成自己的，在此之前没有会话；自己设的不问 [S5]', async () => {
  const [p, q, admin] = [await person(), await person(), await person('administrator')];
  expect(cookie(await signIn(p.login, PASSWORD))).not.toBe('');
  expect((await house.ask('POST', '/api/access/password', { token: admin.token, body: { user: p.id, password: 'set by somebody else' } })).status).toBe(200);
  const typed = [[p, 'set by somebody else'], [q, await newPassword(house.kernel, house.here.tenant, q.login)]] as const;
  for (const [who, password] of typed) {
    const due = await signIn(who.login, password);
    expect([due.status, cookie(due), due.json<Next>()]).toMatchObject([200, '', { next: 'new_password', first: true }]);
    const change = (own: string) => house.ask('POST', '/api/sign-in/new-password', { body: { ticket: due.json<Next>().ticket, password: own } });
    expect((await change(password)).code).toBe('password.same');
    // Asked for as long as it is not done, and with no way round it.
    expect((await signIn(who.login, password)).json<Next>().next).toBe('new_password');
    const changed = await change(`three quiet ${who.login} harbours`);
    expect([changed.status, cookie(changed) !== '']).toEqual([200, true]);
    expect(cookie(await signIn(who.login, `three quiet ${who.login} harbours`))).not.toBe('');
  }
  const own = await house.ask('POST', '/api/access/password', { token: cookie(await signIn(q.login, `three quiet ${q.login} harbours`)), body: { user: q.id, password: 'chosen by myself alone', current: `three quiet ${q.login} harbours` } });
  expect(own.status).toBe(200);
  expect(cookie(await signIn(q.login, 'chosen by myself alone'))).not.toBe('');
});

test('恢复码至少 112 位随机，格式容错；以前发的短码仍可用一次 [S5]', async () => {
  const p = await person();
  const codes = await house.ask('POST', '/api/account/codes/start', { token: p.token, body: { current: PASSWORD } });
  const { secret, ticket } = codes.json<{ secret: string; ticket: string }>();
  const made = await house.ask('POST', '/api/account/codes', { token: p.token, body: { current: PASSWORD, ticket, code: new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.at.getTime() }) } });
  const { recovery } = made.json<{ recovery: string[] }>();
  for (const code of recovery) expect(code).toMatch(/^([2-9a-hjkmnp-z]{6}-){3}[2-9a-hjkmnp-z]{6}$/);
  expect(24 * Math.log2(31)).toBeGreaterThan(112);
  await house.owner.query('insert into recovery_code (tenant_id, user_id, code_hash) values ($1, $2, $3)', [house.here.tenant.id, p.id, sha('abcde23456')]);
  const by = async (code: string) => (await house.ask('POST', '/api/sign-in/code', { body: { ticket: (await signIn(p.login, PASSWORD)).json<Next>().ticket, code } })).status;
  expect([await by(recovery[0]!.toUpperCase().replaceAll('-', ' ')), await by(recovery[0]!), await by('abcde-23456'), await by('abcde-23456'), await by(randomBytes(12).toString('hex'))]).toEqual([200, 401, 200, 401, 401]);
});

test('无人操作满规定时间即退出，并说明原因；页面自己的刷新不算操作；到期前操作则续；时长按登录当日的参数 [S5]', async () => {
  const p = await person();
  const set = (minutes: number, from: string) => house.kernel.write(asSystem(house.here.tenant.id, 'test'), async (tx) => ({ id: await answer(tx, IdleMinutes, from, minutes, '本单位规定') }));
  const me = (token: string, idle?: number) => house.ask('GET', '/api/me', { token, ...(idle === undefined ? {} : { headers: { 'dutydesk-idle': String(idle) } }) }).then((a) => a.code || a.status);
  const usual = cookie(await signIn(p.login, PASSWORD));
  await set(30, '2026-11-26');
  later(1);
  const strict = cookie(await signIn(p.login, PASSWORD));
  later(29);
  expect([await me(strict, 0), await me(strict, 0)]).toEqual([200, 200]);
  later(29);
  // A page that is open and asks by itself.
  expect(await me(strict, 1_700)).toBe(200);
  later(2);
  expect([await me(strict, 0), await me(usual, 0)]).toEqual(['signed_out.idle', 200]);
  later(7 * 60 + 59);
  expect(await me(usual, 3)).toBe(200);
  later(8 * 60 + 1);
  expect(await me(usual, 3)).not.toBe(200);
});

test('打开着的页面收变更的连接不算操作：到时连接关闭，会话结束 [S5]', async () => {
  const p = await person();
  const token = cookie(await signIn(p.login, PASSWORD));
  const stop = new AbortController();
  const stream = await fetch(`${house.app.address}/api/changes`, { headers: { cookie: `dutydesk=${token}` }, signal: stop.signal });
  const reader = stream.body!.getReader();
  later(29);
  await reader.read();
  later(2);
  let done = false;
  while (!done) done = (await reader.read()).done;
  expect((await house.ask('GET', '/api/me', { token })).code).toBe('signed_out.idle');
  stop.abort();
});
