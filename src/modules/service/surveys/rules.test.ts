/** The rules of surveys, as tables; no database. */
import { expect, test } from 'vitest';
import { averageOf, isLow, worthAsking } from './rules.ts';

const enough = { answers: 30, percent: 20 };
test.each([
  ['14 份 / 267 单', { answered: 14, of: 267, sum: 63 }, { rate: '5.24', average: '4.50', few: true }],
  ['回收充分', { answered: 40, of: 100, sum: 170 }, { rate: '40.00', average: '4.25', few: false }],
  ['份数够而比例低', { answered: 30, of: 300, sum: 150 }, { rate: '10.00', average: '5.00', few: true }],
  ['没有答复', { answered: 0, of: 5, sum: 0 }, { rate: '0.00', average: null, few: true }],
  ['没有指令', { answered: 0, of: 0, sum: 0 }, { rate: null, average: null, few: true }],
] as const)('平均分旁注明回收率与“样本少”：%s [AC-37] [SM-34]', (_case, answers, shown) => {
  expect(averageOf(answers, enough)).toEqual(shown);
});

test('二分及以下为低分；完工两周以后不再询问', () => {
  expect([1, 2, 3].map((s) => isLow(s, 2))).toEqual([true, true, false]);
  expect(worthAsking('2026-02-10', '2026-02-24', 14)).toBe(true);
  expect(worthAsking('2026-02-10', '2026-02-25', 14)).toBe(false);
});
