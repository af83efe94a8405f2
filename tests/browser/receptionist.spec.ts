/** A receptionist's evening: a guest joins with their own hand on the screen turned to them, a minor is refused, the VIP centre takes the money and checks again; and a room that two want. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, sign, yes } from './club.ts';
import { type Desk, now, openDesk, said } from './desk.ts';

let desk: Desk;
let [lin, sun] = [] as unknown as [Page, Page];
const stamp = String(Date.now()).slice(-6);
const guest = { name: `郝${[...stamp.slice(-3)].map((n) => '零一二三四五六七八九'[Number(n)]).join('')}`, phone: `1390${stamp}1`, card: `8800 9${stamp}` };
beforeAll(async () => {
  desk = await openDesk();
  [lin, sun] = await Promise.all([desk.person('linxi'), desk.person('sunwei')]);
});
afterAll(() => desk.close());

const screen = () => lin.getByRole('dialog', { name: '客人屏' });
const stored = async <T extends object>(sql: string, ...values: readonly unknown[]): Promise<T> => (await desk.stored(sql, values))[0] as T;

test('说明之后把屏幕转给客人：同意、自己填表签名、读章程签名；未满十八周岁不能办 [VIP-1.1] [VIP-1.2] [VIP-1.3] [VIP-8.1] [VIP-8.6] [VIP-8.7] [AS-01] [AS-03]', async () => {
  await lin.goto('/p/joining/desk');
  await lin.getByText('可以这样说').waitFor();
  await lin.getByRole('button', { name: '新客人' }).click();
  for (const q of ['办理方式', '使用方法', '费用', '所需资料']) await yes(lin, q);
  expect(await lin.getByRole('button', { name: /把屏幕转给客人/ }).count()).toBe(0);
  await lin.getByRole('button', { name: '已向客人说明' }).click();
  await lin.getByRole('button', { name: /把屏幕转给客人：告知书/ }).click();
  await screen().getByText('证件号码和照片不留存').waitFor();
  expect(await lin.locator('#root').getAttribute('inert')).not.toBeNull();
  await screen().getByRole('button', { name: '我同意' }).click();

  await screen().getByLabel(/^姓名/).first().fill(guest.name);
  await screen().getByLabel(/^手机/).fill(guest.phone);
  await screen().getByLabel(/^出生日期/).fill('2010-01-01');
  await lin.keyboard.press('Tab');
  await yes(screen(), '愿意收到生日祝福');
  await sign(screen(), '申请人', guest.name);
  const send = screen().getByRole('button', { name: '客人填表' });
  await send.click();
  await screen().getByText(/周岁/).first().waitFor();
  await screen().getByLabel(/^出生日期/).fill('1993-05-20');
  await lin.keyboard.press('Tab');
  await send.click();
  await screen().getByText('余额和积分不受影响').waitFor();
  await screen().getByRole('button', { name: '我已阅读，去签名' }).click();
  await sign(screen(), '会员', guest.name);
  await screen().getByRole('button', { name: '客人签署章程' }).click();
  await screen().getByText('请把屏幕交还给工作人员').waitFor();
  await screen().getByRole('button', { name: '交还', exact: true }).click();
  await lin.getByText('这一步由贵宾中心办理').waitFor();
  const a = await stored<{ state: string; hash: string; same: boolean }>(
    `select a.state, a.charter_hash as hash, a.charter_hash = encode(sha256(convert_to(s.words, 'UTF8')), 'hex') as same from card_application a join script_text s on s.id = a.charter where a.guest_name = $1`, guest.name);
  expect(a).toMatchObject({ state: 'charter_signed', same: true });
});

test('贵宾中心收 300 找 100，不必再打一遍资料，再核对后激活；身份证和零钱没还不能激活 [VIP-1.4] [VIP-8.8] [AS-01]', async () => {
  await sun.goto('/p/joining/desk');
  await sun.getByRole('button', { name: new RegExp(guest.name) }).click();
  await sun.getByLabel(/^实收/).fill('300');
  await sun.getByRole('button', { name: '收款', exact: true }).click();
  await sun.getByRole('button', { name: '录入资料' }).waitFor();
  expect(await sun.getByLabel(/^手机/).inputValue()).toBe('');
  await sun.getByRole('button', { name: '录入资料' }).click();
  await sun.getByLabel(/^卡号/).fill(guest.card);
  await yes(sun, '资料已再次核对');
  await yes(sun, '身份证已退还');
  await sun.getByRole('radiogroup', { name: '零钱已找清' }).getByText('否', { exact: true }).click();
  await sun.getByRole('button', { name: '再次核对并激活' }).click();
  await sun.getByText('请先找零 100.00').first().waitFor();
  await yes(sun, '零钱已找清');
  await sun.getByRole('button', { name: '再次核对并激活' }).click();
  await sun.getByText('会员已生效，找零 ¥100.00').waitFor();
  expect(await stored('select c.state, m.name from member_card c join member m on m.id = c.member where c.card_no = $1', guest.card)).toEqual({ state: 'active', name: guest.name });
  await sun.getByRole('link', { name: '打印单据' }).click();
  await sun.getByRole('article').first().waitFor();
  expect(await said(sun)).toContain('会员欢迎单');
});

test('客人不办：礼貌道别，不留资料 [VIP-8.9] [AS-02]', async () => {
  await lin.goto('/p/joining/desk');
  await lin.getByRole('button', { name: '新客人' }).click();
  await lin.getByRole('button', { name: '客人不办' }).click();
  const dialog = lin.getByRole('dialog');
  await dialog.getByLabel(/^原因/).click();
  await lin.locator('.ant-select-item-option').filter({ hasText: '以后再说' }).click();
  await dialog.getByRole('button', { name: '客人不办' }).click();
  await lin.getByText('祝您欢唱愉快').first().waitFor();
  const row = await stored<object>(`select state, guest_name, phone, born_on from card_application order by created_at desc limit 1`);
  expect(row).toEqual({ state: 'declined', guest_name: null, phone: null, born_on: null });
});

test('两人同时订同一间房：一人订到，另一人立刻知道已被订走；凌晨停业时段不收 [AS-31] [VIP-5.13]', async () => {
  const room = await stored<{ id: string; code: string }>(`select r.id, r.code from room r where r.archived_at is null and r.state = 'free' order by r.code limit 1`);
  // The club's own date, also when it is still yesterday by UTC.
  const here = new Date(now().getTime() + 8 * 3_600_000);
  const at = (day: number, hour: number) => new Date(Date.UTC(here.getUTCFullYear(), here.getUTCMonth(), here.getUTCDate() + day, hour - 8)).toISOString();
  const ahead = 9 + (Number(stamp) % 20);
  const book = (page: Page, from: number, to: number) => create(page, 'booking', { guest: '贺', phone: '13900000888', room: room.id, starts_at: at(ahead, from), ends_at: at(ahead, to), guests: 6, channel: 'counter', purpose: 'ordinary' }).then(() => 'booked', (e: Error) => e.message);
  const outcomes = await Promise.all([book(lin, 20, 23), book(sun, 20, 23)]);
  expect(outcomes.filter((o) => o === 'booked')).toHaveLength(1);
  expect(outcomes.find((o) => o !== 'booked')).toMatch(/409/);
  expect(await book(lin, 25, 27)).toMatch(/4\d\d/);
  await lin.goto('/r/booking');
  await lin.getByText(room.code).first().waitFor();
});
