import { yuan } from '../../../kernel/index.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assertCap, assertTender, assertUnchanged, bonusFor, coolingProblem, custodyFor, lastQuarterEnd, limitsOf, needsFinance, quarterEnd, splitSpend } from './rules.ts';

const figures = { cap: 500_000, transferPersonal: 5_000_000, transferCompany: 500_000, coolingDays: 7, refundDays: 15, custodyPercent: 40 };
const national = limitsOf('national', figures);

describe('本金与赠送按比例消耗 [AS-10]', () => {
  test('3000 + 300：先消费 1100，再消费 100', () => {
    expect(splitSpend(110_000, { principal: 300_000, bonus: 30_000 })).toEqual({ principal: 100_000, bonus: 10_000 });
    expect(splitSpend(10_000, { principal: 200_000, bonus: 20_000 })).toEqual({ principal: 9_091, bonus: 909 });
  });
  test.each([
    [100, 300, 0, 100, 0], [100, 0, 300, 0, 100], [1, 1, 1, 0, 1], [400, 300, 100, 300, 100], [1, 3, 1, 1, 0],
  ])('消费 %s，卡内 %s + %s：本金 %s，赠送 %s', (amount, principal, bonus, p, b) => {
    expect(splitSpend(amount, { principal, bonus })).toEqual({ principal: p, bonus: b });
  });
  test('余额不足：拒绝并写出余额', () => {
    expect(() => splitSpend(110_001, { principal: 100_000, bonus: 10_000 })).toThrow(expect.objectContaining({ code: 'stored_value.short', label: [expect.stringContaining('1,100.00'), expect.anything()] }));
  });
  test('任意次序：分毫不差，两边都不为负，花光时同时为零', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 900_000_000 }), fc.integer({ min: 0, max: 900_000_000 }), fc.array(fc.integer({ min: 1, max: 50_000_000 }), { maxLength: 30 }), (principal, bonus, spends) => {
      let held = { principal, bonus };
      for (const wanted of [...spends, Number.MAX_SAFE_INTEGER]) {
        const amount = Math.min(wanted, held.principal + held.bonus);
        if (amount === 0) break;
        const part = splitSpend(amount, held);
        expect(part.principal + part.bonus).toBe(amount);
        // Nowhere more than a fen away from the exact share.
        expect(Math.abs(part.principal - (amount * held.principal) / (held.principal + held.bonus))).toBeLessThan(1);
        held = { principal: held.principal - part.principal, bonus: held.bonus - part.bonus };
        expect(held.principal).toBeGreaterThanOrEqual(0);
        expect(held.bonus).toBeGreaterThanOrEqual(0);
      }
      expect(held).toEqual({ principal: 0, bonus: 0 });
    }), { numRuns: 300 });
  });
});

test.each([
  [299_999, '2026-12-07', 10_000], [300_000, '2026-12-07', 30_000], [500_000, '2026-12-07', 60_000], [500_000, '2027-01-01', 0], [99_999, '2026-12-07', 0],
])('存 %s，%s：赠送 %s', (amount, day, bonus) => {
  const rule = (min_amount: number, more: number) => ({ min_amount, bonus: more, starts_on: '2026-12-01', ends_on: '2026-12-31' });
  expect(bonusFor(amount, day, [rule(100_000, 10_000), rule(300_000, 30_000), rule(500_000, 60_000)])).toBe(bonus);
});

describe('限额按存入后的本金', () => {
  test('正好 5000 可以，多一分拒绝并写出限额', () => {
    expect(() => assertCap(500_000, national)).not.toThrow();
    expect(() => assertCap(500_001, national)).toThrow(expect.objectContaining({ code: 'card_deposit.cap', label: [expect.stringContaining('记名卡限额（全国）5,000.00'), expect.anything()] }));
  });
  test.each(['shanghai', 'beijing'] as const)('%s 同样有限额；不适用时没有', (profile) => {
    expect(() => assertCap(500_001, limitsOf(profile, figures))).toThrow('card_deposit.cap');
    expect(() => assertCap(900_000_000, limitsOf('none', figures))).not.toThrow();
  });
});

test.each([[5_000_000, 'personal', 'cash'], [500_000, 'company', 'mobile']] as const)('%s %s %s：须转账；不适用限额的不问', (amount, payer, tender) => {
  expect(() => assertTender(amount, payer, tender, national)).toThrow('card_deposit.transfer_only');
  expect(() => assertTender(amount, payer, tender, limitsOf('none', figures))).not.toThrow();
});
test.each([[4_999_999, 'personal', 'cash'], [5_000_000, 'personal', 'transfer'], [499_999, 'company', 'mobile']] as const)('%s %s %s：可以', (amount, payer, tender) => {
  expect(() => assertTender(amount, payer, tender, national)).not.toThrow();
});

describe('冷静期 [AS-11]', () => {
  const paid = [{ number: 'CZ-1', on: '2026-12-01' }];
  test('付款后第七天还可以', () => expect(coolingProblem(paid, false, '2026-12-08', 7)).toBeNull());
  test.each([['2026-12-09', false, '2026-12-08'], ['2026-12-02', true, '消费过']] as const)('%s 用过=%s：不适用，写明%s', (day, used, words) => {
    expect(coolingProblem(paid, used, day, 7)?.[0]).toContain(words);
  });
  test('更早存过的、没有存过的：不适用', () => {
    expect(coolingProblem([{ number: 'CZ-0', on: '2026-11-01' }, ...paid], false, '2026-12-02', 7)?.[0]).toContain('CZ-0');
    expect(coolingProblem([], false, '2026-12-02', 7)).not.toBeNull();
  });
});

test('退款：超过限额财务再批；计算后有变动须重算', () => {
  expect([needsFinance(100_000, 100_000), needsFinance(100_001, 100_000)]).toEqual([false, true]);
  expect(() => assertUnchanged({ principal: 5, bonus: 1 }, { principal: 4, bonus: 1 })).toThrow('card_refund.changed');
  expect(() => assertUnchanged({ principal: 5, bonus: 1 }, { principal: 5, bonus: 1 })).not.toThrow();
});

test.each([['2026-12-07', '2026-12-31', '2026-09-30'], ['2027-01-01', '2027-03-31', '2026-12-31'], ['2026-09-30', '2026-09-30', '2026-06-30']])('%s 的季末 %s，上季末 %s', (day, end, last) => {
  expect([quarterEnd(day), lastQuarterEnd(day)]).toEqual([end, last]);
});

test('存管按四成，不足一分进一；只有北京要求', () => {
  expect(custodyFor(100_001, 40)).toBe(40_001);
  expect((['national', 'shanghai', 'beijing', 'none'] as const).map((p) => limitsOf(p, figures).custodyPercent)).toEqual([null, null, 40, null]);
});

test('金额写法', () => expect([yuan(0), yuan(5), yuan(123_456_789), yuan(-250)]).toEqual(['0.00', '0.05', '1,234,567.89', '-2.50']));
