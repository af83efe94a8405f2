import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { expect, test } from 'vitest';
import { readOldReport } from '../reading.rules.ts';
import { wordsOfDocx } from './docx-text.ts';

test('Word 文件取出文字：段落与单元格各成一行，转义还原 [FS-IMP-1]', async () => {
  const cells = ['台数', '接收', '合计', '累计积分', '267', '750', '8860'];
  const file = await Packer.toBuffer(new Document({ sections: [{ children: [
    new Paragraph('现有人员29人，服务车辆9台 <A&B>'),
    new Table({ rows: cells.map((text) => new TableRow({ children: [new TableCell({ children: [new Paragraph(text)] })] })) }),
  ] }] }));
  const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
  const words = await wordsOfDocx(bytes);
  expect(words!.split('\n').filter((line) => line !== '')).toEqual(['现有人员29人，服务车辆9台 <A&B>', ...cells]);
  expect(readOldReport(words!).figures.map((fig) => [fig.key, fig.value])).toEqual([
    ['staff.total', 29], ['vehicles.total', 9], ['points.year.台数', 267], ['points.year.接收', 750], ['points.year.合计', 8860],
  ]);
});

test('不是 Word 文件的，不给文字', async () => {
  expect(await wordsOfDocx(new TextEncoder().encode('随便一段文字'.repeat(20)).buffer as ArrayBuffer)).toBeUndefined();
});
