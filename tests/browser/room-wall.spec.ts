/**
 * An evening at the room wall: two at the desk want the same room at the same moment, the winner's guests come and are switched on, time runs on
 * the tile and on the supervisor's phone, they move, leave, and the room is cleaned; and a booking whose guests never come.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, write } from './club.ts';
import { choose, type Desk, now, openDesk } from './desk.ts';

let desk: Desk;
let [lin, sun, supervisor, manager] = [] as unknown as [Page, Page, Page, Page];
let rooms: readonly { readonly id: string; readonly code: string }[];
const hour = (from: number) => `${String((new Date(now().getTime() + 8 * 3_600_000).getUTCHours() + from) % 24).padStart(2, '0')}:00`;
const guest = `符${String(Date.now()).slice(-4)}`;

/** From this business day on, which begins at eight in Shanghai and so is the date in Greenwich. */
const decide = (name: string, value: unknown) => write(manager, `/parameters/${name}`, { from: now().toISOString().slice(0, 10), value, reason: '房态墙测试' });
/** The club is open now, at whatever hour this runs. */
beforeAll(async () => {
  desk = await openDesk();
  [lin, sun, supervisor, manager] = await Promise.all([desk.person('linxi'), desk.person('sunwei'), desk.person('tianrong', { width: 390 }), desk.person('gaomin')]);
  await decide('rooms.closed_from', hour(10));
  await decide('rooms.closed_to', hour(11));
  rooms = await desk.stored(`select id, code from room r where state = 'free' and archived_at is null and not exists (select 1 from booking b where b.room = r.id and b.state in ('held', 'confirmed') and b.blocked_until > now()) order by code limit 3`);
});
afterAll(async () => {
  for (const [name, value] of [['rooms.closed_from', '02:00'], ['rooms.closed_to', '08:00'], ['rooms.grace_minutes', 30]] as const) await decide(name, value);
  await desk.close();
});

const tile = (page: Page, n: number): Locator => page.locator(`[data-code="${rooms[n]!.code}"]`);
const shows = (page: Page, n: number, text: string | RegExp): Promise<void> => tile(page, n).filter({ hasText: text }).waitFor();
const sheet = (page: Page): Locator => page.locator('.wall-sheet').getByRole('dialog').or(page.locator('.wall-sheet[role=dialog]')).first();
/** The dialog of a step, above the sheet. */
const asked = (page: Page): Locator => page.locator('.ant-modal').last();
const press = (within: Page | Locator, name: string | RegExp): Promise<void> => within.getByRole('button', { name, exact: typeof name === 'string' }).first().click();

test('两人在墙上同时订同一间：一人订到，另一人立刻知道刚被订走；主管手机上的墙随即变化 [AS-31] [VIP-5.13]', async () => {
  await supervisor.goto('/p/rooms/wall');
  for (const page of [lin, sun]) {
    await page.goto('/p/rooms/wall');
    await page.locator('h1').click();
    await page.keyboard.type(rooms[0]!.code, { delay: 120 });
    expect(await tile(page, 0).evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await press(sheet(page), '预订');
    await sheet(page).getByLabel(/^客人姓氏/).fill(guest);
  }
  await Promise.all([lin, sun].map((page) => press(sheet(page), '预订')));
  const answers = await Promise.all([lin, sun].map((page) => Promise.any([
    sheet(page).getByText('刚被订走').first().waitFor().then(() => 'taken'), sheet(page).getByRole('region', { name: '今晚的预订' }).getByText(guest).waitFor().then(() => 'booked'),
  ])));
  expect([...answers].sort()).toEqual(['booked', 'taken']);
  await shows(supervisor, 0, /已预留/);
  expect(await desk.stored('select state from booking where guest = $1', [guest])).toEqual([{ state: 'confirmed' }]);
});

test('客人到店按预订开机，墙上倒数剩余时间；换房留下经过，关机、离场、清扫，包厢又空出来 [VIP-5.13]', async () => {
  await lin.goto('/p/rooms/wall');
  await tile(lin, 0).click();
  await press(sheet(lin), new RegExp(`${guest} 到店，开机`));
  await sheet(lin).getByText(/按预订 YD/).waitFor();
  await press(sheet(lin), '开机');
  for (const page of [lin, supervisor]) await shows(page, 0, /剩余，至 \d\d:\d\d/);
  expect(await tile(supervisor, 0).locator('.wall-figure').innerText()).toMatch(/^[23]:\d\d$/);

  await press(sheet(lin), '换房');
  const move = asked(lin);
  await choose(move, /新包厢/, rooms[1]!.code);
  await move.getByLabel(/^原因/).fill('客人嫌空调冷');
  await press(move, '换房');
  await shows(supervisor, 1, guest);
  await shows(supervisor, 0, /清扫中/);
  expect(await desk.stored('select f.code as from, t.code as to, m.reason from room_move m join room f on f.id = m.from_room join room t on t.id = m.to_room join room_session s on s.id = m.session where s.guest = $1', [guest]))
    .toEqual([{ from: rooms[0]!.code, to: rooms[1]!.code, reason: '客人嫌空调冷' }]);

  await lin.goto('/p/rooms/wall');
  await tile(lin, 1).click();
  for (const [button, state] of [['关机结账', /结账中/], ['客人离场，开始清扫', /清扫中/], ['清扫完毕', /空闲/]] as const) {
    await press(sheet(lin), button);
    await asked(lin).waitFor();
    // The house writes on the record while the dialog stands open, as a benefit decided late does: one press is enough.
    if (button === '关机结账') await desk.stored(`update room_session set version = version + 1 where guest = $1 and state = 'on' returning id`, [guest]);
    await press(asked(lin), button);
    await asked(lin).waitFor({ state: 'detached' });
    await shows(supervisor, 1, state);
  }
  expect(await desk.stored('select s.state, b.state as booking from room_session s join booking b on b.id = s.booking where s.guest = $1', [guest])).toEqual([{ state: 'off', booking: 'arrived' }]);
});

test('过了保留时间还没到：记为未到店，包厢在墙上放出来 [VIP-5.13]', async () => {
  await decide('rooms.grace_minutes', 0);
  const missed = () => supervisor.locator('main').innerText().then((text) => Number(/未到 (\d+)/.exec(text)?.[1]));
  await supervisor.goto('/p/rooms/wall');
  await tile(supervisor, 2).waitFor();
  const before = await missed();
  const begun = Math.floor(now().getTime() / 900_000) * 900_000;
  const { id } = await create(lin, 'booking', { guest: '褚', room: rooms[2]!.id, starts_at: new Date(begun).toISOString(), ends_at: new Date(begun + 7_200_000).toISOString(), channel: 'phone', purpose: 'ordinary' });
  await expect.poll(async () => (await desk.stored<{ state: string }>('select state from booking where id = $1', [id]))[0]?.state).toBe('no_show');
  await shows(supervisor, 2, /空闲/);
  await expect.poll(missed).toBe(before + 1);
});
