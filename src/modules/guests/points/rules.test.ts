import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alreadyPosted, assertCopies, assertSameDay, assertSlipFresh, earningBase, expiryOf, offerProblem, pointsFor, shiftEnd, shortage } from './rules.ts';

const zone = 'Asia/Shanghai';

test.each([
  [38_800, 1, 388],
  [38_899, 1, 388],
  [99, 1, 0],
  [100, 2, 2],
  [0, 1, 0],
])('%i 分、每元 %i 积分 → %i', (fen, rate, points) => {
  expect(pointsFor(fen, rate)).toBe(points);
});

test('两张账单分开积分不会多于合并积分 [G19]', () => {
  fc.assert(fc.property(fc.nat(10_000_000), fc.nat(10_000_000), fc.integer({ min: 1, max: 9 }), (a, b, rate) => {
    expect(pointsFor(a, rate) + pointsFor(b, rate)).toBeLessThanOrEqual(pointsFor(a + b, rate));
  }));
});

test.each([
  ['现金消费', { kind: 'consumption', total: 38_800, bonus: 0 }, 38_800],
  ['部分用赠送金额支付', { kind: 'consumption', total: 110_000, bonus: 10_000 }, 100_000],
  ['全部用赠送金额支付', { kind: 'consumption', total: 10_000, bonus: 10_000 }, 0],
  ['充值', { kind: 'recharge', total: 300_000, bonus: 0 }, 0],
] as const)('%s的积分基数', (_name, bill, base) => {
  expect(earningBase(bill)).toBe(base);
});

test('积分单七日有效，开单当日不计 [VIP-1.6]', () => {
  const on = (day: string, wall = day) => ({ day, wall });
  expect(() => assertSlipFresh('2026-12-01', on('2026-12-08'), 7)).not.toThrow();
  expect(() => assertSlipFresh('2026-12-01', on('2026-12-09'), 7)).toThrow('points_slip.stale');
  expect(() => assertSlipFresh('2026-12-02', on('2026-12-01'), 7)).toThrow('points_slip.future');
  expect(() => assertSlipFresh('2026-12-02', on('2026-12-01', '2026-12-02'), 7)).not.toThrow();
});

test('积分有效期按月计算，月末取最后一天；0 表示不过期', () => {
  expect(expiryOf('2026-01-31', 1)).toBe('2026-02-28');
  expect(expiryOf('2026-12-07', 12)).toBe('2027-12-07');
  expect(expiryOf('2026-12-07', 0)).toBeNull();
});

test('第二台平板读到的话：几点、谁入的账 [AS-04]', () => {
  expect(alreadyPosted({ slipNo: 'JF-20261207-0017', at: new Date('2026-12-07T13:14:00Z'), by: '周宇' }, zone)).toEqual([
    '积分单 JF-20261207-0017 已于 21:14 由 周宇 入账', 'Slip JF-20261207-0017 was already posted at 21:14 by 周宇',
  ]);
});

const programme = { name: '冬季兑换', state: 'published', starts_on: '2026-12-01', ends_on: '2026-12-31' };
test.each([
  ['活动第一天', { programme, offered: true }, '2026-12-01', null],
  ['活动最后一天', { programme, offered: true }, '2026-12-31', null],
  ['活动前一天', { programme, offered: true }, '2026-11-30', '活动期'],
  ['活动后一天', { programme, offered: true }, '2027-01-01', '活动期'],
  ['活动未发布', { programme: { ...programme, state: 'draft' }, offered: true }, '2026-12-10', '未发布'],
  ['礼品已停兑', { programme, offered: false }, '2026-12-10', '停止兑换'],
] as const)('%s能否兑换 [VIP-1.11]', (_name, offer, day, problem) => {
  expect(offerProblem(offer, day)?.[0] ?? null).toEqual(problem === null ? null : expect.stringContaining(problem));
});

test('积分不足先于库存不足说明', () => {
  expect(shortage({ points: 500, pieces: 1 }, { points: 499, pieces: 0 })?.[1]).toContain('Not enough points');
  expect(shortage({ points: 500, pieces: 1 }, { points: 500, pieces: 0 })?.[1]).toContain('Out of stock');
  expect(shortage({ points: 500, pieces: 1 }, { points: 500, pieces: 1 })).toBeNull();
});

test('兑换只能当日冲销', () => {
  expect(() => assertSameDay('2026-12-07', '2026-12-07')).not.toThrow();
  expect(() => assertSameDay('2026-12-07', '2026-12-08')).toThrow('redemption.closed_day');
});

test.each([
  ['2026-12-07T06:00:00Z', '2026-12-07T12:00:00Z'],
  ['2026-12-07T12:00:00Z', '2026-12-07T18:00:00Z'],
  ['2026-12-07T17:59:59Z', '2026-12-07T18:00:00Z'],
  ['2026-12-07T18:00:00Z', '2026-12-08T12:00:00Z'],
])('%s 入账，班次在 %s 结束', (at, end) => {
  expect(shiftEnd(new Date(at), '20:00 02:00', zone).toISOString()).toBe(new Date(end).toISOString());
});

test('班次结束时间写错时说明，不猜', () => {
  expect(() => shiftEnd(new Date('2026-12-07T06:00:00Z'), '晚上八点', zone)).toThrow('points.no_shift_end');
  expect(shiftEnd(new Date('2026-12-07T06:00:00Z'), '20:00、02:00', zone).toISOString()).toBe('2026-12-07T12:00:00.000Z');
});

test('商户联张数与入账笔数不符须写原因 [VIP-1.10]', () => {
  expect(() => assertCopies(12, 12, null)).not.toThrow();
  expect(() => assertCopies(11, 12, ' ')).toThrow('points.copies_differ');
  expect(() => assertCopies(11, 12, '一张破损，已补打')).not.toThrow();
});
