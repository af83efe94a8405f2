/** Tables of the rules of consumables, and the two that must hold for any numbers. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costOf, heldIn, leftOf, refuseOddApproval, refuseOverQuota, refuseOwn, refuseUnexplained, returningPlan, spendingPlan, warningOf, type Lot } from './rules.ts';

const lot = (lot_: string, remaining: number, received_on: string, unit_cost: number): Lot => ({ lot: lot_, layer: `c${lot_}`, layer_number: `CB-${lot_}`, remaining, received_on, unit_cost });
const LOTS = [lot('b', 10, '2026-01-20', 1_300), lot('a', 3, '2026-01-05', 1_234), lot('c', 5, '2026-01-20', 1_400)];

test('先进先出，同日按层号；退回按相反次序，成本原样', () => {
  expect(spendingPlan(LOTS, 5)).toEqual([{ lot: 'a', layer: 'ca', unit_cost: 1_234, quantity: 3 }, { lot: 'b', layer: 'cb', unit_cost: 1_300, quantity: 2 }]);
  expect(returningPlan(LOTS, 6)).toEqual([{ lot: 'c', layer: 'cc', unit_cost: 1_400, quantity: 5 }, { lot: 'b', layer: 'cb', unit_cost: 1_300, quantity: 1 }]);
  expect(spendingPlan(LOTS, 19)).toBeNull();
  expect(returningPlan([], 1)).toBeNull();
  expect(costOf(spendingPlan(LOTS, 18)!)).toBe(3 * 1_234 + 10 * 1_300 + 5 * 1_400);
});

const lots = fc.array(fc.record({ remaining: fc.integer({ min: 0, max: 50 }), day: fc.integer({ min: 10, max: 28 }), unit_cost: fc.integer({ min: 0, max: 99_999 }) }), { maxLength: 8 })
  .map((all) => all.map((x, i) => lot(String(i), x.remaining, `2026-01-${x.day}`, x.unit_cost)));
test('任取数量：取出正好这么多，不多于每批余量；取出与剩余的成本之和不变', () => {
  fc.assert(fc.property(lots, fc.double({ min: 0, max: 1, noNaN: true }), (held, share) => {
    const wanted = Math.floor(heldIn(held) * share);
    const plan = spendingPlan(held, wanted)!;
    expect(plan.reduce((n, s) => n + s.quantity, 0)).toBe(wanted);
    const rest = held.map((l) => ({ ...l, remaining: l.remaining - plan.filter((s) => s.lot === l.lot).reduce((n, s) => n + s.quantity, 0) }));
    expect(rest.every((l) => l.remaining >= 0)).toBe(true);
    const value = (all: readonly Lot[]) => all.reduce((n, l) => n + l.remaining * l.unit_cost, 0);
    expect(value(rest) + costOf(plan)).toBe(value(held));
  }));
});

test.each([[null, 0, null], [10, 0, 10], [10, 7, 3], [10, 12, 0]])('定额 %s 已批 %s 剩 %s', (monthly, used, left) => { expect(leftOf({ monthly, used })).toBe(left); });

test('超定额：保管员不能批；主任写明原因才能批；无定额不限', () => {
  const q = { monthly: 10, used: 7 };
  expect(() => refuseOverQuota(q, 3, { head: false, reason: null })).not.toThrow();
  expect(() => refuseOverQuota(q, 4, { head: false, reason: '急用' })).toThrow('consumable_request.over_quota');
  expect(() => refuseOverQuota(q, 4, { head: true, reason: ' ' })).toThrow('consumable_request.over_reason');
  expect(() => refuseOverQuota(q, 4, { head: true, reason: '会议加用' })).not.toThrow();
  expect(() => refuseOverQuota({ monthly: null, used: 99 }, 1_000, { head: false, reason: null })).not.toThrow();
});

test('批准不多于申请；自己的不能自己批；差异要说明', () => {
  expect(() => refuseOddApproval(5, 6)).toThrow('consumable_request.more');
  expect(() => refuseOwn('consumable_request', 'a', 'a')).toThrow('consumable_request.own');
  expect(() => refuseUnexplained(-1, '')).toThrow('consumable_count.reason');
  expect(() => refuseUnexplained(0, null)).not.toThrow();
});

test.each([[0, 5, 'out'], [4, 5, 'low'], [5, 5, null], [0, 0, null], [0, null, null]])('库存 %s 最低 %s：%s', (held, minimum, warning) => { expect(warningOf(held, minimum)).toBe(warning); });
