// Exports opened again by independent readers: nothing turned into a formula, nothing changed its value.
import { buffer, text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import readXlsx from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { cellKindOf, neutralised, type Table, writeCsv } from './spreadsheet.ts';
import { SHEET_ROWS, writeXlsx } from './workbook.ts';
import { zipEntries, zipText } from './zip.ts';

const HOSTILE = ['=1+1', '+cmd|calc', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '＋1', '－1', '＠x', ' =1', '\u200b=1', '\ufeff@x', '﹦1', '|calc', '"=1+1', "'=1+1", '  ＝1', '\n=1'];
const TABLE: Table = {
  title: '失物登记 [2026/12]: 现场*', lang: 0,
  columns: [
    { label: '物品', kind: 'text' }, { label: '数量', kind: 'number' }, { label: '金额', kind: 'money' }, { label: '占比', kind: 'percent' },
    { label: '日期', kind: 'date' }, { label: '时间', kind: 'time' }, { label: '贵重', kind: 'boolean' },
  ],
  rows: [
    ['钱包，"黑"\n二层 <b>&', 3, 1234.5, 0.125, '2026-12-07', new Date('2027-01-01T00:30:00Z'), true],
    ['𠮷野家\u0000\u000b\ud800', -5, -0.01, 0, new Date('2027-01-01T00:30:00Z'), null, false],
    [null, undefined, Number.NaN, '', '', '', ''],
  ],
};

describe('xlsx', () => {
  test('数字还是数字，日期还是日期，怪字不坏文件', async () => {
    const [sheet] = await readXlsx(await buffer(writeXlsx(TABLE)));
    expect(sheet?.sheet).toBe('失物登记 2026 12 现场');
    // A serial day number is a fraction: readers come out a millisecond beside it.
    const rounded = sheet?.data.map(row => row.map(cell => cell instanceof Date ? new Date(Math.round(cell.getTime() / 1000) * 1000) : cell));
    expect(rounded).toEqual([
      ['物品', '数量', '金额', '占比', '日期', '时间', '贵重'],
      ['钱包，"黑"\n二层 <b>&', 3, 1234.5, 0.125, new Date('2026-12-07T00:00:00Z'), new Date('2027-01-01T00:30:00Z'), '是'],
      ['𠮷野家', -5, -0.01, 0, new Date('2027-01-01T00:30:00Z'), null, '否'],
      [null, null, 'NaN', null, null, null, null],
    ]);
  });

  test('公式一律存为文本 [S4]', async () => {
    const file = await buffer(writeXlsx({ ...TABLE, columns: [{ label: '=1+1', kind: 'text' }], rows: HOSTILE.map(value => [value]) }));
    const sheetXml = zipText(file, 'xl/worksheets/sheet1.xml');
    expect(sheetXml).not.toContain('<f>');
    expect(sheetXml.match(/<c /g)?.length).toBe(HOSTILE.length + 1);
    expect(sheetXml.match(/s="\d" t="inlineStr"/g)?.length).toBe(HOSTILE.length + 1);
    // The style that keeps the text a text when somebody opens the cell and presses Enter.
    expect(sheetXml.match(/s="7" t="inlineStr"/g)?.length).toBe(HOSTILE.length);
    expect(zipText(file, 'xl/styles.xml')).toContain('quotePrefix="1"');
    expect(zipEntries(file).map(entry => entry.name).filter(name => /vba|external|connection/i.test(name))).toEqual([]);
  });

  test('行陆续到来；一张工作表装不下就接着写下一张', async () => {
    const rows = async function* (count: number): AsyncGenerator<[number]> {
      for (let i = 0; i < count; i += 1) yield [i];
    };
    const columns = [{ label: '序号', kind: 'number' }] as const;
    const read = async (count: number, most = SHEET_ROWS) => (await readXlsx(await buffer(writeXlsx({ ...TABLE, columns, rows: rows(count) }, most)))).map((sheet) => [sheet.sheet, sheet.data.length, sheet.data.at(-1)?.[0]]);
    const name = '失物登记 2026 12 现场';
    expect(await read(0)).toEqual([[name, 1, '序号']]);
    expect(await read(3)).toEqual([[name, 4, 2]]);
    expect(await read(1001)).toEqual([[name, 1002, 1000]]);
    expect(await read(9, 10)).toEqual([[name, 10, 8]]);
    expect(await read(10, 10)).toEqual([[name, 10, 8], [`${name} 2`, 2, 9]]);
    expect(await read(1600, 601)).toEqual([[name, 601, 599], [`${name} 2`, 601, 1199], [`${name} 3`, 401, 1599]]);
  });

  test('出错的行让读的一方知道，没人读就不再取', async () => {
    let taken = 0;
    const rows = (function* (): Generator<[string]> {
      for (; taken < 1_000_000; taken += 1) { if (taken === 40_000) throw new Error('connection lost'); yield [`会员${Math.sin(taken)}`]; }
    })();
    await expect(buffer(writeXlsx({ ...TABLE, rows }))).rejects.toThrow('connection lost');
    taken = 0;
    const endless = (function* (): Generator<[string]> { for (;;) { taken += 1; yield [`会员${Math.sin(taken)}`]; } })();
    const chunks = writeXlsx({ ...TABLE, rows: endless });
    for await (const chunk of chunks) if ((chunk as Buffer).length > 1_000) break;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
    const after = taken;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
    expect(taken).toBe(after);
    expect(after).toBeLessThan(200_000);
  });

  test('文字里的转义、回车与首尾空格原样读回', async () => {
    const words = [' 前后 ', 'a\tb', '_x000D_', '<b>&"\'', '第一行\n第二行'];
    const [sheet] = await readXlsx(await buffer(writeXlsx({ ...TABLE, columns: [{ label: '文', kind: 'text' }], rows: words.map((word) => [word]) })), { trim: false });
    expect(sheet?.data.slice(1).map((row) => row[0])).toEqual(words);
  });

  test('字段种类决定单元格种类', () => {
    expect(['money', 'date', 'dateTime', 'integer', 'quantity', 'choice', 'ref', 'text'].map(cellKindOf)).toEqual(['money', 'date', 'time', 'number', 'number', 'text', 'text', 'text']);
  });

  test('空名与长名的工作表', async () => {
    const names = await Promise.all(['', "'['", '长'.repeat(80), 'a:b'].map(async title => (await readXlsx(await buffer(writeXlsx({ ...TABLE, title }))))[0]?.sheet));
    expect(names).toEqual(['Sheet1', 'Sheet1', '长'.repeat(31), 'a b']);
  });
});

describe('csv', () => {
  test('带 BOM，逗号引号换行都回得来', async () => {
    const out = await text(writeCsv(TABLE));
    expect((await buffer(writeCsv(TABLE))).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(parse(out, { bom: true })).toEqual([
      ['物品', '数量', '金额', '占比', '日期', '时间', '贵重'],
      ['钱包，"黑"\n二层 <b>&', '3', '1234.50', '0.125', '2026-12-07', '2027-01-01 00:30', '是'],
      ['𠮷野家', '-5', '-0.01', '0', '2027-01-01', '', '否'],
      ['', '', 'NaN', '', '', '', ''],
    ]);
  });

  test.each(HOSTILE)('%j 不会成为公式 [S4]', async hostile => {
    const [[cell] = []] = parse(await text(writeCsv({ ...TABLE, columns: [{ label: hostile, kind: 'text' }], rows: [] })), { bom: true }) as string[][];
    expect(cell?.startsWith("'")).toBe(true);
  });

  test('普通文字不动 [S4]', () => {
    expect(['王丽', 'a=1', '13812345678', '', 'JF-2026', '　空格'].map(neutralised)).toEqual(['王丽', 'a=1', '13812345678', '', 'JF-2026', '　空格']);
  });

  test('出错的行让读的一方知道', async () => {
    const rows = (function* (): Generator<[string]> {
      yield ['一'];
      throw new Error('connection lost');
    })();
    await expect(text(writeCsv({ ...TABLE, rows }))).rejects.toThrow('connection lost');
  });

  test('边取边写，不先收齐', async () => {
    let taken = 0;
    const rows = (function* (): Generator<[string, number]> {
      for (; taken < 100_000; taken += 1) yield [`会员${taken}`, taken];
    })();
    const chunks = writeCsv({ ...TABLE, rows, columns: TABLE.columns.slice(0, 2) })[Symbol.asyncIterator]();
    await chunks.next();
    expect(taken).toBeLessThan(10_000);
    while (!(await chunks.next()).done);
    expect(taken).toBe(100_000);
  });
});
