// Printed slips read back: what stands on each copy, how large the paper is, and that nothing typed by a person can vanish or break it.
import { describe, expect, test } from 'vitest';
import type { SignatureView, SlipPage } from '../../kernel/api.ts';
import { PLAIN_STYLE } from '../../kernel/document/style.ts';
import { readPdf } from './read-pdf.testing.ts';
import { writeSlipPdf as slipPdf } from './slip-pdf.ts';

const writeSlipPdf = async (...given: Parameters<typeof slipPdf>): Promise<Buffer> => (await slipPdf(...given)).bytes;

/** Held by no font that comes with the product; the large fonts of a system may. */
const SYSTEM_ONLY = ['𪚥', '鿿', '𠀀'];
const ZONE = 'Asia/Shanghai';
const WAVE = 'M40 120 C60 20 80 20 90 110 S120 40 150 90 M170 40 L230 120 C250 30 280 40 290 110';
const signed = (over: Partial<SignatureView> = {}): SignatureView => ({
  id: 's', role: ['客人签名', 'Guest'], name: '曾小吉', at: '2026-12-07T06:30:00Z', image: WAVE, kind: 'drawn', witnesses: [], contentHash: 'h', ...over,
});
const SLIP: SlipPage = {
  style: PLAIN_STYLE, id: '1', number: 'JF-20261207-0017', kind: 'points', label: ['会员积分凭单', 'Member points slip'], organisation: '滨江云海会所客户服务中心',
  copies: [['客户联', 'Guest copy'], ['商户联', 'House copy']],
  lines: [
    { label: ['会员', 'Member'], value: '曾国藩' }, { label: ['消费金额', 'Spent'], value: '¥1,288.00' },
    { label: ['大写', 'In capitals'], value: '人民币壹仟贰佰捌拾捌元整' },
  ],
  table: { columns: [['项目', 'Item'], ['金额', 'Amount']], rows: [['精品果盘', '256.00']] },
  stamps: [['已积分', 'Points given']], signatures: [signed()], signatureBoxes: [['客人签名', 'Guest'], ['收银员', 'Cashier']],
  qr: 'https://desk.example/r/1', at: '2026-12-07T16:30:00Z', contentHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  printed: 1, cancelled: false, cancelledReason: null, record: { register: 'points_entry', id: '1' },
};
/** Without the breaks between pieces of a line. */
const flat = (text: string): string => text.replaceAll('\n', '');

describe('两种语言', () => {
  const words: SlipPage = { ...SLIP, lines: [{ label: ['类别', 'Kind'], value: ['赔偿', 'Compensation'] }], table: { columns: [['级别', 'Level']], rows: [[['口头警告', 'Oral Warning']]] } };
  test.each(['a4', '80mm'] as const)('%s：英文联全是英文，中文联全是中文', async (paper) => {
    const [zh, en] = await Promise.all([0, 1].map(async (lang) => readPdf(await writeSlipPdf(words, paper, lang as 0 | 1, ZONE)).map((page) => flat(page.text)).join('')));
    for (const one of ['Compensation', 'Oral Warning']) { expect(en).toContain(one); expect(zh).not.toContain(one); }
    for (const one of ['赔偿', '口头警告']) { expect(zh).toContain(one); expect(en).not.toContain(one); }
  });
});

describe('A4', () => {
  test('两联同页，中间裁切线，联名写在右边', async () => {
    const pages = readPdf(await writeSlipPdf(SLIP, 'a4', 0, ZONE));
    expect(pages.map(page => [Math.round(page.width), Math.round(page.height)])).toEqual([[595, 842]]);
    const text = flat(pages[0]?.text ?? '');
    expect(text.split('JF-20261207-0017')).toHaveLength(3);
    for (const words of ['第一联', '客户联', '第二联', '商户联', '滨江云海会所客户服务中心', '会员积分凭单', '曾国藩', '¥1,288.00', '人民币壹仟贰佰捌拾捌元整', '精品果盘', '256.00', '已积分', '收银员', '✂']) {
      expect(text).toContain(words);
    }
    expect(text).toContain('2026-12-08 00:30');
    expect(text).toContain('9f86d081884c7d65');
    expect(text).not.toContain('补打');
    expect(text).not.toContain('作废');
  });

  test('英文单据', async () => {
    const text = readPdf(await writeSlipPdf(SLIP, 'a4', 1, ZONE))[0]?.text ?? '';
    for (const words of ['Member points slip', 'Copy 1: Guest copy', 'Copy 2: House copy', 'Points given', 'Cashier']) expect(text).toContain(words);
    expect(text).not.toContain('客户联');
  });

  test('三联占两页；长表续页，续页也写单号', async () => {
    const three = readPdf(await writeSlipPdf({ ...SLIP, copies: [...SLIP.copies, ['存根联', 'Stub']] }, 'a4', 0, ZONE));
    expect(three).toHaveLength(2);
    expect(flat(three[1]?.text ?? '')).toContain('第三联');
    const rows = Array.from({ length: 100 }, (_, i) => [`配件${i}号`, '1.00']);
    const long = readPdf(await writeSlipPdf({ ...SLIP, copies: [['客户联', 'Guest copy']], table: { columns: [['项目', 'Item'], ['金额', 'Amount']], rows } }, 'a4', 0, ZONE));
    expect(long.length).toBeGreaterThan(1);
    expect(long.every(page => flat(page.text).includes('JF-20261207-0017'))).toBe(true);
    expect(rows.filter(([name = '']) => !long.some(page => page.text.includes(name)))).toEqual([]);
  });
});

describe('80 毫米小票', () => {
  test('每联一张，纸长随内容', async () => {
    const short = readPdf(await writeSlipPdf(SLIP, '80mm', 0, ZONE));
    expect(short).toHaveLength(2);
    expect(short.every(page => Math.abs(page.width - 226.77) < 0.01)).toBe(true);
    expect(short.map(page => page.text.split('\n')[0])).toEqual(['客户联', '商户联']);
    const rows = Array.from({ length: 60 }, (_, i) => [`菜品${i}`, '9.00']);
    const [long] = readPdf(await writeSlipPdf({ ...SLIP, table: { columns: [['项目', 'Item'], ['金额', 'Amount']], rows } }, '80mm', 0, ZONE));
    expect((long?.height ?? 0) - (short[0]?.height ?? 0)).toBeGreaterThan(59 * 20);
    expect(long?.text).toContain('菜品59');
  });
});

describe.each(['a4', '80mm'] as const)('标记（%s）', paper => {
  test('第三次打印盖补打 2，已有的补打章不重复', async () => {
    const text = flat(readPdf(await writeSlipPdf({ ...SLIP, printed: 3 }, paper, 0, ZONE))[0]?.text ?? '');
    expect(text).toContain('补打 2');
    const once = flat(readPdf(await writeSlipPdf({ ...SLIP, copies: [['客户联', 'Guest copy']], printed: 3, stamps: [['补打 2', 'Reprint 2']] }, paper, 0, ZONE))[0]?.text ?? '');
    expect(once.split('补打')).toHaveLength(2);
  });

  test('作废有章有原因，编号保留', async () => {
    const text = flat(readPdf(await writeSlipPdf({ ...SLIP, cancelled: true, cancelledReason: '金额录错' }, paper, 0, ZONE))[0]?.text ?? '');
    for (const words of ['作　废', '原因：金额录错', 'JF-20261207-0017']) expect(text).toContain(words);
  });

  test('签名是笔画；拒签写明见证人；没有格子的签名也在', async () => {
    const [page] = readPdf(await writeSlipPdf(SLIP, paper, 0, ZONE));
    expect(page?.drawing).toMatch(/40 120 m\n60 20 80 20 90 110 c/);
    const refused = signed({ role: ['收银员', 'Cashier'], kind: 'refused', image: null, witnesses: ['赵敏', '周杰'] });
    const other = signed({ role: ['保安', 'Guard'], image: 'javascript:alert(1)', name: '孙保安' });
    const text = flat(readPdf(await writeSlipPdf({ ...SLIP, signatures: [signed(), refused, other] }, paper, 0, ZONE))[0]?.text ?? '');
    for (const words of ['拒签', '赵敏、周杰', '保安', '孙保安']) expect(text).toContain(words);
  });

  test('英文撇号不占一个汉字宽；长的签名栏名另起行，不压住签名', async () => {
    const pages = readPdf((await slipPdf({ ...SLIP, label: ['主任周报', 'Director’s weekly report'], signatureBoxes: [['末班经办人', 'Clerk of the last shift of the day']], signatures: [signed({ role: ['末班经办人', 'Clerk of the last shift of the day'] })] }, paper, 1, ZONE)).bytes);
    const text = pages[0]?.text ?? '';
    expect(text).toContain("Director's weekly report");
    if (paper === '80mm') expect(text).not.toContain('Clerk of the last shift of the day');
    expect(text.replaceAll(/\s/g, '')).toContain('Clerkofthelastshiftoftheday');
  });

  test('人名用的生僻字一个不缺：每个都由真有它的字体画出 [S7]', async () => {
    const names = ['䶮', '㛃', '𠮷', '𬭎', '喆', '昇', '堃', '犇', '煊', '彧', '㐂', '𬘓', '𬴂', '𦈡', '𨱏', '𫖯', '𬺈', '𫘜', '䥽', '𬱟', '𬣙', '㻬', '䴔', '𩽾', '𬶋', '叕', '㵘', '𪚥', '㙍', '㼆', '𤧛', '𬬭', '鿿', '𠀀'].filter((name) => !SYSTEM_ONLY.includes(name));
    const made = await slipPdf({ ...SLIP, lines: names.map((name, i) => ({ label: [`会员${i}`, `Member ${i}`], value: `曾${name}` })) }, paper, 0, ZONE);
    expect(made.missing).toEqual([]);
    const pages = readPdf(made.bytes);
    const text = flat(pages.map((page) => page.text).join(''));
    for (const name of names) expect(text).toContain(`曾${name}`);
    // Glyph 0 is what a font draws for what it does not have.
    for (const page of pages) expect([...page.drawing.matchAll(/<([\da-f]+)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []).filter((glyph) => glyph === '0000')).toEqual([]);
  });

  test('哪个字体都没有的字：画出码位，注明，也告诉下载的人', async () => {
    const made = await slipPdf({ ...SLIP, lines: [{ label: ['会员', 'Member'], value: '曾小\u{30000}㐂' }] }, paper, 0, ZONE);
    const [page] = readPdf(made.bytes);
    const text = flat(page?.text ?? '');
    expect(text).toContain('㐂');
    expect(text).toContain('U+30000');
    expect(page?.text).toContain('300\n00');
    expect(made.missing).toEqual([0x30000]);
  });

  test.each([
    ['很长的一个词', 'A'.repeat(3000)], ['没有空格的长句', '超长备注'.repeat(400)], ['控制与方向字符', '正\u0000\u202e常\u2066\ufeff字\ud800'], ['只有换行', '\n\n'], ['标记', '<script>alert(1)</script>'], ['空', ''],
  ])('%s不坏版面', async (_, value) => {
    const pages = readPdf(await writeSlipPdf({ ...SLIP, lines: [...SLIP.lines, { label: ['备注', 'Note'], value }] }, paper, 0, ZONE));
    const printed = flat(pages.map(page => page.text).join(''));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be printed.
    expect(printed).toContain(value.replace(/[\u0000-\u001f\u202e\u2066\ufeff\ud800]/g, ''));
  });

  test('写不下一页的备注与表格单元格接着写', async () => {
    const value = Array.from({ length: 400 }, (_, i) => `第${i}段说明文字`).join('；');
    const table = { columns: SLIP.table?.columns ?? [], rows: [[value, '1.00']] };
    const pages = readPdf(await writeSlipPdf({ ...SLIP, copies: [['客户联', 'Guest copy']], lines: [{ label: ['备注', 'Note'], value }], table }, paper, 0, ZONE));
    const lowest = pages.flatMap(page => [...page.drawing.matchAll(/1 0 0 1 [\d.]+ (-?[\d.]+) Tm/g)].map(([, y]) => Number(y)));
    expect(lowest.length).toBeGreaterThan(50);
    expect(Math.min(...lowest)).toBeGreaterThan(0);
    const printed = flat(pages.map(page => page.text.split('\n').filter(line => !line.includes('续')).join('\n')).join('\n'));
    expect(printed.split('第399段说明文字')).toHaveLength(3);
  });

  test('三秒之内，同一单据同样的字节', async () => {
    const start = performance.now();
    const first = await writeSlipPdf(SLIP, paper, 0, ZONE);
    expect(performance.now() - start).toBeLessThan(3000);
    expect(first.length).toBeLessThan(200_000);
    const second = await writeSlipPdf(SLIP, paper, 0, ZONE);
    expect(readPdf(second)).toEqual(readPdf(first));
  });
});
