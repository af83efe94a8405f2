import { yuan } from '../../../kernel/index.ts';
import { expect, test } from 'vitest';
import { assertCounted, assertOwnSignature, assertReplenish, assertSlip, cashText, differenceOf, parseCash, sumCash } from './rules.ts';

test.each([
  ['100×9 50×1 10×3', 98_000], ['100x9,50*1，10X3', 98_000], ['0', 0], ['', 0], ['0.5×3 0.1×2', 170], ['1×2 1×3', 500],
])('清点“%s”是 %i 分 [AS-28]', (text, fen) => {
  expect(sumCash(parseCash(text))).toBe(fen);
});

test.each(['30×2', '100', '100×-1', '一百×2', '100×2.5'])('“%s”不是面额与张数', (text) => {
  expect(() => parseCash(text)).toThrow(expect.objectContaining({ code: 'cash.unreadable' }));
});

test('清点写回文字，大面额在前', () => expect(cashText(parseCash('0.5×3 10×3 100×9'))).toBe('100×9 10×3 0.5×3'));
test('空箱写作 0', () => expect(cashText({})).toBe('0'));
test('负数与分', () => expect([yuan(-500), yuan(98_005), yuan(7), yuan(123_456_700)]).toEqual(['-5.00', '980.05', '0.07', '1,234,567.00']));

test('单笔不超过上限', () => {
  expect(() => assertSlip(20_000, 20_000)).not.toThrow();
  expect(() => assertSlip(20_001, 20_000)).toThrow(expect.objectContaining({ code: 'petty_slip.above_limit' }));
});
test('补足不超过已支出未补的部分', () => {
  expect(() => assertReplenish(1_500, 1_500)).not.toThrow();
  expect(() => assertReplenish(1_501, 1_500)).toThrow(expect.objectContaining({ code: 'petty_float.not_spent' }));
});
test('差异说明短多少、长多少 [AS-28]', () => {
  expect(differenceOf(98_000, 98_500)?.[0]).toBe('短款 5.00 元');
  expect(differenceOf(98_600, 98_500)?.[0]).toBe('长款 1.00 元');
  expect(differenceOf(98_500, 98_500)).toBeNull();
  expect(() => assertCounted(98_000, 98_500)).toThrow(expect.objectContaining({ code: 'petty_float.differs' }));
});
test('领用人本人签字', () => {
  expect(() => assertOwnSignature('u1', { userId: 'u1', name: '周宇' }, '周宇')).not.toThrow();
  expect(() => assertOwnSignature('u1', { userId: 'u2', name: '孙薇' }, '周宇')).toThrow(expect.objectContaining({ code: 'petty_float.other_signer' }));
});
