/** Taking things away and printing: a list in all four forms, one record, labels; the administrator sets the look of papers; a slip issued before keeps its own. */
import readExcel from 'read-excel-file/node';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPdf } from '../../src/server/files/read-pdf.testing.ts';
import { zipText } from '../../src/server/files/zip.ts';
import { type Desk, download, exported, openDesk } from './desk.ts';

let desk: Desk;
let li: Page;
let chen: Page;
beforeAll(async () => {
  desk = await openDesk();
  [li, chen] = [await desk.person('liyan'), await desk.person('admin')];
});
afterAll(() => desk.close());

const plain = (xml: string) => xml.replace(/<[^>]+>/g, '');
const words = (bytes: Buffer) => readPdf(bytes).map((page) => page.text).join('').replaceAll('\n', '');
const NAME = '滨江贵宾服务中心';

test('列表存成四种文件，都是所见的那几行', async () => {
  await li.goto('/r/lost_item');
  const numbers = async () => (await li.getByRole('main').getByRole('row').allInnerTexts()).flatMap((row) => /[A-Z]{2}-\d{6}-\d{4}/.exec(row)?.[0] ?? []);
  await expect.poll(numbers).not.toEqual([]);
  const shown = await numbers();
  const [xlsx, csv, docx, pdf] = [await exported(li, /Excel/), await exported(li, /CSV/), await exported(li, /Word/), await exported(li, /PDF/)];
  expect([xlsx, csv, docx, pdf].map((file) => file.name)).toEqual(['xlsx', 'csv', 'docx', 'pdf'].map((form) => `遗留物品.${form}`));
  const texts = [JSON.stringify(await readExcel(xlsx.bytes)), csv.bytes.toString('utf8'), plain(zipText(docx.bytes, 'word/document.xml')), words(pdf.bytes)];
  for (const text of texts) for (const number of shown) expect(text).toContain(number);
  // Each but the table of figures says what it is; so does the page when it is printed.
  for (const text of [texts[0]!, texts[2]!, texts[3]!]) for (const said of ['筛选', '排序', '降序']) expect(text).toContain(said);
  await li.getByRole('group', { name: '状态' }).getByRole('button').nth(1).click();
  await li.emulateMedia({ media: 'print' });
  const about = li.locator('.list-about');
  await about.getByText(/^筛选：状态 等于 /).waitFor();
  await about.getByText(/^本页：第 1–\d+ 条，共 \d+$/).waitFor();
  await about.getByText(/^制表：\S+　2026-11-26/).waitFor();
  expect(await li.locator('.list-bar').isVisible()).toBe(false);
  await li.emulateMedia({ media: 'screen' });
  expect(await about.isVisible()).toBe(false);
  // Likewise masked: no telephone number in clear.
  for (const text of texts) expect(text).not.toMatch(/1[3-9]\d{9}/);
});

test('一条记录存成 PDF，含经过', async () => {
  await li.goto('/r/lost_item');
  await li.getByRole('main').getByRole('row').nth(1).getByRole('link').first().click();
  await li.waitForURL(/\/r\/lost_item\/[0-9a-f-]{36}/);
  const number = /[A-Z]{2}-\d{6}-\d{4}/.exec(await li.getByRole('heading', { level: 1 }).innerText())![0];
  const [short, long] = [await exported(li, /^PDF 文件/), await exported(li, /^PDF，含经过/)].map((file) => words(file.bytes));
  for (const text of [short!, long!]) for (const said of [number, '物品名称']) expect(text).toContain(said);
  expect([short!.includes('经过'), long!.includes('经过')]).toEqual([false, true]);
});

test('整个列表与一条记录的标签：选纸张与条形码，每条一张', async () => {
  await li.goto('/r/lost_item');
  await li.getByRole('main').getByRole('button', { name: '标签', exact: true }).click();
  const dialog = li.getByRole('dialog', { name: '打印标签' });
  await dialog.getByText('60 × 40 毫米').click();
  await dialog.getByText('条形码 Code 128').click();
  await dialog.getByText(/^共 [\d,]+ 张$/).waitFor();
  const many = await download(li, () => dialog.getByRole('button', { name: '生成 PDF' }).click());
  const [{ n } = { n: 0 }] = await desk.stored<{ n: number }>('select count(*)::int as n from lost_item where archived_at is null');
  const pages = readPdf(many.bytes);
  expect(pages.length).toBeGreaterThan(0);
  expect(pages.length).toBeLessThanOrEqual(n);
  expect([Math.round(pages[0]!.width), Math.round(pages[0]!.height)]).toEqual([170, 113]);
  expect(pages.every((page) => /[A-Z]{2}-\d{6}-\d{4}/.test(page.text))).toBe(true);
});

test('勾选的几行一次印成 A4 整版，从第几格起；不能批量修改的台账也能勾选', async () => {
  await li.goto('/r/lost_item');
  const ticks = li.getByRole('main').getByRole('checkbox', { name: /^选中 [A-Z]{2}-/ });
  await ticks.first().waitFor();
  await ticks.nth(0).check();
  await ticks.nth(1).check();
  const chosen = (await ticks.evaluateAll((all) => all.slice(0, 2).map((box) => box.getAttribute('aria-label')!.replace('选中 ', ''))));
  const bar = li.getByRole('region', { name: '对选中的记录' });
  await bar.getByText('已选 2 条').waitFor();
  await bar.getByRole('button', { name: '打印标签' }).click();
  const dialog = li.getByRole('dialog', { name: '打印标签' });
  await dialog.getByText('二维码', { exact: true }).click();
  await dialog.getByText('A4 整版 3 × 8').click();
  await dialog.getByLabel('从第几格起').fill('23');
  await dialog.getByLabel('每条几张').fill('251');
  await dialog.getByLabel('每条几张').blur();
  await dialog.getByText('共 48 张').waitFor();
  await dialog.getByLabel('每条几张').fill('1');
  await dialog.getByText('共 2 张').waitFor();
  const pages = readPdf((await download(li, () => dialog.getByRole('button', { name: '生成 PDF' }).click())).bytes);
  expect(pages).toHaveLength(1);
  for (const number of chosen) expect(pages[0]!.text).toContain(number);
});

test('管理员改样式：边改边看；只接受真图片；保存后导出的文件用新样式，早先开具的单据不变', async () => {
  const [old] = await desk.stored<{ id: string }>(`select s.id from slip s where s.register = 'lost_item' order by at limit 1`);
  await chen.goto('/papers');
  await chen.getByLabel('名称 中文').fill(NAME);
  await chen.getByLabel('页脚文字 中文').fill('遗失不补<b>');
  await chen.getByLabel('选择图标文件').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="alert(1)"/>') });
  await chen.getByText('只接受 PNG 或 JPEG').waitFor();
  await chen.getByLabel('附加说明 中文').fill('请当面核对');
  const preview = chen.getByRole('complementary', { name: '预览' });
  for (const size of ['单据 A4', '单据 80 毫米']) {
    await preview.getByText(size, { exact: true }).click();
    for (const said of [NAME, '遗失不补<b>', '请当面核对']) expect(await preview.getByRole('article').innerText()).toContain(said);
  }
  await chen.getByRole('checkbox', { name: '二维码' }).uncheck();
  await expect.poll(() => preview.getByRole('article').getByRole('img', { name: /二维码/ }).count()).toBe(0);
  await preview.getByText('文件', { exact: true }).click();
  for (const said of [NAME, '遗失不补<b>']) expect(await preview.getByRole('article').innerText()).toContain(said);
  await chen.getByRole('button', { name: '保存样式' }).click();
  await chen.getByText('第 1 版').waitFor();

  await li.goto('/r/lost_item');
  expect(words((await exported(li, /PDF/)).bytes)).toContain(NAME);
  if (old) {
    await li.goto(`/slip/${old.id}`);
    await li.getByRole('article').first().waitFor();
    expect(await li.getByRole('article').first().innerText()).not.toContain(NAME);
    expect(words((await download(li, () => li.getByRole('button', { name: 'PDF' }).click())).bytes)).not.toContain(NAME);
  }
  // As it was, for the days that come after this one.
  await chen.getByLabel('名称 中文').fill('');
  await chen.getByLabel('页脚文字 中文').fill('');
  await chen.getByLabel('附加说明 中文').fill('');
  await chen.getByRole('checkbox', { name: '二维码' }).check();
  await chen.getByRole('button', { name: '保存样式' }).click();
  await chen.getByText('第 2 版').waitFor();
});
