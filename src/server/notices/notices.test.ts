/** Notices as people, mail servers, robots, push services and other programs meet them: a real database, a real SMTP server, real HTTP servers that fail as real ones do. */
import { createECDH, createHmac, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../kernel/access/system.ts';
import type { Actor } from '../../kernel/access/actor.ts';
import type { NoticeChoice, RobotKind } from '../../kernel/api.ts';
import { AppUser } from '../../kernel/access/organisation.ts';
import { defineDuty } from '../../kernel/duty/duty.ts';
import { defineModule, defineProcess, defineRegister, f, notify } from '../../kernel/index.ts';
import { doDuty } from '../../kernel/duty/occurrences.ts';
import { takeStep } from '../../kernel/process/step.ts';
import { tellDuties, tellTasks } from '../../kernel/notice/by-the-clock.ts';
import { updateRecord } from '../../kernel/register/write.ts';
import { startTest, type TestKernel } from '../../kernel/testing.ts';
import { openPost } from '../mail/mail.ts';
import { openOutbound } from '../outbound/outbound.ts';
import { choose, FIRST_CHOICE } from './choice.ts';
import { clearOld, deliver, type Delivering } from './deliver.ts';
import { deliveryLog, keepRobot, keepWebhook, outletPage, renewSecret, sendAgain, switchOutlet, tryOutlet } from './outlets.ts';
import { passOn } from './pass-on.ts';
import { subscribe } from './push.ts';
import { openPush, openWorld, type World } from './testing-world.ts';
import { signatureOf } from './senders.ts';
import { textOf } from './words.ts';

const Parcel = defineRegister('parcel', {
  label: ['包裹', 'Parcel'], number: 'BG-{0000}', list: ['what', 'owner'], title: ['what'],
  fields: { what: f.text('内容', 'Contents'), owner: f.ref('收件人', 'For', 'app_user', { optional: true }), about: f.ref('涉及', 'About', 'app_user', { optional: true }) },
  access: { read: ['clerk', 'manager'], create: ['clerk'], own: 'owner', notBy: 'about' },
  opening: { effect: async ({ tx, record }) => { if (record['what'] === '着火') await notify(tx, Parcel, record, { to: { posts: ['manager'] }, words: ['仓库着火', 'Fire in the store'], urgent: true }); } },
});
const Handling = defineProcess(Parcel, 'waiting', {
  waiting: { label: ['待发', 'Waiting'], tone: 'waiting', due: { step: 'hand_out', at: ({ now }) => new Date(now.getTime() + 2 * 3_600_000), escalateTo: 'manager' } },
  gone: { label: ['已发', 'Gone'], tone: 'done' },
}, (step) => ({ hand_out: step({ label: ['发放', 'Hand out'], from: ['waiting'], to: 'gone', by: ['clerk', 'guard'], form: {} }) }));
const Rounds = defineDuty('rounds', { label: ['巡查', 'Rounds'], statements: [], recurs: { every: 'day' }, by: '18:00', owner: 'guard', deputy: 'clerk', unitKind: 'centre', form: { ok: f.yesNo('正常', 'Fine') }, escalate: { to: 'manager', afterMinutes: 30 } });
const mail = { name: 'parcels', area: 'estate', label: ['收发', 'Mail room'], roles: { clerk: ['收发员', 'Clerk'], manager: ['经理', 'Manager'], guard: ['保安', 'Guard'] }, registers: [Parcel], processes: [Handling], duties: [Rounds] } as const;

let t: TestKernel;
let other: TestKernel;
let world: World;
let c: Delivering;
let { letters, heard, answers, at } = {} as World;
const users = new Map<string, Actor>();

beforeAll(async () => {
  world = await openWorld();
  ({ letters, heard, answers, at } = world);
  const modules = [defineModule(mail as never)];
  t = await startTest({ modules, tables: [Parcel], now: '2026-11-26T02:00:00Z' });
  other = await startTest({ modules, tables: [Parcel], now: '2026-11-26T02:00:00Z' });
  c = { kernel: t.kernel, post: openPost({ url: world.smtpUrl, from: 'desk@example.org' }), outbound: openOutbound({ allow: ['127.0.0.1'], timeoutMs: 700 }), publicUrl: 'https://desk.example.org' };
  for (const [name, role, unit] of [['clerk', 'clerk', 'LC'], ['second', 'clerk', 'LC'], ['manager', 'manager', 'LC'], ['guest', 'guard', 'VIP']] as const) users.set(name, await t.actor(role, unit));
  await t.run(t.system, async (tx) => { for (const name of ['clerk', 'manager']) await updateRecord(tx, AppUser, users.get(name)!, { mail: `${name}@example.org` }); });
}, 120_000);
afterAll(async () => {
  c.post?.close();
  await t.close();
  await other.close();
  await world.close();
});

const who = (name: string) => users.get(name)!;
const parcel = (more: object = {}, by = 'clerk') => t.create(Parcel, who(by), { what: '文件 王小明', unit_id: t.unit('LC'), ...more } as never);
const told = (name: string) => t.sql<{ kind: string; number: string | null; read: boolean; urgent: boolean; record_id: string | null; id: string }>('select id, kind, number, read_at is not null as read, urgent, record_id from notice where tenant_id = $1 and user_id = $2 order by at, kind', [t.tenantId, who(name).id]);
const round = async () => { await tellTasks(t.kernel, t.tenantId); await tellDuties(t.kernel, t.tenantId); await passOn(t.kernel, t.tenantId); await deliver(c, t.tenantId); };
const queue = (channel: string) => t.sql<{ state: string; attempts: number; said: string | null; status: number | null; next_at: Date; id: string }>('select * from delivery where tenant_id = $1 and channel = $2 order by at, id', [t.tenantId, channel]);
const prefer = (name: string, more: Partial<NoticeChoice>) => t.run(who(name), async (tx) => { await choose(tx, { ...FIRST_CHOICE, quietFrom: null, quietTo: null, digest: 'at_once', ...more }, 0); });
const clean = () => t.run(t.system, async (tx) => { await tx.query('delete from delivery where tenant_id = $1', [t.tenantId]); await tx.query('delete from notice where tenant_id = $1', [t.tenantId]); for (const table of ['robot', 'webhook']) await tx.query(`update ${table} set off_at = $2 where tenant_id = $1`, [t.tenantId, tx.now]); await tx.query('update task set done_at = $2 where tenant_id = $1 and done_at is null', [t.tenantId, tx.now]); letters.length = 0; heard.length = 0; answers.clear(); world.smtpSays = 'yes'; });

test('待办出现时告诉能办的人各一次，不告诉刚办到这里的人；办完就算读过；超时告诉原来的人，转交告诉上面的人', async () => {
  await clean();
  const one = await parcel();
  await round();
  await round();
  expect([await told('clerk'), (await told('second')).map((n) => [n.kind, n.number, n.read]), await told('manager'), await told('guest')]).toEqual([[], [['task', one.number, false]], [], []]);
  t.later({ hours: 3 });
  await round();
  expect([(await told('clerk')).map((n) => n.kind), (await told('second')).map((n) => n.kind), (await told('manager')).map((n) => n.kind)]).toEqual([['overdue'], ['task', 'overdue'], ['escalated']]);
  await t.step(Handling, one.id, 'hand_out', who('clerk'), {});
  expect((await Promise.all(['clerk', 'second', 'manager'].map(told))).flat().every((n) => n.read)).toBe(true);
  t.later({ days: 5 });
  await parcel();
  t.later({ days: 6 });
  await clean();
  await round();
  expect(await told('second')).toEqual([]);
});

test('别人办了我的记录，当场告诉我；自己办的、名字在回避栏的、系统办的不告诉；一次办许多只算一条', async () => {
  await clean();
  const owner = who('guest').id;
  const mine = await parcel({ owner });
  await t.step(Handling, mine.id, 'hand_out', who('clerk'), {});
  const kept = await parcel({ owner, about: owner });
  await t.step(Handling, kept.id, 'hand_out', who('clerk'), {});
  const bySystem = await parcel({ owner });
  await t.step(Handling, bySystem.id, 'hand_out', t.system, {});
  expect((await told('guest')).map((n) => [n.kind, n.number])).toEqual([['own', mine.number]]);
  await clean();
  const [a, b] = [await parcel({ owner }), await parcel({ owner })];
  await t.run(who('clerk'), async (tx) => { await takeStep(tx, Handling, a.id, 'hand_out', {}); await takeStep(tx, Handling, b.id, 'hand_out', {}); });
  expect((await told('guest')).map((n) => [n.kind, n.number, n.record_id])).toEqual([['own', null, null]]);
});

test('记录要回避的人，即使能办也听不到', async () => {
  await clean();
  await parcel({ about: who('second').id });
  t.later({ hours: 3 });
  await round();
  expect([(await told('second')).length, (await told('manager')).length]).toEqual([0, 1]);
});

test('只看得到自己记录的岗位：待办只告诉记录的本人', async () => {
  await clean();
  const at = (owner: string | null) => t.create(Parcel, t.system, { what: '文件', owner, unit_id: t.unit('VIP') });
  const [mine] = [await at(who('guest').id), await at(null), await at(who('clerk').id)];
  await round();
  expect((await told('guest')).map((n) => [n.kind, n.number])).toEqual([['task', mine.number]]);
});

test('定期事项：当天告诉责任人，过时再告诉，升级告诉上面；完成就算读过', async () => {
  await clean();
  t.at('2026-12-07T02:00:00Z');
  await t.tick();
  await round();
  const today = async (name: string) => (await told(name)).filter((n) => n.number === '2026-12-07').map((n) => n.kind);
  expect([await today('guest'), await today('clerk')]).toEqual([['duty'], []]);
  t.at('2026-12-07T10:31:00Z');
  await t.tick();
  await round();
  expect([await today('guest'), (await today('manager'))]).toEqual([['duty', 'overdue'], []]);
  const [o] = await t.sql<{ id: string }>(`select id from duty_occurrence where tenant_id = $1 and duty = 'rounds' and day = '2026-12-07' and unit_id = $2`, [t.tenantId, t.unit('VIP')]);
  await t.run(who('guest'), (tx) => doDuty(tx, o!.id, { ok: true }, []));
  expect((await told('guest')).filter((n) => n.number === '2026-12-07').every((n) => n.read)).toBe(true);
});

test('信只写台账、编号、步骤、期限和链接，不写内容和姓名；信号相同，读过的不再寄', async () => {
  await clean();
  await prefer('manager', {});
  const one = await parcel();
  t.later({ hours: 3 });
  await round();
  const [letter] = letters.filter((l) => l.to === 'manager@example.org');
  expect(letter!.text).toContain(`包裹 ${one.number} · “发放” · 截止`);
  expect(letter!.text).toContain(`https://desk.example.org/r/parcel/${one.id}?step=hand_out`);
  expect(letter!.text).not.toMatch(/王小明|文件/);
  expect((await queue('mail')).map((d) => `${d.id}@dutydesk`)).toContain(letter!.id);
  const n = letters.length;
  await round();
  expect(letters.length).toBe(n);
});

test('汇总与免打扰：攒到整点一封信；夜里不寄，紧急的照寄；读过的从信里去掉', async () => {
  await clean();
  t.at('2026-12-08T01:10:00Z');
  await prefer('manager', { digest: 'hourly', quietFrom: '22:00', quietTo: '07:00' });
  await parcel({}, 'clerk');
  await parcel({}, 'clerk');
  t.later({ hours: 3 });
  await round();
  expect(letters.filter((l) => l.to.startsWith('manager'))).toEqual([]);
  const [first] = await told('manager');
  await t.run(who('manager'), async (tx) => { await tx.query('update notice set read_at = $2 where tenant_id = $1 and id = $3', [t.tenantId, tx.now, first!.id]); });
  t.at('2026-12-08T05:00:00Z');
  await round();
  const mine = () => letters.filter((l) => l.to.startsWith('manager'));
  expect([mine().length, mine()[0]!.text.split('超时转来').length - 1]).toEqual([1, 1]);
  t.at('2026-12-08T15:00:00Z');
  await parcel({ what: '着火' });
  await round();
  expect([mine().length, (await told('manager')).at(-1)!.urgent, mine().at(-1)!.text.includes('着火')]).toEqual([2, true, false]);
  t.later({ hours: 3 });
  await round();
  expect(mine().length).toBe(2);
  t.at('2026-12-08T23:00:00Z');
  await round();
  expect(mine().length).toBe(3);
});

test('邮件服务器不收：记下原因，隔开再试，试到收下为止；没有这个信箱就不再试；工作照常', async () => {
  await clean();
  await prefer('manager', {});
  world.smtpSays = 'later';
  const one = await parcel();
  t.later({ hours: 3 });
  await round();
  const waiting = (await queue('mail')).find((d) => d.state === 'waiting')!;
  expect([waiting.attempts, waiting.status, waiting.said, waiting.next_at.getTime() - t.now().getTime()]).toEqual([1, 451, expect.stringContaining('try later'), 30_000]);
  await round();
  expect((await queue('mail')).find((d) => d.id === waiting.id)!.attempts).toBe(1);
  world.smtpSays = 'yes';
  t.later({ minutes: 1 });
  await round();
  expect((await queue('mail')).find((d) => d.id === waiting.id)).toMatchObject({ state: 'sent', attempts: 2 });
  await t.step(Handling, one.id, 'hand_out', who('clerk'), {});
  world.smtpSays = 'no such box';
  await parcel();
  t.later({ hours: 3 });
  await round();
  expect((await queue('mail')).filter((d) => d.state === 'failed').map((d) => [d.attempts, d.status])).toContainEqual([1, 550]);
});

test('两个进程同时发，各发各的；进程在发出后、记下前死了，过后再发同一号；记下了的绝不再发', async () => {
  await clean();
  await prefer('manager', {});
  const hook = await t.run(t.system, (tx) => keepWebhook(tx, c.outbound, null, { label: '同步', url: `${at}/both`, events: ['created'], registers: ['parcel'] }));
  for (let i = 0; i < 8; i++) await parcel();
  await Promise.all([deliver(c, t.tenantId), deliver(c, t.tenantId), deliver(c, t.tenantId)]);
  await deliver(c, t.tenantId);
  const ids = heard.filter((h) => h.path === '/both').map((h) => h.headers['webhook-id']);
  expect([ids.length, new Set(ids).size]).toEqual([8, 8]);
  // Claimed, handed over, and then the process is gone: its claim runs out.
  await parcel();
  const dying: Delivering = { ...c, kernel: { ...t.kernel, write: async (actor, work, once) => { if (heard.filter((h) => h.path === '/both').length === 9) throw new Error('killed'); return t.kernel.write(actor, work, once); } } };
  await expect(deliver(dying, t.tenantId)).rejects.toThrow('killed');
  await deliver(c, t.tenantId);
  expect(heard.filter((h) => h.path === '/both').length).toBe(9);
  t.later({ minutes: 3 });
  await deliver(c, t.tenantId);
  await deliver(c, t.tenantId);
  const all = heard.filter((h) => h.path === '/both').map((h) => h.headers['webhook-id']);
  expect([all.length, new Set(all).size, all[8] === all[9]]).toEqual([10, 9, true]);
  await t.run(t.system, (tx) => switchOutlet(tx, 'webhook', hook.id, true));
});

test('Webhook：对登记、修改、办理各发一次，签名可核对，正文只有编号、台账、状态、时间和链接；失败重试，可逐条重发', async () => {
  await clean();
  const { id, secret } = await t.run(t.system, (tx) => keepWebhook(tx, c.outbound, null, { label: '对接', url: `${at}/hook?token=geheim`, events: ['created', 'step', 'notice'], registers: ['parcel'] }));
  answers.set('/hook', { status: 503, text: '\u0000busy\u0007', headers: { 'retry-after': '120' } });
  const one = await parcel();
  await deliver(c, t.tenantId);
  const [first] = heard;
  const body = first!.body.toString('utf8');
  const timestamp = String(first!.headers['webhook-timestamp']);
  expect(first!.headers['webhook-signature']).toBe(`v1,${createHmac('sha256', Buffer.from(secret!.slice('whsec_'.length), 'base64')).update(`${first!.headers['webhook-id']}.${timestamp}.${body}`).digest('base64')}`);
  expect(signatureOf(secret!, 'x', timestamp, body)).not.toBe(first!.headers['webhook-signature']);
  expect(JSON.parse(body)).toEqual({ event: 'created', register: 'parcel', id: one.id, number: one.number, what: 'create', state: null, unit: t.unit('LC'), at: expect.any(String), link: `https://desk.example.org/api/records/parcel/${one.id}` });
  expect(body).not.toMatch(/王小明|文件/);
  const [failed] = await queue('webhook');
  expect([failed!.state, failed!.status, failed!.said, failed!.next_at.getTime() - t.now().getTime()]).toEqual(['waiting', 503, 'busy', 120_000]);
  answers.delete('/hook');
  t.later({ minutes: 3 });
  await deliver(c, t.tenantId);
  expect([(await queue('webhook'))[0]!.state, heard.map((h) => h.headers['webhook-id'])]).toEqual(['sent', [failed!.id, failed!.id]]);
  await t.step(Handling, one.id, 'hand_out', who('clerk'), {});
  await deliver(c, t.tenantId);
  expect(JSON.parse(heard.at(-1)!.body.toString())).toMatchObject({ event: 'step', what: 'hand_out', state: 'gone' });
  await t.run(t.system, (tx) => sendAgain(tx, failed!.id));
  await deliver(c, t.tenantId);
  expect([heard.at(-1)!.headers['webhook-id'], (await queue('webhook')).find((d) => d.id === failed!.id)!.state]).toEqual([failed!.id, 'sent']);
  const log = await t.run(t.system, (tx) => deliveryLog(tx, { channel: 'webhook', page: 1 }));
  expect([log.rows.length, log.rows.map((r) => r.about[0])]).toEqual([2, expect.arrayContaining([`登记 · 包裹 ${one.number}`])]);
  const renewed = await t.run(t.system, (tx) => renewSecret(tx, id));
  const page = JSON.stringify(await t.run(t.system, outletPage));
  const kept = JSON.stringify(await t.sql('select * from webhook where tenant_id = $1', [t.tenantId])) + JSON.stringify(await t.sql('select * from history where tenant_id = $1', [t.tenantId]));
  for (const hidden of [secret!, renewed.secret, 'geheim']) expect([page.includes(hidden), kept.includes(hidden)]).toEqual([false, false]);
  await t.run(t.system, (tx) => switchOutlet(tx, 'webhook', id, true));
});

test('Webhook 一天都不通：算失败，留着等人；不回答的不拖住别的；停用后不再发', async () => {
  await clean();
  const keep = (path: string) => t.run(t.system, (tx) => keepWebhook(tx, c.outbound, null, { label: path, url: at + path, events: ['created'], registers: ['parcel'] }));
  const [dead, fine] = [await keep('/dead'), await keep('/fine')];
  answers.set('/dead', { silent: true });
  await parcel();
  const started = performance.now();
  await deliver(c, t.tenantId);
  expect([heard.map((h) => h.path).sort(), performance.now() - started < 1_500]).toEqual([['/dead', '/fine'], true]);
  for (let i = 0; i < 20; i++) { t.later({ hours: 4 }); await deliver(c, t.tenantId); }
  const failed = (await queue('webhook')).find((d) => d.state === 'failed')!;
  expect([failed.said, failed.attempts > 3, heard.filter((h) => h.path === '/dead').length]).toEqual([expect.stringContaining('没有按时回答'), true, failed.attempts]);
  await t.run(t.system, (tx) => switchOutlet(tx, 'webhook', dead.id, true));
  await t.run(t.system, (tx) => switchOutlet(tx, 'webhook', fine.id, true));
  await parcel();
  expect((await queue('webhook')).length).toBe(2);
});

const robot = (kind: RobotKind, path: string, secret: string | null = null) => t.run(t.system, (tx) => keepRobot(tx, c.outbound, null, { kind, label: `${kind} 群`, unit: t.unit('LC'), url: `${at}${path}`, secret, kinds: ['task', 'overdue', 'escalated', 'own'], lang: 0, quietFrom: null, quietTo: null }));
const off = (id: string) => t.run(t.system, (tx) => switchOutlet(tx, 'robot', id, true));
test.each([['wecom', '{"errcode":0}', '{"errcode":45009,"errmsg":"api freq out of limit"}', 60], ['dingtalk', '{"errcode":0}', '{"errcode":130101,"errmsg":"send too fast"}', 600], ['feishu', '{"code":0}', '{"code":11232,"msg":"frequency limited"}', 60]] as const)('%s 机器人：一群一条说清，不带内容与姓名；说太快就歇；错了记下', async (kind, yes, tooFast, pause) => {
  await clean();
  const { id } = await robot(kind, `/${kind}`, kind === 'wecom' ? null : 'SECx');
  answers.set(`/${kind}`, { text: tooFast });
  const one = await parcel();
  await parcel({ about: who('guest').id });
  await round();
  const [call] = heard;
  const text = call!.body.toString('utf8');
  expect([heard.length, text.includes(`待办 · 包裹 ${one.number} · “发放”`) || text.includes(`待办 · 包裹 ${one.number} · “发放”`.replaceAll('“', '\\u201c')), /王小明|文件/.test(text)]).toEqual([1, true, false]);
  if (kind === 'dingtalk') expect(String(call!.headers['query'])).toMatch(/timestamp=\d{13}&sign=/);
  if (kind === 'feishu') expect(JSON.parse(text)).toMatchObject({ timestamp: expect.stringMatching(/^\d{10}$/), sign: expect.any(String), msg_type: 'text' });
  // Kept from somebody: not for a group.
  expect((await queue('robot')).map((d) => [d.state, d.next_at.getTime() - t.now().getTime()])).toEqual([['waiting', pause * 1000]]);
  answers.set(`/${kind}`, { text: yes });
  t.later({ minutes: 11 });
  await round();
  expect((await queue('robot')).map((d) => d.state)).toEqual(['sent']);
  answers.set(`/${kind}`, { text: '{"errcode":310000,"code":19021,"errmsg":"sign not match"}' });
  await t.run(t.system, (tx) => tryOutlet(tx, 'robot', id));
  await deliver(c, t.tenantId);
  expect((await queue('robot')).at(-1)).toMatchObject({ state: 'waiting', attempts: 1, said: expect.stringContaining('sign not match') });
  await off(id);
});

test('机器人一分钟最多二十条：多的合在后面的消息里；一条消息不超过 2048 字节；本单元以外的不说', async () => {
  await clean();
  const { id } = await robot('wecom', '/limit');
  answers.set('/limit', { text: '{"errcode":0}' });
  for (let i = 0; i < 25; i++) { await t.run(t.system, (tx) => tryOutlet(tx, 'robot', id)); await deliver(c, t.tenantId); }
  expect(heard.length).toBe(20);
  t.later({ minutes: 2 });
  for (let i = 0; i < 40; i++) await parcel();
  for (let i = 0; i < 12; i++) await round();
  expect(heard.every((h) => JSON.parse(h.body.toString()).text.content.length > 0 && Buffer.byteLength(JSON.parse(h.body.toString()).text.content) <= 2_048)).toBe(true);
  expect((await queue('robot')).every((d) => d.state === 'sent')).toBe(true);
  const numbers = heard.flatMap((h) => h.body.toString().match(/BG-\d+/g) ?? []);
  expect([numbers.length, new Set(numbers).size]).toEqual([40, 40]);
  heard.length = 0;
  await t.run(t.system, async (tx) => { await tx.query('update robot set unit_id = $3 where tenant_id = $1 and id = $2', [t.tenantId, id, t.unit('VIP')]); });
  await parcel();
  await round();
  expect(heard).toEqual([]);
  await off(id);
});

test('浏览器推送：只有那个浏览器读得出，读出的也只有编号与步骤；服务说没有了就取消；别处登录同一浏览器就归新人', async () => {
  await clean();
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  const auth = randomBytes(16);
  const given = { endpoint: `${at}/push/1`, keys: { p256dh: pair.getPublicKey('base64url'), auth: auth.toString('base64url') } };
  await t.run(who('second'), (tx) => subscribe(tx, c.outbound, given, 'test'));
  await prefer('second', {});
  answers.set('/push/1', { status: 201 });
  const one = await parcel();
  await round();
  const push = heard.find((h) => h.path === '/push/1')!;
  expect([push.headers['content-encoding'], push.headers['ttl'], String(push.headers['authorization']).startsWith('vapid t=')]).toEqual(['aes128gcm', '86400', true]);
  expect(push.body.toString('utf8')).not.toContain(one.number);
  const opened = JSON.parse(openPush(push.body, pair, auth)) as { title: string; lines: string[]; href: string };
  expect([opened.lines[0], opened.href, JSON.stringify(opened).includes('王小明')]).toEqual([expect.stringContaining(one.number), `/r/parcel/${one.id}?step=hand_out`, false]);
  expect(JSON.stringify(await t.sql('select * from push_subscription'))).not.toContain('/push/1');
  await t.run(who('manager'), (tx) => subscribe(tx, c.outbound, given, 'test'));
  expect(await t.sql('select user_id from push_subscription where tenant_id = $1', [t.tenantId])).toEqual([{ user_id: who('manager').id }]);
  answers.set('/push/1', { status: 410 });
  await prefer('manager', {});
  t.later({ hours: 3 });
  await round();
  expect([(await queue('push')).at(-1)!.state, await t.sql('select 1 from push_subscription where tenant_id = $1', [t.tenantId])]).toEqual(['dropped', []]);
});

test('内网地址不让登记，除非运维点名；别的组织看不到、收不到', async () => {
  await clean();
  const strict = openOutbound();
  await expect(t.run(t.system, (tx) => keepWebhook(tx, strict, null, { label: 'x', url: 'http://10.0.0.1/', events: ['created'], registers: ['parcel'] }))).rejects.toMatchObject({ status: 422, fields: { url: expect.anything() } });
  await expect(t.run(who('clerk'), (tx) => subscribe(tx, strict, { endpoint: 'http://169.254.169.254/', keys: { p256dh: '', auth: '' } }, 'x'))).rejects.toMatchObject({ status: 422 });
  await expect(t.run(t.system, (tx) => keepWebhook(tx, c.outbound, null, { label: 'x', url: at, events: ['created'], registers: ['no_such'] }))).rejects.toMatchObject({ status: 422, fields: { registers: expect.anything() } });
  const { id } = await t.run(t.system, (tx) => keepWebhook(tx, c.outbound, null, { label: 'here', url: `${at}/here`, events: ['created'], registers: ['parcel'] }));
  const clerk = await other.actor('clerk', 'LC');
  await other.create(Parcel, clerk, { what: '别家', unit_id: other.unit('LC') });
  await tellTasks(other.kernel, other.tenantId);
  await passOn(other.kernel, other.tenantId);
  await deliver({ ...c, kernel: other.kernel }, other.tenantId);
  await deliver(c, t.tenantId);
  expect([heard, await other.run(other.system, (tx) => deliveryLog(tx, { page: 1 })), (await other.run(other.system, outletPage)).webhooks]).toEqual([[], { rows: [], more: false }, []]);
  await expect(other.run(other.system, (tx) => renewSecret(tx, id))).rejects.toMatchObject({ status: 404 });
  await off(id).catch(() => undefined);
});

test('旧的收走：发完一个月的记录、半年前的通知；等着发的不动。应用里的一句话含台账、编号与步骤', async () => {
  await clean();
  await t.run(t.system, (tx) => keepWebhook(tx, c.outbound, null, { label: 'old', url: `${at}/old`, events: ['created'], registers: ['parcel'] }));
  await parcel();
  await round();
  answers.set('/old', { status: 500 });
  await parcel();
  t.later({ days: 31 });
  await clearOld(t.kernel, t.tenantId);
  expect((await queue('webhook')).map((d) => d.state)).toEqual(['waiting']);
  expect((await told('second')).length).toBe(1);
  t.later({ days: 150 });
  await clearOld(t.kernel, t.tenantId);
  expect(await told('second')).toEqual([]);
  expect(textOf(t.kernel, { kind: 'task', register: 'parcel', number: 'BG-0001', what: 'hand_out', words: null })).toEqual(['包裹 BG-0001：发放', 'Parcel BG-0001: Hand out']);
  expect(asSystem(t.tenantId, 'test').kind).toBe('system');
});
