/** A day in the finance office: the quota against what was spent, a claim from the technician to the books, a typed total that does not add up, and the half-year's settlement. */
import type { Page } from 'playwright-core';
import readExcel from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, type Desk, draw, exported, openDesk, said } from './desk.ts';


let desk: Desk;
let fang: Page;
let today: string;
beforeAll(async () => {
  desk = await openDesk();
  fang = await desk.person('fanghua');
  const [day] = await desk.stored<{ day: string }>(`select to_char((now() at time zone 'Asia/Shanghai')::date, 'YYYY-MM-DD') as day`);
  today = day!.day;
});
afterAll(() => desk.close());

const SPAN = 'from=2026-01-01&to=2026-02-20';
const figures = (page: Page, table: string, row: string): Promise<readonly string[]> =>
  page.getByRole('table', { name: table }).getByRole('row', { name: new RegExp(`^${row}`) }).locator('td').allInnerTexts();
const claimStored = async (purpose: string) => (await desk.stored<{ id: string; number: string; state: string; claimant: string; posted_by: string | null; over_reason: string | null }>(
  `select c.id, c.number, c.state, a.display_name as claimant, b.display_name as posted_by, c.over_reason from expense_claim c left join app_user a on a.id = c.claimant left join app_user b on b.id = c.posted_by where c.purpose = $1`, [purpose]))[0]!;
const inLedger = async (id: string) => desk.stored<{ movement: string; amount: string }>(
  `select j.movement, sum(e.amount) filter (where e.account = 'spent')::text as amount from ledger_journal j join ledger_entry e on e.tenant_id = j.tenant_id and e.journal = j.id where j.record_id = $1 group by j.id, j.movement order by j.id`, [id]);

/** Presses a step, answers what it asks, and waits until the record says so. */
async function take(page: Page, step: string, reached: string, answers: readonly (readonly [label: RegExp, text: string])[] = []): Promise<void> {
  await page.locator('main').getByRole('button', { name: step, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  for (const [label, text] of answers) await dialog.getByLabel(label).fill(text);
  await dialog.getByRole('button', { name: step, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.locator('main').getByText(reached).first().waitFor();
}
async function claim(page: Page, category: string, yuan: string, purpose: string): Promise<string> {
  await page.goto('/r/expense_claim/new');
  await choose(page.locator('main'), /^费用科目/, category);
  await page.getByLabel(/^金额/).fill(yuan);
  await page.getByLabel(/^费用发生日/).fill(today);
  await page.keyboard.press('Enter');
  await page.getByLabel(/^事由/).fill(purpose);
  await page.getByLabel(/^发票号码/).fill(`F-${purpose}`);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.waitForURL(/\/r\/expense_claim\/[0-9a-f-]{36}/);
  await take(page, '提交', '待审批');
  return new URL(page.url()).pathname;
}

test('预算执行：合计由各科目算出并经两种算法核对；写明对照几个月，换一个月额度看谁超了；点开数字是单据 [FS-3.1] [FS-3.2] [FS-3.3] [AC-24] [CG-43]', async () => {
  await fang.goto(`/p/expenses/budget?${SPAN}`);
  await fang.getByText('对照 2 个月 的额度').waitFor();
  expect(await figures(fang, '预算与实际，对照 2 个月', '材料及工程安装')).toEqual(['¥80,000.00', '¥0.00', '余 ¥80,000.00', '0.0%', '¥0.00', '――']);
  expect((await figures(fang, '预算与实际，对照 2 个月', '合计')).slice(0, 4)).toEqual(['¥200,000.00', '¥67,934.00', '余 ¥132,066.00', '34.0%']);
  const proof = fang.locator('.w-proof');
  expect(await proof.innerText()).toContain('6,793,400');
  expect(await proof.innerText()).not.toContain('≠');
  await fang.getByRole('button', { name: '一个月额度' }).click();
  await fang.getByText('对照 1 个月 的额度').waitFor();
  const used = async (category: string) => (await figures(fang, '预算与实际，对照 1 个月', category)).slice(2, 4);
  expect([await used('车辆'), await used('差旅'), await used('通讯'), await used('业务'), await used('办公'), await used('其他')]).toEqual([
    ['超 ¥5,836.00', '124.3%'], ['超 ¥4,443.00', '134.2%'], ['超 ¥3,717.00', '162.0%'], ['超 ¥1,660.00', '133.2%'], ['余 ¥210.50', '89.5%'], ['余 ¥7,511.50', '24.9%'],
  ]);
  await fang.getByRole('link', { name: '车辆，报销: ¥29,836.00' }).click();
  await fang.waitForURL(/\/r\/expense_claim\?/);
  const [behind] = await desk.stored<{ n: number; fen: string }>(
    `select count(*)::int as n, sum(c.amount)::text as fen from expense_claim c join budget_category k on k.id = c.category where k.code = 'VEH' and c.booked_on between '2026-01-01' and '2026-02-20'`);
  expect(behind!.fen).toBe('2983600');
  await fang.getByText(`共 ${behind!.n} 条`).waitFor();
});

test('预算执行存成 Excel，数与页面相同 [FS-3.3]', async () => {
  await fang.goto(`/p/expenses/budget?${SPAN}&basis=whole_months`);
  const file = await exported(fang, /Excel/);
  const sheet = JSON.stringify(await readExcel(file.bytes));
  for (const figure of ['67934', '29836', '材料及工程安装']) expect(sheet).toContain(figure);
});

test('核对填报总额：94,445 与各项之和相差 26,511，指出缺哪个科目；什么也没有保存 [AC-24] [CG-42] [FS-3.3]', async () => {
  const kept = () => desk.stored(`select (select count(*) from cost_statement)::int as statements, (select count(*) from expense_claim)::int as claims, (select count(*) from ledger_journal)::int as journals`);
  const before = await kept();
  await fang.goto('/p/expenses/check');
  await fang.getByLabel(/^起/).fill('2026-01-01');
  await fang.keyboard.press('Enter');
  await fang.getByLabel(/^截至/).fill('2026-02-20');
  await fang.keyboard.press('Enter');
  await fang.getByLabel(/^各项费用/).fill('车辆费 29,836\n差旅费 17,443\n通讯费 9,717\n业务费 6,660\n办公费 1,789.5\n其他 2,488.5');
  await fang.getByLabel(/^填报总额/).fill('94,445');
  await fang.getByRole('button', { name: '核对', exact: true }).click();
  await fang.getByText('相差 ¥26,511.00').waitFor();
  const page = await said(fang);
  expect(page).toContain('各项之和 ¥67,934.00；填报总额 ¥94,445.00；相差 ¥26,511.00。请补充未列科目：材料及工程安装。填报总额不予保存。');
  expect(page).toContain('对照 1 个月 的额度 ¥100,000.00：各项之和占 67.9%，填报总额占 94.4%');
  expect(page).toContain('对照 2 个月 的额度 ¥200,000.00：各项之和占 34%，填报总额占 47.2%');
  expect(await kept()).toEqual(before);
});

test('报销：技术员报、区域经理批、财务记账，印出报销单；本人看得到自己的单，不能自批 [SM-28] [FS-3.2]', async () => {
  const guan = await desk.person('guanzhenguo');
  const path = await claim(guan, '车辆', '286.50', '抢修车补胎');
  expect(await guan.getByRole('button', { name: '批准', exact: true }).count()).toBe(0);
  const { id } = await claimStored('抢修车补胎');
  expect(await inLedger(id)).toEqual([]);
  const han = await desk.person('hanxue');
  await han.goto(path);
  await take(han, '批准', '待记账');
  expect((await inLedger(id)).map((j) => j.movement)).toEqual(['commit']);
  await fang.goto(path);
  await take(fang, '记账', '已记账');
  expect((await inLedger(id)).at(-1)).toEqual({ movement: 'spend_committed', amount: '28650' });
  expect(await claimStored('抢修车补胎')).toMatchObject({ state: 'posted', claimant: '关振国', posted_by: '方华' });
  const [slip] = await desk.stored<{ content: string }>('select content::text as content from slip where record_id = $1', [id]);
  expect(slip!.content).toContain('人民币贰佰捌拾陆元伍角整');
  await guan.goto('/r/expense_claim');
  await guan.getByText('抢修车补胎').first().waitFor();
});

test('超出额度：报批的科目升到中心经理，写明理由才占额度；不得超支的科目当场拒绝 [SM-28] [FS-3.2]', async () => {
  const guan = await desk.person('guanzhenguo');
  const han = await desk.person('hanxue');
  const over = await claim(guan, '车辆', '30000', '更换变速箱');
  await han.goto(over);
  await take(han, '批准', '超额待批');
  const { id } = await claimStored('更换变速箱');
  expect(await inLedger(id)).toEqual([]);
  const nie = await desk.person('niewenbo');
  await nie.goto(over);
  await take(nie, '批准超额', '待记账', [[/^批准理由/, '抢修车不能停']]);
  expect(await claimStored('更换变速箱')).toMatchObject({ state: 'approved', over_reason: '抢修车不能停' });
  expect((await inLedger(id)).map((j) => j.movement)).toEqual(['commit']);

  const phone = await claim(guan, '通讯', '7000', '卫星电话一年费');
  await han.goto(phone);
  await han.locator('main').getByRole('button', { name: '批准', exact: true }).click();
  await han.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click();
  await han.getByRole('dialog').getByText(/不得超支/).first().waitFor();
  expect(await claimStored('卫星电话一年费')).toMatchObject({ state: 'submitted' });
});

test('半年结算：没有定价不能开票；供应部定价后计应收；结算单双方签字，定价晚的列明转下期 [SM-30] [FS-4.2] [FS-4.3] [AC-31] [CG-53]', async () => {
  const [agreement] = await desk.stored<{ id: string; number: string }>(`select id, number from replacement_agreement where part = '火焰探测器'`);
  const closing = '2026-06-30';
  await fang.goto(`/p/settlements/half_year?closing=${closing}`);
  await fang.getByText(`结算日 ${closing}`).waitFor();
  const section = fang.locator('section', { has: fang.getByRole('heading', { name: '华东服务部' }) });
  expect(await section.getByText('供应部未定价').count()).toBe(5);
  await fang.goto(`/r/replacement_agreement/${agreement!.id}`);
  await fang.locator('main').getByText('供应部尚未定价，不能开票').first().waitFor();

  const jin = await desk.person('jinlei');
  await jin.goto(`/r/replacement_agreement/${agreement!.id}`);
  await take(jin, '定价', '已计应收', [[/^单价/, '640']]);
  const posted = () => desk.stored<{ account: string; amount: string }>(
    `select e.account, sum(e.amount)::text as amount from ledger_journal j join ledger_entry e on e.tenant_id = j.tenant_id and e.journal = j.id where j.record_id = $1 and e.amount > 0 group by e.account`, [agreement!.id]);
  expect((await posted()).map((e) => e.amount)).toEqual(['128000']);
  await fang.reload();
  await fang.locator('main').getByText('尚未列入半年结算单，不能开票').first().waitFor();

  const gu = await desk.person('guyang');
  await gu.goto(`/p/settlements/half_year?closing=${closing}`);
  await gu.locator('section', { has: gu.getByRole('heading', { name: '华东服务部' }) }).getByRole('link', { name: '开结算单' }).click();
  await gu.getByRole('button', { name: '登记', exact: true }).click();
  await gu.waitForURL(/\/r\/settlement_statement\/[0-9a-f-]{36}/);
  await gu.locator('main').getByRole('button', { name: '签发', exact: true }).click();
  const dialog = gu.getByRole('dialog');
  await dialog.getByText('列入 0 份；未定价 4 份，其他未列入 1 份，转下期').waitFor();
  for (const [box, name] of [['区域经理', '顾杨'], ['财务', '方华']] as const) {
    const pad = dialog.getByRole('group', { name: `${box}签名` });
    await pad.getByLabel('签名人').fill(name);
    await draw(pad.locator('canvas'));
  }
  await dialog.getByRole('button', { name: '签发', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await gu.locator('main').getByText('已签发').first().waitFor();
  const lines = await desk.stored<{ standing: string; n: number }>(
    `select l.standing, count(*)::int as n from settlement_statement_line l join settlement_statement s on s.id = l.statement where s.id = $1 group by l.standing order by l.standing`, [gu.url().split('/').at(-1)]);
  expect(lines).toEqual([{ standing: 'accrued_later', n: 1 }, { standing: 'unpriced', n: 4 }]);
  await gu.goto('/p/settlements/half_year');
  const next = gu.locator('section', { has: gu.getByRole('heading', { name: '华东服务部' }) });
  expect(await next.getByRole('row', { name: /火焰探测器/ }).innerText()).toMatch(/¥1,280\.00\s+列入本期/);
});
