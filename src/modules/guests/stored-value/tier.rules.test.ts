import { describe, expect, test } from 'vitest';
import { changeOfTier, endedBecause, tierFor, type TierRule } from './tier.rules.ts';

const vip: TierRule = { name: '章程', tier: 'vip', metric: 'deposit_single', threshold: 300_000, windowDays: 0 };
const gold: TierRule = { name: '章程', tier: 'gold', metric: 'deposit_cumulative', threshold: 1_000_000, windowDays: 0 };
const deposits = (...all: readonly [on: string, amount: number][]) => ({ deposits: all.map(([on, amount], i) => ({ on, amount, number: `CZ-${i + 1}` })), spends: [], points: [] });

describe('等级门槛 [AS-09]', () => {
  test('2,999.99 不是贵宾，3,000.00 立即是，写明哪一笔', () => {
    expect(tierFor([vip], deposits(['2026-12-07', 299_999]), '2026-12-07')).toBeNull();
    const reached = tierFor([vip], deposits(['2026-12-07', 299_999], ['2026-12-07', 300_000]), '2026-12-07');
    expect(reached).toMatchObject({ tier: 'vip', figure: 300_000 });
    expect(reached?.because[0]).toBe('单笔储值 3,000.00（CZ-2），达到贵宾门槛 3,000.00（章程）');
  });
  test('两笔 1,500 不算单笔 3,000', () => expect(tierFor([vip], deposits(['2026-12-01', 150_000], ['2026-12-02', 150_000]), '2026-12-07')).toBeNull());
  test('金卡优先；未定门槛就没有这条规则', () => {
    const figures = deposits(['2026-11-01', 500_000], ['2026-12-01', 500_000]);
    expect(tierFor([vip, gold], figures, '2026-12-07')).toMatchObject({ tier: 'gold', figure: 1_000_000 });
    expect(tierFor([vip], figures, '2026-12-07')?.tier).toBe('vip');
  });
});

describe('窗口与其他指标', () => {
  const windowed: TierRule = { ...vip, metric: 'deposit_cumulative', windowDays: 30 };
  test.each([['2026-12-07', 'vip'], ['2026-12-30', 'vip'], ['2026-12-31', undefined]])('三十天窗口，%s：%s', (day, tier) => {
    expect(tierFor([windowed], deposits(['2026-12-01', 300_000]), day)?.tier).toBe(tier);
  });
  test('以后的事不算', () => expect(tierFor([vip], deposits(['2026-12-08', 300_000]), '2026-12-07')).toBeNull());
  test.each([['points', 5_000], ['spend', 800_000]] as const)('按%s', (metric, threshold) => {
    const rule: TierRule = { ...vip, metric, threshold };
    const happened = (amount: number) => ({ deposits: [], spends: [{ on: '2026-12-01', amount, number: '' }], points: [{ on: '2026-12-01', amount, number: '' }] });
    expect(tierFor([rule], happened(threshold - 1), '2026-12-07')).toBeNull();
    expect(tierFor([rule], happened(threshold), '2026-12-07')?.tier).toBe('vip');
  });
});

test.each([[null, null, 'none'], [null, 'vip', 'granted'], ['vip', null, 'ended'], ['vip', 'gold', 'replaced'], ['vip', 'vip', 'none']] as const)('%s → %s：%s', (has, should, change) => {
  expect(changeOfTier(has, should)).toBe(change);
});

test('等级结束写明为什么', () => expect(endedBecause('vip', ['储值单 CZ-1 已冲销', 'Deposit CZ-1 was reversed'])[0]).toBe('储值单 CZ-1 已冲销，不再满足贵宾条件'));
