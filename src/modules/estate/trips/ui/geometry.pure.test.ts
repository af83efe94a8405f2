/** Tables of the calendar's geometry. */
import { expect, test } from 'vitest';
import { lanesOf, shareOf } from './geometry.ts';

const days = [{ start: '2026-12-08T06:00:00Z', end: '2026-12-08T22:00:00Z' }, { start: '2026-12-09T06:00:00Z', end: '2026-12-09T22:00:00Z' }];
test.each([['2026-12-08T06:00:00Z', 0], ['2026-12-08T14:00:00Z', 0.25], ['2026-12-08T23:00:00Z', 0.5], ['2026-12-09T22:00:00Z', 1], ['2026-12-07T00:00:00Z', 0]] as const)('%s 在宽度的 %d', (at, share) => {
  expect(shareOf(Date.parse(at), days)).toBe(share);
});
test('重叠的分行，首尾相接的同行', () => {
  const trip = (from: number, to: number) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  expect(lanesOf([trip(0, 10), trip(5, 12), trip(10, 15), trip(11, 13)])).toEqual([0, 1, 0, 2]);
});
