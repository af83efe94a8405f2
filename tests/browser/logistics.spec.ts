/**
 * A day of the logistics centre: the dispatcher of vehicles and the driver on the road, the repair clerk and the worker, the store keeper, and the head
 * with budget, coverage and papers overdue; and an amount of money from its request to the file of the month that finance signs for.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sign, takeStep, yes } from './club.ts';
import { choose, type Desk, findings, now, openDesk, said } from './desk.ts';

let desk: Desk;
let [che, rong] = [] as unknown as [Page, Page];
beforeAll(async () => {
  desk = await openDesk();
  [che, rong] = await Promise.all([desk.person('cheyuanchao'), desk.person('rongsheng')]);
});
afterAll(() => desk.close());

const PHONE = { width: 390 } as const;
const stored = async <T extends object>(sql: string, ...values: readonly unknown[]): Promise<T> => (await desk.stored(sql, values))[0] as T;
const noScroll = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
/** A moment of today in Shanghai, so many hours from now, as it is typed. */
const clock = (hours: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(new Date(now().getTime() + hours * 3_600_000));
async function moment(page: Page, label: RegExp, typed: string): Promise<void> {
  await page.getByLabel(label).fill(typed);
  await page.keyboard.press('Enter');
}
/** Opens a new record, fills it, and gives its address. */
async function register(page: Page, name: string, fill: (form: Locator) => Promise<void>): Promise<string> {
  await page.goto(`/r/${name}/new`);
  await page.getByRole('button', { name: '登记', exact: true }).waitFor();
  await fill(page.locator('main'));
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.waitForURL(new RegExp(`/r/${name}/[0-9a-f-]{36}`));
  return new URL(page.url()).pathname;
}
/** A step taken from a card of a desk. */
async function fromCard(page: Page, number: string, step: string, fill: (dialog: Locator) => Promise<void> = async () => undefined): Promise<void> {
  await page.getByRole('button', { name: `${step} ${number}`, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: step, exact: true }).waitFor();
  await fill(dialog);
  await dialog.getByRole('button', { name: step, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}
const copies = async (page: Page, record: string): Promise<readonly (string | null)[]> => {
  await page.goto(`/slip/${(await stored<{ id: string }>('select id from slip where record_id = $1 order by at desc limit 1', record)).id}`);
  await page.getByRole('article').nth(1).waitFor();
  return page.getByRole('article').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
};
const idOf = (path: string): string => path.split('/').at(-1)!;

test('车辆调度员与驾驶员的一天：申请、按范围批准、看得到为什么不能派、派车单两联；驾驶员在手机上加油、出车、收车，里程记在其名下；调度员结算 [LOG-1.2] [P19] [AS-33] [AS-34]', async () => {
  const trip = await register(rong, 'vehicle_trip', async (form) => {
    await choose(form, /^用车部门/, '后勤服务中心');
    await rong.getByLabel(/^事由/).fill('送检压力表');
    await rong.getByRole('radio', { name: '市内' }).check();
    await rong.getByLabel(/^出发地/).fill('集团总部');
    await rong.getByLabel(/^目的地/).fill('市计量院');
    await moment(rong, /^用车起/, clock(0.5));
    await moment(rong, /^用车止/, clock(2.5));
    await rong.getByLabel(/^乘车人数/).fill('2');
  });
  // Beyond the town it is not the dispatcher who approves.
  const far = await stored<{ id: string }>(`select id from vehicle_trip where purpose = '提运备件' and range = 'province' order by created_at desc limit 1`);
  await che.goto(`/r/vehicle_trip/${far.id}`);
  await che.getByRole('button', { name: '批准', exact: true }).click();
  await che.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click();
  await che.getByText('这一范围须由中心经理批准').first().waitFor();
  await takeStep(che, trip, '批准');

  await che.goto(`/p/trips/calendar?trip=${idOf(trip)}`);
  const offers = che.getByRole('region', { name: '选车选人' });
  await offers.getByText('京C2M415').waitFor();
  expect(await offers.locator('label', { hasText: '京C2M415' }).innerText()).toContain('不能派：');
  expect(await offers.locator('label', { hasText: '京C2M415' }).getByRole('radio').isDisabled()).toBe(true);
  await offers.locator('label', { hasText: '京AD51367' }).click();
  await offers.locator('label', { hasText: '操胜利' }).click();
  await offers.getByRole('button', { name: '派车并出单' }).click();
  await che.waitForURL(/\/slip\//);
  expect(await copies(che, idOf(trip))).toEqual(['驾驶员联', '存根联']);
  expect(await said(che)).toContain('京AD51367');

  const cao = await desk.person('caoshengli', PHONE);
  // The tank first: what is typed to the minute must not come before readings of the same minute.
  await register(cao, 'fuel_fill', async (form) => {
    await choose(form, /^车辆/, '京AD51367');
    await moment(cao, /^加油时间/, clock(0));
    await cao.getByLabel(/^里程/).fill('18000');
    await cao.getByLabel(/^升数/).fill('20.5');
    await cao.getByLabel(/^每升单价/).fill('7.85');
    await yes(form, /^加满/);
  });
  await cao.getByText('160.93').first().waitFor();
  await takeStep(cao, trip, '出车', async (d) => { await d.getByLabel(/^出车里程/).fill('18000'); await yes(d, /^出车前检查合格/); });
  await cao.getByText('在途').first().waitFor();
  expect([await findings(cao), await noScroll(cao)]).toEqual([[], 0]);
  await cao.getByRole('button', { name: '收车', exact: true }).click();
  const back = cao.getByRole('dialog');
  await back.getByLabel(/^收车里程/).fill('17990');
  await back.getByRole('button', { name: '收车', exact: true }).click();
  await back.getByText('不低于 18000').first().waitFor();
  await back.getByLabel(/^收车里程/).fill('18042');
  await back.getByLabel(/^过路过桥费/).fill('15');
  await back.getByRole('button', { name: '收车', exact: true }).click();
  await back.waitFor({ state: 'hidden' });
  expect(await desk.stored(`select o.km, o.source, e.name as driver from odometer_reading o join driver d on d.tenant_id = o.tenant_id and d.id = o.driver join employee e on e.tenant_id = d.tenant_id and e.id = d.employee join vehicle v on v.tenant_id = o.tenant_id and v.id = o.vehicle
    where v.plate = '京AD51367' and o.km >= 18000 order by o.km, o.source`)).toEqual([{ km: 18_000, source: 'depart', driver: '操胜利' }, { km: 18_000, source: 'fuel', driver: '操胜利' }, { km: 18_042, source: 'return', driver: '操胜利' }]);

  await takeStep(che, trip, '结算');
  await che.getByText('已结算').first().waitFor();
  expect(await stored('select state, km, tolls::int as tolls, parking::int as parking from vehicle_trip where id = $1', idOf(trip))).toEqual({ state: 'settled', km: 42, tolls: 1_500, parking: 0 });
});

test('报修员与维修工的一天：任何人扫码报修，分级、两联维修单；维修工在手机上接单、到场、从库存领料、完工，报修人签名评分；回访、结算、办结 [LOG-2.5] [TEA-1] [AS-39]', async () => {
  const mu = await desk.person('muchunmei');
  const building = await stored<{ id: string }>(`select id from building where name = '总部办公楼'`);
  const { path } = await (await mu.request.get(`/api/queries/building_label?params=${encodeURIComponent(JSON.stringify({ building: building.id }))}`)).json() as { path: string };
  const visitor = await desk.screen(PHONE);
  await visitor.goto(path);
  await visitor.getByLabel(/^位置/).fill('6 楼会议室');
  await visitor.getByLabel(/^哪里坏了/).fill('灯管全部不亮');
  await visitor.getByLabel(/^您的姓名/).fill('访客钱');
  await visitor.getByLabel(/^联系电话/).fill('13900003333');
  await visitor.getByRole('button', { name: '提交', exact: true }).click();
  const number = await visitor.locator('.intake-number').innerText();
  const order = await stored<{ id: string }>('select id from repair_order where number = $1', number);
  const path2 = `/r/repair_order/${order.id}`;

  await mu.goto('/p/repairs/desk?stage=reported');
  await fromCard(mu, number, '分级', async (d) => { await d.getByRole('radio', { name: '小修' }).check(); });
  await mu.goto('/p/repairs/desk?stage=graded');
  await fromCard(mu, number, '派单', (d) => choose(d, /^维修工/, '呙国栋'));
  expect(await copies(mu, order.id)).toHaveLength(2);

  const [worker, item] = [await desk.person('guoguodong', PHONE), await stored<{ id: string }>(`select id from consumable where code = 'D-01'`)];
  const held = () => stored<{ n: number }>(`select balance::int as n from ledger_account where ledger = 'consumable_stock' and account = 'on_hand' and owner = $1`, item.id);
  const before = await held();
  await worker.goto('/p/repairs/desk?stage=slip_issued');
  await fromCard(worker, number, '接单', (d) => sign(d, '维修工', '呙国栋'));
  await worker.goto('/p/repairs/desk?stage=taken');
  await fromCard(worker, number, '到场');
  await worker.goto('/p/repairs/desk?stage=on_site');
  await worker.getByRole('button', { name: `领料 ${number}` }).waitFor();
  expect([await findings(worker), await noScroll(worker)]).toEqual([[], 0]);
  await fromCard(worker, number, '领料', async (d) => { await choose(d, /^材料/, '灯管'); await d.getByLabel(/^数量/).fill('2'); });
  expect(await held()).toEqual({ n: before.n - 2 });
  await fromCard(worker, number, '完工', async (d) => { await d.getByLabel(/^维修结果/).fill('更换两支灯管'); });
  await worker.goto('/p/repairs/desk?stage=done');
  await fromCard(worker, number, '报修人验收', async (d) => { await yes(d, /^已修好/); await d.getByLabel(/^评分/).fill('5'); await sign(d, '报修人', '访客钱'); });
  const [layer] = await desk.stored<{ cost: number }>('select coalesce(sum(cost), 0)::int as cost from repair_material where repair = $1', [order.id]);
  expect(await stored('select state, score, in_time, material::int as material from repair_order where id = $1', order.id)).toMatchObject({ state: 'checked', score: 5, in_time: true, material: layer!.cost });
  expect(layer!.cost).toBeGreaterThan(0);
  expect(await desk.stored(`select step, signer_name from signature where record_id = $1 order by at`, [order.id])).toEqual([{ step: 'take', signer_name: '呙国栋' }, { step: 'check', signer_name: '访客钱' }]);

  await takeStep(mu, path2, '回访', async (d) => { await d.getByRole('radio', { name: '满意', exact: true }).check(); await d.getByLabel(/^回访记录/).fill('亮了'); });
  await takeStep(mu, path2, '结算');
  await takeStep(mu, path2, '办结');
  await mu.getByText('已办结').first().waitFor();
});

test('保管员的一天：到货入库、别人申请、批准、签字发放出两联单、退库、盘点；账随每一步变，差异由主任批准 [LOG-3.6] [LOG-3.7] [P25]', async () => {
  const [ku, mu] = [await desk.person('kubaoshan'), await desk.person('muchunmei')];
  const item = await stored<{ id: string }>(`select id from consumable where name = '签字笔'`);
  const book = async () => (await stored<{ n: number }>(`select balance::int as n from ledger_account where ledger = 'consumable_stock' and account = 'on_hand' and owner = $1`, item.id)).n;
  const start = await book();
  await register(ku, 'consumable_receipt', async (form) => {
    // The day first: Enter behind a complete form would send it.
    await moment(ku, /^入库日期/, clock(0).slice(0, 10));
    await choose(form, /^易耗品/, '签字笔');
    await ku.getByLabel(/^数量/).fill('30');
    await ku.getByLabel(/^单位成本/).fill('1.95');
    await ku.getByLabel(/^供应商/).fill('恒达商贸');
  });
  expect(await book()).toBe(start + 30);
  const request = await register(mu, 'consumable_request', async (form) => {
    await choose(form, /^易耗品/, '签字笔');
    await mu.getByLabel(/^数量/).fill('12');
    await choose(form, /^领用部门/, '后勤服务中心');
    await mu.getByLabel(/^领用人/).fill('母春梅');
    await mu.getByLabel(/^用途/).fill('报修登记');
  });
  const { number } = await stored<{ number: string }>('select number from consumable_request where id = $1', idOf(request));
  await ku.goto('/p/consumables/desk');
  await fromCard(ku, number, '批准');
  expect(await book()).toBe(start + 30);
  await fromCard(ku, number, '发放', (d) => sign(d, '领用人', '母春梅'));
  expect(await book()).toBe(start + 18);
  expect(await copies(ku, idOf(request))).toEqual(['领用部门联', '库房联']);
  await takeStep(ku, request, '退库', async (d) => { await d.getByLabel(/^退回数量/).fill('2'); await d.getByLabel(/^原因/).fill('多领'); });
  expect(await book()).toBe(start + 20);

  const count = (counted: number, reason: string) => register(ku, 'consumable_count', async (form) => {
    await choose(form, /^易耗品/, '签字笔');
    await ku.getByLabel(/^实盘/).fill(String(counted));
    await ku.getByLabel(/原因/).fill(reason);
  });
  await count(start + 20, '例行');
  await ku.getByText('账实相符').first().waitFor();
  const short = await count(start + 19, '一支损坏');
  expect([await ku.getByRole('button', { name: '批准差异' }).count(), await book()]).toEqual([0, start + 20]);
  await takeStep(rong, short, '批准差异');
  expect(await book()).toBe(start + 19);
  const small = await desk.person('kubaoshan', { ...PHONE, dark: true });
  await small.goto('/p/consumables/desk');
  await small.getByText('签字笔').first().waitFor();
  expect([await findings(small), await noScroll(small)]).toEqual([[], 0]);
});

test('后勤主任的一天：批部门预算、看职责落实先见本中心、查逾期证照 [LOG-4.1] [AS-44]', async () => {
  const request = await stored<{ id: string }>(`select id from budget_request where kind = 'month' and state = 'submitted' order by number limit 1`);
  await takeStep(rong, `/r/budget_request/${request.id}`, '部门批准');
  await rong.getByText('待财务批准').first().waitFor();

  await rong.goto('/p/coverage/month');
  await rong.getByRole('region', { name: 'LOG-1', exact: true }).waitFor();
  const sections = await rong.locator('.coverage section').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  expect([sections[0], sections.length]).toEqual(['LOG-1', 19]);
  expect(await rong.getByRole('region', { name: 'LOG-1', exact: true }).innerText()).toContain('车辆与交通安全');

  await rong.goto('/report/papers_due');
  const lorry = rong.getByRole('row', { name: /京C2M415/ });
  await lorry.waitFor();
  const overdue = await stored<{ number: string }>(`select d.number from vehicle_document d join vehicle v on v.tenant_id = d.tenant_id and v.id = d.vehicle where v.plate = '京C2M415' and d.kind = 'compulsory'`);
  expect(await lorry.innerText()).toContain(overdue.number);
});

test('一笔钱从申请到财务签收：报修员申请，主任批准即预留，订货，财务付款出凭证、结算释放余额；上月结账，月报文件逐张列出，移交后财务签名签收 [LOG-4.2] [LOG-4.3] [LOG-4.5] [P27]', async () => {
  const [mu, fang] = [await desk.person('muchunmei'), await desk.person('fanghua')];
  const lc = (await stored<{ id: string }>(`select id from unit where code = 'LC'`)).id;
  const { month, first, end } = await stored<{ month: string; first: string; end: string }>(`select to_char(m, 'YYYY-MM') as month, to_char(m, 'YYYY-MM-DD') as first, to_char(m + interval '1 month - 1 day', 'YYYY-MM-DD') as end from (select date_trunc('month', now() at time zone 'Asia/Shanghai') - interval '1 month' as m) x`);
  const line = () => stored<{ held: number; committed: number; spent: number }>(
    `select coalesce(sum(amount) filter (where account = 'held'), 0)::int as held, coalesce(sum(amount) filter (where account = 'committed'), 0)::int as committed, coalesce(sum(amount) filter (where account = 'spent'), 0)::int as spent
     from ledger_entry e join budget_category c on c.tenant_id = e.tenant_id and c.id = e.owner where e.ledger = 'budget' and c.code = 'LC-REP' and to_char(e.business_day, 'YYYY-MM') = $1`, month);
  const before = await line();
  const use = await register(mu, 'fund_use', async (form) => {
    await moment(mu, /^预计付款日/, end);
    await choose(form, /^费用科目/, '房屋维修');
    await mu.getByLabel(/^用途/).fill('门厅地砖更换');
    await mu.getByLabel(/^申请金额/).fill('3200');
    await mu.getByLabel(/^收款单位/).fill('安居防水工程部');
  });
  expect(await mu.getByRole('button', { name: '批准', exact: true }).count()).toBe(0);
  await takeStep(rong, use, '批准');
  expect(await line()).toEqual({ ...before, held: before.held + 320_000 });
  await takeStep(mu, use, '订货', async (d) => { await d.getByLabel(/^订货金额/).fill('3000'); });
  await takeStep(fang, use, '付款', async (d) => { await d.getByLabel(/^发票号码/).fill('26110077'); });
  expect(await copies(fang, idOf(use))).toEqual(['财务联', '经办联']);
  await takeStep(fang, use, '结算');
  await fang.getByText('已结算').first().waitFor();
  expect(await line()).toEqual({ ...before, spent: before.spent + 300_000 });
  expect(await stored('select paid::int as paid, released::int as released from fund_use where id = $1', idOf(use))).toEqual({ paid: 300_000, released: 20_000 });

  const closing = await register(rong, 'budget_month', async (form) => { await choose(form, /^中心/, '后勤服务中心'); await rong.getByLabel(/^月份/).fill(month); });
  await takeStep(rong, closing, '结账');
  const spent = await stored<{ fen: number }>(`select spent::int as fen from budget_month where id = $1`, idOf(closing));
  expect(await desk.stored(`select period from ledger_period where ledger = 'budget'`)).toEqual([]);

  // The file: every document of the month, and the same in the table that is saved.
  await rong.goto(`/report/finance_file?from=${first}&to=${end}&centre=${lc}`);
  const paid = rong.getByRole('row', { name: /门厅地砖更换/ });
  await paid.waitFor();
  expect(await paid.innerText()).toContain('26110077');
  const total = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2 }).format(spent.fen / 100);
  expect(await rong.getByRole('row', { name: /^合计/ }).innerText()).toContain(total);
  expect(await findings(rong)).toEqual([]);

  const handed = await register(rong, 'finance_handover', (form) => choose(form, /^预算月/, month));
  expect(await rong.getByRole('button', { name: '财务签收' }).count()).toBe(0);
  await takeStep(fang, handed, '退回', async (d) => { await d.getByLabel(/^退回原因/).fill('缺付款凭证联'); });
  await takeStep(rong, handed, '重新移交', async (d) => { await d.getByLabel(/^说明/).fill('凭证已补'); });
  await takeStep(fang, handed, '财务签收', (d) => sign(d, '财务', '方华'));
  await fang.getByText('财务已签收').first().waitFor();
  expect(await stored('select total::int as total, state, documents = (select count(*) from fund_payment p join budget_category c on c.tenant_id = p.tenant_id and c.id = p.category where c.unit_id = $2 and to_char(p.booked_on, \'YYYY-MM\') = $3) as whole from finance_handover where id = $1', idOf(handed), lc, month)).toEqual({ total: spent.fen, state: 'received', whole: true });
  expect(await copies(fang, idOf(handed))).toEqual(['财务联', '中心联']);
});
