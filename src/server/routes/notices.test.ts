/** Notices over HTTP: only one's own, only an administrator of the whole organisation for what leaves the house, and the stream that tells how many wait. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../kernel/access/system.ts';
import type { NoticePage, NoticeSettings, OutletPage } from '../../kernel/api.ts';
import { tell } from '../../kernel/notice/notice.ts';
import { openHouse, type House, type Person } from '../../../tests/access/house.ts';

let house: House;
let root: Person;
let local: Person;
let auditor: Person;
let stranger: Person;
beforeAll(async () => {
  house = await openHouse({ modules: [] });
  [root, local, auditor] = [await house.person(house.here, 'administrator', 'YL'), await house.person(house.here, 'administrator', 'FS'), await house.person(house.here, 'auditor', 'YL')];
  stranger = await house.person(house.elsewhere, 'administrator', 'YL');
}, 120_000);
afterAll(() => house.close());

const get = <T>(who: Person, path: string) => house.ask('GET', path, who).then((a) => a.json<T>());
const post = (who: Person | null, path: string, body: object = {}) => house.ask('POST', path, { ...(who ? { token: who.token } : {}), body });
const inform = (who: Person, key: string) => house.kernel.write(asSystem(house.here.tenant.id, 'test'), async (tx) => {
  tell(tx, [who.id], { kind: 'told', key, unitId: house.here.units['FS']!, register: 'unit', recordId: house.here.units['FS']!, number: 'U0005', what: null, words: ['改了', 'Changed'] });
  return {};
});

test('只有全组织管理员能看、能改对外通知；没登录、审计员、分部管理员、别的组织都不行', async () => {
  const body = { label: '同步', url: 'https://example.org/hook', events: ['created'], registers: ['unit'] };
  const paths = ['/api/outlets/webhooks', '/api/outlets/robots'];
  for (const [who, status] of [[null, 401], [auditor, 403], [local, 403]] as const) {
    expect([(await house.ask('GET', '/api/outlets', who ?? {})).status, (await house.ask('GET', '/api/outlets/deliveries', who ?? {})).status, ...(await Promise.all(paths.map((p) => post(who, p, body)))).map((a) => a.status)]).toEqual([status, status, status, status]);
  }
  const made = await post(root, '/api/outlets/webhooks', body);
  const { id, secret } = made.json<{ id: string; secret: string }>();
  expect([made.status, secret.startsWith('whsec_')]).toEqual([200, true]);
  const again = ['', '/off', '/try', '/secret'].map((end) => post(stranger, `/api/outlets/webhooks/${id}${end}`, end === '' ? { ...body, url: null } : end === '/off' ? { off: true } : {}));
  expect((await Promise.all(again)).map((a) => a.status)).toEqual([404, 404, 404, 404]);
  expect((await get<OutletPage>(stranger, '/api/outlets')).webhooks).toEqual([]);
  const kept = JSON.stringify((await house.owner.query('select * from webhook')).rows) + JSON.stringify((await house.owner.query('select * from idempotency')).rows) + JSON.stringify((await house.owner.query('select * from history')).rows);
  expect([kept.includes(secret), kept.includes('https://example.org'), JSON.stringify(await get(root, '/api/outlets')).includes('/hook')]).toEqual([false, false, false]);
});

test('填错的说清哪里错：内网地址、不存在的台账与单元、半截免打扰、未知字段、不能保存的字符', async () => {
  const hook = { label: 'x', url: 'https://example.org/', events: ['created'], registers: ['unit'] };
  const robot = { kind: 'wecom', label: 'x', unit: house.here.units['FS']!, url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k', kinds: ['task'], quietFrom: null, quietTo: null };
  const fields = async (path: string, body: object) => { const a = await post(root, path, body); return [a.status, Object.keys(a.json<{ error: { fields?: object } }>().error.fields ?? {})]; };
  expect(await fields('/api/outlets/webhooks', { ...hook, url: 'http://169.254.169.254/' })).toEqual([422, ['url']]);
  expect(await fields('/api/outlets/webhooks', { ...hook, url: null })).toEqual([422, ['url']]);
  expect(await fields('/api/outlets/webhooks', { ...hook, registers: ['nothing'] })).toEqual([422, ['registers']]);
  expect(await fields('/api/outlets/robots', { ...robot, unit: 'nowhere' })).toEqual([422, ['unit']]);
  expect(await fields('/api/outlets/robots', { ...robot, quietFrom: '22:00' })).toEqual([422, ['quietFrom']]);
  expect(await fields('/api/outlets/robots', { ...robot, more: 1 })).toEqual([422, []]);
  expect((await post(root, '/api/outlets/webhooks', { ...hook, label: 'a\u0000b' })).status).toBe(422);
  expect((await post(root, '/api/outlets/deliveries/no-id/again')).status).toBe(404);
  expect((await post(auditor, '/api/notices/push', { endpoint: 'http://127.0.0.1:1/', keys: { p256dh: '', auth: '' } })).status).toBe(422);
});

test('各人只见自己的通知，也只能标自己的；不在应用里看的一类既不列出也不计数', async () => {
  await inform(auditor, 'one');
  await inform(auditor, 'one');
  await inform(local, 'one');
  const page = await get<NoticePage>(auditor, '/api/notices');
  expect([page.rows.length, page.unread, page.rows[0]!.text, page.rows[0]!.href]).toEqual([1, 1, ['改了 · 组织单元 U0005', 'Changed · Unit U0005'], `/r/unit/${house.here.units['FS']}`]);
  expect((await post(local, '/api/notices/read', { ids: [page.rows[0]!.id] })).json()).toEqual({ unread: 1 });
  expect((await get<NoticePage>(auditor, '/api/notices')).unread).toBe(1);
  const { choice } = await get<NoticeSettings>(auditor, '/api/notices/settings');
  const told = (ways: readonly string[]) => post(auditor, '/api/notices/settings', { ...choice, channels: { ...choice.channels, told: ways } });
  expect((await told(['mail'])).json<NoticeSettings>().choice.channels.told).toEqual(['mail']);
  expect(await get<NoticePage>(auditor, '/api/notices')).toMatchObject({ rows: [], unread: 0 });
  await told(['app']);
  expect((await post(auditor, '/api/notices/read', { ids: null })).json()).toEqual({ unread: 0 });
  expect((await get<NoticePage>(auditor, '/api/notices?unread=1')).rows).toEqual([]);
  expect(await get<NoticePage>(stranger, '/api/notices')).toMatchObject({ rows: [], unread: 0 });
});

test('实时变更里说出未读数：先是现在的，变了再说', async () => {
  const stop = new AbortController();
  const response = await fetch(`${house.app.address}/api/changes`, { headers: { cookie: `dutydesk=${root.token}` }, signal: stop.signal });
  const counts: string[] = [];
  let rest = '';
  const listening = (async () => {
    for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
      rest += new TextDecoder().decode(part);
      for (const found of rest.matchAll(/event: unread\ndata: (\d+)\n\n/g)) counts.push(found[1]!);
      rest = rest.slice(rest.lastIndexOf('\n\n') + 2);
      if (counts.length === 1) await inform(root, 'live');
      if (counts.length === 2) stop.abort();
    }
  })();
  await listening.catch(() => undefined);
  expect(counts).toEqual(['0', '1']);
}, 20_000);
