/** The one way out against real servers on this machine: what is inside stays closed, also by way of names and redirects. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Address, openOutbound, OutboundProblem } from './outbound.ts';

const seen: { readonly method: string; readonly url: string; readonly headers: { readonly [name: string]: unknown }; readonly body: string }[] = [];
const servers: Server[] = [];
let port = 0;
let other = 0;

const listen = (answer: RequestListener) => new Promise<number>((open) => {
  const server = createServer(answer).listen(0, '127.0.0.1', () => open((server.address() as AddressInfo).port));
  servers.push(server);
});
beforeAll(async () => {
  other = await listen((request, response) => { seen.push({ method: request.method!, url: request.url!, headers: request.headers, body: '' }); response.end('the other'); });
  port = await listen((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => { body += part; }).on('end', () => {
      seen.push({ method: request.method!, url: request.url!, headers: request.headers, body });
      const to = new URL(request.url!, 'http://x').searchParams.get('to');
      if (request.url!.startsWith('/redirect')) response.writeHead(Number(new URL(request.url!, 'http://x').searchParams.get('as')), { location: to! }).end();
      else if (request.url === '/silent') return;
      else if (request.url === '/endless') { const more = () => { while (response.write('x'.repeat(16_384))); }; response.on('drain', more); more(); }
      else response.writeHead(request.url === '/no' ? 500 : 200).end('heard');
    });
  });
});
afterAll(() => { for (const server of servers) { server.closeAllConnections(); server.close(); } });

const here = [{ address: '127.0.0.1', family: 4 }] as const;
const names = (table: { readonly [host: string]: readonly Address[] }) => (host: string) => (table[host] ? Promise.resolve(table[host]) : Promise.reject(Object.assign(new Error(host), { code: 'ENOTFOUND' })));
const why = (work: Promise<unknown>) => work.then(() => 'sent', (e: unknown) => { if (e instanceof OutboundProblem) return e.why; throw e; });

test('本机与内网缺省一概不通，换着写法也不通；点名才通 [S6]', async () => {
  const before = seen.length;
  const out = openOutbound();
  const forms = ['127.0.0.1', 'localhost', '0x7f000001', '2130706433', '0177.0.0.1', '127.1', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '169.254.169.254'];
  for (const host of forms) expect([host, await why(out.send({ url: `http://${host}:${port}/x` }))]).toEqual([host, 'inside']);
  expect(seen.length).toBe(before);
  const named = openOutbound({ allow: ['127.0.0.1'] });
  expect(await named.send({ url: `http://127.0.0.1:${port}/x`, headers: { 'x-a': '1' }, body: '{"a":"值"}' })).toMatchObject({ status: 200, text: 'heard' });
  expect(seen.at(-1)).toMatchObject({ method: 'POST', url: '/x', body: '{"a":"值"}', headers: { 'x-a': '1' } });
  // Named or not: where clouds keep their keys is nobody's webhook.
  expect(await why(openOutbound({ allow: ['169.254.169.254'] }).send({ url: 'http://169.254.169.254/latest' }))).toBe('inside');
});

test('只有 https 与 http，网址里不带密码；拒绝时说得清 [S6]', async () => {
  const out = openOutbound();
  for (const url of ['ftp://example.org/', 'file:///etc/passwd', 'gopher://example.org/', 'http://a:b@example.org/', 'no address']) expect(await why(out.send({ url }))).toBe('address');
  expect([out.problemWith('http://10.0.0.7/hook')?.[0], out.problemWith('http://localhost/')?.[1], out.problemWith('https://example.org/hook')]).toEqual([expect.stringContaining('DUTYDESK_OUTBOUND_ALLOW'), expect.stringContaining('DUTYDESK_OUTBOUND_ALLOW'), null]);
});

test('域名指向内网不通，真假地址混在一起也不通；查不到就说查不到 [S6]', async () => {
  const resolve = names({ 'inside.example': here, 'mixed.example': [{ address: '93.184.215.14', family: 4 }, ...here], 'nowhere.example': [] });
  const out = openOutbound({ resolve });
  const before = seen.length;
  expect(await why(out.send({ url: `http://inside.example:${port}/` }))).toBe('inside');
  expect(await why(out.send({ url: `http://mixed.example:${port}/` }))).toBe('inside');
  expect([await why(out.send({ url: 'http://unknown.example/' })), await why(out.send({ url: 'http://nowhere.example/' }))]).toEqual(['name', 'name']);
  expect(seen.length).toBe(before);
  expect((await openOutbound({ resolve, allow: ['inside.example'] }).send({ url: `http://inside.example:${port}/y` })).status).toBe(200);
});

test('域名只查一次，连的就是查过的地址：第二次另有说法也没有用 [S6]', async () => {
  let asked = 0;
  // The second answer would lead to the other server; the first is the one that was judged.
  const resolve = () => { asked++; return Promise.resolve(asked === 1 ? here : [{ address: '127.0.0.2', family: 4 }]); };
  const answer = await openOutbound({ resolve, allow: ['rebinding.example'] }).send({ url: `http://rebinding.example:${port}/once` });
  expect([answer.text, asked, seen.at(-1)!.headers['host']]).toEqual(['heard', 1, `rebinding.example:${port}`]);
});

test('转址逐次重查：转进内网不通，超过三次不通，307 原样再发且不把凭据带给别家 [S6]', async () => {
  const resolve = names({ 'a.example': here, 'b.example': here });
  const out = openOutbound({ resolve, allow: ['a.example'] });
  const redirect = (to: string, as = 307) => `http://a.example:${port}/redirect?as=${as}&to=${encodeURIComponent(to)}`;
  const before = seen.length;
  expect(await why(out.send({ url: redirect(`http://127.0.0.1:${other}/`) }))).toBe('inside');
  expect(await why(out.send({ url: redirect(`http://b.example:${other}/`) }))).toBe('inside');
  expect(await why(out.send({ url: redirect('file:///etc/passwd') }))).toBe('address');
  expect(seen.slice(before).map((s) => s.url.slice(0, 9))).toEqual(['/redirect', '/redirect', '/redirect']);
  let loop = `http://a.example:${port}/end`;
  for (let i = 0; i < 4; i++) loop = redirect(loop);
  expect(await why(out.send({ url: loop }))).toBe('redirect');
  const both = openOutbound({ resolve, allow: ['a.example', 'b.example'] });
  expect((await both.send({ url: redirect(`http://a.example:${port}/again`), body: 'twice', headers: { authorization: 'mine' } })).text).toBe('heard');
  expect(seen.at(-1)).toMatchObject({ url: '/again', body: 'twice', headers: { authorization: 'mine' } });
  expect((await both.send({ url: redirect(`http://b.example:${other}/`), body: 'x', headers: { authorization: 'mine' } })).text).toBe('the other');
  expect(seen.at(-1)!.headers['authorization']).toBeUndefined();
  // What was posted does not silently become a question.
  expect((await both.send({ url: redirect(`http://a.example:${port}/get`, 302), body: 'x' })).status).toBe(302);
});

test('不答的等到时限，没完没了的只读开头，连不上的说连不上；500 是回答不是故障 [S6]', async () => {
  const out = openOutbound({ allow: ['127.0.0.1'], timeoutMs: 400 });
  const at = (path: string) => ({ url: `http://127.0.0.1:${port}${path}` });
  expect(await why(out.send(at('/silent')))).toBe('silent');
  expect((await openOutbound({ allow: ['127.0.0.1'] }).send(at('/endless'))).text.length).toBe(64 * 1024);
  expect(await why(out.send({ url: 'http://127.0.0.1:1/' }))).toBe('unreachable');
  expect((await out.send(at('/no'))).status).toBe(500);
  expect(await why(openOutbound({ resolve: () => new Promise(() => undefined), timeoutMs: 200 }).send({ url: 'http://slow.example/' }))).toBe('silent');
});
