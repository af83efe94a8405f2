/** Every way of signing in over HTTP, each as its owner and as somebody who is not: codes, badge, mail, provider, directory, sessions. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { SMTPServer } from 'smtp-server';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../kernel/access/system.ts';
import { AppUser } from '../../kernel/access/organisation.ts';
import { PasswordDays, SecondFactorFor } from '../../kernel/access/signing-in.ts';
import { updateRecord } from '../../kernel/register/write.ts';
import { answer } from '../../kernel/settings/lookup.ts';
import { openHouse, type Answer, type House, type Person } from '../../../tests/access/house.ts';
import { BASE, SEARCHER, startDirectory, type TestDirectory } from './testing-directory.ts';

const PASSWORD = 'a long enough password';
const clock = { at: new Date('2026-11-26T02:00:00Z'), now: () => clock.at };
const later = (seconds: number) => { clock.at = new Date(clock.at.getTime() + seconds * 1_000); };
const PUBLIC = 'http://desk.example.org';

let house: House;
let directory: TestDirectory;
let mails: { readonly to: string; readonly text: string }[];
let smtp: SMTPServer;
let identity: { readonly issuer: string; loginAs: string; close(): Promise<void> };

beforeAll(async () => {
  mails = [];
  smtp = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], onData(stream, session, done) {
    let text = '';
    stream.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('end', () => { mails.push({ to: session.envelope.rcptTo[0]!.address, text }); done(); });
  } });
  const smtpPort = await new Promise<number>((open) => { const server = smtp.listen(0, '127.0.0.1', () => open((server.address() as AddressInfo).port)); });
  directory = await startDirectory([{ uid: 'auditor.yl.1', password: 'the password over there' }]);
  identity = await startIdentity(`${PUBLIC}/api/sign-in/provider/return`);
  house = await openHouse({
    clock, modules: [],
    signingIn: {
      publicUrl: PUBLIC, mail: { url: `smtp://127.0.0.1:${smtpPort}`, from: 'desk@example.org' },
      provider: { name: '统一登录', issuer: identity.issuer, clientId: 'desk', clientSecret: 'the secret of the desk', claim: 'preferred_username', scope: 'openid profile' },
      directory: { url: directory.url, base: BASE, attribute: 'uid', bindDn: SEARCHER.dn, bindPassword: SEARCHER.password },
    },
  });
}, 120_000);
afterAll(async () => {
  await house.close();
  await identity.close();
  await directory.stop();
  await new Promise<void>((done) => { smtp.close(() => done()); });
});

const person = (role = 'auditor') => house.person(house.here, role, 'YL', { password: PASSWORD });
let address = 0;
/** Each from an address of its own, so that limits by address do not meet. */
const post = (path: string, body: object, more: { readonly token?: string; readonly cookie?: string; readonly headers?: { readonly [name: string]: string } } = {}) => {
  address++;
  return house.ask('POST', path, { body, ...(more.token ? { token: more.token } : {}), headers: { 'x-forwarded-for': `198.51.${address >> 8}.${address & 255}`, ...(more.cookie ? { cookie: more.cookie } : {}), ...more.headers } });
};
const signIn = (name: string, password = PASSWORD) => post('/api/sign-in', { organisation: 'here', name, password });
const cookie = (a: Answer, name = 'dutydesk') => new RegExp(`${name}=([^;]+)`).exec(a.headers.get('set-cookie') ?? '')?.[1] ?? '';
const codeFor = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.at.getTime() });
const untilNoticed = () => later(1);

async function withCodes(p: Person): Promise<{ readonly secret: string; readonly recovery: readonly string[] }> {
  const { secret, ticket } = (await post('/api/account/codes/start', { current: PASSWORD }, p)).json<{ secret: string; ticket: string }>();
  const made = await post('/api/account/codes', { current: PASSWORD, ticket, code: codeFor(secret) }, p);
  expect(made.status).toBe(200);
  return { secret, recovery: made.json<{ recovery: string[] }>().recovery };
}

test('两步验证：密码之后才问验证码；没有验证码就没有会话；同一个验证码只算一次，别人的不算 [S5]', async () => {
  const p = await person();
  const { secret } = await withCodes(p);
  const first = await signIn(p.login);
  expect([first.status, first.json<{ next: string }>().next, cookie(first)]).toEqual([200, 'code', '']);
  const { ticket } = first.json<{ ticket: string }>();
  // The code that set it up is used already.
  expect(await post('/api/sign-in/code', { ticket, code: codeFor(secret) })).toMatchObject({ status: 401, code: 'sign_in.code' });
  later(30);
  const code = codeFor(secret);
  expect((await post('/api/sign-in/code', { ticket, code: '000000' })).status).toBe(401);
  const right = await post('/api/sign-in/code', { ticket, code: `${code.slice(0, 3)} ${code.slice(3)}` });
  expect(right.status).toBe(200);
  expect((await house.ask('GET', '/api/me', { token: cookie(right) })).json<{ displayName: string }>().displayName).toMatch(/^测/);
  expect(await post('/api/sign-in/code', { ticket, code })).toMatchObject({ status: 410, code: 'sign_in.ticket' });
  const again = (await signIn(p.login)).json<{ ticket: string }>();
  expect((await post('/api/sign-in/code', { ticket: again.ticket, code })).status).toBe(401);
  const kept = await house.owner.query<{ sealed: string }>('select sealed from second_factor where user_id = $1', [p.id]);
  expect(kept.rows[0]!.sealed).not.toContain(secret);
});

test('同一个验证码同时从两处来：只有一处登录 [S5]', async () => {
  const p = await person();
  const { secret } = await withCodes(p);
  later(30);
  const code = codeFor(secret);
  const tickets = await Promise.all([signIn(p.login), signIn(p.login)]);
  const answers = await Promise.all(tickets.map((t) => post('/api/sign-in/code', { ticket: t.json<{ ticket: string }>().ticket, code })));
  expect(answers.map((a) => a.status).sort()).toEqual([200, 401]);
});

test('猜验证码计数：八次之后正确的也不行；恢复码用一次就没了，并记入历史 [S5]', async () => {
  const p = await person();
  const { secret, recovery } = await withCodes(p);
  expect(new Set(recovery).size).toBe(10);
  const by = async (code: string) => post('/api/sign-in/code', { ticket: (await signIn(p.login)).json<{ ticket: string }>().ticket, code });
  expect((await by(recovery[0]!)).status).toBe(200);
  expect((await by(recovery[0]!)).status).toBe(401);
  expect((await by(recovery[1]!.toUpperCase().replace('-', ' '))).status).toBe(200);
  const account = (await house.ask('GET', '/api/account', p)).json<{ codes: { recoveryLeft: number } }>();
  expect(account.codes.recoveryLeft).toBe(8);
  const { rows } = await house.owner.query<{ n: number }>(`select count(*)::int as n from history where record_id = $1 and what = 'recovery_code'`, [p.id]);
  expect(rows[0]!.n).toBe(2);
  for (let i = 0; i < 8; i++) await by(String(100_000 + i));
  later(30);
  expect(await by(codeFor(secret))).toMatchObject({ status: 429, code: 'sign_in.too_many' });
});

test('组织要求两步验证：没有设置的人先设置，设好才登录，恢复码只显示这一次；没有要求的人照旧 [S5]', async () => {
  const [p, admin] = [await person(), await person('administrator')];
  await house.kernel.write(asSystem(house.here.tenant.id, 'test'), async (tx) => ({ id: await answer(tx, SecondFactorFor, '2026-01-01', 'administrators', '测评要求') }));
  untilNoticed();
  const first = (await signIn(admin.login)).json<{ next: string; ticket: string; secret: string; uri: string }>();
  expect(first.next).toBe('enrol');
  expect(decodeURIComponent(first.uri)).toContain(admin.login);
  expect((await post('/api/sign-in/enrol', { ticket: first.ticket, code: '000000' })).status).toBe(401);
  const done = await post('/api/sign-in/enrol', { ticket: first.ticket, code: codeFor(first.secret) });
  expect(done.json<{ recovery: string[] }>().recovery).toHaveLength(10);
  expect(cookie(done)).not.toBe('');
  // Auditors count as those who see everything; nobody holds only that here without being asked.
  expect((await signIn(p.login)).json<{ next: string }>().next).toBe('enrol');
  await house.kernel.write(asSystem(house.here.tenant.id, 'test'), async (tx) => ({ id: await answer(tx, SecondFactorFor, '2026-01-02', 'nobody', '测评结束') }));
  untilNoticed();
  expect(cookie(await signIn(p.login))).not.toBe('');
});

test('密码到期：登录时换新的，与原来相同或太弱都不行；换好即登录；不强制时不问 [S5]', async () => {
  const p = await person();
  const set = (days: number, from: string) => house.kernel.write(asSystem(house.here.tenant.id, 'test'), async (tx) => ({ id: await answer(tx, PasswordDays, from, days, '制度要求') }));
  await set(90, '2026-01-01');
  untilNoticed();
  expect(cookie(await signIn(p.login))).not.toBe('');
  later(91 * 86_400);
  const due = (await signIn(p.login)).json<{ next: string; ticket: string }>();
  expect(due.next).toBe('new_password');
  const change = (password: string) => post('/api/sign-in/new-password', { ticket: due.ticket, password });
  expect((await change(PASSWORD)).code).toBe('password.same');
  expect((await change('1234567890')).code).toBe('password.weak');
  const changed = await change('an entirely different one');
  expect([changed.status, cookie(changed) !== '']).toEqual([200, true]);
  expect([(await signIn(p.login)).status, (await signIn(p.login, 'an entirely different one')).status]).toEqual([401, 200]);
  await set(0, '2027-02-01');
  untilNoticed();
});

test('太弱的密码被拒绝：常见的、顺序的、自己的名字；不相干的词可以', async () => {
  const p = await person();
  const change = (password: string) => post('/api/access/password', { user: p.id, password, current: PASSWORD }, p).then((a) => a.code || a.status);
  expect([await change('password123456'), await change('qwertyuiop123'), await change('aaaaaaaaaaaaaa'), await change(p.login.replaceAll('.', ''))]).toEqual(Array(4).fill('password.weak'));
  expect(await change('斑马 门廊 月历 橙子')).toBe(200);
});

test('工牌与 PIN：只在共用终端上有效；终端停用后、十分钟不动后，会话结束；猜要计数 [S5]', async () => {
  const [p, admin] = [await person(), await person('administrator')];
  const keep = (pin: string, badge = 'GP-0042') => post('/api/account/badge', { current: PASSWORD, badge, pin }, p).then((a) => a.code || a.status);
  expect([await keep('1234'), await keep('7777'), await keep('12a4'), await keep('2580')]).toEqual(['badge.pin', 'badge.pin', 'badge.pin', 200]);
  expect(await post('/api/sign-in/badge', { badge: 'GP-0042', pin: '2580' })).toMatchObject({ status: 403, code: 'sign_in.till' });
  expect((await post('/api/tills', { label: '前台一号' }, p)).status).toBe(403);
  const made = await post('/api/tills', { label: '前台一号' }, admin);
  const till = `dutydesk-till=${cookie(made, 'dutydesk-till')}`;
  expect((await house.ask('GET', '/api/sign-in/ways', { headers: { cookie: till } })).json<{ till: string }>().till).toBe('前台一号');
  expect((await post('/api/sign-in/badge', { badge: 'GP-0042', pin: '2581' }, { cookie: till })).status).toBe(401);
  const entered = await post('/api/sign-in/badge', { badge: 'GP-0042', pin: '2580' }, { cookie: till });
  expect(entered.status).toBe(200);
  const me = (token: string) => house.ask('GET', '/api/me', { token }).then((a) => a.status);
  later(9 * 60);
  expect(await me(cookie(entered))).toBe(200);
  later(9 * 60);
  expect(await me(cookie(entered))).toBe(200);
  later(11 * 60);
  expect(await me(cookie(entered))).toBe(401);
  const second = cookie(await post('/api/sign-in/badge', { badge: 'GP-0042', pin: '2580' }, { cookie: till }));
  expect(await me(second)).toBe(200);
  await post(`/api/tills/${made.json<{ id: string }>().id}/revoke`, {}, admin);
  untilNoticed();
  expect(await me(second)).toBe(401);
  expect((await post('/api/sign-in/badge', { badge: 'GP-0042', pin: '2580' }, { cookie: till })).status).toBe(403);
  const other = await person();
  expect(await post('/api/account/badge', { current: PASSWORD, badge: 'GP-0042', pin: '2580' }, other)).toMatchObject({ status: 409, code: 'badge.taken' });
});

test('我的登录：看得到每一处；结束一处、结束其余各处，一秒内生效；别人的结束不了 [S5]', async () => {
  const [p, other] = [await person(), await person()];
  const [one, two] = [cookie(await signIn(p.login)), cookie(await signIn(p.login))];
  const account = (token: string) => house.ask('GET', '/api/account', { token }).then((a) => a.json<{ sessions: { id: string; here: boolean; how: string }[] }>().sessions);
  const seen = await account(one);
  expect([seen.length, seen.filter((s) => s.here).length, seen[0]!.how]).toEqual([3, 1, 'password']);
  const target = (await account(two)).find((s) => s.here)!.id;
  expect((await post('/api/account/sessions/end', { id: target }, other)).json<{ ended: number }>().ended).toBe(0);
  expect((await post('/api/account/sessions/end', { id: target }, { token: one })).json<{ ended: number }>().ended).toBe(1);
  untilNoticed();
  const status = (token: string) => house.ask('GET', '/api/me', { token }).then((a) => a.status);
  expect([await status(one), await status(two), await status(p.token)]).toEqual([200, 401, 200]);
  await post('/api/account/sessions/end', {}, { token: one });
  untilNoticed();
  expect([await status(one), await status(p.token)]).toEqual([200, 401]);
});

test('改登录方式要再输密码；找到开着的屏幕的人改不了 [S5]', async () => {
  const p = await person();
  const tried = await Promise.all([
    post('/api/account/codes/start', { current: 'guess' }, p), post('/api/account/badge', { current: 'guess', badge: 'X', pin: '2580' }, p), post('/api/account/mail', { current: 'guess', mail: 'evil@example.org' }, p),
    post('/api/account/passkeys/start', { current: 'guess' }, p), post('/api/account/codes/remove', {}, p),
  ]);
  expect(tried.map((a) => a.code)).toEqual(Array(5).fill('password.current'));
});

test('忘记密码：链接寄到本人邮箱，半小时内一次有效；查无此人时回答一样；设好后各处会话结束，两步验证还在 [S5]', async () => {
  const p = await person();
  await house.kernel.write(asSystem(house.here.tenant.id, 'test'), (tx) => updateRecord(tx, AppUser, p, { mail: 'zhang@example.org' }));
  const ask = (name: string) => post('/api/sign-in/forgotten', { organisation: 'here', name });
  const [known, unknown] = [await ask(p.login), await ask('nobody of that name')];
  expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
  await expect.poll(() => mails.length).toBe(1);
  const text = Buffer.from(mails[0]!.text.split('\r\n\r\n')[1]!.replace(/\s/g, ''), 'base64').toString('utf8');
  const link = new RegExp(`${PUBLIC}/reset#(\\S+)`).exec(text);
  expect(mails[0]!.to).toBe('zhang@example.org');
  const ticket = link![1]!;
  const reset = (password: string) => post('/api/sign-in/reset', { ticket, password });
  expect((await reset('short')).code).toBe('password.short');
  expect((await reset('quite another password')).status).toBe(200);
  untilNoticed();
  expect((await reset('once more the same link')).code).toBe('sign_in.ticket');
  expect((await house.ask('GET', '/api/me', p)).status).toBe(401);
  expect([(await signIn(p.login)).status, (await signIn(p.login, 'quite another password')).status]).toEqual([401, 200]);
  await ask(p.login);
  await expect.poll(() => mails.length).toBe(2);
  later(31 * 60);
  const old = Buffer.from(mails[1]!.text.split('\r\n\r\n')[1]!.replace(/\s/g, ''), 'base64').toString('utf8').split('#')[1]!.split(/\s/)[0]!;
  expect((await post('/api/sign-in/reset', { ticket: old, password: 'too late for this one' })).code).toBe('sign_in.ticket');
});

test('目录（LDAP）：这里没有密码的人用目录里的密码登录；空密码、错密码、目录里没有的人都不行；这里有密码的人不问目录', async () => {
  const inDirectory = await house.kernel.write(asSystem(house.here.tenant.id, 'test'), async (tx) => {
    const [row] = await tx.query<{ id: string; name: string }>(`select id, name from app_user where tenant_id = $1 and name = 'auditor.yl.1'`, [tx.tenantId]);
    return row!;
  });
  await house.owner.query('delete from user_secret where user_id = $1', [inDirectory.id]);
  await house.owner.query('delete from second_factor where user_id = $1', [inDirectory.id]);
  const without = await house.person(house.here, 'auditor', 'YL');
  const right = await signIn(inDirectory.name, 'the password over there');
  expect([right.status, (await house.ask('GET', '/api/account', { token: cookie(right) })).json<{ sessions: { how: string; here: boolean }[] }>().sessions.find((s) => s.here)!.how]).toEqual([200, 'directory']);
  expect([(await signIn(inDirectory.name, '')).status, (await signIn(inDirectory.name, 'guess')).status, (await signIn(without.login, 'the password over there')).status]).toEqual([401, 401, 401]);
  expect((await signIn('*', 'the password over there')).status).toBe(401);
  const own = await person();
  expect((await signIn(own.login, 'the password over there')).status).toBe(401);
});

test('统一登录（OpenID Connect）：去、回、登录；绑定之后认的是身份而不是名字；这里没有账户的人被请回；别的浏览器带不走 [S5]', async () => {
  const p = await house.person(house.here, 'auditor', 'YL');
  identity.loginAs = p.login;
  const entered = await roundTrip();
  expect(entered.location).toBe('/r/unit');
  expect((await house.ask('GET', '/api/me', { token: entered.token })).status).toBe(200);
  // Renamed here, the same person still arrives; somebody else who now has the old name does not take the account.
  await house.kernel.write(asSystem(house.here.tenant.id, 'test'), (tx) => updateRecord(tx, AppUser, p, { name: 'renamed' }));
  expect((await house.ask('GET', '/api/me', { token: (await roundTrip()).token })).json<{ id: string }>().id).toBe(p.id);
  identity.loginAs = 'renamed';
  expect((await roundTrip()).location).toBe('/sign-in?problem=sign_in.stranger');
  identity.loginAs = 'nobody-here';
  expect((await roundTrip()).location).toBe('/sign-in?problem=sign_in.stranger');
  identity.loginAs = p.login;
  expect((await roundTrip({ otherBrowser: true })).location).toBe('/sign-in?problem=sign_in.ticket');
});

test('手机和工牌都丢了：管理员解除之后只剩密码，各处登录都结束；不归他管的人不行 [S5]', async () => {
  const [p, admin] = [await person(), await person('administrator')];
  await withCodes(p);
  const clear = (who: Person, token: string) => post('/api/access/locked-out', { user: who.id }, { token }).then((a) => a.status);
  expect(await clear(admin, p.token)).toBe(403);
  expect(await clear(p, admin.token)).toBe(200);
  untilNoticed();
  expect((await house.ask('GET', '/api/me', p)).status).toBe(401);
  expect(cookie(await signIn(p.login))).not.toBe('');
});

/** As a browser goes: to the provider, through its forms, and back to the address it names. */
async function roundTrip({ otherBrowser = false } = {}): Promise<{ readonly location: string; readonly token: string }> {
  const left = await fetch(`${house.app.address}/api/sign-in/provider?organisation=here&next=/r/unit`, { redirect: 'manual' });
  const state = otherBrowser ? '' : /dutydesk-provider=([^;]+)/.exec(left.headers.get('set-cookie') ?? '')?.[1] ?? '';
  const jar = new Map<string, string>();
  let at = left.headers.get('location')!;
  for (let hops = 0; hops < 12 && !at.startsWith(PUBLIC); hops++) {
    const page = await fetch(at, { redirect: 'manual', headers: { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') } });
    for (const c of page.headers.getSetCookie()) jar.set(c.split('=')[0]!, c.split(';')[0]!.slice(c.indexOf('=') + 1));
    at = new URL(page.headers.get('location')!, identity.issuer).href;
  }
  const back = await fetch(house.app.address + at.slice(PUBLIC.length), { redirect: 'manual', headers: { cookie: `dutydesk-provider=${state}` } });
  return { location: back.headers.get('location') ?? '', token: back.headers.getSetCookie().map((c) => /^dutydesk=([^;]+)/.exec(c)?.[1]).find(Boolean) ?? '' };
}

/** A real OpenID provider; whoever comes is `loginAs`, and the consent is given. */
async function startIdentity(callback: string): Promise<typeof identity> {
  const server = createServer();
  await new Promise<void>((open) => { server.listen(0, '127.0.0.1', open); });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self = { issuer, loginAs: '', close: () => new Promise<void>((done) => { server.closeAllConnections(); server.close(() => done()); }) };
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'desk', client_secret: 'the secret of the desk', redirect_uris: [callback] }], cookies: { keys: ['a key for tests only'] },
    claims: { openid: ['sub'], profile: ['preferred_username'] }, conformIdTokenClaims: false,
    findAccount: (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: `subject of ${id}`, preferred_username: id }) }),
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` }, features: { devInteractions: { enabled: false } },
  });
  const answerWith = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) { answerWith(request, response); return; }
    void (async () => {
      const { prompt, params, session } = await provider.interactionDetails(request, response);
      if (prompt.name === 'login') { await provider.interactionFinished(request, response, { login: { accountId: self.loginAs } }); return; }
      const grant = new provider.Grant({ accountId: session!.accountId, clientId: String(params['client_id']) });
      grant.addOIDCScope('openid profile');
      await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
    })();
  });
  return self;
}
