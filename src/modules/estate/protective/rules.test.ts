/** The rules of protective supplies as tables. */
import { expect, test } from 'vitest';
import { dueState, normOn, refuseEarly, restOf, termOf, type Norm } from './rules.ts';

const away = (...spans: readonly (readonly [from: string, days: number])[]): ReadonlySet<string> =>
  new Set(spans.flatMap(([from, days]) => Array.from({ length: days }, (_, i) => new Date(Date.parse(`${from}T00:00:00Z`) + i * 86_400_000).toISOString().slice(0, 10))));

test.each([
  ['手套 30 天，缺勤十天', '2026-12-01', 30, away(['2026-12-10', 10]), '2027-01-10', 10], ['没有缺勤', '2026-12-01', 30, away(), '2026-12-31', 0], ['缺勤在期满当天不算', '2026-12-01', 30, away(['2026-12-31', 5]), '2026-12-31', 0],
  ['顺延期内又缺勤再顺延', '2026-12-01', 30, away(['2026-12-10', 10], ['2027-01-05', 2]), '2027-01-12', 12], ['领用之前的缺勤不算', '2026-12-01', 30, away(['2026-11-20', 11]), '2026-12-31', 0], ['一天', '2026-12-01', 1, away(['2026-12-01', 1]), '2026-12-03', 1],
] as const)('期限：%s [AS-38]', (_what, issued, days, absent, due, n) => {
  expect(termOf(issued, days, absent)).toEqual({ due, absent: n });
});

test('提前领用：期满当天可领，前一天不可；以旧换新须定额允许 [AS-38]', () => {
  const held = { number: 'LF-1', term: { due: '2027-01-10', absent: 10 } };
  const early = (day: string, old: boolean, allowed: boolean) => () => refuseEarly(held, day, { old, allowed });
  expect(early('2027-01-09', false, true)).toThrow('protective.early');
  expect(early('2027-01-09', true, false)).toThrow('protective.not_old_for_new');
  expect([early('2027-01-10', false, false)(), early('2027-01-09', true, true)(), refuseEarly(null, '2027-01-01', { old: false, allowed: false })]).toEqual([undefined, undefined, undefined]);
});

const norm = (post: string, quantity: number, valid_from: string): Norm => ({ post, item: 'g', quantity, period_days: 30, old_for_new: true, valid_from });
test('定额取当天生效的最新一条；数量为零即终止；岗位写法不计空格与全半角', () => {
  const norms = [norm('维修工', 2, '2026-01-01'), norm('维修工', 3, '2026-06-01'), norm('维修工', 0, '2027-01-01'), norm('坐席Ａ', 1, '2026-01-01')];
  expect([normOn(norms, '维 修工', 'g', '2026-05-31')?.quantity, normOn(norms, '维修工', 'g', '2026-06-01')?.quantity, normOn(norms, '维修工', 'g', '2027-01-01'), normOn(norms, '维修工', 'g', '2025-12-31'), normOn(norms, '坐席A', 'g', '2026-02-01')?.quantity]).toEqual([2, 3, null, null, 1]);
});

test('离岗折余：按剩余天数取整到分；已期满为零，不超过全期', () => {
  expect([restOf(1_000, 30, '2026-12-31', '2026-12-21'), restOf(1_000, 30, '2026-12-31', '2027-01-02'), restOf(1_000, 30, '2027-03-01', '2026-12-01')]).toEqual([{ days: 10, value: 333 }, { days: 0, value: 0 }, { days: 30, value: 1_000 }]);
  expect([dueState(null, '2026-12-01'), dueState('2026-12-01', '2026-12-01'), dueState('2026-12-02', '2026-12-01')]).toEqual(['never', 'due', 'later']);
});
