import { expect, test } from 'vitest';
import { pathOf, strokeCount, strokesOf, withoutLast } from './strokes.ts';

test('笔画存成 480×160 画布上的路径，再画出来还是原样', () => {
  const drawn = [
    [
      { x: 10, y: 20 },
      { x: 30.5, y: 40 },
    ],
    [
      { x: 100, y: 50 },
      { x: 120, y: 60 },
      { x: 130, y: 70 },
    ],
  ];
  const path = pathOf(drawn, 480 / 240);
  expect(path).toBe('M 20 40 L 61 80 M 200 100 L 240 120 260 140');
  expect(strokesOf(path, 240 / 480)).toEqual(drawn);
});

test('点也是一笔；画到框外的部分收在框内', () => {
  expect(pathOf([[{ x: 5, y: 5 }]], 1)).toBe('M 5 5 L 5 5');
  expect(
    pathOf(
      [
        [
          { x: -9, y: 170 },
          { x: 500, y: 3 },
        ],
      ],
      1,
    ),
  ).toBe('M 0 160 L 480 3');
});

test('撤回只去掉最后一笔', () => {
  const path = 'M 1 1 L 2 2 M 3 3 L 4 4';
  expect([strokeCount(path), withoutLast(path), withoutLast(withoutLast(path)), strokeCount('')]).toEqual([2, 'M 1 1 L 2 2', '', 0]);
});
