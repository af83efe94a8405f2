// A composed report opened again as Word and as PDF.
import { expect, test } from 'vitest';
import type { ComposedPage, ReportPage } from '../../kernel/api.ts';
import { PLAIN_STYLE } from '../../kernel/document/style.ts';
import { sectionNumber, writeComposedDocx } from './composed-docx.ts';
import { writeComposedPdf } from './composed-pdf.ts';
import { readPdf } from './read-pdf.testing.ts';
import { zipEntries, zipText } from './zip.ts';

const column = (name: string, kind: string, label: readonly [string, string]): ReportPage['columns'][number] =>
  ({ name, kind, label, optional: false, personal: false, options: {}, hint: null, readonly: true, total: kind !== 'text', drill: false });
const table = (rows: number): ReportPage => ({
  name: 'x', label: ['成本', 'Cost'], asOf: '2026-03-05T02:00:00Z', params: {}, columns: [column('item', 'text', ['项目', 'Item']), column('spent', 'money', ['金额', 'Spent'])],
  rows: Array.from({ length: rows }, (_, i) => ({ item: `费用 ${i + 1}`, spent: 100_00 })), titles: {}, totals: { spent: rows * 100_00 },
  proof: [{ label: ['各项之和 = 账', 'Items = ledger'], left: rows, right: rows, ok: true }, { label: ['手填合计', 'Typed total'], left: 94_445, right: 67_934, ok: false }], notes: [['定额两个月', 'Two quota months']], chart: null, links: [],
});
const PAGE: ComposedPage = {
  name: 'summary', label: ['工作总结报告', 'Work summary'], asOf: '2026-03-05T02:00:00Z', params: {}, titles: {}, withheld: [['人员薪酬', 'Pay']], signs: [['编制', 'Prepared by'], ['中心经理', 'Centre manager']],
  sections: [
    { name: 'a', title: ['机构', 'Organisation'], asOf: '2026-02-28', sentences: [[['服务人员 ', 'Staff: '], { text: ['29', '29'], link: null }, [' 人。', '.']]], tables: [] },
    { name: 'b', title: ['成本', 'Cost'], asOf: '2026-02-20', sentences: [], tables: [table(70)] },
  ],
};
const EXTRA = { organisation: '云岭服务集团', generatedBy: '段飞', zone: 'Asia/Shanghai', style: PLAIN_STYLE, conditions: [{ label: ['起', 'From'] as const, value: '2026-01-01' }] };
const words = (file: Buffer) => zipText(file, 'word/document.xml').replaceAll('</w:p>', '\n').replaceAll(/<[^>]+>/g, '');

test('Word：分节编号、各自的截至日、句子、表、核对、签字处，两种语言', async () => {
  const zh = words(await writeComposedDocx(PAGE, 0, EXTRA));
  for (const expected of ['工作总结报告', '一、机构', '截至 2026-02-28', '服务人员 29 人。', '二、成本', '截至 2026-02-20', '7,000.00', '各项之和 = 账：70 = 70', '94,445 ≠ 67,934　✗ 不符', '定额两个月', '未列入：人员薪酬', '编制（签字）', '中心经理（签字）']) expect(zh).toContain(expected);
  const en = words(await writeComposedDocx(PAGE, 1, EXTRA));
  for (const expected of ['Work summary', '1. Organisation', 'as of 2026-02-28', 'Staff: 29.', 'does not agree', 'Prepared by (signature)']) expect(en).toContain(expected);
  expect(en).not.toContain('截至');
  const file = await writeComposedDocx(PAGE, 0, EXTRA);
  expect(zipText(file, zipEntries(file).map((e) => e.name).find((n) => n.startsWith('word/footer')) ?? '')).toContain('NUMPAGES');
});

test('PDF：同样的内容；长表跨页不丢行，每页有页码', async () => {
  const pages = readPdf((await writeComposedPdf(PAGE, 0, EXTRA)).bytes);
  expect(pages.length).toBe(3);
  const text = pages.map((p) => p.text).join('\n');
  for (let i = 1; i <= 70; i++) expect(text).toContain(`费用 ${i}`);
  for (const expected of ['一、机构', '服务人员 29 人。', '94,445 ≠ 67,934', '编制（签字）', '第 3 页']) expect(text).toContain(expected);
});

test('PDF：列多的英文表，单词与数字不从中间断开', async () => {
  const heads = ['Region', 'Receiving', 'Acceptance', 'Commissioning', 'Emergency', 'Maintenance', 'Inspection', 'Average', 'Total', 'Open'];
  const wide: ReportPage = {
    ...table(0), columns: heads.map((head, i) => column(`c${i}`, i === 0 ? 'text' : 'money', [head, head])), rows: [Object.fromEntries(heads.map((_, i) => [`c${i}`, i === 0 ? '西北' : 41_199]))], totals: {},
  };
  const [page] = readPdf((await writeComposedPdf({ ...PAGE, sections: [{ ...PAGE.sections[1]!, tables: [wide] }] }, 1, EXTRA)).bytes);
  for (const whole of [...heads, '西北', '411.99']) expect(page!.text).toContain(whole);
});

test('节号：一到二十', () => {
  expect([0, 9, 10, 18, 19].map((n) => sectionNumber(n, 0))).toEqual(['一、', '十、', '十一、', '十九、', '二十、']);
  expect(sectionNumber(11, 1)).toBe('12. ');
});
