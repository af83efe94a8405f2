/** The rules of service reports, as tables; no database. */
import { expect, test } from 'vitest';
import { dueOn, percent, refuseBeforeWork, refuseChange, refuseEarlyAddendum, refuseTimes } from './rules.ts';

test('认证后不能改，只能补充；认证前直接改 [SM-23]', () => {
  expect(() => refuseChange('draft')).not.toThrow();
  expect(() => refuseChange('certified')).toThrow('service_report.immutable');
  expect(() => refuseEarlyAddendum('draft')).toThrow('service_report.still_draft');
  expect(() => refuseEarlyAddendum('archived')).not.toThrow();
});

test.each([['未开工', 'assigned'], ['没有这份指令', null]] as const)('不能写报告：%s', (_case, state) => {
  expect(() => refuseBeforeWork(state)).toThrow('service_report.before_work');
});
test.each(['on_site', 'done', 'verified'])('可以写报告：%s', (state) => {
  expect(() => refuseBeforeWork(state)).not.toThrow();
});

test('离场晚于到场，不晚于现在', () => {
  const at = (h: number) => new Date(Date.UTC(2026, 1, 10, h));
  expect(() => refuseTimes({ arrived_at: at(3), left_at: at(2) }, at(9))).toThrow('service_report.times');
  expect(() => refuseTimes({ arrived_at: at(3), left_at: at(10) }, at(9))).toThrow('service_report.future');
  expect(() => refuseTimes({ arrived_at: at(3), left_at: at(8) }, at(9))).not.toThrow();
  expect(() => refuseTimes({ arrived_at: null, left_at: null }, at(9))).not.toThrow();
});

test.each([[37, 37, '100.00'], [30, 37, '81.08'], [267, 267, '100.00'], [266, 267, '99.63'], [14, 267, '5.24'], [1, 3, '33.33'], [2, 3, '66.67'], [0, 5, '0.00'], [0, 0, null]] as const)('%i / %i = %s%% [AC-26]', (part, whole, shown) => {
  expect(percent(part, whole)).toBe(shown);
});

test('回传期限不含完工之日', () => {
  expect(dueOn('2026-02-25', 3)).toBe('2026-02-28');
});
