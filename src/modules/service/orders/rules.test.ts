/** The rules of service orders, as tables; no database. */
import { expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import {
  closingProblem, inReportOrder, othersWork, refuseAbsentWorker, refuseBackwards, refuseBackwardsPlan, refuseEarlyResolution, refuseForeignPlace, refuseFutureWork, refuseMissingRemainder,
  refuseOwnWork, refuseUnsafe, refuseUnsafePaper, refuseWithoutSafety, safetyMissing, whenOf,
} from './rules.ts';

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

const actor = (id: string, role: string): Actor => ({ kind: 'user', id, name: id, tenantId: 't', grants: [{ role, unitId: 'FS-XJ', deputyFor: null, until: null }] });
test('技术员只办派给自己的指令，区域经理可代办', () => {
  expect(othersWork(worker, actor('u2', 'technician'))?.[0]).toBe('这份指令派给了叶尔肯');
  expect(othersWork(null, actor('u2', 'technician'))?.[0]).toBe('这份指令派给了别人');
  expect([othersWork(worker, actor('u1', 'technician')), othersWork(worker, actor('u2', 'branch_manager'))]).toEqual([null, null]);
});

test('安全检查当天有效，缺一项不得开工 [AC-35]', () => {
  expect(safetyMissing(null)?.[0]).toContain('安全检查');
  expect(safetyMissing('2026-03-01')).toBeNull();
  expect(() => refuseWithoutSafety('2026-03-01', '2026-03-02')).toThrow('service_order.safety_first');
  expect(() => refuseWithoutSafety('2026-03-02', '2026-03-02')).not.toThrow();
  const ok = { protection: 'ok', permit: 'ok', isolation: 'ok', gas_test: 'not_applicable', fire_gear: 'ok' } as const;
  expect(() => refuseUnsafe(ok)).not.toThrow();
  expect(() => refuseUnsafe({ ...ok, permit: 'missing' })).toThrow('service_order.unsafe');
  expect(() => refuseUnsafePaper(false)).toThrow('service_order.paper_safety');
  expect(() => refuseUnsafePaper(true)).not.toThrow();
});

test('实际时间在受理与现在之间', () => {
  const now = new Date('2026-03-02T04:00:00Z');
  const order = { received_at: new Date('2026-03-01T00:00:00Z') };
  expect(whenOf(null, order, now)).toBe(now);
  expect(whenOf(new Date('2026-03-01T02:00:00Z'), order, now)).toEqual(new Date('2026-03-01T02:00:00Z'));
  expect(() => whenOf(new Date('2026-03-02T04:00:01Z'), order, now)).toThrow('service_order.not_yet');
  expect(() => whenOf(new Date('2026-02-28T04:00:00Z'), order, now)).toThrow('service_order.before_order');
});

test('有遗留问题须写明；解决日期在完成日期与今天之间 [CG-48]', () => {
  expect(() => refuseMissingRemainder({ outcome: 'unresolved', remainder: ' ' })).toThrow('service_order.remainder');
  expect(() => refuseMissingRemainder({ outcome: 'unresolved', remainder: '渗漏点待换管' })).not.toThrow();
  expect(() => refuseMissingRemainder({ outcome: 'resolved', remainder: null })).not.toThrow();
  expect(() => refuseEarlyResolution('2026-03-03', '2026-03-01', '2026-03-02')).toThrow('service_order.resolved_when');
  expect(() => refuseEarlyResolution('2026-02-28', '2026-03-01', '2026-03-02')).toThrow('service_order.resolved_when');
  expect(() => refuseEarlyResolution('2026-03-01', '2026-03-01', '2026-03-02')).not.toThrow();
});

const complete = { outcome: 'resolved', receipt_state: null, report_state: 'checked', parts_state: null };
test.each([
  ['全部办妥', {}, null],
  ['遗留问题', { outcome: 'unresolved' }, '遗留问题尚未解决'],
  ['没有报告', { report_state: null }, '缺服务报告'],
  ['报告未审', { report_state: 'certified' }, '服务报告待审核'],
  ['回执未收', { receipt_state: 'expected' }, '回执未收'],
  ['回执已收', { receipt_state: 'accepted' }, null],
  ['配件未确认', { parts_state: 'open' }, '配件使用待确认'],
] as const)('关闭的条件：%s [SM-21] [CG-49]', (_case, more, problem) => {
  const found = closingProblem({ ...complete, ...more });
  expect(found === null ? null : found[0].replace('不能关闭：', '')).toBe(problem);
});

test('计划时段有起有止；受理不晚于现在；站点与设备属于该客户', () => {
  const at = (h: number) => new Date(Date.UTC(2026, 2, 2, h));
  const site = { customer: 'c1', site: 's1', equipment: null };
  expect(() => refuseBackwardsPlan({ planned_from: at(4), planned_to: at(2) })).toThrow('service_order.window');
  expect(() => refuseBackwardsPlan({ planned_from: at(4), planned_to: null })).toThrow('service_order.window');
  expect(() => refuseBackwardsPlan({ planned_from: at(2), planned_to: at(4) })).not.toThrow();
  expect(() => refuseBackwards({ planned_from: null, planned_to: null, received_at: at(5) }, at(4))).toThrow('service_order.received');
  expect(() => refuseForeignPlace(site, { siteOf: 'c2', equipmentOf: null })).toThrow('service_order.site');
  expect(() => refuseForeignPlace(site, { siteOf: 'c1', equipmentOf: null })).not.toThrow();
  expect(() => refuseForeignPlace({ ...site, site: null, equipment: 'e1' }, { siteOf: null, equipmentOf: 'c2' })).toThrow('service_order.equipment');
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
