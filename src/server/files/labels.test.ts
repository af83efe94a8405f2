// Labels read back: size, words, and a symbol that a scanner can read.
import { expect, test } from 'vitest';
import { LABEL_PAPERS, labelPdf as labels } from './labels.ts';
import { readPdf } from './read-pdf.testing.ts';

const labelPdf = async (...given: Parameters<typeof labels>): Promise<Buffer> => (await labels(...given)).bytes;
const AT = new Date('2026-12-07T00:00:00Z');
const LABEL = { code: 'ZC-2026-000128', title: '惠普激光打印机 LaserJet 二楼前台', number: 'ZC-2026-000128' };

test.each(['qr', 'code128'] as const)('%s 标签：一张一页，尺寸如纸，名称与编号在', async symbol => {
  const pages = readPdf(await labelPdf([LABEL, { ...LABEL, number: 'ZC-2026-000129' }], { widthMm: 60, heightMm: 30, symbol }, AT));
  expect(pages.map(page => [Math.round(page.width), Math.round(page.height)])).toEqual([[170, 85], [170, 85]]);
  expect(pages[0]?.text.replaceAll('\n', '')).toContain('惠普激光打印机');
  expect(pages[1]?.text).toContain('ZC-2026-000129');
});

test('Code 128 的条与空：起止符、静区、宽度合乎标准', async () => {
  const [page] = readPdf(await labelPdf([{ ...LABEL, code: 'A1' }], { widthMm: 60, heightMm: 30, symbol: 'code128' }, AT));
  const bars = [...(page?.drawing ?? '').matchAll(/([\d.]+) [\d.]+ ([\d.]+) [\d.]+ re/g)].map(([, x, width]) => ({ x: Number(x), width: Number(width) }));
  // Start, two characters, check: three bars each; stop: four.
  expect(bars).toHaveLength(16);
  const module = 56 * 72 / 25.4 / (11 * 4 + 13 + 20);
  expect(bars.map(bar => bar.width / module).every(width => Math.abs(width - Math.round(width)) < 0.01)).toBe(true);
  expect(bars[0]?.x).toBeCloseTo(2 * 72 / 25.4 + 10 * module, 1);
  // Start B is 2-1-1-2-1-4.
  expect(bars.slice(0, 3).map(bar => Math.round(bar.width / module))).toEqual([2, 1, 1]);
});

test('条形码放不下中文：请改用二维码', async () => {
  await expect(labelPdf([{ ...LABEL, code: '资产一号' }], { widthMm: 60, heightMm: 30, symbol: 'code128' }, AT)).rejects.toMatchObject({ code: 'label.not_code128' });
  expect(readPdf(await labelPdf([{ ...LABEL, code: '资产一号' }], { widthMm: 40, heightMm: 40, symbol: 'qr' }, AT))).toHaveLength(1);
});

test('A4 整版三列八行：二十四张一页，第二十五张另起一页，位置各不相同', async () => {
  const many = Array.from({ length: 25 }, (_, i) => ({ ...LABEL, number: `ZC-${String(i).padStart(3, '0')}` }));
  const pages = readPdf(await labelPdf(many, { ...LABEL_PAPERS.sheet, symbol: 'qr' }, AT));
  expect(pages.map((page) => [Math.round(page.width), Math.round(page.height)])).toEqual([[595, 842], [595, 842]]);
  expect(many.filter((label) => pages[0]!.text.includes(label.number))).toHaveLength(24);
  expect(pages[1]!.text).toContain('ZC-024');
  // The first stands where the sheet begins.
  expect(new Set([...pages[0]!.drawing.matchAll(/1 0 0 1 ([\d.]+ [\d.]+) cm/g)].map(([, at]) => at)).size).toBe(23);
});
