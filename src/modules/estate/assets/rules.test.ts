/** The rules of fixed assets as tables. */
import { expect, test } from 'vitest';
import { codeOf, figuresOf, outcomeOf, refuseDearer, serialsOf, sideOf, unexplained, type Boundary, type CountLine } from './rules.ts';

const at = (minValue: number | null, minMonths: number | null, always: Boundary['always'] = []): Boundary => ({ minValue, minMonths, always });

test.each([
  ['两项都恰好达到', 200_000, 12, at(200_000, 12), 'asset'], ['单价差一分', 199_999, 12, at(200_000, 12), 'consumable'], ['期限差一个月', 200_000, 11, at(200_000, 12), 'consumable'], ['未答复单价', 900_000, 60, at(null, 12), 'open'], ['未答复期限', 900_000, 60, at(200_000, null), 'open'],
  ['目录内的类别不看界限', 1, 1, at(null, null, ['computer']), 'asset'],
] as const)('界限：%s [LOG-3.1]', (_what, value, months, boundary, side) => {
  expect(sideOf({ category: 'computer', value, months }, boundary).side).toBe(side);
});

test('判为易耗品的写明差在哪里，两项都差写两项', () => {
  expect(sideOf({ category: 'office', value: 100, months: 1 }, at(200_000, 12)).why[0]).toBe('单价 1.00 元不到 2,000.00 元，使用期限 1 个月不到 12 个月，属低值易耗品');
});

test('成交价不高于批准价；编号一件一个、不重复，全空则都没有', () => {
  expect(() => refuseDearer(500, 501)).toThrow('asset_request.dearer');
  expect(refuseDearer(500, 500)).toBeUndefined();
  expect([serialsOf(null, 2), serialsOf('A1\nA2', 2)]).toEqual([[null, null], ['A1', 'A2']]);
  expect(() => serialsOf('A1', 2)).toThrow('asset_request.serials');
  expect(() => serialsOf('A1，A1', 2)).toThrow('asset_request.same_serial');
});

const ID = '01a0b1c2-0000-7000-8000-000000000001';
test.each([
  [`https://desk.example/r/asset/${ID}`, { id: ID }], [`  ${ID.toUpperCase()} `, { id: ID }], ['ZC-00042', { number: 'ZC-00042' }], ['zc42', { number: 'ZC-00042' }], ['００４２', { number: 'ZC-00042' }], ['42', { number: 'ZC-00042' }], ['椅子', null], ['', null], ['123456', null],
] as const)('扫到或键入 %s', (typed, code) => {
  expect(codeOf(typed)).toEqual(code);
});

test('盘点：没有号是盘盈，账面应有是相符，别的部门是账在别处，已注销的另列', () => {
  const of = (state: string, expected: boolean) => outcomeOf({ department: 'd', state, expected });
  expect([outcomeOf(null), of('in_use', true), of('in_use', false), of('scrapped', false), of('written_off', false)]).toEqual(['surplus', 'found', 'elsewhere', 'gone', 'gone']);
});

test('差异都写明原因、盘盈都估价，才能签字', () => {
  const line = (outcome: CountLine['outcome'], reason: string | null, value: number | null = null): CountLine => ({ outcome, reason, value });
  expect(unexplained([line('found', null)])).toBeNull();
  expect(unexplained([line('missing', ' '), line('elsewhere', null)])?.[0]).toBe('还有 2 处差异没有写明原因');
  expect(unexplained([line('surplus', '捐赠未入账')])?.[0]).toBe('1 件盘盈没有估价');
  expect(unexplained([line('surplus', '捐赠未入账', 100), line('missing', '已丢失')])).toBeNull();
  expect(figuresOf([line('found', null), line('missing', 'x'), line('gone', 'x'), line('surplus', 'x')])).toEqual({ expected: 2, found: 1, missing: 1, surplus: 1, elsewhere: 1 });
});
