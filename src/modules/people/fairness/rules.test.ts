/** Rates with their numbers, and what stands out. Written from the requirement before the code. */
import { expect, test } from 'vitest';
import { few, NOTHING, rate, shiftOf, standsOut } from './rules.ts';

test.each([[0, 0, null], [0, 4, 0], [1, 3, 333], [2, 3, 667], [5, 5, 1000]] as const)('%i / %i = %s ‰', (part, of, expected) => {
  expect(rate(part, of)).toBe(expected);
});

test('少于 5 件的比率说明不了什么', () => {
  expect([0, 4, 5].map(few)).toEqual([true, true, false]);
});

const tally = (decided: number, sanctioned: number) => ({ ...NOTHING, cases: decided, decided, sanctioned });
test.each([
  ['两倍于其他', tally(10, 8), tally(30, 16), true], ['不到两倍', tally(10, 7), tally(30, 16), false], ['一半以下', tally(10, 2), tally(30, 16), true],
  ['本组太少', tally(4, 4), tally(30, 8), false], ['其余太少', tally(10, 8), tally(14, 8), false], ['都没有', tally(10, 0), tally(30, 0), false], ['只有一组', tally(10, 5), tally(10, 5), false],
] as const)('明显不同：%s', (_why, group, all, expected) => {
  expect(standsOut(group, all, (one) => one.sanctioned)).toBe(expected);
});

test.each([
  ['08:00', false, 'early'], ['05:00', false, 'early'], ['04:59', false, 'night'], ['10:59', false, 'early'], ['11:00', false, 'late'], ['19:59', false, 'late'], ['20:00', false, 'night'], ['09:00', true, 'night'], [null, false, 'unplanned'],
] as const)('%s 开始（夜班 %s）是 %s', (starts, night, shift) => {
  expect(shiftOf(starts, night)).toBe(shift);
});
