/** What every answer carries over https, and what the program's log says of refused requests. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House, type Person } from '../../tests/access/house.ts';
import { NO_OTHERS } from './start-settings.ts';

let house: House;
let agent: Person;
const log: string[] = [];
beforeAll(async () => {
  house = await openHouse({ modules: [], logTo: { write: (line) => { log.push(line); } } });
  agent = await house.person(house.here, 'auditor', 'CC', { password: 'a long enough password' });
}, 60_000);
afterAll(() => house.close());

const HSTS = 'max-age=31536000; includeSubDomains';
test('经 https 到来的请求都带 HSTS；直接以 http 访问本机的不带 [S5]', async () => {
  const hsts = async (path: string, headers: { readonly [name: string]: string } = {}) => (await house.ask('GET', path, { headers })).headers.get('strict-transport-security');
  expect([await hsts('/health'), await hsts('/api/me')]).toEqual([null, null]);
  for (const path of ['/health', '/api/me', '/', '/api/nothing']) expect(await hsts(path, { 'x-forwarded-proto': 'https' })).toBe(HSTS);
});

test('网址是 https 的，不论代理是否逐次说明，都带 HSTS [S5]', async () => {
  const https = await openHouse({ modules: [], signingIn: { ...NO_OTHERS, publicUrl: 'https://desk.example.org' } });
  try {
    expect((await https.ask('GET', '/health')).headers.get('strict-transport-security')).toBe(HSTS);
  } finally { await https.close(); }
});

test('被拒绝的访问记入日志：路由、原因、账号编号；没有姓名、地址、内容 [S5]', async () => {
  log.length = 0;
  expect((await house.ask('GET', '/api/house?x=secretly', { token: agent.token, headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(403);
  expect((await house.ask('POST', '/api/sign-in', { body: { organisation: 'here', name: agent.login, password: 'a wrong one' }, headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(401);
  expect((await house.ask('GET', '/api/me')).status).toBe(401);
  const written = log.map((line) => JSON.parse(line) as { refused: object; msg: string }).map(({ refused }) => refused);
  expect(written).toEqual([
    { code: 'not_allowed', status: 403, method: 'GET', route: '/api/house', tenant: house.here.tenant.id, user: agent.id },
    { code: 'sign_in.wrong', status: 401, method: 'POST', route: '/api/sign-in' },
  ]);
  expect(log.join()).not.toMatch(/203\.0\.113|secretly|wrong one|测/);
  expect(log.join()).not.toContain(agent.login);
});
