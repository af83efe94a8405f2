/** Tables of the rules of utilities, and apportioning for any amount and any shares. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apportion, differencesOf, isUnusual, priceOf, refuseOddDay, refuseUnconfirmed, refuseUnexplained, refuseWithoutPhoto, usedOf } from './rules.ts';

test.each([
  ['平常', { previous: 12_345, reading: 12_890, digits: 6, factor: 1, rolled: false }, 545], ['五位表过零', { previous: 99_990, reading: 35, digits: 5, factor: 1, rolled: true }, 45],
  ['倍率', { previous: 100, reading: 110, digits: 5, factor: 40, rolled: false }, 400], ['首次', { previous: null, reading: 777, digits: 5, factor: 1, rolled: false }, 0], ['没有用', { previous: 5, reading: 5, digits: 5, factor: 1, rolled: false }, 0],
])('用量：%s', (_name, read, used) => { expect(usedOf(read)).toBe(used); });
test.each([
  ['变小而未确认过零', { previous: 99_990, reading: 35, digits: 5, factor: 1, rolled: false }, 'meter_reading.lower'], ['没变小却勾过零', { previous: 10, reading: 35, digits: 5, factor: 1, rolled: true }, 'meter_reading.not_rolled'],
  ['超过位数', { previous: 10, reading: 100_000, digits: 5, factor: 1, rolled: false }, 'meter_reading.digits'],
])('不收：%s', (_name, read, code) => { expect(() => usedOf(read)).toThrow(code); });

test.each([
  ['正好多一半', { used: 150, days: 30 }, false], ['多出一半以上', { used: 151, days: 30 }, true], ['正好少一半', { used: 50, days: 30 }, false], ['少一半以上', { used: 49, days: 30 }, true], ['天数长而每日一样', { used: 200, days: 60 }, false],
])('异常：%s', (_name, now, unusual) => { expect(isUnusual(now, [{ used: 100, days: 30 }, { used: 100, days: 30 }], 50)).toBe(unusual); });
test('没有可比的不算异常；异常、无照片、日期不对都要说明或拒绝', () => {
  expect(isUnusual({ used: 9_999, days: 1 }, [], 50)).toBe(false);
  expect(() => refuseUnconfirmed(true, ' ')).toThrow('meter_reading.unusual');
  expect(() => refuseWithoutPhoto(0, null)).toThrow('meter_reading.photo');
  expect(() => refuseWithoutPhoto(1, null)).not.toThrow();
  expect(() => refuseOddDay('2026-03-02', null, '2026-03-01')).toThrow('meter_reading.future');
  expect(() => refuseOddDay('2026-03-01', '2026-03-01', '2026-03-01')).toThrow('meter_reading.order');
});

test.each([['545', '4.1', 223_450], ['545.000', '4.1000', 223_450], ['1.001', '0.5', 50], ['0.01', '0.5', 1], ['1234567.891', '1.2345', 152_407_406]])('%s × %s = %s 分', (quantity, price, fen) => { expect(priceOf(quantity, price)).toBe(fen); });

test('分摊：六四开；除不尽时余分给余数最大者，相同则先列者先得 [AS-37]', () => {
  expect(apportion(223_450, [60, 40])).toEqual([134_070, 89_380]);
  expect(apportion(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(apportion(5, [1, 0, 2])).toEqual([2, 0, 3]);
  expect(() => apportion(100, [])).toThrow('utility_bill.no_shares');
  expect(() => apportion(100, [0, 0])).toThrow('utility_bill.no_shares');
});
test('任意金额、任意比例：各份之和正好是总额，每份与精确值相差不到一分，比例为零者不分摊 [AS-37]', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 9_000_000_000 }), fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 }).filter((w) => w.some((x) => x > 0)), (total, weights) => {
    const parts = apportion(total, weights);
    const sum = weights.reduce((n, w) => n + w, 0);
    expect(parts.reduce((n, p) => n + p, 0)).toBe(total);
    for (const [i, p] of parts.entries()) {
      const off = BigInt(p) * BigInt(sum) - BigInt(total) * BigInt(weights[i]!);
      expect(off < BigInt(sum) && -off < BigInt(sum)).toBe(true);
      expect(weights[i] === 0 ? p : 0).toBe(0);
    }
  }));
});

test('账单核对：数量与抄表、金额与算术的差异逐条说出，说明原因才过', () => {
  expect(differencesOf({ billed: '545', metered: 545, amount: 223_450, computed: 223_450 })).toEqual([]);
  expect(differencesOf({ billed: '546', metered: 545, amount: 223_451, computed: 223_450 })).toHaveLength(2);
  expect(differencesOf({ billed: null, metered: null, amount: 100, computed: null })).toEqual([]);
  expect(() => refuseUnexplained([['差', 'off']], null)).toThrow('utility_bill.differs');
  expect(() => refuseUnexplained([['差', 'off']], '估抄')).not.toThrow();
});
