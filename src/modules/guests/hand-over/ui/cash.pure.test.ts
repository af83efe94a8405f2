import { expect, test } from 'vitest';
import { piecesOf, sumOf, textOf } from './cash.rules.ts';

test('键入的张数写成文字，再读回来', () => {
  const pieces = { 10000: 9, 5000: 1, 1000: 3, 50: 2 };
  expect(textOf(pieces)).toBe('100×9 50×1 10×3 0.5×2');
  expect(piecesOf('100×9 50×1 10×3 0.5×2')).toEqual(pieces);
  expect(sumOf(pieces)).toBe(98_100);
});
test('什么都没填不是空箱；填了 0 才是', () => expect([textOf({}), textOf({ 10000: 0 }), sumOf({})]).toEqual([null, '0', 0]));
