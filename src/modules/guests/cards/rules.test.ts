import { describe, expect, test } from 'vitest';
import { accountOf, assertEmpty, assertMayActivate, assertProof, assertTransfer, cardProblem, priceOf, saleProblem } from './rules.ts';

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

describe('售价与上架', () => {
  const answers = { studentPrice: null, memberPrice: 20_000, firstDeposit: 300_000, goldThreshold: null };
  test('会员卡 200 元，储值卡首存 3000 元，学生卡没有价格；卡种自己的价格优先', () => {
    expect((['member', 'stored_value', 'student'] as const).map((kind) => priceOf({ kind, price: null }, answers))).toEqual([20_000, 300_000, null]);
    expect(priceOf({ kind: 'student', price: 9_900 }, answers)).toBe(9_900);
    expect(priceOf({ kind: 'student', price: null }, { ...answers, studentPrice: 10_000 })).toBe(10_000);
  });
  test.each([
    ['student', null, null, 1, '学生卡售价'],
    ['student', 10_000, null, 1, undefined],
    ['stored_value', null, null, 1, '金卡门槛'],
    ['stored_value', null, 1_000_000, 1, undefined],
    ['member', null, null, 1, undefined],
  ] as const)('%s：学生卡价 %s、金卡门槛 %s', (kind, studentPrice, goldThreshold, _n, words) => {
    const problem = saleProblem({ kind, price: null }, { ...answers, studentPrice, goldThreshold });
    expect(problem?.[0].match(/“(.+?)”/)?.[1]).toBe(words);
  });
});

test('新卡只经入会激活；补发的卡可直接激活；旧卡由经理补录', () => {
  expect(() => assertMayActivate({ replaces: null, application_no: null }, false)).toThrow('member_card.by_application');
  expect(() => assertMayActivate({ replaces: 'x', application_no: null }, false)).not.toThrow();
  expect(() => assertMayActivate({ replaces: null, application_no: 'RH-1' }, false)).not.toThrow();
  expect(() => assertMayActivate({ replaces: null, application_no: null }, true)).not.toThrow();
});

describe('转让双方签字', () => {
  const [wang, liu] = [{ id: 'w', name: '王丽' }, { id: 'l', name: '刘芳' }];
  test.each([
    [null, '王丽', '刘芳', 'member_card.no_receiver'],
    [wang, '王丽', '王丽', 'member_card.same_holder'],
    [liu, '刘芳', '刘芳', 'member_card.other_signer'],
    [liu, '王丽', '王丽', 'member_card.other_signer'],
  ])('受让人 %o，签名 %s、%s：拒绝', (to, holder, receiver, code) => {
    expect(() => assertTransfer(wang, to, { holder, receiver })).toThrow(code);
  });
  test('各签各的名字：可以', () => expect(() => assertTransfer(wang, liu, { holder: '王丽', receiver: '刘芳' })).not.toThrow());
});

test('有余额的卡不能直接销；学生证明须晚于今天', () => {
  expect(() => assertEmpty(1)).toThrow('member_card.holds_value');
  expect(() => assertEmpty(0)).not.toThrow();
  expect(() => assertProof('2026-12-07', '2026-12-07')).toThrow('member_card.proof_over');
  expect(() => assertProof('2026-12-08', '2026-12-07')).not.toThrow();
});
