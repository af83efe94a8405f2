/** Codes as they are printed, and keys as scanners and people type them. */
import { describe, expect, test } from 'vitest';
import { openWedge, scannedOf, type Scanned } from './scan.ts';

const id = '0192f3a4-1111-7222-8333-444455556666';

test.each<[string, Scanned]>([
  [`https://desk.example:8443/r/asset/${id}`, { path: `/r/asset/${id}` }], [`HTTP://10.0.0.5/r/site/${id}?step=stop`, { path: `/r/site/${id}?step=stop` }], [`/slip/${id}`, { path: `/slip/${id}` }],
  ['https://desk/intake/yl/repair/abc-1', { path: '/intake/yl/repair/abc-1' }], ['ZC-00012', { q: 'ZC-00012' }], [' ＺＣ－00012 ', { q: 'ZC-00012' }], ['6901234567892', { q: '6901234567892' }],
  ['https://elsewhere.example/track/SF123', { q: 'SF123' }], ['https://elsewhere.example/r/../../admin', { q: 'admin' }], ['javascript:alert(1)', { q: 'javascript:alert(1)' }], [`https://desk/r/asset/${id}/../../x`, { q: 'x' }],
  ['https://desk/%E0%A4', { q: '%E0%A4' }], ['//evil.example/r', { q: 'r' }],
])('%s', (code, meaning) => expect(scannedOf(code)).toEqual(meaning));

describe('手持扫码枪', () => {
  const typed = (text: string, gap: number, wedge = openWedge(), from = 0) => {
    const keys = [...[...text].map((key) => ({ key, plain: true })), { key: 'Enter', plain: true }];
    return keys.map(({ key, plain }, i) => wedge.take({ key, plain, at: from + i * gap }));
  };
  test('快而以回车结束的是扫码，其间的键不再是快捷键', () => {
    const taken = typed('ZC-00012', 8);
    expect(taken.at(-1)).toEqual({ code: 'ZC-00012' });
    expect(taken.slice(1, -1).every((one) => one === 'part')).toBe(true);
    expect(typed(`https://d/r/asset/${id}`, 15).at(-1)).toEqual({ code: `https://d/r/asset/${id}` });
  });
  test('人按的不是：慢的、短的、以快捷键开头的', () => {
    expect(typed('ZC-00012', 120)).not.toContain('part');
    expect(typed('ZC-00012', 120).at(-1)).toBe('none');
    expect(typed('123', 8).at(-1)).toBe('none');
    expect(typed('jxjxjx', 8).every((one) => one === 'none')).toBe(true);
  });
  test('两次扫码各是各的；带 Ctrl 的键打断；大写的 Shift 不打断', () => {
    const wedge = openWedge();
    expect(typed('BX-0001', 10, wedge).at(-1)).toEqual({ code: 'BX-0001' });
    expect(typed('BX-0002', 10, wedge, 500).at(-1)).toEqual({ code: 'BX-0002' });
    const keys = ['B', 'Shift', 'X', '-', '1'].map((key, i) => wedge.take({ key, plain: true, at: 2_000 + i * 9 }));
    expect(keys).toEqual(['none', 'none', 'part', 'part', 'part']);
    wedge.take({ key: 'k', plain: false, at: 2_050 });
    expect(wedge.take({ key: 'Enter', plain: true, at: 2_055 })).toBe('none');
  });
});
