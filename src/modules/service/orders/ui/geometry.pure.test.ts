/** Geometry of the dispatch board, as tables. */
import { expect, test } from 'vitest';
import { lanesOf, momentAt, moved, shareOf, stepOf, within } from './geometry.ts';

const day = (d: number) => ({ start: `2026-03-0${d}T00:00:00Z`, end: `2026-03-0${d}T16:00:00Z` });
const at = (text: string) => Date.parse(`2026-03-${text}Z`);
const iso = (ms: number) => new Date(ms).toISOString().slice(8, 16);

test.each([['当天中午', '02T08:00:00', [day(2)], 0.5], ['开门之前', '01T23:00:00', [day(2)], 0], ['收工之后', '02T17:00:00', [day(2)], 1], ['第二天开始', '03T00:00:00', [day(2), day(3)], 0.5], ['两天之间的夜里', '02T20:00:00', [day(2), day(3)], 0.5]] as const)('位置：%s', (_case, moment, days, share) => {
  expect(shareOf(at(moment), days)).toBeCloseTo(share);
});

test('放下时取整到半小时', () => {
  expect(iso(momentAt(0.5, [day(2)]))).toBe('02T08:00');
  expect(iso(momentAt(0.51, [day(2)]))).toBe('02T08:00');
  expect(iso(momentAt(0.76, [day(2), day(3)]))).toBe('03T08:30');
  expect(iso(momentAt(9, [day(2)]))).toBe('02T16:00');
});

test('键盘左右移动半小时，晚上之后是次日早上，两端不越界', () => {
  const days = [day(2), day(3)];
  expect(iso(moved(at('02T08:00:00'), 1, days))).toBe('02T08:30');
  expect(iso(moved(at('02T15:30:00'), 1, days))).toBe('03T00:00');
  expect(iso(moved(at('03T00:00:00'), -1, days))).toBe('02T15:30');
  expect(iso(moved(at('02T00:00:00'), -1, days))).toBe('02T00:00');
  expect(iso(moved(at('03T15:30:00'), 1, days))).toBe('03T15:30');
  expect(iso(moved(at('09T00:00:00'), 1, days))).toBe('02T00:00');
});

test('同时的工作各占一行，先后相接的共用一行', () => {
  expect(lanesOf([{ from: 0, to: 10 }, { from: 5, to: 8 }, { from: 10, to: 12 }, { from: 9, to: 11 }])).toEqual([0, 1, 0, 1]);
});

test('只画窗口内外一点的行', () => {
  const tops = Array.from({ length: 1000 }, (_, i) => i * 50);
  expect(within(tops, 10_000, 500, 100)).toEqual([198, 213]);
  expect(within(tops, 0, 500, 100)).toEqual([0, 13]);
  expect(within([], 0, 500)).toEqual([0, 0]);
});

test('滚动按二百像素一步：一步之内画的行不变，窗口始终在所画之内', () => {
  expect([0, 199, 200, 399, 400].map(stepOf)).toEqual([0, 0, 200, 200, 400]);
  const tops = Array.from({ length: 1000 }, (_, i) => i * 50);
  for (const top of [0, 199, 3_399]) {
    const [first, last] = within(tops, stepOf(top), 620);
    expect([tops[first]! <= top, tops[last]! >= top + 620]).toEqual([true, true]);
  }
});
