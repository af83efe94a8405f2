/** The rules of customers and sites, as tables; no database. */
import { expect, test } from 'vitest';
import { kilometresBetween, refuseBranchEdit, refuseForeignBranch, refuseHalfPosition, refuseSameBranch } from './rules.ts';

test.each([
  ['同一点', ['45.1', '124.8'], ['45.1', '124.8'], 0],
  ['赤道上一度', ['0', '0'], ['0', '1'], 111.2],
  ['北京到乌鲁木齐', ['39.9042', '116.4074'], ['43.8256', '87.6168'], 2414.1],
] as const)('直线距离：%s', (_what, a, b, km) => {
  const apart = kilometresBetween({ latitude: a[0], longitude: a[1] }, { latitude: b[0], longitude: b[1] });
  expect(Math.abs(apart! - km)).toBeLessThan(5);
});
test('位置不明没有距离', () => expect(kilometresBetween({ latitude: null, longitude: null }, { latitude: '1', longitude: '1' })).toBeNull());

test('拒绝：外区域、直接改区域、半个坐标、转到原处', () => {
  expect(() => refuseForeignBranch(false)).toThrow('customer.other_branch');
  expect(() => refuseForeignBranch(true)).not.toThrow();
  expect(() => refuseBranchEdit('a', 'b')).toThrow('customer.branch_by_step');
  expect(() => refuseBranchEdit(null, 'b')).not.toThrow();
  expect(() => refuseBranchEdit('b', 'b')).not.toThrow();
  expect(() => refuseHalfPosition('1', null)).toThrow('site.half_position');
  expect(() => refuseHalfPosition('1', '2')).not.toThrow();
  expect(() => refuseSameBranch('a', 'a')).toThrow('customer.same_branch');
});
