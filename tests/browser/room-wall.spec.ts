/** The front desk at the room wall: who is where, a walk-in switched on from the tile, seen at once on another screen, walked with the keys. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesk, said, type Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => { desk = await openDesk(); });
afterAll(() => desk.close());

test('前台在房态墙上给散客开机，另一块屏幕随即变化；键入房号直达，方向键移动 [VIP-5.13]', { timeout: 120_000 }, async () => {
  const [page, other] = [await desk.person('linxi'), await desk.person('tianrong', { width: 390 })];
  await page.goto('/p/rooms/wall');
  await other.goto('/p/rooms/wall');
  const tile = page.locator('[data-code="501"]');
  await tile.waitFor();
  expect(await said(page)).toContain('今晚开房');
  await page.locator('h1').click();
  await page.keyboard.type('501');
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset['code'])).toBe('501');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset['code'])).toBe('102');
  await page.keyboard.type('501');
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: '预订', exact: true }).waitFor();
  expect(await sheet.innerText()).toContain('今晚的预订');
});
