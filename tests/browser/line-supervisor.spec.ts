/** The day of a line supervisor: the wall, a card not flipped, a round on the phone that ends in an incident, a shift put into the roster, a leave decided with the staffing in view. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, type Desk, now, openDesk, said } from './desk.ts';

let desk: Desk;
let su: Page;
const main = (page: Page) => page.locator('main');
const demo = (table: string) => `${table} x join tenant t on t.id = x.tenant_id and t.code = 'demo'`;

beforeAll(async () => {
  desk = await openDesk();
  su = await desk.person('sulin');
});
afterAll(() => desk.close());

test('状态墙上看见谁没翻牌，从墙上登记：本月第几次与发现人记下 [CC-1.6a] [CC-ACT-3]', async () => {
  await su.goto('/p/status-board/wall');
  await main(su).locator('.wl-card').filter({ hasText: '1012' }).getByRole('link', { name: /记未翻牌|登记/ }).click();
  await su.waitForURL(/status_board_event\/new/);
  const seen = new Date(now().getTime() - 60_000 + 8 * 3_600_000).toISOString().replace('T', ' ').slice(0, 16);
  await main(su).getByLabel(/^发现时间/).fill(seen);
  // Everything that is asked for is there: Enter sends it.
  await main(su).getByLabel(/^发现时间/).press('Enter');
  await su.waitForURL(/\/r\/status_board_event\/[0-9a-f-]{36}/);
  const id = new URL(su.url()).pathname.split('/').at(-1);
  expect(await desk.stored('select b.nth, b.observer, e.staff_no from status_board_event b join employee e on e.tenant_id = b.tenant_id and e.id = b.employee where b.id = $1', [id])).toEqual([{ nth: 1, observer: '苏琳', staff_no: '1012' }]);
});

test('手机上巡场：逐项看过，一处私人设备未静音当场成为违纪事件，其余正常 [CC-ACT-2]', async () => {
  const phone = await desk.person('sulin', { width: 390 });
  await phone.goto('/p/workplace/round');
  await main(phone).getByRole('button', { name: '开始巡场' }).first().click();
  const card = main(phone).locator('.wk-card').filter({ hasText: '私人通讯设备已静音' });
  await card.getByRole('button', { name: '有问题' }).click();
  await card.getByLabel('看到什么').fill('手机响铃两次');
  await choose(card, /^员工/, '靳冬梅');
  await card.getByRole('checkbox', { name: /报告违纪/ }).check();
  await card.getByRole('button', { name: '记下' }).click();
  await card.getByRole('link', { name: '违纪事件' }).waitFor();
  const incident = (await card.getByRole('link', { name: '违纪事件' }).getAttribute('href'))!.split('/').at(-1);
  expect(await desk.stored('select i.clause, i.state, e.name from incident i join employee e on e.tenant_id = i.tenant_id and e.id = i.employee where i.id = $1', [incident])).toEqual([{ clause: 'CC-ACT-2', state: 'reported', name: '靳冬梅' }]);
  const left = main(phone).locator('.wk-card[data-outcome="none"]');
  for (let n = await left.count(); n > 0; n--) {
    await left.first().getByRole('button', { name: '正常' }).click();
    await expect.poll(() => left.count()).toBe(n - 1);
  }
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await main(phone).getByText('看完了，1 处问题').waitFor();
  await main(phone).getByRole('button', { name: '结束检查' }).click();
  await main(phone).getByRole('button', { name: '开始巡场' }).first().waitFor();
});

test('排班表：给空格排上晚班，人数随之变化；键盘删去 [SM-9]', async () => {
  const [draft] = await desk.stored<{ id: string }>(`select x.id from ${demo('shift_roster')} where x.state = 'draft' order by x.from_day limit 1`);
  await su.goto(`/p/rosters/board?roster=${draft!.id}`);
  const cell = main(su).getByRole('row', { name: /单雯/ }).getByRole('button').nth(2);
  await cell.waitFor();
  const count = async () => (await desk.stored<{ n: string }>(`select count(*) as n from planned_shift where roster = $1 and state = 'planned' and archived_at is null`, [draft!.id]))[0]!.n;
  const before = Number(await count());
  await main(su).getByText(/13:00–22:00/).first().click();
  await cell.click();
  await expect.poll(async () => Number(await count())).toBe(before + 1);
  await expect.poll(() => cell.innerText()).toBe('晚');
  await cell.focus();
  await su.keyboard.press('Delete');
  await expect.poll(async () => Number(await count())).toBe(before);
});

test('审批请假：应到、已请假、批准后与最少人数都在眼前；不批须写理由 [CC-5.1a]', async () => {
  const [request] = await desk.stored<{ id: string }>(`select x.id from ${demo('leave_request')} join employee e on e.tenant_id = x.tenant_id and e.id = x.employee where x.state = 'submitted' and e.staff_no <> '1001' order by x.number limit 1`);
  await su.goto(`/r/leave_request/${request!.id}`);
  await main(su).getByRole('button', { name: '批准', exact: true }).click();
  const dialog = su.getByRole('dialog');
  await dialog.getByText(/应到 \d+，已请假 \d+，批准后 \d+，至少 \d+/).first().waitFor();
  const below = dialog.getByLabel(/^低于最少人数仍批准的理由/);
  await below.fill('话务淡季，可以安排');
  await dialog.getByRole('button', { name: '批准', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await main(su).getByText('已批准').first().waitFor();
  expect((await desk.stored<{ decided: boolean }>(`select r.state = 'approved' and u.display_name = '苏琳' as decided from leave_request r join app_user u on u.tenant_id = r.tenant_id and u.id = r.decided_by where r.id = $1`, [request!.id]))[0]).toEqual({ decided: true });
  expect(await said(su)).toMatch(/苏琳/);
});
