// Reports opened again as Word and Excel see them.
import readXlsx from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import type { ReportPage } from '../../kernel/api.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { PLAIN_STYLE } from '../../kernel/document/style.ts';
import { DOCUMENT_ROWS, type ReportExtra, writeReportDocx, writeReportXlsx } from './document.ts';
import { zipEntries, zipText } from './zip.ts';

type Column = ReportPage['columns'][number];
const column = (name: string, kind: string, label: Column['label'], options: Column['options'] = {}): Column =>
  ({ name, kind, label, optional: false, personal: false, options, hint: null, readonly: true, total: kind !== 'ref', drill: false });
const EXTRA: ReportExtra = { organisation: '滨江云海客户服务中心', generatedBy: '王丽 & <Li>', zone: 'Asia/Shanghai', style: PLAIN_STYLE, conditions: [{ label: ['月份', 'Month'], value: '2026-11' }] };
const REPORT: ReportPage = {
  name: 'points_by_region', label: ['各区域积分汇总', 'Points by region'], asOf: '2026-11-30T16:30:00Z', params: { month: '2026-11' },
  columns: [
    column('region', 'ref', ['区域', 'Region']), column('grade', 'choice', ['等级', 'Grade'], { choices: { good: ['良好', 'Good'] } }), column('orders', 'integer', ['单数', 'Orders'], { min: 0 }),
    column('spent', 'money', ['金额', 'Spent']), column('hours', 'quantity', ['工时', 'Hours']), column('day', 'date', ['日期', 'Day']), column('at', 'dateTime', ['时间', 'At']),
    column('year', 'integer', ['年度', 'Year'], { min: 2000, max: 2100, grouped: false }),
  ],
  rows: [
    { region: 'u1', grade: 'good', orders: 1200, year: 2026, spent: 128850, hours: '7.5', day: '2026-11-23', at: '2026-11-23T16:30:00Z' },
    { region: '=1+1\u0000<b>', grade: 'old_key', orders: -3, year: null, spent: -5, hours: null, day: null, at: null },
  ],
  titles: { u1: '浦东 曾国藩' }, totals: { orders: 1197, spent: 128845 },
  proof: [{ label: ['各行之和 = 总账', 'Rows = ledger'], left: 1197, right: 1197, ok: true }, { label: ['各列之和', 'Columns'], left: 3, right: 4, ok: false }],
  notes: [['不含已作废单据', 'Cancelled slips left out']], chart: null, links: [],
};

describe('Word', () => {
  test('标题、条件、表格、合计、核对、说明、页码都在', async () => {
    const file = await writeReportDocx(REPORT, 0, EXTRA);
    const text = words(zipText(file, 'word/document.xml'));
    for (const expected of ['滨江云海客户服务中心', '各区域积分汇总', '月份：2026-11　数据截至：2026-12-01 00:30', '浦东 曾国藩', '良好', 'old_key', '1,288.50', '-0.05', '7.5', '2026-11-23', '2026-11-24 00:30', '合计', '1,288.45',
      '各行之和 = 总账：1,197 = 1,197　✓ 相符', '各列之和：3 ≠ 4　✗ 不符', '不含已作废单据']) {
      expect(text).toContain(expected);
    }
    expect(text).not.toContain('2,026');
    const footer = zipText(file, zipEntries(file).map(entry => entry.name).find(name => name.startsWith('word/footer')) ?? '');
    expect(footer).toContain('NUMPAGES');
    expect(words(footer)).toContain('王丽 &amp; &lt;Li&gt;');
  });

  test('中文字体、表头重复、列多时横排', async () => {
    const file = await writeReportDocx(REPORT, 0, EXTRA);
    const xml = zipText(file, 'word/document.xml');
    expect(zipText(file, 'word/styles.xml')).toContain('w:eastAsia="Noto Sans CJK SC"');
    expect(xml.match(/<w:tblHeader/g)).toHaveLength(1);
    expect(xml).toContain('w:orient="landscape"');
    expect(xml).toContain('w:w="16838" w:h="11906"');
    const narrow = zipText(await writeReportDocx({ ...REPORT, columns: REPORT.columns.slice(0, 4) }, 0, EXTRA), 'word/document.xml');
    expect(narrow).toContain('w:w="11906" w:h="16838"');
  });

  test('许多列的英文表里，表头的单词和短名称不从中间断开', async () => {
    const heads = ['Region', 'Receiving', 'Acceptance', 'Commissioning', 'Maintenance', 'Open'];
    const columns = heads.map((head, i) => column(`c${i}`, i === 0 ? 'ref' : 'integer', [head, head]));
    const rows = [Object.fromEntries(columns.map((c, i) => [c.name, i === 0 ? 'u1' : 0]))];
    const xml = zipText(await writeReportDocx({ ...REPORT, columns, rows, totals: {}, titles: { u1: '西北' } }, 1, EXTRA), 'word/document.xml');
    const widths = [...xml.matchAll(/<w:gridCol w:w="(\d+)"/g)].map((m) => Number(m[1]));
    // Nine points: a bold letter takes up to 5.6 of them, the cell keeps 9 for its edges.
    expect(heads.filter((head, i) => widths[i]! < head.length * 112 + 180)).toEqual([]);
    expect(widths.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(16838);
  });

  test('英文完整；空报表说明没有记录；过长的请用表格', async () => {
    const text = words(zipText(await writeReportDocx({ ...REPORT, rows: [], totals: {} }, 1, EXTRA), 'word/document.xml'));
    for (const expected of ['Points by region', 'Month: 2026-11', 'As of: ', 'No records in this period', 'agrees', 'does not agree', 'Notes']) expect(text).toContain(expected);
    expect(text).not.toContain('合计');
    const long = { ...REPORT, rows: Array.from({ length: DOCUMENT_ROWS + 1 }, () => REPORT.rows[0] ?? {}) };
    await expect(writeReportDocx(long, 0, EXTRA)).rejects.toThrow(Refusal);
  });

  test('不能打印的字符不坏文件，没有宏与外部引用 [S4]', async () => {
    const file = await writeReportDocx(REPORT, 0, EXTRA);
    expect(zipText(file, 'word/document.xml')).toContain('=1+1&lt;b&gt;');
    expect(zipEntries(file).map(entry => entry.name).filter(name => /vba|embed|external/i.test(name))).toEqual([]);
  });
});

describe('Excel', () => {
  test('数字是数字，金额以元计，合计在末行，核对另页', async () => {
    const [table, proof] = await readXlsx(await writeReportXlsx(REPORT, 0, EXTRA));
    expect([table?.sheet, proof?.sheet]).toEqual(['各区域积分汇总', '核对']);
    const rounded = table?.data.map(row => row.map(cell => cell instanceof Date ? new Date(Math.round(cell.getTime() / 1000) * 1000) : cell));
    expect(rounded).toEqual([
      ['区域', '等级', '单数', '金额', '工时', '日期', '时间', '年度'],
      ['浦东 曾国藩', '良好', 1200, 1288.5, 7.5, new Date('2026-11-23T00:00:00Z'), new Date('2026-11-24T00:30:00Z'), 2026],
      ['=1+1<b>', 'old_key', -3, -0.05, null, null, null, null],
      ['合计', null, 1197, 1288.45, null, null, null, null],
    ]);
    const rows = proof?.data.map(row => row.filter(cell => cell !== null)) ?? [];
    for (const expected of [['月份', '2026-11'], ['数据截至', '2026-12-01 00:30'], ['制表', '王丽 & <Li>'], ['各行之和 = 总账', 1197, 1197, '相符'], ['各列之和', 3, 4, '不符'], ['不含已作废单据']]) {
      expect(rows).toContainEqual(expected);
    }
  });
});

/** Runs of one paragraph together, as a reader sees them. */
function words(xml: string): string {
  return xml.replace(/<\/w:p>/g, '\n').replace(/<[^>]+>/g, '');
}
