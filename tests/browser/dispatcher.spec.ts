/** A dispatcher's day at the board: what nobody has yet, whom to send and why, by hand and by keyboard, and what happens when two people reach for the same order. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, findings, openDesk, said } from './desk.ts';

interface Stored { readonly id: string; readonly number: string; readonly state: string; readonly technician: string | null; readonly from: string | null; readonly to: string | null }
let desk: Desk;
let duan: Page;
let tomorrow: string;
beforeAll(async () => {
  desk = await openDesk();
  duan = await desk.person('duanfei');
  const [day] = await desk.stored<{ day: string }>(`select to_char((now() at time zone 'Asia/Shanghai')::date + 1, 'YYYY-MM-DD') as day`);
  tomorrow = day!.day;
});
afterAll(() => desk.close());

/** The order as stored, named by what is to be done. */
async function order(content: string): Promise<Stored> {
  const [row] = await desk.stored<Stored>(
    `select o.id, o.number, o.state, e.name as technician, to_char(o.planned_from at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as from, to_char(o.planned_to at time zone 'Asia/Shanghai', 'HH24:MI') as to
     from service_order o left join employee e on e.tenant_id = o.tenant_id and e.id = o.technician where o.content = $1 order by o.number desc limit 1`, [content]);
  return row!;
}
const pool = (page: Page): Locator => page.getByRole('region', { name: '待派工' });
const card = (page: Page, number: string): Locator => pool(page).getByRole('button', { name: new RegExp(`^${number}`) });
const row = (page: Page, technician: string): Locator => page.getByRole('region', { name: '技术员时间表' }).getByRole('group', { name: technician });
/** Only the cards in sight are drawn, and what other people opened before may have pushed one out of it. */
async function revealed(page: Page, number: string): Promise<Locator> {
  await pool(page).getByRole('button').first().waitFor();
  await expect.poll(async () => {
    if ((await card(page, number).count()) === 1) return true;
    await pool(page).locator('.db-cards').evaluate((box) => { box.scrollTop = box.scrollTop + box.clientHeight >= box.scrollHeight - 1 ? 0 : box.scrollTop + 200; });
    return false;
  }).toBe(true);
  return card(page, number);
}
/** Tomorrow, so that the hour at which the test runs changes nothing. */
async function openBoard(page: Page, more = ''): Promise<void> {
  await page.goto(`/p/orders/dispatch?day=${tomorrow}${more}`);
  await pool(page).waitFor();
}
/** Where an hour of the day lies across a technician's row; the board draws six to twenty-two. */
async function dragTo(page: Page, from: Locator, technician: string, hour: number): Promise<void> {
  const track = row(page, technician);
  await track.scrollIntoViewIfNeeded();
  const box = (await track.boundingBox())!;
  await from.dragTo(track, { targetPosition: { x: (box.width * (hour - 6)) / 16, y: box.height / 2 } });
}
/** Put down: it lies in the row, or the board says why not, and then so does the test. */
async function lies(page: Page, technician: string, number: string): Promise<Locator> {
  const bar = row(page, technician).getByRole('button', { name: new RegExp(`^${number}`) });
  const refused = page.getByRole('alert');
  await bar.or(refused).first().waitFor();
  expect(await refused.allInnerTexts()).toEqual([]);
  return bar;
}
/** From the pool to a person: who is suggested depends on what others were given before, so a reason may be asked for. */
async function give(page: Page, number: string, technician: string, hour: number): Promise<void> {
  await dragTo(page, await revealed(page, number), technician, hour);
  const why = page.getByRole('dialog', { name: '与建议不同' });
  await why.or(row(page, technician).getByRole('button', { name: new RegExp(`^${number}`) })).or(page.getByRole('alert')).first().waitFor();
  if (await why.isVisible()) {
    await why.getByLabel('理由').fill('就在附近');
    await why.getByRole('button', { name: '照此派工' }).click();
  }
  await lies(page, technician, number);
}

test('打开看板：待派的按急缓排列，超期的标明；按区域看只剩本区域 [SM-21]', async () => {
  await duan.goto('/');
  await duan.getByRole('navigation').getByText('服务指令', { exact: true }).click();
  await duan.getByRole('navigation').getByRole('link', { name: '派工看板' }).click();
  await pool(duan).waitFor();
  const [counted] = await desk.stored<{ n: number }>(`select count(*)::int as n from service_order where state in ('drafted', 'issued', 'accepted') and archived_at is null and technician is null`);
  expect(await said(duan)).toContain(`待派 ${counted!.n} 单`);
  const leak = await order('加热炉盘管渗漏，已停炉');
  const cards = await pool(duan).getByRole('button').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')!));
  expect(cards[0]).toMatch(new RegExp(`^${leak.number}，应急，紧急，.*响应超期$`));
  const priorities = cards.map((label) => ['紧急', '优先', '一般'].findIndex((word) => label.includes(`，${word}，`)));
  expect(priorities).toEqual([...priorities].sort());
  await duan.getByRole('combobox', { name: '区域' }).click();
  await duan.locator('.ant-select-dropdown:visible').getByText('新疆', { exact: true }).click();
  await duan.waitForURL(/region=/);
  await expect.poll(async () => pool(duan).getByRole('button').count()).toBe(1);
  expect(await row(duan, '韩雪').count()).toBe(0);
  expect(await row(duan, '代建军').count()).toBe(1);
});

test('选中一单：建议谁、凭什么，谁不能派、为什么；照建议派给第一位 [SM-21]', async () => {
  await openBoard(duan);
  const { number } = await order('分离器投产调试');
  await (await revealed(duan, number)).click();
  const whom = duan.getByRole('region', { name: '派工建议' });
  const first = whom.getByRole('listitem').first();
  await first.waitFor();
  expect(await first.innerText()).toMatch(/可独立 \+25，本区域 \+40，手上无单 0，约 \d+ 公里 -\d+，合计 \d+[\s\S]*建议/);
  expect(await whom.innerText()).toContain('不能派：没有登记这类服务的技能');
  const name = await first.locator('b').innerText();
  await first.getByRole('button', { name: `派给 ${name}` }).click();
  await lies(duan, name, number);
  expect(await order('分离器投产调试')).toMatchObject({ state: 'assigned', technician: name });
});

test('拖到技术员的行上：人和时间一次定下；与建议不同先问理由，不写理由不派 [SM-21]', async () => {
  await openBoard(duan);
  const leak = await order('加热炉盘管渗漏，已停炉');
  await dragTo(duan, await revealed(duan, leak.number), '赫连志刚', 8);
  const why = duan.getByRole('dialog', { name: '与建议不同' });
  await why.waitFor();
  expect(await why.innerText()).toMatch(/建议派 \S+（.*合计 \d+）；派给别人请写明理由/);
  expect(await why.getByRole('button', { name: '照此派工' }).isDisabled()).toBe(true);
  expect(await order('加热炉盘管渗漏，已停炉')).toMatchObject({ state: 'issued', technician: null });
  await why.getByLabel('理由').fill('赫连志刚就在站上');
  await why.getByRole('button', { name: '照此派工' }).click();
  await lies(duan, '赫连志刚', leak.number);
  expect(await order('加热炉盘管渗漏，已停炉')).toMatchObject({ state: 'assigned', technician: '赫连志刚', from: `${tomorrow} 08:00`, to: '10:00' });

  const flue = await order('烟道清灰');
  await give(duan, flue.number, '郗宏亮', 10);
  expect(await order('烟道清灰')).toMatchObject({ state: 'assigned', technician: '郗宏亮', from: `${tomorrow} 10:00`, to: '12:00' });
  expect(await card(duan, flue.number).count()).toBe(0);

  await duan.goto(`/r/service_order/${leak.id}`);
  await duan.getByText('赫连志刚就在站上').first().waitFor();
});

test('全用键盘：回车拿起、方向键换时间、Esc 放回、回车放下，放下后焦点跟过去；派出的还能再移 [SM-21]', async () => {
  await openBoard(duan);
  const { number } = await order('燃烧器频繁熄火');
  const held = duan.locator('.db-ghost');
  await (await revealed(duan, number)).focus();
  await duan.keyboard.press('Enter');
  await held.waitFor();
  expect(await held.innerText()).toContain('放到 买买提·艾山');
  await duan.keyboard.press('Escape');
  expect(await held.count()).toBe(0);
  expect(await order('燃烧器频繁熄火')).toMatchObject({ state: 'issued', technician: null });
  for (const key of ['Enter', 'ArrowRight', 'ArrowRight', 'Enter']) await duan.keyboard.press(key);
  const bar = await lies(duan, '买买提·艾山', number);
  expect(await order('燃烧器频繁熄火')).toMatchObject({ state: 'assigned', technician: '买买提·艾山', from: `${tomorrow} 09:00`, to: '11:00' });
  await expect.poll(() => bar.evaluate((one) => one === document.activeElement)).toBe(true);
  expect(await duan.getByRole('status').allInnerTexts()).toContainEqual(expect.stringContaining(`${number} 已派给 买买提·艾山`));
  for (const key of ['Enter', 'ArrowLeft', 'Enter']) await duan.keyboard.press(key);
  await expect.poll(async () => (await order('燃烧器频繁熄火')).from).toBe(`${tomorrow} 08:30`);
});

test('键盘移到看不见的行：看板跟着滚动，放到谁名下念得出来 [SM-21]', async () => {
  await openBoard(duan);
  const { number } = await order('压力表送检后复装');
  await (await revealed(duan, number)).focus();
  await duan.keyboard.press('Enter');
  for (let i = 0; i < 30; i++) await duan.keyboard.press('ArrowDown');
  const ghost = duan.locator('.db-ghost');
  expect(await ghost.innerText()).toContain('放到 向城');
  const [seen, box] = [(await ghost.boundingBox())!, (await duan.locator('.db-rows').boundingBox())!];
  expect(seen.y + seen.height).toBeLessThanOrEqual(box.y + box.height + 1);
  await duan.keyboard.press('Escape');
});

test('别人快了一步：拿在手上的放回并说明；看板未及更新时放下即拒绝，先到的不变 [SM-21]', async () => {
  const gu = await desk.person('guyang');
  await openBoard(gu);
  await openBoard(duan);
  const gauge = await order('压力表送检后复装');
  await (await revealed(gu, gauge.number)).focus();
  await gu.keyboard.press('Enter');
  await give(duan, gauge.number, '戚少华', 9);
  await gu.getByRole('alert').filter({ hasText: `${gauge.number} 刚被他人修改，已放回` }).waitFor();
  expect(await gu.locator('.db-ghost').count()).toBe(0);
  expect(await order('压力表送检后复装')).toMatchObject({ technician: '戚少华', from: `${tomorrow} 09:00` });

  // A screen that hears of no change: what it shows is old, and the step is refused.
  const deaf = await desk.person('guyang');
  await deaf.route('**/api/changes', (route) => route.abort());
  await openBoard(deaf);
  await dragTo(duan, row(duan, '戚少华').getByRole('button', { name: new RegExp(`^${gauge.number}`) }), '戚少华', 13);
  await expect.poll(async () => (await order('压力表送检后复装')).from).toBe(`${tomorrow} 13:00`);
  await dragTo(deaf, row(deaf, '戚少华').getByRole('button', { name: new RegExp(`^${gauge.number}`) }), '顾杨', 15);
  await deaf.getByRole('alert').filter({ hasText: '记录已被他人修改' }).waitFor();
  expect(await order('压力表送检后复装')).toMatchObject({ technician: '戚少华', from: `${tomorrow} 13:00` });
});

test('拖着的时候看板不动：拿起不滚动，此时别处改的放下后才画出；放在行外什么也不派 [SM-21]', async () => {
  const drag = await desk.person('duanfei');
  await openBoard(drag);
  const [draft, flue] = [await order('巡检：冬季防冻'), await order('烟道清灰')];
  const rows = drag.locator('.db-rows');
  await rows.evaluate((box) => { box.scrollTop = box.scrollHeight; });
  const scrolled = await rows.evaluate((box) => box.scrollTop);
  expect(scrolled).toBeGreaterThan(0);
  const bar = await lies(drag, '郗宏亮', flue.number);
  const from = (await (await revealed(drag, draft.number)).boundingBox())!;
  const over = (await row(drag, '郗宏亮').boundingBox())!;
  await drag.mouse.move(from.x + 40, from.y + 30);
  await drag.mouse.down();
  for (let i = 1; i <= 4; i++) await drag.mouse.move(from.x + 40 + i * 20, from.y + 30);
  await drag.mouse.move(over.x + over.width / 2, over.y + over.height / 2, { steps: 4 });
  await row(drag, '郗宏亮').locator('.db-ghost').waitFor();
  expect(await rows.evaluate((box) => box.scrollTop)).toBe(scrolled);

  const heard = drag.waitForResponse((r) => r.url().includes('/api/queries/dispatch_board'));
  const [{ version, technician }] = await desk.stored<{ version: number; technician: string }>('select version, technician from service_order where id = $1', [flue.id]) as [{ version: number; technician: string }];
  const input = { technician, planned_from: `${tomorrow}T03:00:00Z`, planned_to: `${tomorrow}T05:00:00Z`, override_reason: null };
  const answer = await duan.request.post(`/api/records/service_order/${flue.id}/steps/assign`, { headers: { 'idempotency-key': crypto.randomUUID() }, data: { version, input, signatures: [] } });
  expect(answer.status()).toBe(200);
  await heard;
  expect(await bar.getAttribute('aria-label')).toContain('10:00–12:00');

  await drag.mouse.move(700, 60, { steps: 4 });
  await drag.mouse.up();
  await row(drag, '郗宏亮').getByRole('button', { name: /11:00–13:00$/ }).waitFor();
  expect(await order('巡检：冬季防冻')).toMatchObject({ state: draft.state, technician: null });
});

test('区域经理只见本区域；起草的指令只有调度员能派 [SM-21]', async () => {
  const han = await desk.person('hanxue');
  await openBoard(han);
  expect(await row(han, '韩雪').count()).toBe(1);
  expect(await row(han, '顾杨').count()).toBe(0);
  const draft = await order('巡检：冬季防冻');
  await (await revealed(han, draft.number)).click();
  await han.getByText('这份指令现在不能改派。').waitFor();
  expect(await card(han, draft.number).getAttribute('draggable')).toBe('false');
  await openBoard(duan);
  await dragTo(duan, await revealed(duan, draft.number), '初明远', 14);
  await row(duan, '初明远').getByRole('button', { name: new RegExp(`^${draft.number}`) }).waitFor();
  expect(await order('巡检：冬季防冻')).toMatchObject({ state: 'assigned', technician: '初明远', from: `${tomorrow} 14:00` });
});

test('看板 axe 无发现；窄屏是一张清单，不横向滚动', async () => {
  await openBoard(duan, '&span=week');
  await duan.locator('.db-bar-item').first().waitFor();
  expect(await findings(duan)).toEqual([]);
  const phone = await desk.person('duanfei', { width: 390, dark: true });
  await phone.goto('/p/orders/dispatch');
  await phone.getByRole('heading', { name: /^待派工/ }).waitFor();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test('扫设备标签报修：不登录、一页填完，段飞随即看到申请；不予受理的原因申请人看得到 [SM-20]', async () => {
  const [unit] = await desk.stored<{ id: string; serial: string; token: string }>(`select id, serial, qr_token as token from equipment where state = 'in_use' and qr_token is not null order by number limit 1`);
  await duan.goto(`/r/equipment/${unit!.id}`);
  await duan.getByRole('button', { name: '打印二维码标签' }).click();
  await duan.getByRole('dialog').getByRole('img', { name: /报修二维码/ }).waitFor();

  const user = await desk.screen({ width: 390 });
  await user.goto(`/intake/demo/equipment_request/${unit!.token}`);
  await user.getByRole('heading', { name: '设备报修' }).waitFor();
  expect(await said(user)).toContain(unit!.serial);
  await user.getByLabel('发生了什么').fill('点火后三秒熄火，要求更换他厂燃烧器');
  await user.getByLabel('您的姓名').fill('王建国');
  await user.getByLabel('联系电话').fill('13899990001');
  expect(await findings(user)).toEqual([]);
  await user.getByRole('button', { name: '提交' }).click();
  const number = await user.locator('.intake-number').innerText();
  expect(user.url()).toContain('/intake/');

  const [request] = await desk.stored<{ id: string; state: string; equipment: string }>('select id, state, equipment from service_request where number = $1', [number]);
  expect(request).toMatchObject({ state: 'received', equipment: unit!.id });
  await duan.goto(`/r/service_request/${request!.id}`);
  await duan.getByRole('button', { name: '不予受理' }).click();
  const dialog = duan.getByRole('dialog');
  await dialog.getByLabel(/原因/).fill('他厂燃烧器不在服务范围');
  await dialog.getByRole('radiogroup', { name: /^如何告知/ }).getByText('电话', { exact: true }).click();
  await dialog.getByRole('button', { name: '不予受理' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await user.getByRole('link', { name: '查看处理情况' }).click();
  await user.getByText('他厂燃烧器不在服务范围').waitFor();
});
