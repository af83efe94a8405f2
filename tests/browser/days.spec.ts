/** Four people's evenings and mornings, through the pages alone: the VIP agent with the duty supervisor, the points counter, the line supervisor, the dispatcher. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, draw, openDesk } from './desk.ts';

let desk: Desk;
beforeAll(async () => { desk = await openDesk(); });
afterAll(() => desk.close());

const dialogOf = (page: Page) => page.getByRole('dialog');
/** Chooses in a reference field by typing what a person would type. */
async function choose(page: Page, label: RegExp | string, typed: string, shown: RegExp | string): Promise<void> {
  const box = page.getByLabel(label).first();
  await box.click();
  await box.fill(typed);
  await page.locator('.ant-select-item-option').filter({ hasText: shown }).first().click();
}
const main = (page: Page) => page.locator('main');

test('遗留手机:登记、主管签字入柜、冒领被拒、失主认领 [VIP-4.1] [VIP-4.2] [VIP-4.3] [VIP-4.6] [VIP-4.7] [VIP-4.8] [VIP-4.9] [AS-20]', async () => {
  const li = await desk.person('liyan');
  await li.goto('/r/lost_item/new');
  await li.getByLabel('物品名称').fill('手机');
  await li.getByLabel('颜色').fill('银色');
  await li.getByLabel('遗失地点').fill('V11 包厢');
  await li.getByLabel('上交人').fill('保洁 0231');
  await main(li).getByText('是', { exact: true }).click();
  await li.getByLabel('特征明细').fill('X200 型号，屏保是一只橘猫，左下角有裂');
  await main(li).getByRole('button', { name: '登记', exact: true }).click();
  await li.waitForURL(/\/r\/lost_item\/[0-9a-f-]{36}/);
  await main(li).getByText('待主管签字').first().waitFor();
  const address = new URL(li.url()).pathname;
  expect(await main(li).textContent()).not.toContain('橘猫');

  // The supervisor signs; a valuable without a slot of the safe is refused, and nothing typed is lost.
  const he = await desk.person('heqiang');
  await he.goto(address);
  await he.getByRole('button', { name: '签字入库' }).click();
  await draw(dialogOf(he).locator('canvas').first());
  await dialogOf(he).getByRole('button', { name: '签字入库' }).click();
  await dialogOf(he).getByRole('alert').first().waitFor();
  expect(await dialogOf(he).textContent()).toMatch(/保险柜/);
  await choose(he, /保管位/, '保险柜', /保险柜/);
  await dialogOf(he).getByRole('button', { name: '签字入库' }).click();
  await dialogOf(he).waitFor({ state: 'hidden' });
  await main(he).getByText('当班保管').first().waitFor();
  expect(await main(he).textContent()).toContain('何强办理“签字入库”');

  // Somebody guesses: refused, and what stands on record stays unseen.
  const claim = async (name: string, words: string) => {
    await li.goto(address);
    await li.getByRole('button', { name: '有人来认领' }).click();
    await dialogOf(li).getByLabel(/认领人/).first().fill(name);
    await dialogOf(li).getByLabel(/陈述/).first().fill(words);
    await dialogOf(li).getByRole('button').filter({ hasText: /提交|核对|保存|录入|登记/ }).last().click();
    await li.waitForURL(/\/r\/lost_item_claim\//);
  };
  await claim('王某', '一部黑色手机');
  await main(li).getByText('已拒绝').first().waitFor();
  expect(await main(li).textContent()).not.toContain('橘猫');

  // The owner describes it; only now both stand side by side, and the supervisor on duty signs with the claimant.
  await claim('刘芳', '银色 X200 手机，屏保是一只橘猫');
  await main(li).getByText('待核对证件').first().waitFor();
  expect(await main(li).textContent()).toContain('橘猫');
  // The next step opens by itself.
  const dialog = dialogOf(li);
  for (const question of ['陈述与明细相符', '已查验有效证件原件']) await dialog.getByRole('radiogroup', { name: question }).getByText('是', { exact: true }).click();
  await dialog.getByLabel('证件号码').fill('310101199001011234');
  await dialog.getByLabel('联系电话').fill('13812345678');
  for (const pad of await dialog.locator('canvas').all()) await draw(pad);
  await dialog.getByLabel('姓名', { exact: true }).fill('刘芳');
  await dialog.getByLabel('签名人').fill('何强');
  await dialog.getByRole('button', { name: '核对无误，发还' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await main(li).getByText('已领取').first().waitFor();
  const shown = await main(li).textContent();
  expect(shown).toContain('310***********1234');
  expect(shown).not.toContain('310101199001011234');

  // The receipt: two copies, signed, masked, with its PDF.
  await main(li).locator('a[href^="/slip/"]').first().click();
  await li.getByText('认领人').first().waitFor();
  const slip = await li.locator('body').textContent();
  for (const words of ['客户联', '贵宾中心联', '刘芳', '何强']) expect(slip).toContain(words);
  expect(slip).not.toContain('310101199001011234');
  const pdf = await li.request.get(`/api/slips/${new URL(li.url()).pathname.split('/').pop()}/pdf?paper=a4`);
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
});

test('积分单在两个页面同时入账只计一次;第二页知道是谁几点办的;补打有标记 [AS-04] [VIP-1.7] [VIP-1.9]', async () => {
  const one = await desk.person('liyan');
  const two = await desk.person('zhouyu');
  const enter = async (page: Page) => {
    await page.goto('/p/points/counter');
    await page.getByLabel('卡号').fill('8800 1007');
    await page.keyboard.press('Enter');
    await page.getByLabel('积分单号').fill('JF-2026-BR01');
    await page.getByLabel('账单号').fill('B305-0032');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /入账/ }).waitFor();
  };
  const cards = await (await one.request.get('/api/records/member_card?size=100')).json() as { rows: { id: string; card_no: string }[] };
  const card = cards.rows.find((c) => c.card_no === '8800 1007')!;
  const balance = async () => {
    const page = await (await one.request.get(`/api/records/member_card/${card.id}`)).json() as { accounts: { ledger: string; account: string; balance: number }[] };
    return page.accounts.find((a) => a.ledger === 'member_points' && a.account === 'card')?.balance ?? 0;
  };
  const before = await balance();
  await Promise.all([enter(one), enter(two)]);
  await Promise.all([one, two].map((page) => page.getByRole('button', { name: /入账/ }).click()));
  await expect.poll(balance, { timeout: 15_000 }).toBe(before + 880);
  await expect.poll(async () => (await Promise.all([one, two].map((p) => main(p).textContent()))).filter((t) => /(李妍|周宇).*\d\d:\d\d|已.*入账/.test(t ?? '')).length, { timeout: 15_000 }).toBeGreaterThan(0);
  expect(await balance()).toBe(before + 880);
  const slips = await (await one.request.get(`/api/records/points_slip?q=${encodeURIComponent('JF-2026-BR01')}`)).json() as { rows: { id: string; slip_no: string }[]; total: number };
  expect(slips.total).toBe(1);

  const record = await (await one.request.get(`/api/records/points_slip/${slips.rows[0]!.id}`)).json() as { slips: { id: string; copies: [string, string][] }[] };
  expect(record.slips.map((s) => s.copies.map((c) => c[0]))).toEqual([['客户联', '商户联']]);
  await one.addInitScript(() => { window.print = () => undefined; });
  const slipAddress = `/slip/${record.slips[0]!.id}`;
  for (const times of [1, 2]) {
    await one.goto(slipAddress);
    await one.getByRole('button', { name: /打印|补打/ }).first().click();
    await expect.poll(async () => ((await (await one.request.get(`/api/slips/${record.slips[0]!.id}`)).json()) as { printed: number }).printed, { timeout: 10_000 }).toBeGreaterThanOrEqual(times);
  }
  await one.goto(slipAddress);
  await one.getByText(/补打\s*\d/).first().waitFor();
});

test('着装三犯:报告、看明为何书面警告、按修订稿重演 [AC-01] [AC-11]', async () => {
  const su = await desk.person('sulin');
  await su.goto('/r/incident');
  await su.getByRole('link', { name: /^WJ-\d{4}-0016/ }).click();
  await main(su).getByText('书面警告').first().waitFor();
  const reasons = (await main(su).textContent())!;
  for (const words of ['CC-IIP-4', 'CC-ESC-2', '同']) expect(reasons).toContain(words);

  // She reports the next one herself.
  await su.goto('/p/discipline/report');
  await choose(su, /员工/, '欧阳娜', '欧阳娜');
  await choose(su, /^条款/, '着装', /CC-IIP-4|着装/);
  await su.getByLabel(/经过/).fill('当班时穿牛仔裤上岗，已当面提醒。');
  await main(su).getByRole('button', { name: '报告', exact: true }).click();
  await su.waitForURL(/\/r\/incident\/[0-9a-f-]{36}/);
  await main(su).getByText(/已报告|待调查|开始调查/).first().waitFor();

  await su.goto('/p/discipline/replay');
  await main(su).getByText('个结果不同').waitFor();
  const rows = await main(su).locator('tr').filter({ hasText: '欧阳娜' }).allTextContents();
  const outcomes = rows.filter((r) => r.includes('不同')).map((r) => ['IIP', '口头警告', '书面警告', 'Action'].filter((level) => r.includes(level)));
  expect(outcomes.length).toBeGreaterThanOrEqual(3);
  expect(rows.some((r) => /书面警告.*口头警告/.test(r))).toBe(true);
  const [download] = await Promise.all([su.waitForEvent('download'), su.getByRole('button', { name: '导出 CSV' }).click()]);
  expect(readFileSync((await download.path())!, 'utf8')).toContain('欧阳娜');
});

test('积分排名:看数、点开见单、导出 Word 由 LibreOffice 打开 [FS-2.6] [FS-2.7] [FS-2.8]', async () => {
  const duan = await desk.person('duanfei');
  await duan.goto('/p/service-points/board');
  await main(duan).getByText('8,860').first().waitFor();
  const board = (await main(duan).textContent())!;
  for (const figure of ['8,860', '267', '506.7', '265.6', '2,390', '3,040']) expect(board).toContain(figure);
  await main(duan).getByRole('link', { name: '3,040' }).first().click();
  await duan.waitForURL(/\/r\/service_order\?/);
  await main(duan).getByText(/共\s*86\s*条|86/).first().waitFor();
  await duan.goBack();
  const [word] = await Promise.all([duan.waitForEvent('download'), duan.getByRole('button', { name: '积分表 Word' }).click()]);
  const folder = mkdtempSync(join(tmpdir(), 'dutydesk-word-'));
  const file = join(folder, 'points.docx');
  await word.saveAs(file);
  execFileSync('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', 'txt:Text (encoded):UTF8', '--outdir', folder, file], { stdio: 'ignore', timeout: 90_000 });
  const text = readFileSync(join(folder, 'points.txt'), 'utf8');
  for (const figure of ['8,860', '4,220', '2,850']) expect(text).toContain(figure);
  rmSync(folder, { recursive: true, force: true });
});

test('登录、语言、搜索与地址栏:错密码说明白,英文无中文菜单,拼音找得到,刷新后筛选还在', async () => {
  const page = await desk.person('liyan');
  await page.goto('/sign-in');
  await page.locator('input[autocomplete="username"]').fill('liyan');
  await page.locator('input[autocomplete="current-password"]').fill('wrong password');
  await page.keyboard.press('Enter');
  await page.getByText('用户名或密码不正确').waitFor();

  await page.goto('/r/lost_item?q=%E6%89%8B%E8%A1%A8');
  await main(page).getByText('手表').first().waitFor();
  await page.reload();
  await main(page).getByText('手表').first().waitFor();
  expect(await main(page).locator('tbody tr').count()).toBe(1);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('ylwp');
  await page.getByRole('option').filter({ hasText: '遗留物品' }).first().waitFor();
  await page.keyboard.press('Escape');

  const english = await desk.person('liyan', { english: true });
  await english.goto('/r/lost_item');
  await english.getByRole('heading', { name: 'Lost items' }).or(english.getByRole('heading', { name: 'Lost item' })).first().waitFor();
  expect(await english.locator('nav').first().textContent()).not.toMatch(/[\u4e00-\u9fff]/);
});
