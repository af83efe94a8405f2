/** The rules of opinions, as tables; no database. */
import { expect, test } from 'vitest';
import { averageOf, isLow, openOn, ownVerdict, refuseNoImprovement, refuseSpan } from './rules.ts';

test.each([
  [{ operation: '5', service: '5', feedback: '2' }, true], [{ operation: '3', service: '3', feedback: '3' }, false], [{ operation: '1', service: '5', feedback: '5' }, true],
] as const)('任一项二分及以下即为低分 %#', (scores, low) => { expect(isLow(scores, 2)).toBe(low); });

test('低分必须有问题、责任人、期限；有问题的也是，三样齐全才收 [VIP-3.5]', () => {
  const full = { problem: '上单慢', owner: 'he', due_on: '2026-12-20' };
  const none = { problem: null, owner: null, due_on: null };
  refuseNoImprovement(false, none, '2026-12-07');
  refuseNoImprovement(true, full, '2026-12-07');
  expect(() => refuseNoImprovement(true, none, '2026-12-07')).toThrow('opinion_form.improvement');
  expect(() => refuseNoImprovement(false, { ...none, problem: '上单慢' }, '2026-12-07')).toThrow('opinion_form.improvement');
  expect(() => refuseNoImprovement(true, { ...full, due_on: '2026-12-06' }, '2026-12-07')).toThrow('improvement.due');
});

test('平均分、调查期间、谁来确认', () => {
  expect([averageOf(13, 3), averageOf(0, 0)]).toEqual(['4.33', null]);
  expect([openOn({ opens_on: '2026-12-01', closes_on: '2026-12-07' }, '2026-12-07'), openOn({ opens_on: '2026-12-01', closes_on: '2026-12-07' }, '2026-12-08')]).toEqual([true, false]);
  expect(() => refuseSpan('2026-12-02', '2026-12-01')).toThrow('opinion_round.dates');
  expect([ownVerdict('a', 'b'), ownVerdict('a', 'a') !== null]).toEqual([null, true]);
});
