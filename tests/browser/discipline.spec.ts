/** A morning on the hotline: the dress code is broken again, the case goes from report to served warning, and the revised rulebook is tried on it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, type Desk, draw, exported, openDesk, said } from './desk.ts';

let desk: Desk;
let su: Page;
let incident: string;
beforeAll(async () => {
  desk = await openDesk();
  su = await desk.person('sulin');
});
afterAll(() => desk.close());

const NAME = '欧阳娜';
const idOf = (path: string) => path.split('/').at(-1)!;
const main = (page: Page) => page.locator('main');

async function signedStep(page: Page, step: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  const pad = dialog.getByRole('group', { name: '员工签名' });
  await pad.getByLabel('姓名').fill(NAME);
  await draw(pad.locator('canvas'));
  await dialog.getByRole('button', { name: step }).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('线路主管报告着装违纪：边填边看到此人的处分记录 [SM-2]', async () => {
  await su.goto('/p/discipline/report');
  await choose(main(su), /^员工\*/, NAME);
  await main(su).getByText('CF-2026-0004').waitFor();
  expect(await said(su)).toMatch(/CF-2026-0004 口头警告 CC-IIP-4/);
  await choose(main(su), /^条款\*/, 'CC-IIP-4');
  await main(su).getByText('首犯').waitFor();
  await main(su).getByLabel(/^经过/).fill('当班时穿运动短裤上岗，已当面提醒。');
  await main(su).getByRole('button', { name: '报告', exact: true }).click();
  await su.waitForURL(/\/r\/incident\/[0-9a-f-]{36}/);
  incident = new URL(su.url()).pathname;
  await main(su).getByText('已报告').first().waitFor();
  expect(await desk.stored('select state, clause from incident where id = $1', [idOf(incident)])).toEqual([{ state: 'reported', clause: 'CC-IIP-4' }]);
});

test('调查、听取、建议：第三次成为书面警告，逐句写明条款、计入与未计入的历史、参数和是谁选定的 [AC-01]', async () => {
  await main(su).getByRole('button', { name: '开始调查' }).click();
  await su.getByRole('dialog').getByRole('button', { name: '开始调查' }).click();
  await main(su).getByText('调查中').first().waitFor();
  await su.goto(`/r/case_evidence/new?incident=${encodeURIComponent(JSON.stringify(idOf(incident)))}`);
  await main(su).getByLabel(/^证明什么/).fill('上岗时的着装');
  await main(su).getByLabel(/^内容/).fill('前台登记簿：09:02 进入时穿运动短裤。');
  await main(su).getByRole('button', { name: '登记', exact: true }).click();
  await su.waitForURL(/\/r\/case_evidence\/[0-9a-f-]{36}/);
  await su.goto(incident);
  await main(su).getByRole('button', { name: '录入陈述' }).click();
  await su.getByRole('dialog').getByLabel(/员工陈述/).fill('以为周末班不算工作日。');
  await signedStep(su, '录入陈述');
  await main(su).getByText('已听取').first().waitFor();

  await main(su).getByRole('button', { name: '形成建议' }).click();
  const dialog = su.getByRole('dialog');
  await dialog.getByText('书面警告').first().waitFor();
  await dialog.getByRole('button', { name: '形成建议' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await main(su).getByText('待决定').first().waitFor();
  const reasons = (await said(su)).split('建议与依据')[1]!;
  for (const sentence of [
    '结论 书面警告', '着装不合公司要求', '首犯级别：IIP（改进计划）', '同类再犯：上一次 CF-2026-0004 为口头警告，在其上升一级，为书面警告',
    '口头警告 1 / 3，书面警告 1 / 2', '再犯追溯期', '12 个月', '秦岚', '讨论后采用建议值', '一次事件只有一个处分',
  ]) expect(reasons).toContain(sentence);
  expect(reasons).toMatch(/用到的历史 CF-2026-0004 .*仍有效且在追溯期内 未计入的历史 CF-2026-0002 同类中已采用更高或更近的一次/);
  expect(reasons).not.toMatch(/\{|\}|null|undefined|P12M/);
});

test('报告人不能决定；中心经理决定书面警告，送达签收，处分冻结当日的依据并出三联通知 [SM-2]', async () => {
  expect(await said(su)).toContain('决定：决定人不能是报告人或当事人');
  expect(await main(su).getByRole('button', { name: '决定', exact: true }).getAttribute('aria-disabled')).toBe('true');

  const qin = await desk.person('qinlan');
  await qin.goto(incident);
  await main(qin).getByRole('button', { name: '决定', exact: true }).click();
  const dialog = qin.getByRole('dialog');
  await dialog.getByText('CF-2026-0004').first().waitFor();
  await dialog.getByRole('button', { name: '决定', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await main(qin).getByText('待送达').first().waitFor();

  await su.goto(incident);
  await main(su).getByRole('button', { name: '送达', exact: true }).click();
  await signedStep(su, '送达');
  await main(su).getByText('已送达').first().waitFor();
  const [sanction] = await desk.stored<{ id: string; number: string; level: string; state: string; explanation: string }>('select id, number, level, state, explanation from sanction where incident = $1', [idOf(incident)]);
  expect(sanction).toMatchObject({ level: 'written', state: 'in_force' });
  expect(sanction!.explanation).toContain('计入 CF-2026-0004');

  await main(su).getByRole('link', { name: sanction!.number }).first().click();
  await su.waitForURL(/\/r\/sanction\//);
  await main(su).getByText('依据（决定当日冻结）').waitFor();
  const [slip] = await desk.stored<{ id: string }>(`select id from slip where record_id = $1 and step = 'serve'`, [idOf(incident)]);
  await su.goto(`/slip/${slip!.id}`);
  await su.getByRole('article').nth(2).waitFor();
  expect(await su.getByRole('article').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).toEqual(['员工联', '线路联', '人事联']);
  expect(await su.getByRole('article').first().innerText()).toMatch(/书面警告[\s\S]*CC-IIP-4/);
});

test('按修订稿重演：三次变为四次里的轻一级，差别标出，已作的决定不变，可存 CSV [AC-11]', async () => {
  const before = await desk.stored('select number, level, state from sanction order by number');
  await su.goto('/p/discipline/replay');
  await main(su).getByRole('table', { name: '版本 1.0 与 1.1 的结果' }).waitFor();
  const rows = await main(su).locator('tbody tr').filter({ hasText: NAME }).evaluateAll((all) => all.map((row) => [...row.children].slice(4, 8).map((cell) => (cell as HTMLElement).innerText.trim())));
  expect(rows.slice(0, 3)).toEqual([
    ['IIP（改进计划）', 'IIP（改进计划）', 'Action', '≠ 不同'], ['口头警告', '口头警告', 'IIP（改进计划）', '≠ 不同'], ['—', '书面警告', '口头警告', '≠ 不同'],
  ]);
  const differing = Number(await main(su).locator('.dc-sum .dc-differs').innerText());
  await main(su).getByLabel('只列不同').check();
  await expect.poll(() => main(su).locator('tbody tr').count()).toBe(differing);
  const csv = await exported(su, /CSV/);
  expect(csv.bytes.toString('utf8').trim().split(/\r?\n/).length).toBeGreaterThanOrEqual(differing + 1);
  expect(csv.bytes.toString('utf8')).toContain(NAME);
  expect(await desk.stored('select number, level, state from sanction order by number')).toEqual(before);
});
