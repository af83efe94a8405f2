/** The rules of service orders, as tables; no database. */
import { expect, test } from 'vitest';
import { inReportOrder, refuseAbsentWorker, refuseFutureWork, refuseOwnWork } from './rules.ts';

const worker = { name: '叶尔肯', app_user: 'u1', unit_id: 'FS-XJ', hired_on: '2020-05-01', left_on: '2026-02-10' };

test('离职后不能派工，也不能报完工', () => {
  expect(() => refuseAbsentWorker(worker, '2026-02-11')).toThrow('service_order.not_employed');
  expect(() => refuseAbsentWorker(worker, '2026-02-10')).not.toThrow();
  expect(() => refuseAbsentWorker(null, '2026-02-10')).not.toThrow();
});

test('完成日期不得晚于当天', () => {
  expect(() => refuseFutureWork('2026-02-03', '2026-02-02')).toThrow('service_order.future');
  expect(() => refuseFutureWork('2026-02-02', '2026-02-02')).not.toThrow();
});

test('不能核实自己的服务', () => {
  expect(() => refuseOwnWork(worker, 'u1')).toThrow('service_order.own_work');
  expect(() => refuseOwnWork(worker, 'u2')).not.toThrow();
  expect(() => refuseOwnWork({ ...worker, app_user: null }, 'u1')).not.toThrow();
});

const regions = ['NE', 'XJ', 'NC', 'EC', 'NW', 'SW'].map((code, i) => ({ id: `id-${code}`, code, name: code, branch: `FS-${code}`, list_order: i + 1 }));
const ordered = (codes: readonly string[]) => codes.map((code, i) => ({ region: `id-${code}`, list_order: i + 1 }));
test.each([
  ['通用', [], 'NE XJ NC EC NW SW'],
  ['服务积分', ordered(['NE', 'XJ', 'EC', 'NC', 'NW', 'SW']), 'NE XJ EC NC NW SW'],
  ['服务动态', ordered(['XJ', 'NE', 'EC', 'NC', 'NW', 'SW']), 'XJ NE EC NC NW SW'],
  ['只定前两个', ordered(['SW', 'XJ']), 'SW XJ NE NC EC NW'],
] as const)('%s报表的区域顺序 [CG-52]', (_report, own, expected) => {
  expect(inReportOrder(regions, own).map((r) => r.code).join(' ')).toBe(expected);
});
