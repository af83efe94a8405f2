import { expect, test } from 'vitest';
import { accountOf, cardProblem } from './rules.ts';

test.each([
  ['earn', '积分'],
  ['redeem', '兑换'],
  ['value', '储值或消费'],
  ['benefit', '享受优惠'],
] as const)('未激活的卡不能%s [VIP-1.5]', (use, zh) => {
  expect(cardProblem('issued', use)?.[0]).toBe(`该卡尚未激活，不能${zh}`);
  expect(cardProblem('active', use)).toBeNull();
});

test.each(['suspended', 'replaced', 'closed', 'something-new'])('%s 的卡不能积分', (state) => {
  expect(cardProblem(state, 'earn')).not.toBeNull();
});

test('补发的卡沿用原账户', () => {
  expect(accountOf({ id: 'first', account: null })).toBe('first');
  expect(accountOf({ id: 'second', account: 'first' })).toBe('first');
});
