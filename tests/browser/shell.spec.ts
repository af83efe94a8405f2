/** The frame around all work: signing in and out, language, theme, finding things, lists that keep their state, exports, drafts, keys. */
import type { Page } from 'playwright-core';
import readExcel from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, download, openDesk, PASSWORD, said, signIn } from './desk.ts';

let desk: Desk;
let li: Page;
beforeAll(async () => {
  desk = await openDesk();
  li = await desk.person('liyan');
});
afterAll(() => desk.close());

const CHINESE = /[\u4e00-\u9fff]/;

test('密码错了说明白，对了回到要去的页面，退出后看不到任何东西', async () => {
  const page = await desk.screen();
  await page.goto('/r/lost_item');
  await page.waitForURL(/\/sign-in\?next=/);
  await page.getByLabel('用户名').fill('zhouyu');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByText('请填写密码').waitFor();
  await page.getByLabel('密码', { exact: true }).fill('dutydesk-dem0');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('alert').getByText('用户名或密码不正确').waitFor();
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/r\/lost_item$/);
  await page.getByRole('heading', { name: '遗留物品', level: 1 }).waitFor();

  await page.getByRole('button', { name: '周宇 的菜单' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL(/\/sign-in/);
  expect((await page.request.get('/api/records/lost_item')).status()).toBe(401);
  await page.goto('/r/lost_item');
  await page.waitForURL(/\/sign-in/);
  await page.getByLabel('用户名').waitFor();
});

test('标题旁的“?”：手做的页与台账的列表都落在说明里讲这一页的那一节', async () => {
  const page = await desk.person('admin');
  for (const [address, chapter, section] of [['/papers', 'keeping-house', '单据与文件样式'], ['/r/app_user', 'organisation', '组织单元、用户、任职、节假日']] as const) {
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const [guide] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: '本页的使用说明' }).click()]);
    await guide.waitForURL(new RegExp(`/guide/${chapter}#.`));
    const heading = guide.getByRole('heading', { level: 2, name: section });
    await heading.waitFor();
    // At its section, not merely in its chapter: the heading has the focus and stands in sight.
    await expect.poll(() => heading.evaluate((one) => one === document.activeElement && one.getBoundingClientRect().top < innerHeight)).toBe(true);
    await guide.close();
  }
});

test('切换到英文：主要页面的界面没有中文，数据照旧', async () => {
  const page = await desk.person('heqiang');
  await page.getByRole('button', { name: '切换为英文 English' }).click();
  await page.getByRole('heading', { name: 'My work' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'My work' }).waitFor();
  expect(await page.locator('nav').innerText()).not.toMatch(CHINESE);
  await page.goto('/r/lost_item/new');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await said(page)).not.toMatch(CHINESE);
  await page.goto('/duties');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await said(page)).not.toMatch(CHINESE);
  await page.goto('/r/lost_item');
  await page.locator('tbody tr').first().waitFor();
  const list = page.locator('.list-page');
  expect(await list.locator('thead').innerText()).not.toMatch(CHINESE);
  expect(await list.locator('.list-bar').innerText()).not.toMatch(CHINESE);
  expect(await list.locator('tbody').innerText()).toMatch(CHINESE);
});

test('在菜单里改自己的密码：两次不同不发出，当前密码不对说明白', async () => {
  const page = await desk.person('gaomin');
  await page.getByRole('button', { name: '高敏 的菜单' }).click();
  await page.getByRole('link', { name: '账户与登录' }).click();
  await page.locator('.account-ways > div').first().getByRole('button', { name: '修改' }).click();
  const dialog = page.getByRole('dialog', { name: '修改密码' });
  await dialog.getByLabel('当前密码').fill('not my password');
  await dialog.getByLabel('新密码', { exact: true }).fill('a password of my own');
  await dialog.getByLabel('再输一次新密码').fill('a password of my');
  await dialog.getByRole('button', { name: '修改并重新登录' }).click();
  await dialog.getByText('两次输入不一致').waitFor();
  await dialog.getByLabel('再输一次新密码').fill('a password of my own');
  await dialog.getByRole('button', { name: '修改并重新登录' }).click();
  await dialog.getByText('当前密码不正确').first().waitFor();
  await dialog.getByRole('button', { name: '取消' }).click();
  await dialog.waitFor({ state: 'hidden' });
});

test('深色外观记得住，打印仍是浅色', async () => {
  const page = await desk.person('gaomin');
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g)!.slice(0, 3).map(Number).reduce((a, b) => a + b));
  expect(await paper()).toBeGreaterThan(600);
  await page.getByRole('button', { name: '高敏 的菜单' }).click();
  await page.getByText('深色', { exact: true }).click();
  await expect.poll(paper).toBeLessThan(200);
  await page.reload();
  await page.getByRole('heading', { name: '我的工作' }).waitFor();
  expect(await paper()).toBeLessThan(200);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  expect(await paper()).toBeGreaterThan(600);
});

test('Ctrl+K 用拼音首字母去到页面；问号列出键盘操作', async () => {
  await li.goto('/');
  await li.getByRole('heading', { name: '我的工作' }).waitFor();
  await li.keyboard.press('Control+k');
  const palette = li.getByRole('dialog').getByRole('combobox');
  await palette.fill('rldj');
  await li.getByRole('option', { name: '认领登记', exact: true }).waitFor();
  await palette.press('Enter');
  await li.waitForURL(/\/r\/lost_item_claim$/);
  await li.getByRole('heading', { name: '认领登记' }).waitFor();
  // What is closing still stands above the page.
  await expect.poll(() => li.locator('[role="dialog"][aria-modal="true"]').count()).toBe(0);
  await li.keyboard.press('?');
  const map = li.getByRole('dialog', { name: '键盘操作' });
  await map.waitFor();
  for (const key of ['Ctrl', 'K', '/', 'Esc', 'Enter']) expect(await map.locator('kbd').allInnerTexts()).toContain(key);
  await li.keyboard.press('Escape');
  await map.waitFor({ state: 'hidden' });
});

test.each([
  ['姓名', '欧阳倩'], ['全拼', 'ouyangqian'], ['多音姓的首字母', 'zgq'], ['多音姓的全拼', 'shanxiaoyu'], ['手机尾号', '0108'],
])('随处搜索会员：%s', async (_by, typed) => {
  await li.goto('/');
  const box = li.getByRole('combobox', { name: '搜索' });
  await box.fill(typed);
  const found = li.getByRole('option').filter({ hasText: { zgq: '曾国强', shanxiaoyu: '单小雨' }[typed] ?? '欧阳倩' }).first();
  await found.waitFor();
  await found.click();
  await li.waitForURL(/\/r\/member(_card)?\/[0-9a-f-]{36}/);
});

test('按编号搜索直达记录；没有的东西说没有', async () => {
  const [item] = await desk.stored<{ number: string }>(`select number from lost_item where item_name = '手表'`);
  await li.goto('/');
  const box = li.getByRole('combobox', { name: '搜索' });
  await box.fill(item!.number);
  await li.getByRole('option').filter({ hasText: '手表' }).waitFor();
  await box.press('ArrowDown');
  await box.press('Enter');
  await li.getByRole('heading', { name: `${item!.number} 手表` }).waitFor();
  await box.fill('查无此物zzz');
  await li.getByText('没有找到“查无此物zzz”').waitFor();
});

test('筛选、排序写在地址栏里，刷新后原样；导出的正是列表所示', async () => {
  await li.goto('/r/lost_item');
  await li.getByRole('searchbox').fill('V');
  await li.getByRole('button', { name: '已认领' }).click();
  await li.waitForURL(/filter=/);
  await li.getByRole('button', { name: /拾获时间/ }).click();
  await li.waitForURL(/sort=/);
  await li.waitForURL(/q=V/);
  const rows = () => li.locator('tbody tr').evaluateAll((all) => all.map((row) => (row as HTMLElement).innerText));
  await expect.poll(async () => (await rows()).length).toBeGreaterThan(0);
  const before = await rows();
  for (const row of before) expect(row).toMatch(/(?=.*V)(?=.*已认领)/s);
  await li.reload();
  await expect.poll(rows).toEqual(before);
  expect(await li.getByRole('button', { name: '已认领' }).getAttribute('aria-pressed')).toBe('true');
  expect(await li.getByRole('searchbox').inputValue()).toBe('V');

  const export_ = async (format: RegExp) => {
    await li.getByRole('button', { name: '导出' }).click();
    return download(li, () => li.getByRole('menuitem', { name: format }).click());
  };
  const csv = await export_(/csv/);
  expect(csv.name).toMatch(/\.csv$/);
  const text = csv.bytes.toString('utf8').replace(/^\uFEFF/, '').trim().split(/\r?\n/);
  expect(text[0]).toContain('物品名称');
  expect(text.length).toBe(before.length + 1);
  const xlsx = await export_(/xlsx/);
  expect(xlsx.name).toMatch(/\.xlsx$/);
  const sheet = await readExcel(xlsx.bytes) as unknown as unknown[];
  expect(JSON.stringify(sheet)).toContain('物品名称');
});

test('没写完的登记刷新后还在，登记之后才消失', async () => {
  await li.goto('/r/lost_item/new');
  await li.getByLabel('物品名称').fill('羊绒围巾');
  await li.getByLabel('颜色').fill('驼色');
  await li.waitForTimeout(600);
  await li.reload();
  await li.getByText('已恢复上次没有提交的内容').waitFor();
  expect(await li.getByLabel('物品名称').inputValue()).toBe('羊绒围巾');
  await li.getByLabel('遗失地点').fill('V07 包厢');
  await li.getByLabel('上交人*', { exact: true }).fill('服务员 0231');
  await li.keyboard.press('Control+Enter');
  await li.waitForURL(/\/r\/lost_item\/[0-9a-f-]{36}/);
  expect(await desk.stored(`select colour, found_place from lost_item where item_name = '羊绒围巾'`)).toEqual([{ colour: '驼色', found_place: 'V07 包厢' }]);
  await li.goto('/r/lost_item/new');
  await li.getByLabel('物品名称').waitFor();
  expect(await li.getByLabel('物品名称').inputValue()).toBe('');
});

test('在别处退出后，下一次操作请人重新登录，不是一页空白', async () => {
  const page = await desk.person('zhouyu');
  await page.goto('/r/lost_item');
  await page.locator('tbody tr').first().waitFor();
  await page.request.post('/api/sign-out');
  await page.getByRole('link', { name: '会员', exact: true }).first().click();
  await page.waitForURL(/\/sign-in/);
  await signIn(page, 'zhouyu');
});
