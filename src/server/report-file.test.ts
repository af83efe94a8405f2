/** Long reports as files: a report of any length as workbook and csv, a composed one as far as somebody turns its pages, and in words why not. */
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { ComposedPage, ReportPage } from '../kernel/api.ts';
import { PLAIN_STYLE } from '../kernel/document/style.ts';
import type { Format } from './exports.ts';
import { zipText } from './files/zip.ts';
import { composedFile, reportFile } from './report-file.ts';

const column = (name: string, kind: string, label: readonly [string, string]): ReportPage['columns'][number] =>
  ({ name, kind, label, optional: false, personal: false, options: {}, hint: null, readonly: true, total: kind !== 'text', drill: false });
const report = (rows: number): ReportPage => ({
  name: 'long', label: ['明细', 'Lines'], asOf: '2026-03-05T02:00:00Z', params: {}, columns: [column('item', 'text', ['项目', 'Item']), column('spent', 'money', ['金额', 'Spent'])],
  rows: Array.from({ length: rows }, (_, i) => ({ item: `=费用 ${i + 1}`, spent: 100_50 })), titles: {}, totals: { spent: rows * 100_50 },
  proof: [{ label: ['各项之和 = 账', 'Items = ledger'], left: rows, right: rows, ok: true }], notes: [['含税', 'Tax included']], chart: null, links: [],
});
const composed = (rows: number): ComposedPage => ({ name: 'summary', label: ['总结', 'Summary'], asOf: '2026-03-05T02:00:00Z', params: {}, titles: {}, withheld: [], signs: [], sections: [{ name: 'a', title: ['成本', 'Cost'], asOf: '2026-02-28', sentences: [], tables: [report(rows)] }] });
const EXTRA = { organisation: '云岭服务集团', generatedBy: '段飞', zone: 'Asia/Shanghai', style: PLAIN_STYLE, conditions: [{ label: ['月份', 'Month'] as const, value: '2026-02' }] };
const bytes = async ({ content }: Awaited<ReturnType<typeof reportFile>>) => (Buffer.isBuffer(content) ? content : buffer(content.stream));
const LONG = 50_001;

test('五万行以上的报表：Excel 与 CSV 一行不少，合计在末行，公式仍是文字，核对写在另一张表', async () => {
  const csv = (await bytes(await reportFile(report(LONG), 'csv', 0, EXTRA))).toString('utf8').trimEnd().split('\r\n');
  expect([csv.length, csv[1], csv.at(-2), csv.at(-1)]).toEqual([LONG + 2, `'=费用 1,100.50`, `'=费用 ${LONG},100.50`, `合计,${LONG * 100.5}0`]);
  const xlsx = await bytes(await reportFile(report(LONG), 'xlsx', 0, EXTRA));
  const rows = zipText(xlsx, 'xl/worksheets/sheet1.xml');
  expect(rows.match(/<row /g)).toHaveLength(LONG + 2);
  expect([rows.includes(`=费用 ${LONG}</t>`), rows.includes(`<v>${LONG * 100.5}</v>`), rows.includes('<f>')]).toEqual([true, true, false]);
  const proof = zipText(xlsx, 'xl/worksheets/sheet2.xml');
  for (const said of ['云岭服务集团', '2026-02', '2026-03-05 10:00', '段飞', '50,001 = 50,001　相符', '含税']) expect(proof).toContain(said);
  expect(zipText(xlsx, 'xl/workbook.xml')).toContain('name="核对"');
});

test.each<[Format, number, string]>([
  ['docx', 2_001, 'Word 和 PDF 最多 2,000 行'], ['pdf', 2_001, 'Word 和 PDF 最多 2,000 行'], ['xlsx', LONG, '一张表超过 50,000 行，请缩小范围，或改用 CSV 导出'],
])('综合报告是给人翻看的：%s 过 %d 行就用话拒绝', async (format, rows, said) => {
  await expect(composedFile(composed(rows), format, 0, EXTRA)).rejects.toMatchObject({ code: 'export.too_long', status: 413, label: [expect.stringContaining(said), expect.any(String)] });
});

test('综合报告的 CSV 多长都行；工作簿先说是谁、何时、按什么做的', async () => {
  expect((await bytes(await composedFile(composed(LONG), 'csv', 0, EXTRA))).toString('utf8')).toContain(`费用 ${LONG}`);
  const first = zipText(await bytes(await composedFile(composed(3), 'xlsx', 0, EXTRA)), 'xl/sharedStrings.xml');
  for (const said of ['云岭服务集团', '月份', '2026-02', '数据截至', '段飞']) expect(first).toContain(said);
});
