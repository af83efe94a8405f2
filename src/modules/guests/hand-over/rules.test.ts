import { describe, expect, test } from 'vitest';
import { assertNote, assertSettled, assertSigner, financeProblem, linesOf, minus, parseBlanks, parsePieces, sealFits, type Counted } from './rules.ts';

const counted = (change: Partial<Counted> = {}): Counted => ({ till: 0, float: 98_500, sheets: [{ code: '144', first: 123_463, last: 123_500 }], tickets: 11, voids: 1, copies: 3, gifts: new Map([['GIFT-01', 4]]), keys: 2, lost: 0, unsigned: 0, ...change });

test('空白发票的首末号 [AS-22]', () => {
  expect(parseBlanks('144 00123463-00123500\n145 7')).toEqual([{ code: '144', first: 123_463, last: 123_500 }, { code: '145', first: 7, last: 7 }]);
  expect(parseBlanks(null)).toEqual([]);
});
test.each(['00123463', '144 9-3', '144 abc'])('“%s”看不懂', (text) => expect(() => parseBlanks(text)).toThrow(expect.objectContaining({ code: 'hand_over.unreadable' })));
test('礼品件数', () => {
  expect([...parsePieces('GIFT-01×3 GIFT-07x2')]).toEqual([['GIFT-01', 3], ['GIFT-07', 2]]);
  expect(() => parsePieces('三件')).toThrow(expect.objectContaining({ code: 'hand_over.unreadable' }));
});
test('号段相减', () => {
  const a = [{ code: 'x', first: 1, last: 9 }];
  expect(minus(a, [{ code: 'x', first: 3, last: 4 }, { code: 'x', first: 9, last: 12 }])).toEqual([{ code: 'x', first: 1, last: 2 }, { code: 'x', first: 5, last: 8 }]);
  expect(minus(a, [{ code: 'y', first: 1, last: 9 }])).toEqual(a);
  expect(minus(a, a)).toEqual([]);
});

describe('清点与账面', () => {
  test('相符没有差异', () => expect(linesOf(counted(), counted(), counted()).filter((l) => l.difference !== null)).toEqual([]));
  test('接班数出首张 00123464：点名缺 00123463 [AS-22]', () => {
    const lines = linesOf(counted(), counted(), counted({ sheets: [{ code: '144', first: 123_464, last: 123_500 }] }));
    expect(lines.find((l) => l.kind === 'sheets')).toMatchObject({ expected: 38, counted_out: 38, counted_in: 37, difference: '缺 00123463' });
  });
  test('备用金少 5.00 [AS-28]', () => {
    expect(linesOf(counted(), counted({ float: 98_000 }), counted({ float: 98_000 })).find((l) => l.kind === 'float')).toMatchObject({ expected: 98_500, counted_in: 98_000, difference: '备用金差 -5.00' });
  });
  test('末班无人接，以交班人的清点为准', () => {
    expect(linesOf(counted(), counted({ tickets: 10 }), null).find((l) => l.kind === 'tickets')).toMatchObject({ counted_out: 10, counted_in: null, difference: '已开票小票差 -1' });
  });
  test('礼品按编号比较', () => {
    expect(linesOf(counted(), counted(), counted({ gifts: new Map([['GIFT-01', 3], ['GIFT-09', 1]]) })).filter((l) => l.kind === 'gifts').map((l) => l.difference)).toEqual(['GIFT-01 差 -1 件', 'GIFT-09 差 1 件']);
  });
  test('差异未处理不能接班，说出是哪一项', () => {
    expect(() => assertSettled([])).not.toThrow();
    expect(() => assertSettled([{ difference: '缺 00123463', difference_en: '00123463 missing' }])).toThrow(expect.objectContaining({ code: 'hand_over.differs', label: [expect.stringContaining('00123463'), expect.anything()] }));
  });
});

test('财务核对：11 份发票只有 10 张小票 [AS-23]', () => {
  const e = { tickets: 11, voids: 1, cash: 50_000 };
  expect(financeProblem(e, e)).toBeNull();
  expect(financeProblem(e, { ...e, tickets: 10 })?.[0]).toBe('发票 11 份，小票 10 张');
  expect(financeProblem(e, { ...e, cash: 49_900, voids: 0 })?.[0]).toBe('作废 1 份，收到 0 份；收银款 500.00，收到 499.00');
});
test('封条号须一致 [AS-24]', () => expect([sealFits('0457', ' 0457'), sealFits('0457', '0458'), sealFits(null, '0457')]).toEqual([true, false, false]));
test('本人签字', () => {
  expect(() => assertSigner({ id: 'a', name: '周宇' }, { userId: 'a' })).not.toThrow();
  expect(() => assertSigner({ id: 'a', name: '周宇' }, { userId: 'b' })).toThrow(expect.objectContaining({ code: 'hand_over.other_signer' }));
});
test('末班留言：没问题或写明问题 [VIP-6.8]', () => {
  expect(() => assertNote('无', true)).not.toThrow();
  expect(() => assertNote('有问题', false)).toThrow(expect.objectContaining({ code: 'hand_over.note' }));
});
