/** The rules of the budget, as tables; no database. */
import { yuan } from '../../../kernel/index.ts';
import { expect, test } from 'vitest';
import { bookingDay, closingProblem, decideSpending, quotaFor, quotaOf, quotaProblem, sharesInWords, sharesOf, transferProblem, varianceOf, type Spending } from './rules.ts';

/** The quota of the source, in fen. */
const QUOTA = [['MAT', 4_000_000], ['VEH', 2_400_000], ['TRAVEL', 1_300_000], ['COMM', 600_000], ['BIZ', 500_000], ['OFFICE', 200_000], ['OTHER', 1_000_000]] as const;
const lines = QUOTA.map(([category, amount]) => ({ category, amount }));
const versions = [{ effective_from: '2026-01-01', lines }];

test('七个科目合计十万元，与总额相符 [FS-3.1]', () => {
  expect(lines.reduce((sum, l) => sum + l.amount, 0)).toBe(10_000_000);
  expect(quotaProblem(10_000_000, lines)).toBeNull();
});
test.each([
  ['少一个科目', 10_000_000, lines.slice(1), '相差 40,000.00'], ['总额写错', 9_999_900, lines, '相差 1.00'], ['没有科目', 10_000_000, [], '还没有分科目额度'],
] as const)('%s，额度不得生效 [FS-3.1]', (_why, total, given, words) => {
  expect(quotaProblem(total, given)?.[0]).toContain(words);
});

const two = [{ effective_from: '2026-01-01' }, { effective_from: '2026-03-01' }];
test.each([['2025-12', null], ['2026-01', '2026-01-01'], ['2026-02', '2026-01-01'], ['2026-03', '2026-03-01'], ['2027-01', '2026-03-01']] as const)('%s 适用 %s 起的额度 [FS-3.1]', (month, expected) => {
  expect(quotaOf(two, month)?.effective_from ?? null).toBe(expected);
});

const SPENT = { VEH: 2_983_600, TRAVEL: 1_744_300, COMM: 971_700, BIZ: 666_000, OFFICE: 178_950, OTHER: 248_850 } as const;
test.each([
  ['VEH', 583_600, 124.3], ['TRAVEL', 444_300, 134.2], ['COMM', 371_700, 162], ['BIZ', 166_000, 133.2], ['OFFICE', -21_050, 89.5], ['OTHER', -751_150, 24.9],
] as const)('按一个月额度：%s 差额 %i 分，执行率 %s%% [AC-24]', (category, variance, percent) => {
  const quota = quotaFor(versions, sharesOf('2026-01-01', '2026-02-20', 'one_month')).get(category)!;
  expect(varianceOf(SPENT[category], quota)).toEqual({ variance, percent });
});
test.each(Object.keys(SPENT) as (keyof typeof SPENT)[])('按两个月额度：%s 未超 [AC-24]', (category) => {
  const quota = quotaFor(versions, sharesOf('2026-01-01', '2026-02-20', 'whole_months')).get(category)!;
  expect(varianceOf(SPENT[category], quota).variance).toBeLessThan(0);
});
test.each([['one_month', 94.4, ['1 个月', '1 month']], ['whole_months', 47.2, ['2 个月', '2 months']], ['pro_rata', 55.1, ['1 个月 + 20/28', '1 month + 20/28']]] as const)(
  '填报总额 94,445 在 %s 下为 %s%%，写明 %j [AC-24]', (basis, percent, words) => {
    const shares = sharesOf('2026-01-01', '2026-02-20', basis);
    const quota = [...quotaFor(versions, shares).values()].reduce((a, b) => a + b, 0);
    expect(varianceOf(9_444_500, quota).percent).toBe(percent);
    expect(sharesInWords(shares)).toEqual(words);
  });
test('按日折算时各科目之和仍等于折算后的总额，一分不差 [AC-24]', () => {
  const cut = quotaFor(versions, sharesOf('2026-02-01', '2026-02-20', 'pro_rata'));
  expect([...cut.values()].reduce((a, b) => a + b, 0)).toBe(7_142_857);
  expect(cut.get('MAT')).toBe(2_857_143);
  expect(sharesInWords(sharesOf('2026-02-01', '2026-02-20', 'pro_rata'))[0]).toBe('20/28 个月');
});
test('没有额度时不计执行率；止早于起则没有月份', () => {
  expect(varianceOf(100, 0)).toEqual({ variance: 100, percent: null });
  expect(sharesOf('2026-02-01', '2026-01-31', 'whole_months')).toEqual([]);
});

const base: Spending = { category: '车辆', month: '2026-02', quota: 100_000, spent: 50_000, committed: 20_000, amount: 9_999, warnPercent: 80, onOverspend: 'escalate' };
test.each([
  ['79.9% 放行', {}, 'within', null], ['恰 80% 提醒', { amount: 10_000 }, 'warn', '80%'], ['恰 100% 提醒', { amount: 30_000 }, 'warn', '80%'],
  ['超一分报批', { amount: 30_001 }, 'escalate', '超出额度 0.01 元'], ['超一分拒绝', { amount: 30_001, onOverspend: 'block' }, 'block', '不得超支'],
  ['超一分提醒', { amount: 30_001, onOverspend: 'warn' }, 'warn', '提醒后放行'], ['没有额度', { quota: 0 }, 'escalate', '超出额度'],
] as const)('%s [FS-3.2]', (_why, change, outcome, words) => {
  const decision = decideSpending({ ...base, ...change });
  expect(decision.outcome).toBe(outcome);
  expect(decision.lines[0]![0]).toContain('已支出 500.00 + 已承诺 200.00');
  expect(decision.lines[1]?.[0] ?? null).toEqual(words === null ? null : expect.stringContaining(words));
});

test.each([[{ from: 'A', to: 'A', amount: 1, free: 9 }, '相同'], [{ from: 'A', to: 'B', amount: 10, free: 9 }, '只余 0.09'], [{ from: 'A', to: 'B', amount: 10, free: -5 }, '只余 0.00']] as const)('调剂 %j 不成', (transfer, words) => {
  expect(transferProblem(transfer)?.[0]).toContain(words);
});
test('调剂不超过余额即可', () => { expect(transferProblem({ from: 'A', to: 'B', amount: 9, free: 9 })).toBeNull(); });

test.each([
  [{ month: '2026-02', today: '2026-02-28', earlierOpen: null }, '尚未结束'], [{ month: '2026-02', today: '2026-03-01', earlierOpen: '2026-01' }, '请先结 2026-01'],
] as const)('%j 不得结账', (c, words) => { expect(closingProblem(c)?.[0]).toContain(words); });
test('月份已过且前月已结，可以结账', () => { expect(closingProblem({ month: '2026-02', today: '2026-03-01', earlierOpen: null })).toBeNull(); });

test.each([['2026-01-20', '2026-02-03', null, '2026-01-20'], ['2026-01-20', '2026-02-03', '2026-01', '2026-02-03'], ['2026-02-01', '2026-02-03', '2026-01', '2026-02-01']] as const)('%s 的费用在 %s 入账，已结至 %s，记 %s', (cost, today, closed, day) => {
  expect(bookingDay(cost, today, closed)).toBe(day);
});
test.each([[0, '0.00'], [5, '0.05'], [123_456_789, '1,234,567.89'], [-2_651_100, '-26,511.00']] as const)('%i 分写作 %s', (fen, text) => { expect(yuan(fen)).toBe(text); });
