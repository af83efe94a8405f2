/** Tables of the rules of buildings. */
import { expect, test } from 'vitest';
import { clashOf, refuseClash, refuseLateReturn, refuseMissingKeys, refuseOddSpan, spaceKey } from './rules.ts';

test.each([['301', '３０１ 室', true], ['301室', '301', true], ['A座 2 层', 'a座2层', true], ['301', '302', false]])('同一处：%s 与 %s', (a, b, same) => {
  expect(spaceKey(a) === spaceKey(b)).toBe(same);
});

const use = (from_on: string, to_on: string | null, vacated_on: string | null = null) => ({ id: 'a', number: 'FY-0001', space: '301', from_on, to_on, vacated_on });
test.each([
  ['前后相接', '2026-03-01', '2026-03-31', use('2026-01-01', '2026-02-28'), false],
  ['同一天一出一进', '2026-02-28', '2026-03-31', use('2026-01-01', '2026-02-28'), true],
  ['对方未定止日', '2027-01-01', null, use('2026-01-01', null), true],
  ['对方提前搬出', '2026-02-01', null, use('2026-01-01', '2026-12-31', '2026-01-31'), false],
  ['包含在内', '2026-01-10', '2026-01-12', use('2026-01-01', '2026-02-28'), true],
  ['本处未定止日，对方在后', '2026-01-01', null, use('2026-05-01', '2026-06-01'), true],
] as const)('占用 %s', (_name, from_on, to_on, other, clash) => {
  expect(clashOf({ id: null, space: '301室', from_on, to_on }, [other]) !== null).toBe(clash);
});

test('自己不与自己冲突，别的房间不冲突；冲突时说出单号', () => {
  expect(clashOf({ id: 'a', space: '301', from_on: '2026-01-01', to_on: null }, [use('2026-01-01', null)])).toBeNull();
  expect(clashOf({ id: null, space: '302', from_on: '2026-01-01', to_on: null }, [use('2026-01-01', null)])).toBeNull();
  expect(() => refuseClash({ id: null, space: '301', from_on: '2026-01-01', to_on: null }, [use('2026-01-01', null)])).toThrow('building_use.taken');
});

test('止日、钥匙、借出归还日', () => {
  expect(() => refuseOddSpan('2026-02-01', '2026-01-31')).toThrow('building_use.span');
  expect(() => refuseOddSpan('2026-02-01', '2026-02-01')).not.toThrow();
  expect(() => refuseMissingKeys(3, 4, null)).toThrow('building_use.keys');
  expect(() => refuseMissingKeys(3, 2, ' ')).toThrow('building_use.keys_missing');
  expect(() => refuseMissingKeys(3, 2, '已换锁，费用由使用部门承担')).not.toThrow();
  expect(() => refuseMissingKeys(null, 0, null)).not.toThrow();
  expect(() => refuseLateReturn('2026-01-01', '2026-01-02')).toThrow('building_file.back');
});
