/** The day of the attendance clerk: a telephone log goes in, the day is seen as a timeline, a punch is corrected with evidence, the month is closed and exported; and the wall in the hall. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_LOG } from '../../src/modules/people/phone-log/testing.ts';
import { type Desk, exported, openDesk, said } from './desk.ts';

let desk: Desk;
let wu: Page;
let su: Page;
let line: string;
/** A Monday that no roster of the demo reaches: the made-up day, moved. */
const DAY = '2026-03-16';
const MOVED = 245 * 86_400;
const LOG = DAY_LOG.replaceAll(/\b1794\d{6}\b/g, (at) => String(Number(at) - MOVED));
const main = (page: Page) => page.locator('main');

async function post(page: Page, path: string, data: object): Promise<{ readonly id: string }> {
  const answer = await page.request.post(`/api/${path}`, { data, headers: { 'idempotency-key': randomUUID() } });
  expect(await answer.text(), path).toContain('"id"');
  return await answer.json() as { readonly id: string };
}

beforeAll(async () => {
  desk = await openDesk();
  [wu, su] = [await desk.person('wujing'), await desk.person('sulin')];
  const [unit] = await desk.stored<{ id: string }>(`select u.id from unit u join tenant t on t.id = u.tenant_id where t.code = 'demo' and u.code = 'CC-IN'`);
  line = unit!.id;
  const people = await desk.stored<{ id: string }>(`select e.id from employee e join tenant t on t.id = e.tenant_id where t.code = 'demo' and e.staff_no between '1001' and '1006' order by e.staff_no`);
  const template = await post(su, 'records/shift_template', { values: { line, code: '考', name: '考勤验收班', starts: '09:00', ends: '18:00', meal_from: '12:00', meal_to: '13:00', break_from: '15:30', break_to: '15:45', least: 0 } });
  const roster = await post(su, 'records/shift_roster', { values: { line, from_day: DAY, to_day: DAY } });
  for (const { id } of people) await post(su, 'records/planned_shift', { values: { roster: roster.id, employee: id, day: DAY, template: template.id } });
  await post(su, `records/shift_roster/${roster.id}/steps/publish`, { input: { late_reason: '补录', conflicts_reason: '补录' }, signatures: [] });
});
afterAll(() => desk.close());

const send = (name: string, text: string) => main(wu).getByLabel('日志文件').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

test('考勤员送入电话日志：27 行新存；再送一次没有改变；未知与截断报行号 [AC-07]', async () => {
  await wu.goto('/p/phone-log/log');
  await send('queue_log', LOG);
  await main(wu).getByRole('status').getByText('新存').waitFor();
  expect((await main(wu).getByRole('status').innerText()).replaceAll(/\s+/g, ' ')).toMatch(/queue_log 行 27 ?新存 27/);
  await send('queue_log.1', LOG);
  await main(wu).getByText('全部记录此前已在，没有改变任何结果。').waitFor();
  const lines = LOG.trimEnd().split('\n');
  await send('broken.txt', `${lines[0]}\n1770000000|NONE|q|1001|HOLDMUSIC|on\n17700\n`);
  await main(wu).getByText('第 3 行：不完整').waitFor();
  await main(wu).getByText('第 2 行：不认识的事件 HOLDMUSIC').waitFor();
});

test('日视图是样例的那张表：秒、遵守率、守则的标签与计薪分开、嫌疑写明两人 [AC-06] [CC-5.2b] [CC-5.2c]', async () => {
  const row = async (name: RegExp) => (await main(wu).getByRole('listitem').filter({ hasText: name }).filter({ has: wu.locator('.at-track') }).innerText()).replaceAll(/\s+/g, ' ');
  await expect.poll(async () => { await wu.goto(`/p/attendance/day?day=${DAY}`); await main(wu).locator('.at-line').first().waitFor(); return row(/1004/); }, { timeout: 60_000 }).toMatch(/补签 BQ/);
  expect(await row(/1001/)).toMatch(/正常.*08:54:10 – 18:00:30.*99\.46%.*101\.20%.*99\.84%/);
  expect(await row(/1002/)).toMatch(/正常.*08:57:30 – 18:02:00.*上线前 5 分钟未到位，差 2 分 30 秒/);
  expect(await row(/1003/)).toMatch(/迟到早退.*09:04:00 – 17:50:00.*迟到 4 分.*早退 10 分/);
  expect(await row(/1004/)).toMatch(/漏签.*— – —.*守则：未签到即迟到.*守则：未签出即无薪事假.*证据 09:10:00–17:41:12.*通话 2 次 6 分 12 秒.*计薪待补签决定/);
  expect(await row(/1006/)).toMatch(/08:50:00 – 18:05:01/);
  expect(await said(wu)).toMatch(/在话机 PJSIP\/1001 签到.*此前 52 秒.*这是嫌疑，不是结论/);
});

test('补签带着证据由主管批准，考勤随之改变 [SM-7]', async () => {
  await main(wu).getByRole('listitem').filter({ hasText: /1004/ }).getByRole('link', { name: /补签/ }).click();
  await main(wu).getByText(/09:10:00–17:41:12 共 4 行，通话 2 次 372 秒/).first().waitFor();
  const address = new URL(wu.url()).pathname;
  await main(wu).getByRole('button', { name: '说明并申请' }).click();
  const ask = wu.getByRole('dialog');
  for (const [label, time] of [[/^补签到/, '08:54'], [/^补签出/, '18:00']] as const) { await ask.getByLabel(label).fill(`${DAY} ${time}`); await ask.getByLabel(label).press('Enter'); }
  await ask.getByRole('combobox', { name: /^原因/ }).click();
  await wu.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: '固定座席不产生签到' }).click();
  await ask.getByLabel(/^说明/).fill('固定座席，没有签到按键。');
  await ask.getByRole('button', { name: '说明并申请' }).click();
  await ask.waitFor({ state: 'hidden' });
  await su.goto(address);
  await main(su).getByRole('button', { name: '批准' }).click();
  await su.getByRole('dialog').getByRole('button', { name: '批准' }).click();
  await su.getByRole('dialog').waitFor({ state: 'hidden' });
  const [day] = await desk.stored<{ outcome: string; pay_minutes: number }>('select d.outcome, d.pay_minutes from attendance_day d join punch_correction c on c.tenant_id = d.tenant_id and c.employee = d.employee and c.day = d.day where c.id = $1', [address.split('/').at(-1)]);
  expect(day).toEqual({ outcome: 'on_time', pay_minutes: 480 });
});

test('考勤表：导出 Excel、打印版式、结账 [SM-6]', async () => {
  await wu.goto(`/p/attendance/sheet?month=2026-03&unit=${line}`);
  await main(wu).getByRole('row', { name: /1003/ }).getByText('迟退').waitFor();
  const { name, bytes } = await exported(wu, /Excel/);
  expect([name.endsWith('.xlsx'), bytes.subarray(0, 2).toString()]).toEqual([true, 'PK']);
  await wu.emulateMedia({ media: 'print' });
  expect([await main(wu).getByText('制表：').isVisible(), await main(wu).getByRole('button', { name: '导出' }).isVisible()]).toEqual([true, false]);
  await wu.emulateMedia({ media: 'screen' });
  await main(wu).getByRole('button', { name: '结账…' }).click();
  await wu.waitForURL(/attendance_month/);
  const closing = async (reason: string) => {
    await main(wu).getByRole('button', { name: '结账' }).click();
    await wu.getByRole('dialog').getByLabel(/带未处理项/).fill(reason);
    await wu.getByRole('dialog').getByRole('button', { name: '结账' }).click();
  };
  await closing('代签嫌疑另案处理');
  await wu.getByRole('dialog').getByText(/补签未决/).waitFor();
  expect(await desk.stored(`select 1 from attendance_month where month = '2026-03' and state = 'closed'`)).toEqual([]);
});

test('状态墙：坐席翻牌，主管的墙随即改变 [CC-1.6a]', async () => {
  const na = await desk.person('ouyangna', { width: 390 });
  await su.goto('/p/status-board/wall');
  await na.goto('/p/status-board/wall');
  const card = main(su).locator('.wl-card').filter({ hasText: '1001' });
  await card.waitFor();
  await main(na).getByRole('button', { name: '培训' }).click();
  await card.getByText('培训').waitFor({ timeout: 20_000 });
  await main(na).getByRole('button', { name: '用餐' }).click();
  await card.getByText('用餐').waitFor({ timeout: 20_000 });
  expect((await card.innerText()).replaceAll(/\s+/g, ' ')).toMatch(/手翻/);
});
