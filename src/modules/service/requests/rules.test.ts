/** The rules of requests as tables, written from SM-20 and CC-1.4 first; no database. */
import { expect, test } from 'vitest';
import { calendar } from '../../../kernel/index.ts';
import { repliedInTime, replyBy } from './reply.rules.ts';
import { likeness, refuseForeignPlace, refuseFuture, refuseMerge, refuseNoWayBack, refuseOrder, refuseWalkIn, similarTo, type Compared } from './rules.ts';

test.each([
  ['坐席', ['agent'], 'user'], ['线路主管', ['line_supervisor'], 'user'], ['线路主管', ['line_supervisor'], 'representative'], ['线路主管', ['line_supervisor'], 'warehouse'], ['坐席', ['agent'], 'other'],
] as const)('联络中心岗位（%s）不受理上门：%s %s [CC-1.4a] [CC-1.4b]', (_post, roles, requester) => {
  expect(() => refuseWalkIn('walk_in', requester, roles)).toThrow('service_request.walk_in');
});
test('拒绝上门时引用条款 [CC-1.4a]', () => {
  const said = (): unknown => { try { refuseWalkIn('walk_in', 'user', ['agent']); } catch (e) { return e; } return null; };
  expect(said()).toMatchObject({ label: [expect.stringContaining('CC-1.4a'), expect.stringContaining('CC-1.4a')], fields: { channel: expect.anything() } });
});
test.each([['walk_in', 'colleague', ['agent']], ['walk_in', 'user', ['branch_manager']], ['phone', 'user', ['agent']], ['complaint', 'warehouse', ['line_supervisor']]] as const)('可以：%s %s %s [CC-1.4b]', (channel, requester, roles) => {
  expect(() => refuseWalkIn(channel, requester, roles)).not.toThrow();
});

test('须能答复；区域转报不必', () => {
  expect(() => refuseNoWayBack('phone', null, null)).toThrow('service_request.no_way_back');
  expect(() => refuseNoWayBack('mail', null, 'a@b.cn')).not.toThrow();
  expect(() => refuseNoWayBack('branch', null, null)).not.toThrow();
});

test('接到时间与故障日期不能在将来', () => {
  const now = new Date('2026-02-10T01:00:00Z');
  expect(() => refuseFuture(new Date('2026-02-10T01:00:01Z'), now, null, '2026-02-10')).toThrow('service_request.future');
  expect(() => refuseFuture(now, now, '2026-02-11', '2026-02-10')).toThrow('service_request.future');
  expect(() => refuseFuture(now, now, '2026-02-10', '2026-02-10')).not.toThrow();
});

const served = { id: 'c1', state: 'served' };
test.each([
  ['站点属于别家', { customer: 'c1', site: 's2' }, { customer: served, site: { customer: 'c2' }, equipment: null }, 'service_request.foreign_site'],
  ['设备属于别家', { customer: 'c1', site: null }, { customer: served, site: null, equipment: { customer: 'c2', site: 's2' } }, 'service_request.foreign_equipment'],
  ['设备在别的站点', { customer: 'c1', site: 's1' }, { customer: served, site: { customer: 'c1' }, equipment: { customer: 'c1', site: 's9' } }, 'service_request.foreign_equipment'],
  ['客户已停止服务', { customer: 'c1', site: null }, { customer: { id: 'c1', state: 'stopped' }, site: null, equipment: null }, 'service_request.customer_stopped'],
] as const)('不收：%s', (_what, wanted, places, code) => {
  expect(() => refuseForeignPlace(wanted, places)).toThrow(code);
});
test('设备带出客户与站点', () => expect(() => refuseForeignPlace({ customer: null, site: null }, { customer: served, site: { customer: 'c1' }, equipment: { customer: 'c1', site: 's1' } })).not.toThrow());

const asked = (id: string, equipment: string | null, site: string | null, content: string): Compared => ({ id, number: `SQ-${id}`, equipment, site, content });
test('重复：同一设备一律提示，同一站点看文字，别处不提示 [SM-20]', () => {
  const own = asked('1', 'e1', 's1', '加热炉盘管渗漏，已停炉');
  const found = similarTo(own, [
    asked('2', 'e1', 's1', '燃烧器打不着火'), asked('3', null, 's1', '加热炉盘管渗漏严重'), asked('4', null, 's1', '压力表到期要校验'), asked('5', null, 's2', '加热炉盘管渗漏，已停炉'), own,
  ], 50);
  expect(found.map((s) => [s.number, s.reason[0]])).toEqual([['SQ-2', '同一台设备，内容相似 0%'], ['SQ-3', '同一站点，内容相似 71%']]);
});
test.each([['盘管渗漏', '盘管渗漏', 1], ['盘管 渗漏！', '盘管渗漏', 1], ['盘管渗漏', '燃烧器熄火', 0], ['', '', 0], ['漏', '漏', 1]] as const)('相似度 %s / %s = %d', (a, b, expected) => expect(likeness(a, b)).toBe(expected));

const own = { id: '1', customer: 'c1' };
test.each([
  ['没有', null, 'merge_unknown'], ['自己', { id: '1', number: 'A', state: 'received', customer: 'c1' }, 'merge_itself'], ['已并入的', { id: '2', number: 'B', state: 'merged', customer: 'c1' }, 'merge_closed'],
  ['已拒绝的', { id: '2', number: 'B', state: 'refused', customer: 'c1' }, 'merge_closed'], ['别家的', { id: '2', number: 'B', state: 'received', customer: 'c2' }, 'merge_customer'],
] as const)('不能并入：%s [SM-20]', (_what, target, code) => {
  expect(() => refuseMerge(own, target)).toThrow(`service_request.${code}`);
});
test('可以并入已下指令的', () => expect(() => refuseMerge(own, { id: '2', number: 'B', state: 'ordered', customer: 'c1' })).not.toThrow());

test.each([
  ['没有', null, 'order_unknown'], ['已关联的', { number: 'ZL-1', state: 'issued', customer: 'c1', request: 'SQ-9' }, 'order_taken'], ['已取消的', { number: 'ZL-1', state: 'cancelled', customer: 'c1', request: null }, 'order_cancelled'],
  ['别家的', { number: 'ZL-1', state: 'issued', customer: 'c2', request: null }, 'order_customer'],
] as const)('不能关联指令：%s', (_what, order, code) => {
  expect(() => refuseOrder({ customer: 'c1' }, order)).toThrow(`service_request.${code}`);
});

const desk = { minutes: 480, hours: { zone: 'Asia/Shanghai', week: Object.fromEntries([1, 2, 3, 4, 5].map((d) => [d, [{ from: '08:30', to: '17:30' }]])), holidays: 'closed' as const }, holidays: calendar.holidayData(calendar.seedHolidays()) };
test('答复时限自接到起算，只计受理时间 [SM-20]', () => {
  // Friday 16:30: one hour on Friday, the other seven on Monday from 08:30.
  expect(replyBy(new Date('2026-01-09T08:30:00Z'), desk)).toEqual(new Date('2026-01-12T07:30:00Z'));
  expect(replyBy(new Date('2026-01-09T08:30:00Z'), { ...desk, holidays: calendar.holidayData([]) })).toBeNull();
});
test.each([
  [null, null, null], ['2026-01-10', null, null], ['2026-01-08', null, false], ['2026-01-10', '2026-01-10', true], ['2026-01-08', '2026-01-09', false],
] as const)('期限 %s 答复 %s 按时 %s', (due, answered, expected) => {
  const at = (day: string | null) => (day === null ? null : new Date(`${day}T00:00:00Z`));
  expect(repliedInTime(at(due), at(answered), new Date('2026-01-09T00:00:00Z'))).toBe(expected);
});
