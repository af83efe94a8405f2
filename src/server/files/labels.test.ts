// Labels read back: size, words, and a symbol that a scanner can read.
import { decodeQR } from 'qr/decode.js';
import { describe, expect, test } from 'vitest';
import { barcodeFault, LABEL_PAPERS, labelPdf as labels } from './labels.ts';
import { readPdf } from './read-pdf.testing.ts';

const labelPdf = async (...given: Parameters<typeof labels>): Promise<Buffer> => (await labels(...given)).bytes;
const AT = new Date('2026-12-07T00:00:00Z');
const ROLL = { widthMm: 60, heightMm: 30, edgeMm: 2 } as const;
const LABEL = { code: 'ZC-2026-000128', title: '惠普激光打印机 LaserJet 二楼前台', number: 'ZC-2026-000128' };

test.each(['qr', 'code128'] as const)('%s 标签：一张一页，尺寸如纸，名称与编号在', async symbol => {
  const pages = readPdf(await labelPdf([LABEL, { ...LABEL, number: 'ZC-2026-000129' }], { ...ROLL, symbol }, AT));
  expect(pages.map(page => [Math.round(page.width), Math.round(page.height)])).toEqual([[170, 85], [170, 85]]);
  expect(pages[0]?.text.replaceAll('\n', '')).toContain('惠普激光打印机');
  expect(pages[1]?.text).toContain('ZC-2026-000129');
});

test('Code 128 的条与空：起止符、静区、宽度合乎标准', async () => {
  const [page] = readPdf(await labelPdf([{ ...LABEL, code: 'A1' }], { ...ROLL, symbol: 'code128' }, AT));
  const bars = [...(page?.drawing ?? '').matchAll(/([\d.]+) [\d.]+ ([\d.]+) [\d.]+ re/g)].map(([, x, width]) => ({ x: Number(x), width: Number(width) }));
  // Start, two characters, check: three bars each; stop: four.
  expect(bars).toHaveLength(16);
  // Six dots of a label printer to the module, in the middle of the label.
  const module = 6 * 72 / 203;
  expect(bars.map(bar => bar.width / module).every(width => Math.abs(width - Math.round(width)) < 0.01)).toBe(true);
  expect(bars[0]?.x).toBeCloseTo((60 * 72 / 25.4 - module * (11 * 4 + 13)) / 2, 1);
  // Start B is 2-1-1-2-1-4.
  expect(bars.slice(0, 3).map(bar => Math.round(bar.width / module))).toEqual([2, 1, 1]);
});

describe('条形码印出来要扫得出：放不下的字、太密的条都说得出', () => {
  test.each([
    ['资产一号', 60, 'signs'], ['', 60, 'signs'], ['A'.repeat(49), 210, 'signs'],
    ['EV0001', 40, null], ['ZC-2026-000128', 50, null], ['ZC-2026-000128', 40, 'long'], ['WO-20261126-00012', 60, null], ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 60, 'long'],
  ] as const)('“%s”在 %d 毫米宽的纸上：%s', (code, widthMm, fault) => {
    expect(barcodeFault(code, { widthMm })).toBe(fault);
  });
});

/** The dark squares of a page as the eye of a scanner sees them, ten dots to the millimetre. */
function seen(drawing: string, box: { readonly width: number; readonly height: number }) {
  const scale = 10 * 25.4 / 72;
  const [width, height] = [Math.round(box.width * scale), Math.round(box.height * scale)];
  const data = new Uint8Array(width * height * 4).fill(255);
  for (const [, x = '', y = '', w = '', h = ''] of drawing.matchAll(/([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re\n/g)) {
    const to = (place: string, size: string) => [Number(place), Number(place) + Number(size)].map((edge) => Math.round(edge * scale)) as [number, number];
    const [[left, right], [top, bottom]] = [to(x, w), to(y, h)];
    for (let r = top; r < bottom; r += 1) for (let c = left; c < right; c += 1) data.set([0, 0, 0, 255], (r * width + c) * 4);
  }
  return { width, height, data };
}

test.each(['40x30', '50x30', '60x40', 'sheet'] as const)('%s 上的二维码用解码器读得回来', async (name) => {
  const paper = LABEL_PAPERS[name];
  const [page] = readPdf(await labelPdf([{ ...LABEL, code: 'ZC-2026-资产一号' }], { ...paper, symbol: 'qr' }, AT));
  expect(decodeQR(seen(page!.drawing, { width: paper.widthMm * 72 / 25.4, height: paper.heightMm * 72 / 25.4 }))).toBe('ZC-2026-资产一号');
});

test('很长的名称不出格，放不下的地方以省略号收尾；生僻字一字不少', async () => {
  const title = `㐱𠮷䶮𬴂 ${'很长的名称'.repeat(30)}`;
  for (const [name, paper] of Object.entries(LABEL_PAPERS)) {
    for (const symbol of ['qr', 'code128'] as const) {
      const { bytes, missing } = await labels([{ ...LABEL, code: 'EV01', title }], { ...paper, symbol }, AT);
      const text = readPdf(bytes)[0]!.text.replaceAll('\n', '');
      expect([name, symbol, text.startsWith('㐱𠮷䶮𬴂'), text.includes('…'), missing.length]).toEqual([name, symbol, true, true, 0]);
    }
  }
});

test('A4 整版可以从第几格起：用过的格留空', async () => {
  const pages = readPdf(await labels([LABEL, LABEL], { ...LABEL_PAPERS.sheet, symbol: 'qr' }, AT, 23).then((made) => made.bytes));
  expect(pages).toHaveLength(2);
  // The last place of the first sheet, the first of the second.
  expect(/1 0 0 1 ([\d.]+) ([\d.]+) cm/.exec(pages[0]!.drawing)!.slice(1).map((n) => Math.round(Number(n)))).toEqual([397, 737]);
  expect(pages.every((page) => page.text.includes(LABEL.number))).toBe(true);
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
