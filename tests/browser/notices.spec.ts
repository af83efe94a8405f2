/** Notices, lived through: the bell counts while the page stays as it is, a notice opens straight into the step, everybody chooses how they come, and a webhook that failed is sent again. */
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, type Desk, findings, now, openDesk } from './desk.ts';

let desk: Desk;
let server: Server;
let at = '';
let says = 500;
const heard: { readonly headers: { readonly [name: string]: unknown }; readonly body: string }[] = [];
beforeAll(async () => {
  desk = await openDesk();
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => { body += part; }).on('end', () => { heard.push({ headers: request.headers, body }); response.writeHead(says).end(says === 200 ? 'thanks' : 'out of order'); });
  });
  at = await new Promise<string>((open) => { server.listen(0, '127.0.0.1', () => open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`)); });
});
afterAll(async () => { await desk.close(); server.close(); });

const unread = async (page: Page): Promise<number> => Number(/(\d+)/.exec(await page.locator('.notice-bell').getAttribute('aria-label') ?? '')?.[1] ?? 0);

/** An agent of the hotline reports one, by the product's own address. */
async function emergency(agent: Page, place: string): Promise<string> {
  const [line] = await desk.stored<{ id: string }>(`select id from unit where code = 'CC-IN'`);
  const answer = await agent.evaluate(async ({ unit, where, when }) => {
    const response = await fetch('/api/records/emergency', { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }, body: JSON.stringify({ values: { kind: 'power', line: unit, occurred_at: when, place: where, what: '机房停电，报告人 王小明' } }) });
    return { status: response.status, text: await response.text() };
  }, { unit: line!.id, where: place, when: new Date(now().getTime() - 60_000).toISOString() });
  expect(answer).toMatchObject({ status: 200 });
  return (JSON.parse(answer.text) as { number: string }).number;
}

test('突发事件一报告，组长的铃铛不刷新就多两条；点开就是要办的一步；全部标为已读后铃铛不再计数', async () => {
  const [supervisor, agent] = [await desk.person('sulin'), await desk.person('ouyangna')];
  await supervisor.locator('.notice-bell').waitFor();
  await supervisor.waitForTimeout(1_500);
  const before = await unread(supervisor);
  const number = await emergency(agent, '热线机房');
  await expect.poll(() => unread(supervisor), { timeout: 20_000 }).toBe(before + 2);
  await supervisor.locator('.notice-bell').click();
  await supervisor.getByRole('heading', { name: '通知', exact: true }).waitFor();
  expect(await findings(supervisor)).toEqual([]);
  const rows = supervisor.locator('.notices-list li[data-unread]').filter({ hasText: number });
  expect(await rows.count()).toBe(2);
  await rows.filter({ hasText: '紧急' }).getByText('热线机房').waitFor();
  await rows.filter({ hasText: '待办' }).getByRole('link').click();
  await supervisor.getByRole('dialog').getByText('知悉并接手').first().waitFor();
  await supervisor.getByRole('dialog').locator('button.ant-btn-primary').click();
  // Whoever reported it hears that somebody took charge.
  await expect.poll(() => unread(agent), { timeout: 20_000 }).toBeGreaterThan(0);
  await supervisor.goto('/notices');
  await supervisor.getByRole('button', { name: '全部标为已读' }).click();
  await expect.poll(() => unread(supervisor)).toBe(0);
  await supervisor.getByText('未读', { exact: true }).click();
  await supervisor.getByText('没有未读的通知。').waitFor();
}, 120_000);

test('通知设置：哪些怎样来、什么时候来，存下后照办；深色英文窄屏也合格', async () => {
  const page = await desk.person('sulin');
  await page.getByRole('button', { name: '苏琳 的菜单' }).click();
  await page.getByRole('link', { name: '通知设置' }).click();
  await page.getByRole('heading', { name: '通知设置' }).waitFor();
  await page.getByLabel('待办：应用内').uncheck();
  await page.getByLabel('待办：邮件').check();
  await page.getByLabel('免打扰从').fill('21:30');
  await page.getByRole('button', { name: /保\s?存/ }).click();
  await page.getByText('已保存').waitFor();
  expect(await findings(page)).toEqual([]);
  const [row] = await desk.stored<{ quiet_from: string; task: string[] }>(`select quiet_from, channels->'task' as task from notice_preference p join app_user u on u.tenant_id = p.tenant_id and u.id = p.user_id where u.name = 'sulin'`);
  expect([row!.quiet_from, [...row!.task].sort()]).toEqual(['21:30', ['mail', 'push']]);
  await page.getByLabel('到', { exact: true }).fill('');
  await page.getByRole('button', { name: /保\s?存/ }).click();
  await page.getByText('免打扰的起止要么都填，要么都不填').first().waitFor();
  await page.getByLabel('到', { exact: true }).fill('07:00');
  await page.getByLabel('飞书').fill('13800000001');
  await page.getByRole('button', { name: /保\s?存/ }).click();
  await page.getByText('飞书：请填写Open ID').first().waitFor();
  await page.getByLabel('飞书').fill('');
  await page.getByLabel('企业微信').fill('13800000001');
  await page.getByRole('button', { name: /保\s?存/ }).click();
  await page.getByText('已保存').waitFor();
  await page.reload();
  await expect.poll(() => page.getByLabel('企业微信').inputValue()).toBe('13800000001');
  await page.goto('/notices');
  await page.locator('.notices-list').waitFor();
  expect(await page.locator('.notices-list').getByText('待办').count()).toBe(0);
  const phone = await desk.person('sulin', { width: 390, dark: true, english: true });
  for (const path of ['/notices', '/notices/settings']) {
    await phone.goto(path);
    await phone.locator('.notices').waitFor();
    expect(await findings(phone)).toEqual([]);
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
}, 120_000);

test('Webhook：管理员登记，密钥只显示一次；对方出错就记下，修好后逐条重发，签名对得上；别人进不来', async () => {
  const [admin, agent] = [await desk.person('admin'), await desk.person('ouyangna')];
  await admin.goto('/outlets');
  await admin.getByRole('button', { name: '添加 Webhook' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('名称').fill('值班大屏');
  await dialog.getByLabel('地址').fill('http://10.1.2.3/hook');
  await choose(dialog, '哪些台账', '突发事件');
  await admin.keyboard.press('Escape');
  await dialog.locator('button[type=submit]').click();
  await dialog.getByText('在内部网络里').first().waitFor();
  await dialog.getByLabel('地址').fill(at);
  await dialog.locator('button[type=submit]').click();
  const secret = await admin.locator('.outlet-secret').innerText();
  expect(secret).toMatch(/^whsec_/);
  const number = await emergency(agent, '培训教室');
  const row = admin.locator('.outlet-log tbody tr').filter({ hasText: number }).first();
  await row.getByText('500 out of order').waitFor();
  await row.getByText('等待').waitFor();
  expect(await findings(admin)).toEqual([]);
  says = 200;
  await row.getByRole('button').click();
  await row.getByText('已送达').waitFor();
  await row.getByText('200 thanks').waitFor();
  const tries = heard.filter((h) => h.body.includes(number));
  const { headers, body } = tries.at(-1)!;
  expect([tries.length, new Set(tries.map((h) => h.headers['webhook-id'])).size, body.includes('王小明')]).toEqual([2, 1, false]);
  expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64')}`);
  await admin.reload();
  await admin.getByText('值班大屏').first().waitFor();
  expect(await admin.content()).not.toContain(secret);
  await admin.getByRole('button', { name: '停用 值班大屏' }).click();
  await admin.getByText('已停用').waitFor();
  await agent.goto('/outlets');
  await agent.getByText('您没有这项权限').waitFor();
}, 120_000);

test('浏览器推送：推来的话显示在屏幕上；它的 worker 不管任何页面，手机端的 /visit/ 不受影响', async () => {
  const page = await desk.person('sulin');
  await page.context().grantPermissions(['notifications']);
  const cdp = await page.context().newCDPSession(page);
  const registered = new Promise<string>((done) => { cdp.on('ServiceWorker.workerVersionUpdated', ({ versions }) => { const mine = versions.find((v) => v.scriptURL.endsWith('/push/worker.js') && v.status === 'activated'); if (mine) done(mine.registrationId); }); });
  await cdp.send('ServiceWorker.enable');
  await page.evaluate(() => navigator.serviceWorker.register('/push/worker.js', { scope: '/push/' }).then(() => undefined));
  const registrationId = await registered;
  await cdp.send('ServiceWorker.deliverPushMessage', { origin: desk.address, registrationId, data: JSON.stringify({ title: '值班台：1 条通知', lines: ['已超时 · 突发事件 TF-2026-009'], href: '/notices', tag: 'one' }) });
  const shown = () => page.evaluate(async () => (await (await navigator.serviceWorker.getRegistration('/push/'))!.getNotifications()).map((n) => [n.title, n.body, n.data]));
  await expect.poll(shown).toEqual([['值班台：1 条通知', '已超时 · 突发事件 TF-2026-009', '/notices']]);
  expect(await page.evaluate(async () => [navigator.serviceWorker.controller, (await navigator.serviceWorker.getRegistration('/visit/')) ?? null, (await navigator.serviceWorker.getRegistration('/notices')) ?? null])).toEqual([null, null, null]);
}, 60_000);
