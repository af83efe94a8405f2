/** At the points counter: one slip on two screens counts once, and the paper says which print it is. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, openDesk, said } from './desk.ts';

let desk: Desk;
let first: Page;
beforeAll(async () => {
  desk = await openDesk();
  first = await desk.person('liyan');
});
afterAll(() => desk.close());

const CARD = '8800 1007';
const postingsOf = (slip: string) => desk.stored<{ amount: string }>(
  `select e.amount from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal
   where j.record_id = (select id from points_slip where slip_no = $1) and e.account = 'card'`, [slip]);

async function scan(page: Page): Promise<number> {
  await page.goto('/p/points/counter');
  await page.getByLabel('卡号').fill(CARD);
  await page.keyboard.press('Enter');
  await page.getByText('单小雨').waitFor();
  return Number((await page.locator('.counter-balance').innerText()).replaceAll(',', ''));
}

test('同一张积分单在两个页面同时入账只计一次；另一页写明谁在几点办的 [AS-04]', async () => {
  const second = await first.context().newPage();
  const before = await scan(first);
  expect(await scan(second)).toBe(before);
  for (const tab of [first, second]) {
    await tab.getByLabel('积分单号').fill('JF-0099');
    await tab.keyboard.press('Enter');
    await tab.getByLabel('账单号').fill('B305-0032');
    await tab.keyboard.press('Enter');
    await tab.getByRole('button', { name: '入账' }).waitFor();
    expect(await said(tab)).toContain(`¥880.00 → +880 分，余额 ${before.toLocaleString('en')} → ${(before + 880).toLocaleString('en')}`);
  }
  // Pressed in the same moment: a tab that learns of the other's posting first would not offer the button any more.
  await Promise.all([first, second].map((tab) => tab.getByRole('button', { name: '入账' }).evaluate((button: HTMLButtonElement) => button.click())));
  const already = /积分单 JF-0099 已于 \d\d:\d\d 由 李妍 入账/;
  const outcome = (tab: Page) => tab.getByRole('link', { name: '打印单据' }).or(tab.getByText(already)).first().innerText();
  const outcomes = (await Promise.all([first, second].map(outcome))).sort();
  expect(outcomes[0]).toBe('打印单据');
  expect(outcomes[1]).toMatch(already);

  expect(await scan(first)).toBe(before + 880);
  expect(await desk.stored('select slip_no, points::int from points_slip where slip_no = $1', ['JF-0099'])).toEqual([{ slip_no: 'JF-0099', points: 880 }]);
  expect((await postingsOf('JF-0099')).map((e) => Number(e.amount))).toEqual([880]);
});

test('积分确认单：客户联、商户联；第一次是打印，以后都是补打 [VIP-1.9]', async () => {
  await first.goto('/r/points_slip?q=JF-0017');
  await first.locator('tbody').getByRole('link').first().click();
  await first.waitForURL(/\/r\/points_slip\/[0-9a-f-]{36}/);
  await first.addInitScript(() => { window.print = () => { document.title = 'printed'; }; });
  await first.locator('main a[href^="/slip/"]').first().click();
  await first.getByRole('article').nth(1).waitFor();
  await first.reload();
  await first.getByRole('article').nth(1).waitFor();
  expect(await first.getByRole('article').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).toEqual(['客户联', '商户联']);
  expect(await said(first)).not.toContain('补打');
  await first.getByRole('button', { name: '打印', exact: true }).click();
  const again = first.getByRole('button', { name: '补打', exact: true });
  await again.waitFor();
  expect(await first.getByRole('article').first().innerText()).not.toContain('补打');
  await again.click();
  await first.getByText('补打 1').first().waitFor();
  for (const copy of await first.getByRole('article').all()) expect(await copy.innerText()).toContain('补打 1');
  expect(await desk.stored('select n from slip_print where slip_id = $1 order by n', [new URL(first.url()).pathname.split('/').at(-1)])).toEqual([{ n: 1 }, { n: 2 }]);
});
