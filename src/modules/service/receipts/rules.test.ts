/** The rules of receipts, as tables; no database. */
import { expect, test } from 'vitest';
import { daysOverdue, dueOn, refuseReturnWhen, refuseUnsigned } from './rules.ts';

test('完工后三天应收，完工之日不计 [SM-22]', () => {
  expect(dueOn('2026-02-25', 3)).toBe('2026-02-28');
});

test.each([
  ['期限最后一天', '2026-02-27', null, '2026-02-27', 0], ['超期一天', '2026-02-26', null, '2026-02-27', 1], ['还有时间', '2026-03-01', null, '2026-02-27', 0],
  ['已收', '2026-02-10', '2026-02-12', '2026-02-27', 0], ['当时未收，后来才收', '2026-02-10', '2026-02-28', '2026-02-27', 17],
] as const)('超期天数：%s [FS-5.7] [AC-26]', (_case, due_on, returned_on, asOf, days) => {
  expect(daysOverdue({ due_on, returned_on }, asOf)).toBe(days);
});

test('用户没有签字的回执不能回传', () => {
  expect(() => refuseUnsigned(null, ' ')).toThrow('receipt.unsigned');
  expect(() => refuseUnsigned('郝建国', null)).not.toThrow();
  expect(() => refuseUnsigned(null, '郝建国')).not.toThrow();
});

test('回传日期在完工与今天之间', () => {
  expect(() => refuseReturnWhen('2026-02-09', '2026-02-10', '2026-02-12')).toThrow('receipt.when');
  expect(() => refuseReturnWhen('2026-02-13', '2026-02-10', '2026-02-12')).toThrow('receipt.when');
  expect(() => refuseReturnWhen('2026-02-12', '2026-02-10', '2026-02-12')).not.toThrow();
});
