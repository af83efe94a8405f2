/** The dispatcher's month end: both rankings, from a figure to its orders, and the table as Excel and as Word. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import readExcel from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, exported, openDesk, said } from './desk.ts';

let desk: Desk;
let duan: Page;
beforeAll(async () => {
  desk = await openDesk();
  duan = await desk.person('duanfei');
  await duan.goto('/');
  await duan.getByRole('button', { name: '服务积分' }).click();
  await duan.getByRole('link', { name: '服务积分榜' }).click();
  await duan.getByText('8,860').first().waitFor();
});
afterAll(() => desk.close());

const rowsOf = (caption: string) => duan.getByRole('table', { name: caption }).locator('tbody tr').evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.trim())));

test('8,860 分、267 单；华东总分第一；人均另列一榜，与积分账两面相等 [FS-2.6] [FS-2.7] [FS-2.8]', async () => {
  const page = await said(duan);
  expect(page).toContain('8,860 分');
  expect(page).toContain('267 单');
  const total = await rowsOf('按总分排名');
  expect(total.length).toBe(6);
  expect(total[0]!.slice(0, 2)).toEqual(['1', '华东']);
  const figures = total.map((row) => Number(row[2]!.replaceAll(',', '')));
  expect(figures.reduce((a, b) => a + b)).toBe(8_860);
  expect([...figures].sort((a, b) => b - a)).toEqual(figures);
  const heads = await rowsOf('按人均排名');
  const perHead = heads.map((row) => Number(row[2]));
  expect([...perHead].sort((a, b) => b - a)).toEqual(perHead);
  // 3,040 ÷ 6 and so on: what is shown follows from what stands beside it.
  for (const row of heads) {
    const [points, people] = row[3]!.replaceAll(',', '').split('÷').map(Number) as [number, number];
    expect(row[2]).toBe((points / people).toFixed(1));
  }
  expect(page).toContain('各区域之和 = 积分账发放合计');
});

test('点开一个数字，列出的正是那些指令，条数与分数都对得上 [FS-2.6]', async () => {
  const figure = duan.getByRole('table', { name: '各区域、各服务类型的积分' }).getByRole('row', { name: /^华东/ }).getByRole('link', { name: /^华东: / });
  const points = Number((await figure.innerText()).replaceAll(',', ''));
  const orders = Number((await duan.getByRole('table', { name: '各区域、各服务类型的积分' }).getByRole('row', { name: /^华东/ }).locator('td').last().innerText()));
  await figure.click();
  await duan.waitForURL(/\/r\/service_order\?/);
  await duan.getByText(`共 ${orders} 条`).waitFor();
  const [stored] = await desk.stored<{ orders: number; points: number }>(
    `select (select count(*)::int from service_order o where o.region = r.id and o.credited_on is not null) orders,
       (select sum(e.amount)::int from ledger_entry e where e.ledger = 'service_points' and e.account = 'earned' and e.dim_a = r.id::text) points
     from service_region r where r.name = '华东'`);
  expect(stored).toEqual({ orders, points });
  await duan.goBack();
  await duan.getByText('8,860').first().waitFor();
});

test('积分表存成 Excel 与 Word，LibreOffice 打开的 Word 里是同样的数 [FS-2.7]', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dutydesk-word-'));
  try {
    const excel = await exported(duan, /Excel/, '导出积分表');
    expect(excel.name).toMatch(/\.xlsx$/);
    const sheet = JSON.stringify(await readExcel(excel.bytes));
    for (const figure of ['8860', '3040', '267']) expect(sheet).toContain(figure);

    const word = await exported(duan, /Word/, '导出积分表');
    writeFileSync(join(folder, 'points.docx'), word.bytes);
    execFileSync('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', 'txt:Text (encoded):UTF8', '--outdir', folder, join(folder, 'points.docx')], { stdio: 'ignore', timeout: 100_000 });
    const text = readFileSync(join(folder, 'points.txt'), 'utf8');
    for (const words of ['服务积分表', '华东', '8,860', '3,040', '267']) expect(text).toContain(words);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
