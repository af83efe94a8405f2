/** Ranking and reasons of look-ups; no database. */
import { expect, test } from 'vitest';
import { type Looked, rank, refuseReason } from './rules.ts';

const plain: Looked = { reason: 'ticket', referenceFound: true, callActive: false, onShift: true, today: 1 };
test.each([
  ['有工单', {}, 0], ['只有文字、没有通话', { reason: 'other', referenceFound: false }, 5], ['只有文字但在通话', { reason: 'other', referenceFound: false, callActive: true }, 3],
  ['班次之外', { onShift: false }, 2], ['当天第 20 次', { today: 20 }, 0], ['当天第 21 次', { today: 21 }, 1], ['当天第 200 次，封顶', { today: 200 }, 5],
] as const)('%s：%s 分 %s [CC-3.1]', (_what, change, score) => {
  expect(rank({ ...plain, ...change }).score).toBe(score);
});
test('没有理由、没有单号、查无此单都拒绝；正在通话可以不写单号 [CC-3.1]', () => {
  const none = { found: false, others: false, callActive: false };
  expect(() => refuseReason({ reason: 'other', reference: null, words: '看看' }, none)).toThrow('customer_lookup.words');
  expect(() => refuseReason({ reason: 'ticket', reference: null, words: null }, none)).toThrow('customer_lookup.reference');
  expect(() => refuseReason({ reason: 'call', reference: null, words: null }, none)).toThrow('customer_lookup.reference');
  expect(() => refuseReason({ reason: 'order', reference: 'ZL-1', words: null }, none)).toThrow('customer_lookup.unknown');
  expect(() => refuseReason({ reason: 'call', reference: null, words: null }, { found: false, others: false, callActive: true })).not.toThrow();
});
