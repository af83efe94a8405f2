/** A person's own ways of signing in, lived through in the browser: codes and recovery codes, a passkey, badge and PIN at a shared till, sessions ended from afar. */
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, findings, now, openDesk, PASSWORD, signIn } from './desk.ts';

let desk: Desk;
beforeAll(async () => { desk = await openDesk(); });
afterAll(() => desk.close());

const way = (page: Page, name: string) => page.locator('.account-ways > div').filter({ has: page.locator('dt', { hasText: name }) });
const dialog = (page: Page) => page.getByRole('dialog').filter({ has: page.locator('form') });
const account = async (page: Page) => { await page.goto('/account'); await page.getByRole('heading', { name: '账户与登录' }).waitFor(); };
const withPassword = async (page: Page, button: string) => { await dialog(page).getByLabel('当前密码').fill(PASSWORD); await send(page, button); };
/** The cross in the corner is called 关闭 as well. */
const send = (page: Page, button: string) => dialog(page).locator('button[type=submit]').filter({ hasText: button.length === 2 ? new RegExp(`${button[0]}\\s?${button[1]}`) : button }).click();

test('开启两步验证：扫码、输入验证码、收好恢复码；再登录时问验证码，手机不在用恢复码；关闭后只问密码', async () => {
  const page = await desk.person('luohao');
  await account(page);
  expect(await findings(page)).toEqual([]);
  await way(page, '两步验证').getByRole('button', { name: '开启' }).click();
  await withPassword(page, '继续');
  const secret = (await dialog(page).locator('code').innerText()).replaceAll(' ', '');
  await dialog(page).getByRole('img', { name: '验证器应用的二维码' }).waitFor();
  await dialog(page).getByLabel('应用显示的 6 位数字').fill('000000');
  await dialog(page).getByRole('button', { name: '开启' }).click();
  await dialog(page).getByText('验证码不正确').first().waitFor();
  await dialog(page).getByLabel('应用显示的 6 位数字').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now().getTime() }));
  await dialog(page).getByRole('button', { name: '开启' }).click();
  await page.getByRole('heading', { name: '恢复码' }).waitFor();
  const codes = await page.locator('.recovery-codes code').allInnerTexts();
  expect(codes).toHaveLength(10);
  await page.getByRole('button', { name: '我已存好' }).click();
  await way(page, '两步验证').getByText('剩 10 个恢复码').waitFor();

  const other = await desk.screen();
  await other.goto('/sign-in');
  await other.getByLabel('用户名').fill('luohao');
  await other.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await other.keyboard.press('Enter');
  await other.getByLabel('验证码').waitFor();
  expect(await findings(other)).toEqual([]);
  await other.getByLabel('验证码').fill(codes[0]!);
  await other.keyboard.press('Enter');
  await other.getByRole('heading', { name: '我的工作' }).waitFor();

  // From the first screen the second is seen, and signed out.
  await account(page);
  await page.getByText('本机').waitFor();
  expect(await page.locator('.account-sessions li').count()).toBe(2);
  await page.getByRole('button', { name: '退出其他设备' }).click();
  await expect.poll(() => page.locator('.account-sessions li').count()).toBe(1);
  await expect.poll(async () => { await other.goto('/'); await other.waitForLoadState('networkidle'); return new URL(other.url()).pathname; }).toBe('/sign-in');

  await way(page, '两步验证').getByRole('button', { name: '关闭' }).click();
  await withPassword(page, '关闭');
  await way(page, '两步验证').getByRole('button', { name: '开启' }).waitFor();
  await signIn(other, 'luohao');
});

test('通行密钥：在账户里添加，退出后不输用户名和密码就能登录；移除之后不能', async () => {
  const page = await desk.screen();
  const home = desk.address.replace('127.0.0.1', 'localhost');
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  await page.goto(`${home}/sign-in`);
  await page.getByLabel('用户名').fill('luohao');
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '我的工作' }).waitFor();
  await page.goto(`${home}/account`);
  await way(page, '通行密钥').getByRole('button', { name: '添加' }).click();
  await dialog(page).getByLabel('名称').fill('机房电脑');
  await withPassword(page, '继续');
  await way(page, '通行密钥').getByText('机房电脑').waitFor();
  const out = async () => { await page.getByRole('button', { name: '罗浩 的菜单' }).click(); await page.getByRole('button', { name: '退出登录' }).click(); await page.waitForURL(/sign-in/); };
  await out();
  await page.getByRole('button', { name: '用通行密钥登录' }).click();
  await page.getByRole('heading', { name: '我的工作' }).waitFor();
  await page.goto(`${home}/account`);
  await way(page, '通行密钥').getByRole('button', { name: '移除' }).click();
  await withPassword(page, '移除');
  await way(page, '通行密钥').getByText('用指纹、面容或安全钥匙登录').waitFor();
  await out();
  await page.getByRole('button', { name: '用通行密钥登录' }).click();
  await page.getByText('通行密钥没有通过验证').waitFor();
});

test('共用终端：管理员设好本机，门卫登记工牌后在这里刷工牌加 PIN 登录；停用之后回到密码', async () => {
  const guard = await desk.person('mabaoguo');
  await account(guard);
  await way(guard, '工牌与 PIN').getByRole('button', { name: '登记' }).click();
  await dialog(guard).getByLabel('工牌号').fill('MB-0017');
  await dialog(guard).getByLabel('PIN').fill('1234');
  await withPassword(guard, '登记');
  await dialog(guard).getByText('不能全同或连号').first().waitFor();
  await dialog(guard).getByLabel('PIN').fill('7316');
  await dialog(guard).getByRole('button', { name: '登记' }).click();
  await way(guard, '工牌与 PIN').getByText('MB-0017').waitFor();

  const till = await desk.person('admin');
  await till.goto('/access?tab=password');
  await till.getByRole('button', { name: '把本机设为共用终端' }).click();
  await dialog(till).getByLabel('名称').fill('门岗一号');
  await dialog(till).getByRole('button', { name: '设为共用终端' }).click();
  await till.getByRole('listitem').filter({ hasText: '门岗一号' }).getByText('本机').waitFor();
  expect(await findings(till)).toEqual([]);
  await till.getByRole('button', { name: '陈立 的菜单' }).click();
  await till.getByRole('button', { name: '退出登录' }).click();
  // The page is loaded anew; the name of the till stood on the one before as well.
  await till.getByLabel('工牌号').waitFor();
  await till.getByText('门岗一号').waitFor();
  expect(await findings(till)).toEqual([]);
  // A handheld scanner types the number and presses Enter.
  await till.getByLabel('工牌号').fill('MB-0017');
  await till.keyboard.press('Enter');
  await till.keyboard.type('7316');
  await till.keyboard.press('Enter');
  await till.getByRole('button', { name: '马保国 的菜单' }).waitFor();

  const admin = await desk.person('admin');
  await admin.goto('/access?tab=password');
  await admin.getByRole('button', { name: '停用 门岗一号' }).click();
  await expect.poll(() => admin.getByRole('button', { name: '停用 门岗一号' }).count()).toBe(0);
  await expect.poll(async () => { await till.goto('/'); await till.waitForLoadState('networkidle'); return new URL(till.url()).pathname; }).toBe('/sign-in');
  await till.getByLabel('用户名').waitFor();
});
