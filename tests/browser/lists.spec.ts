/** A dispatcher works through lists: groups, views of her own and shared ones, several records at once and back again, everything by keyboard. */
import type { Page } from 'playwright-core';
import { encode } from 'uqr';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, download, openDesk } from './desk.ts';

let desk: Desk;
let duan: Page;
beforeAll(async () => {
  desk = await openDesk();
  duan = await desk.person('duanfei');
});
afterAll(() => desk.close());

const main = (page: Page) => page.locator('main');
const rows = (page: Page) => main(page).locator('.list-table > tbody > tr');
const stored = async (sql: string, values: readonly unknown[] = []) => (await desk.stored<{ n: number }>(sql, values))[0]!.n;

test('分组：小计与库里一致，展开到记录，导出同样的小计', async () => {
  await duan.goto('/r/service_order');
  await rows(duan).first().waitFor();
  await duan.getByRole('button', { name: '显示' }).click();
  await duan.locator('.show-group .ant-select').first().click();
  await duan.locator('.ant-select-item-option').filter({ hasText: /^紧急程度$/ }).click();
  await duan.waitForURL(/group=priority/);
  await duan.keyboard.press('Escape');
  const table = duan.getByRole('region', { name: '服务指令分组小计' });
  await table.waitFor();
  const shown = await table.locator('tbody > tr[data-depth="1"]').evaluateAll((all) => all.map((row) => [...row.children].slice(0, 2).map((cell) => (cell as HTMLElement).innerText.trim())));
  expect(Number(await table.locator('tfoot td').first().innerText())).toBe(await stored('select count(*)::int as n from service_order where archived_at is null'));
  const [label, count] = shown[0]!;
  await table.getByRole('button', { name: `展开 ${label}` }).click();
  await table.locator('.group-records tbody tr').first().waitFor();
  expect(await table.locator('.group-records tbody tr').count()).toBe(Math.min(20, Number(count)));
  await duan.getByRole('button', { name: '导出' }).click();
  const file = await download(duan, () => duan.getByRole('menuitem', { name: /分组小计.*\.csv/ }).click());
  expect(file.bytes.toString('utf8').replace(/^\uFEFF/, '').trim().split('\r\n').slice(1, -1).map((line) => line.split(','))).toEqual(shown);
  await duan.getByRole('button', { name: '移除 按紧急程度分组' }).click();
  await rows(duan).first().waitFor();
});

test('视图：存下、设为默认、改动看得出、共享给本部门；别人打得开、改不了、可复制', async () => {
  await duan.goto('/r/service_order?sort=-number&cols=customer,priority&density=compact');
  await rows(duan).first().waitFor();
  await duan.keyboard.press('v');
  await duan.getByRole('textbox', { name: '视图名称' }).fill('客户与紧急');
  await duan.keyboard.press('Enter');
  await duan.waitForURL(/view=/);
  await duan.getByRole('button', { name: '以“客户与紧急”打开这个列表' }).click();
  await duan.locator('.view-row', { hasText: '客户与紧急' }).getByText('默认打开').waitFor();
  await duan.getByRole('button', { name: '“客户与紧急”的操作' }).click();
  await duan.getByRole('menuitem', { name: '共享给售后服务总部' }).click();
  await duan.locator('.view-row').getByText('共享给售后服务总部').waitFor();

  await duan.goto('/r/service_order');
  await duan.waitForURL(/cols=/);
  await duan.getByRole('button', { name: '视图：客户与紧急', exact: true }).waitFor();
  await expect.poll(() => main(duan).locator('thead th').allInnerTexts().then((all) => all.map((text) => text.trim()).filter(Boolean))).toEqual(['编号', '状态', '客户', '紧急程度']);
  await main(duan).getByRole('button', { name: '编号' }).click();
  await duan.getByRole('button', { name: '视图：客户与紧急（已改动）' }).waitFor();

  const manager = await desk.person('niewenbo');
  await manager.goto('/r/service_order');
  await manager.getByRole('button', { name: '视图：全部记录' }).click();
  const shared = manager.locator('.view-row', { hasText: '客户与紧急' });
  await shared.getByText('段飞').waitFor();
  await manager.getByRole('button', { name: '“客户与紧急”的操作' }).click();
  // Whoever leads the unit also says which view its lists open with.
  expect(await manager.getByRole('menuitem').allInnerTexts()).toEqual(['设为售后服务总部的默认', '复制为我的视图']);
  await manager.getByRole('menuitem', { name: '复制为我的视图' }).click();
  await manager.locator('.view-head', { hasText: '我的视图' }).waitFor();
  expect(await stored(`select count(*)::int as n from saved_view where name = '客户与紧急'`)).toBe(2);

  // Opened once more and deleted: the list opens as it did before.
  await duan.getByRole('button', { name: /^视图：/ }).click();
  await duan.getByRole('button', { name: '“客户与紧急”的操作' }).click();
  await duan.getByRole('menuitem', { name: '删除' }).click();
  await duan.locator('.ant-modal-confirm').getByRole('button', { name: '删除' }).click();
  await expect.poll(() => stored(`select count(*)::int as n from saved_view where name = '客户与紧急'`)).toBe(1);
});

test('批量修改：键盘选行，先预览，改后撤销；此后又动过的保留并说出编号', async () => {
  await duan.goto('/r/site?view=all');
  await rows(duan).first().waitFor();
  for (const key of ['j', 'x', 'j', 'x', 'j', 'x']) await duan.keyboard.press(key);
  await duan.getByText('已选 3 条').waitFor();
  await duan.keyboard.press('b');
  const drawer = duan.getByRole('dialog', { name: '批量修改站点' });
  await drawer.getByRole('combobox', { name: '改哪一栏' }).click();
  await duan.locator('.ant-select-item-option').filter({ hasText: /^进站须知$/ }).click();
  await drawer.locator('.filter-named textarea, .filter-named input').fill('进站先登记');
  await drawer.getByRole('button', { name: '预览' }).click();
  await drawer.getByText('将修改 3，无变化 0，不能改 0').waitFor();
  expect(await stored(`select count(*)::int as n from site where access_notes = '进站先登记'`)).toBe(0);
  await drawer.getByRole('button', { name: '修改 3 条' }).click();
  await drawer.getByText(/已修改 3 条，记为 DR-/).waitFor();
  const changed = await desk.stored<{ id: string; number: string; version: number }>(`select id, number, version from site where access_notes = '进站先登记' order by number`);
  expect(changed).toHaveLength(3);
  expect(await stored(`select count(*)::int as n from history where reason = '批量修改' and after = '{"access_notes": "进站先登记"}'`)).toBe(3);
  const moved = changed[0]!;
  const { status } = await duan.evaluate(async ({ id, version }) => ({ status: (await fetch(`/api/records/site/${id}`, { method: 'PATCH', headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }, body: JSON.stringify({ version, values: { access_notes: '走东门' }, reason: null }) })).status }), moved);
  expect(status).toBe(200);
  await drawer.getByRole('button', { name: '撤销' }).click();
  await drawer.getByText('已撤销 2 条。').waitFor();
  await drawer.getByText(`1 条此后又被改过，保留不动：${moved.number}`).waitFor();
  expect(await stored(`select count(*)::int as n from site where access_notes = '进站先登记'`)).toBe(0);
  expect(await stored(`select count(*)::int as n from site where access_notes = '走东门'`)).toBe(1);
});

test('Ctrl+K：拼音找得到页面、新建、报表、视图与操作；本页的步骤排在前；没有的权限不列出', async () => {
  await duan.goto('/');
  await duan.getByRole('heading', { name: '我的工作' }).waitFor();
  const ask = async (typed: string) => {
    await expect.poll(() => duan.getByRole('dialog').count()).toBe(0);
    await duan.keyboard.press('Control+k');
    const box = duan.getByRole('combobox', { name: '去哪里、做什么' });
    await box.fill(typed);
    return duan.getByRole('option');
  };
  for (const [typed, wanted] of [['xjfwzl', '新建服务指令'], ['fuwu zhiling', '服务指令'], ['tcdl', '退出登录'], ['waiguan', '外观：深色'], ['English', '切换为英文 English']] as const) {
    await (await ask(typed)).filter({ hasText: wanted }).first().waitFor();
    await duan.keyboard.press('Escape');
  }
  expect(await (await ask('xjyilwp')).count()).toBe(0);
  await duan.keyboard.press('Escape');
  await (await ask('waiguan s')).filter({ hasText: '外观：深色' }).first().click();
  await expect.poll(() => duan.evaluate(() => localStorage.getItem('dutydesk.appearance'))).toBe('dark');
  await duan.evaluate(() => localStorage.removeItem('dutydesk.appearance'));

  await duan.goto('/r/site?view=all');
  await rows(duan).first().waitFor();
  await duan.keyboard.press('j');
  await duan.keyboard.press('Enter');
  await duan.waitForURL(/\/r\/site\/[0-9a-f-]+$/);
  await duan.getByRole('heading', { level: 1 }).waitFor();
  await duan.keyboard.press('Control+k');
  await duan.getByRole('group', { name: '本页' }).getByRole('option', { name: '修改' }).waitFor();
  await duan.keyboard.press('Escape');
  await expect.poll(() => duan.getByRole('dialog').count()).toBe(0);
  await duan.keyboard.press('e');
  await duan.getByRole('dialog', { name: /修改站点/ }).waitFor();
  await duan.getByRole('dialog', { name: /修改站点/ }).getByRole('button', { name: '取消' }).click();
  await expect.poll(() => duan.getByRole('dialog').count()).toBe(0);
  await duan.keyboard.press('?');
  await duan.getByText('选中或不选这一行').waitFor();
  await duan.keyboard.press('Escape');
});

/** As a handheld scanner: every key at once, then Enter. */
const scanned = (page: Page, code: string) => page.evaluate((text) => {
  for (const key of [...text, 'Enter']) (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}, code);

test('扫码枪：在任何页面扫编号或二维码都打开那条记录，扫到的字母不当快捷键；没有的说明', async () => {
  const [one, other] = await desk.stored<{ id: string; number: string }>('select id, number from service_order order by number limit 2');
  await duan.goto('/duties');
  await duan.getByRole('heading', { level: 1 }).waitFor();
  await scanned(duan, one!.number);
  await duan.waitForURL(`**/r/service_order/${one!.id}`);
  await duan.getByRole('heading', { level: 1 }).waitFor();
  await scanned(duan, `https://label.example/r/service_order/${other!.id}`);
  await duan.waitForURL(`**/r/service_order/${other!.id}`);
  expect(await duan.getByRole('dialog').count()).toBe(0);
  await scanned(duan, 'ZZ-999999');
  await duan.getByText('没有找到“ZZ-999999”').waitFor();
});

test('相机：画面里的二维码打开那条记录；浏览器不许用相机时可以键入', async () => {
  const [one] = await desk.stored<{ id: string; number: string }>('select id, number from service_order order by number limit 1');
  const { data } = encode(`https://label.example/r/service_order/${one!.id}`);
  const phone = await desk.person('duanfei', { width: 390 });
  await phone.evaluate((dots) => {
    const canvas = document.createElement('canvas');
    const size = 8;
    [canvas.width, canvas.height] = [640, 480];
    const context = canvas.getContext('2d')!;
    const draw = () => {
      context.fillStyle = '#fff';
      context.fillRect(0, 0, 640, 480);
      context.fillStyle = '#000';
      for (const [y, row] of dots.entries()) for (const [x, dark] of row.entries()) if (dark) context.fillRect(120 + x * size, 60 + y * size, size, size);
      requestAnimationFrame(draw);
    };
    draw();
    const before = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async () => { navigator.mediaDevices.getUserMedia = before; return canvas.captureStream(15); };
  }, data);
  await phone.getByRole('button', { name: '扫码' }).click();
  await phone.waitForURL(`**/r/service_order/${one!.id}`);
  await phone.getByRole('button', { name: '扫码' }).click();
  await phone.getByText('打不开相机').waitFor();
  await phone.getByRole('textbox', { name: '编号，或用扫码枪扫' }).fill(one!.number);
  await phone.getByRole('button', { name: '打开', exact: true }).click();
  await expect.poll(() => phone.getByRole('dialog').count()).toBe(0);
});
