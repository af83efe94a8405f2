/**
 * A technician's day with no network: the visit is recorded on the phone, the page is closed and opened again, and when the network is back
 * there is exactly one report and one receipt.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../src/kernel/database/migrate.ts';
import { type Desk, draw, findings, openDesk, PASSWORD } from './desk.ts';

let desk: Desk;
beforeAll(async () => { desk = await openDesk(); });
afterAll(() => desk.close());

const PHONE = { width: 390 } as const;
const WORK = '清灰、校表、紧固接线，试点火三次均成功';

async function phoneOf(login: string, look: { readonly dark?: boolean; readonly english?: boolean } = {}): Promise<Page> {
  const page = await desk.screen({ ...PHONE, ...look });
  await page.goto('/visit');
  await page.locator('input[autocomplete="username"]').fill(login);
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('.card').first().waitFor();
  // The program is on the phone once its worker is in charge.
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  return page;
}

/** A picture that is really one, drawn by the browser itself. */
const picture = async (page: Page) => Buffer.from(await page.evaluate(() => {
  const canvas = document.createElement('canvas');
  canvas.width = 2400;
  canvas.height = 1200;
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = '#24688a';
  pen.fillRect(0, 0, 2400, 1200);
  pen.fillText(String(Math.random()), 100, 100);
  return canvas.toDataURL('image/png').split(',')[1]!;
}), 'base64');

async function record(page: Page): Promise<void> {
  await page.getByRole('button', { name: '开始这次到访' }).click();
  await page.getByRole('button', { name: '出发', exact: true }).click();
  for (const check of await page.locator('.checks').getByRole('radiogroup').all()) await check.getByRole('radio', { name: '已具备' }).click();
  await page.getByRole('button', { name: '到场开工' }).click();
  await page.getByLabel('做了什么').fill(WORK);
  await page.getByRole('button', { name: '+ 机油压力' }).click();
  await page.getByLabel('机油压力的数值').fill('0.35');
  await page.getByLabel('拍照').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: await picture(page) });
  await page.locator('.photos img').waitFor();
}

async function sign(page: Page): Promise<void> {
  await page.getByRole('button', { name: '请客户确认签名' }).click();
  await page.getByLabel('签名人姓名').fill('郝建国');
  await draw(page.locator('canvas'));
  await page.getByRole('button', { name: '确认签名' }).click();
}

const standing = (page: Page): Locator => page.locator('.standing');
const ofOrder = (table: 'visit' | 'service_report' | 'receipt', number: string) => desk.stored<{ id: string; state: string }>(
  `select id, state from ${table} where service_order = (select id from service_order where number = $1)`, [number]);

test('离线办完一次到访：工作、读数、照片、客户签名都在手机上；关掉页面再打开，联网后恰好一份报告、一份回执；再点发送不增加；两个时钟的时间都在 [AC-33] [FS-5.8]', async () => {
  const page = await phoneOf('guanzhenguo');
  const context = page.context();
  await context.setOffline(true);
  await page.getByText('未联网').waitFor();
  await page.locator('.card').first().click();
  const number = await page.locator('.top h1').innerText();
  await record(page);
  // Closed in the middle: everything is there again, from the phone alone.
  await page.close();
  const again = await context.newPage();
  await again.goto('/visit/');
  await again.locator('.card', { hasText: '在现场' }).click();
  await again.locator('.photos img').waitFor();
  expect(await again.getByLabel('做了什么').inputValue()).toBe(WORK);
  await sign(again);
  await again.getByRole('button', { name: '放入待发送' }).dblclick();
  await again.getByText('未联网。已存在手机里').waitFor();
  expect(await standing(again).innerText()).toContain('待发送 1');
  expect(await ofOrder('visit', number)).toEqual([]);
  await again.close();

  const last = await context.newPage();
  await last.goto('/visit/');
  await last.locator('.card', { hasText: '待发送' }).waitFor();
  await context.setOffline(false);
  await standing(last).getByText('已送达').waitFor({ timeout: 30_000 });
  expect(await ofOrder('service_report', number)).toEqual([expect.objectContaining({ state: 'submitted' })]);
  expect(await ofOrder('receipt', number)).toHaveLength(1);

  await last.goto('/visit/#/outbox');
  await last.getByRole('button', { name: '现在发送' }).dblclick();
  await last.reload();
  await standing(last).getByText('已送达').waitFor();
  const [visit] = await desk.stored<{ state: string; document: string; document_hash: string; signed_at: Date; sent_at: Date; received_at: Date; photos: string[] }>(
    'select v.* from visit v join service_order o on o.tenant_id = v.tenant_id and o.id = v.service_order where o.number = $1', [number]);
  expect([await ofOrder('visit', number), await ofOrder('service_report', number), await ofOrder('receipt', number)].map((rows) => rows.length)).toEqual([1, 1, 1]);
  expect(visit).toMatchObject({ state: 'delivered', photos: [expect.any(String)] });
  expect(visit!.signed_at.getTime()).toBeLessThanOrEqual(visit!.sent_at.getTime());
  expect(visit!.sent_at.getTime()).toBeLessThanOrEqual(visit!.received_at.getTime());
  expect(JSON.parse(visit!.document)).toMatchObject({ number, work: WORK, readings: [{ what: '机油压力', value: '0.35', unit: 'MPa' }] });
  // The picture was made smaller on the phone, and it is the one that was signed.
  const [photo] = await desk.stored<{ sha256: string; type: string; bytes: string }>('select sha256, type, bytes from attachment where id = $1', [visit!.photos[0]]);
  expect(photo!.type).toBe('image/jpeg');
  expect((JSON.parse(visit!.document) as { photos: { sha256: string }[] }).photos[0]!.sha256).toBe(photo!.sha256);
  const signatures = await desk.stored<{ register: string; signer_name: string }>(
    `select register, signer_name from signature where record_id in (select id from visit where document_hash = $1 union select report from visit where document_hash = $1 union select receipt from visit where document_hash = $1) order by register`, [visit!.document_hash]);
  expect(signatures.map((s) => s.register)).toEqual(['receipt', 'service_report', 'visit']);
});

test('指令在离线时被改派：签过的内容在服务器上存为冲突，手机和桌面都看得到，客户不用重签', async () => {
  const page = await phoneOf('yeerken');
  const context = page.context();
  await context.setOffline(true);
  await page.locator('.card').first().click();
  const number = await page.locator('.top h1').innerText();
  await record(page);
  await sign(page);
  await page.getByRole('button', { name: '放入待发送' }).click();

  const manager = await desk.person('maimaiti');
  const [order] = await desk.stored<{ id: string; version: number }>('select id, version from service_order where number = $1', [number]);
  const [colleague] = await desk.stored<{ id: string }>(`select id from employee where app_user is null and unit_id = (select unit_id from service_order where number = $1) limit 1`, [number]);
  const answer = await manager.request.post(`/api/records/service_order/${order!.id}/steps/assign`, { headers: { 'idempotency-key': '01a21000-0000-7000-8000-000000000001' }, data: { input: { technician: colleague!.id, override_reason: '临时换人' } } });
  expect(answer.status()).toBe(200);

  await context.setOffline(false);
  await page.getByText('已收到，但有冲突').waitFor({ timeout: 30_000 });
  expect(await page.locator('.conflict').innerText()).toContain('已改派给');
  expect(await findings(page)).toEqual([]);
  const [visit] = await ofOrder('visit', number);
  expect(visit!.state).toBe('conflict');
  expect(await ofOrder('service_report', number)).toEqual([]);
  await manager.goto(`/r/visit/${visit!.id}`);
  await manager.getByText('客户签名的内容').waitFor();
  await manager.getByText('为什么办不成').waitFor();
  const shown = await manager.locator('main').innerText();
  expect(shown).toContain(WORK);
  // In words, in the contents and in the history: what the program wrote for itself is not for reading.
  expect(shown.match(/已改派给/g)?.length).toBeGreaterThanOrEqual(3);
  expect(shown).not.toContain('"kind"');
});

test.each([{ dark: false, english: false }, { dark: true, english: true }])('手机上的每一页 axe 无发现、不横向滚动、目标不小于 44 像素：%o', async (look) => {
  const page = await phoneOf('niuxueqin', look);
  const pages = ['#/', '#/outbox', '#/me', await page.locator('.card').nth(0).getAttribute('href')] as string[];
  for (const address of pages) {
    await page.goto(`/visit/${address}`);
    await page.locator('h1').waitFor();
    expect(await findings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    const small = await page.locator('button:visible, .card, .standing, .plain, .primary').evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).filter((box) => box.height > 0 && box.height < 44).length);
    expect(small).toBe(0);
  }
});

/** How much each store of this browser holds. */
const kept = (page: Page) => page.evaluate(() => new Promise<{ readonly [store: string]: number }>((resolve) => {
  const opened = indexedDB.open('dutydesk-offline');
  opened.onsuccess = () => {
    const stores = ['kept', 'drafts', 'files', 'outbox'];
    const tx = opened.result.transaction(stores);
    const counts = stores.map((store) => tx.objectStore(store).count());
    tx.oncomplete = () => { opened.result.close(); resolve(Object.fromEntries(stores.map((store, i) => [store, counts[i]!.result]))); };
  };
}));
const NOTHING = { kept: 0, drafts: 0, files: 0, outbox: 0 };

test('退出时清掉读过的安排；没有网络也不会显示上一个人的内容', async () => {
  const page = await phoneOf('niuxueqin');
  await page.goto('/visit/#/me');
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.locator('input[autocomplete="username"]').waitFor();
  expect(await kept(page)).toEqual(NOTHING);
  await page.context().setOffline(true);
  await page.reload();
  await page.locator('input[autocomplete="username"]').waitFor();
  // Files of the program only, never an answer of the server.
  const cached = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname)))).flat());
  expect(cached.filter((path) => path.startsWith('/api/'))).toEqual([]);
  expect(cached).toContain('/visit/');
});

/** At the desk, in the same browser. */
async function leaveDesk(page: Page, name: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: `${name} 的菜单` }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL(/\/sign-in/);
}

test('技术员从桌面的导航打开手机到访；在桌面退出，同一浏览器里读过的安排一并清掉', async () => {
  const page = await desk.person('niuxueqin');
  await page.getByRole('navigation').getByText('到访', { exact: true }).click();
  await page.getByRole('navigation').getByRole('link', { name: '手机到访' }).click();
  await page.getByRole('img', { name: '手机到访的二维码' }).waitFor();
  await page.getByRole('link', { name: '在这里打开' }).click();
  await page.locator('.card').first().waitFor();
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  expect((await kept(page))['kept']).toBeGreaterThan(0);
  await leaveDesk(page, '钮学勤');
  expect(await kept(page)).toEqual(NOTHING);
  await page.context().setOffline(true);
  await page.goto('/visit/');
  await page.locator('input[autocomplete="username"]').waitFor();
  expect(await page.locator('body').innerText()).not.toContain('钮学勤');
});

test('在桌面退出时还有没送达的到访：读过的清掉，没送达的留着，本人再登录接着办', async () => {
  const page = await phoneOf('niuxueqin');
  await page.locator('.card').first().click();
  await page.getByRole('button', { name: '开始这次到访' }).click();
  await page.getByRole('button', { name: '出发', exact: true }).waitFor();
  expect(await kept(page)).toMatchObject({ drafts: 1 });
  await leaveDesk(page, '钮学勤');
  expect(await kept(page)).toMatchObject({ kept: 0, drafts: 1 });
  const other = await page.context().newPage();
  await other.goto('/visit/');
  await other.locator('input[autocomplete="username"]').fill('niuxueqin');
  await other.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await other.keyboard.press('Enter');
  await other.locator('.card', { hasText: /进行中|未出发|已开始/ }).first().waitFor();
});

test('技术员入口首次加载压缩后不超过 150 kB（上限 350 kB）', () => {
  const web = join(projectRoot(), 'dist', 'web');
  const worker = readFileSync(join(web, 'visit', 'worker.js'), 'utf8');
  const files = JSON.parse(/files:(\[[^\]]*\])/.exec(worker)![1]!) as string[];
  const sizes = files.map((file) => gzipSync(readFileSync(join(web, file.replace(/\/$/, '/index.html')))).length);
  expect(files.filter((file) => file.endsWith('.js')).length).toBeGreaterThan(1);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000);
});
