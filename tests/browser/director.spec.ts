/** The director's day: a round item by item, a notice in two copies, a correction that somebody else rechecks, the weekly report at Monday noon, the roster, and which sentences were fulfilled this month. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, sign, takeStep, yes } from './club.ts';
import { choose, type Desk, now, openDesk, said } from './desk.ts';

let desk: Desk;
let [liu, he, gao, yan] = [] as unknown as [Page, Page, Page, Page];
let notice = '';
beforeAll(async () => {
  desk = await openDesk();
  [liu, he, gao, yan] = await Promise.all([desk.person('liuqing', { width: 390 }), desk.person('heqiang'), desk.person('gaomin'), desk.person('yanzheng')]);
});
afterAll(() => desk.close());
const key = () => ({ 'idempotency-key': crypto.randomUUID() });
const stored = async <T extends object>(sql: string, ...values: readonly unknown[]): Promise<T> => (await desk.stored(sql, values))[0] as T;
const SQUARE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

test('抽查时间只有检查人看得到；还没到抽中的时间不能开始 [VIP-9.2]', async () => {
  const visit = await stored<{ id: string; planned_at: Date }>(`select id, planned_at from inspection_visit where state = 'planned' order by planned_at desc limit 1`);
  expect((await he.request.get(`/api/records/inspection_visit/${visit.id}`)).status()).toBe(404);
  const early = await liu.request.post(`/api/records/inspection_visit/${visit.id}/steps/carry_out`, { data: { input: {}, signatures: [] }, headers: { 'idempotency-key': crypto.randomUUID() } });
  expect(early.ok()).toBe(visit.planned_at.getTime() <= now().getTime() + 15 * 60_000);
});

test('手机上逐项检查，有问题写明；查完才能结束；主任签发整改通知书两联 [VIP-9.2] [AS-32]', async () => {
  await liu.goto('/p/inspections/round');
  await liu.getByRole('region', { name: '临时检查' }).getByRole('button', { name: '监控室' }).click();
  const items = liu.locator('.round-item');
  await items.first().waitFor();
  const end = liu.getByRole('button', { name: '结束检查' });
  expect(await end.isDisabled()).toBe(true);
  const n = await items.count();
  for (let i = 1; i < n; i += 1) {
    await items.nth(i).getByRole('button', { name: '正常' }).click();
    await items.nth(i).locator('[aria-pressed=true]').waitFor();
  }
  await items.first().getByRole('button', { name: '有问题' }).click();
  await items.first().getByLabel('发现什么问题').fill('三号通道没有画面');
  await items.first().getByRole('button', { name: '记下问题' }).click();
  await expect.poll(() => end.isEnabled()).toBe(true);
  await end.click();
  await liu.waitForURL(/\/r\/inspection\//);
  const inspection = new URL(liu.url()).pathname.split('/').at(-1)!;
  const line = await stored<{ id: string }>(`select id from inspection_line where inspection = $1 and outcome = 'fault'`, inspection);
  const heId = (await stored<{ id: string }>(`select id from app_user where display_name = '何强'`)).id;
  const made = await create(liu, 'rectification_notice', { inspection, line: line.id, fault: '三号通道没有画面', demand: '今日修复并回放验证', responsible: heId });
  notice = `/r/rectification_notice/${made.id}`;
  await takeStep(liu, notice, '签发', (d) => sign(d, '中心主任', '柳青'));
  const slip = await stored<{ id: string }>(`select id from slip where record_id = $1`, made.id);
  await liu.goto(`/slip/${slip.id}`);
  await liu.getByRole('article').nth(1).waitFor();
  expect(await liu.getByRole('article').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).toEqual(['责任部门联', '检查部门联']);
  expect(await stored(`select due_on - (issued_at at time zone 'Asia/Shanghai' - interval '8 hours')::date as days from rectification_notice where id = $1`, made.id)).toEqual({ days: 7 });
});

test('责任人签收、报整改附照片；本人不能复查，另一人复查销项 [VIP-9.2] [AS-32]', async () => {
  await takeStep(he, notice, '签收', (d) => sign(d, '责任人签收', '何强'));
  await takeStep(he, notice, '报告整改完成', async (d) => {
    await d.getByLabel(/^整改情况/).fill('更换网线，画面恢复');
    await d.locator('input[type=file]').first().setInputFiles({ name: '三号.png', mimeType: 'image/png', buffer: SQUARE });
    await d.getByRole('img').first().waitFor();
  });
  await he.goto(notice);
  await he.getByText('待复查').first().waitFor();
  expect(await he.getByRole('button', { name: '复查', exact: true }).isEnabled().catch(() => false)).toBe(false);
  await takeStep(gao, notice, '复查', async (d) => { await yes(d, '整改合格'); await d.getByLabel(/^复查意见/).fill('画面正常，能回放'); });
  expect(await stored(`select state from rectification_notice where id = $1`, notice.split('/').at(-1))).toEqual({ state: 'closed' });
});

test('周报：现场经营和拓展计划自己写，数字由系统算，签字提交；总经理批阅 [VIP-9.11]', async () => {
  const monday = (await stored<{ day: string }>(`select to_char(date_trunc('week', (now() at time zone 'Asia/Shanghai') - interval '8 hours') - interval '21 days', 'YYYY-MM-DD') as day`)).day;
  const made = await create(liu, 'director_weekly', { monday, operation: '周末满房，投诉两件均已答复', expansion: '下周到两个商场办卡，老会员电话回访', problems: null });
  await takeStep(liu, `/r/director_weekly/${made.id}`, '提交总经理', async (d) => {
    expect(await d.innerText()).toMatch(/来电 \d+，投诉 \d+/);
    await sign(d, '中心主任', '柳青');
  });
  await takeStep(yan, `/r/director_weekly/${made.id}`, '已阅');
  expect(await stored('select state, late, calls is not null as counted from director_weekly where id = $1', made.id)).toEqual({ state: 'accepted', late: true, counted: true });
  await liu.goto('/p/directorate/week');
  await liu.getByText('现场经营').first().waitFor();
});

test('排班：已公布的班改人须写原因；交接台照公布的班表写着今天谁上班；排班与到岗逐人对照 [VIP-9.4]', async () => {
  const day = (await stored<{ day: string }>(`select to_char((now() at time zone 'Asia/Shanghai') - interval '8 hours', 'YYYY-MM-DD') as day`)).day;
  const shift = await stored<{ id: string; name: string; starts: string }>(
    `select s.id, e.name, s.starts::text as starts from planned_shift s join employee e on e.id = s.employee join shift_template t on t.id = s.template join unit u on u.id = s.line where u.code = 'VIP' and s.day = $1 and t.code = 'B' and s.state = 'planned'`, day);
  await liu.goto('/p/rosters/board');
  await liu.getByRole('region', { name: /的班表$/ }).getByRole('rowheader', { name: new RegExp(shift.name) }).waitFor();
  const other = await stored<{ id: string; name: string }>(
    `select e.id, e.name from employee e join unit u on u.id = e.unit_id where u.code = 'VIP' and e.app_user is not null and e.archived_at is null and not exists (select 1 from planned_shift p where p.employee = e.id and p.state = 'planned' and p.day between $1::date - 1 and $1::date + 1) order by e.staff_no limit 1`, day);
  await takeStep(liu, `/r/planned_shift/${shift.id}`, '改班', async (d) => {
    await choose(d, /^员工/, other.name);
    await d.getByRole('button', { name: '改班', exact: true }).click();
    await d.getByText('班表已公布，变更要写明原因').first().waitFor();
    await d.getByLabel(/^原因/).fill('当事人家中有事');
  });
  const zhou = await desk.person('zhouyu');
  await zhou.goto('/p/hand-over/desk');
  const today = zhou.getByRole('region', { name: '今天的排班' });
  await today.getByText(other.name).waitFor();
  expect(await today.innerText()).toContain(shift.starts.slice(0, 5));
  expect(await today.innerText()).not.toContain(shift.name);
  await liu.goto('/report/roster_kept');
  await liu.getByRole('table').first().waitFor();
  expect(await said(liu)).not.toContain('不相符');
});

test('职责落实：全部条文在列，学生卡没有定价时不能公布 [AS-44]', async () => {
  await liu.goto('/p/coverage/month');
  await liu.getByText('VIP-1.1').first().waitFor();
  const page = await said(liu);
  expect(page).toContain('学生卡售价');
  for (const code of ['VIP-2.16', 'VIP-9.11', 'LOG-1.1', 'LOG-10.11']) expect(page).toContain(code);
  const edition = await stored<{ id: string }>(`select id from statement_edition where state = 'draft' limit 1`);
  const publish = await liu.request.post(`/api/records/statement_edition/${edition.id}/steps/publish`, { data: { input: {}, signatures: [] }, headers: { 'idempotency-key': crypto.randomUUID() } });
  expect(publish.status()).toBe(409);
});

test('管理员从页面和接口都改不了、归档不了、删不了营业日志 [AS-43]', async () => {
  const entry = await create(he, 'business_log_entry', { kind: 'note', what: `巡查 ${Date.now()}` });
  const admin = await desk.person('admin');
  const before = await stored<object>('select * from business_log_entry where id = $1', entry.id);
  const path = `/api/records/business_log_entry/${entry.id}`;
  for (const page of [admin, he, gao]) {
    const tries = [
      await page.request.patch(path, { data: { version: 1, values: { what: '改写' }, reason: '试' }, headers: key() }), await page.request.delete(path, { headers: key() }),
      await page.request.post(`${path}/archive`, { data: { archived: true, reason: '试' }, headers: key() }), await page.request.post(`${path}/steps/edit`, { data: { input: { what: '改写' }, signatures: [] }, headers: key() }),
    ];
    expect(tries.map((r) => r.ok())).toEqual([false, false, false, false]);
  }
  await he.goto(`/r/business_log_entry/${entry.id}`);
  await he.getByText(entry.number).first().waitFor();
  for (const name of ['修改', '编辑', '归档', '删除']) expect(await he.getByRole('button', { name, exact: true }).count(), name).toBe(0);
  expect(await stored<object>('select * from business_log_entry where id = $1', entry.id)).toEqual(before);
  await admin.context().close();
});
