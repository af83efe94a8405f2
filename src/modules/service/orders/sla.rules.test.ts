/** Response and repair clocks, as tables; no database. */
import { expect, test } from 'vitest';
import { calendar } from '../../../kernel/index.ts';
import { afterHold, clockState, deadlines, minutesUsed, type Clock, type HoldReason, type Terms } from './sla.rules.ts';

const week = Object.fromEntries([1, 2, 3, 4, 5].map((d) => [d, [{ from: '08:30', to: '17:30' }]]));
const office: Terms = { minutes: { response: 540, repair: 1080 }, hours: { zone: 'Asia/Shanghai', week, holidays: 'closed' }, holidays: calendar.holidayData(calendar.seedHolidays()) };
const always: Terms = {
  minutes: { response: 360, repair: 2880 }, holidays: calendar.holidayData([]),
  hours: { zone: 'Asia/Shanghai', week: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((d) => [d, [{ from: '00:00', to: '24:00' }]])), holidays: 'open' },
};
const none = { from: null, to: null };
const local = (text: string): Date => new Date(`${text}:00+08:00`);
const shown = (d: Date | null): string | null => (d === null ? null : new Date(d.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' '));

test.each([
  ['周一上午，当天下班前响应', '2026-03-02T08:30', '2026-03-02 17:30', '2026-03-03 17:30'],
  ['周五下午跨周末', '2026-03-06T15:30', '2026-03-09 15:30', '2026-03-10 15:30'],
  ['春节放假不计', '2026-02-13T08:30', '2026-02-13 17:30', '2026-02-14 17:30'],
])('服务时间内计时：%s [SM-21]', (_case, received, respond, repair) => {
  const due = deadlines(local(received), office, none);
  expect([shown(due.respond_by), shown(due.repair_by)]).toEqual([respond, repair]);
});

test('紧急指令夜间和节假日也计时', () => {
  expect(shown(deadlines(local('2026-02-17T22:00'), always, none).respond_by)).toBe('2026-02-18 04:00');
});

test('与用户约定的时段晚于时限的，以约定为准；早于时限的不缩短', () => {
  const agreed = { from: local('2026-03-20T09:00'), to: local('2026-03-02T10:00') };
  const due = deadlines(local('2026-03-02T08:30'), office, agreed);
  expect([shown(due.respond_by), shown(due.repair_by)]).toEqual(['2026-03-20 09:00', '2026-03-03 17:30']);
});

test('节假日尚未登记的年份，时限未知，而不是拒绝受理', () => {
  expect(deadlines(local('2031-03-03T09:00'), office, none)).toEqual({ respond_by: null, repair_by: null });
});

const due = { respond_by: local('2026-03-02T17:30'), repair_by: local('2026-03-03T17:30') };
const running = { response: null, repair: null };
const pause = (reason: HoldReason) => ({ reason, from: local('2026-03-02T16:30'), to: local('2026-03-05T10:00') });
test.each([
  ['等配件只停修复', ['repair'], running, '2026-03-02 17:30', '2026-03-06 11:00'],
  ['天气两个都停', ['response', 'repair'], running, '2026-03-05 11:00', '2026-03-06 11:00'],
  ['一个都不停', [], running, '2026-03-02 17:30', '2026-03-03 17:30'],
  ['已到场的不再移动响应期限', ['response', 'repair'], { response: local('2026-03-02T12:00'), repair: null }, '2026-03-02 17:30', '2026-03-06 11:00'],
] as const)('暂停之后的时限：%s [AC-35]', (_case, stops, ended, respond, repair) => {
  const moved = afterHold(due, pause('waiting_parts'), stops as readonly Clock[], ended, office);
  expect([shown(moved.respond_by), shown(moved.repair_by)]).toEqual([respond, repair]);
});

test('暂停前已经超期的，暂停不能挽回', () => {
  const late = { respond_by: local('2026-03-02T16:00'), repair_by: local('2026-03-03T17:30') };
  expect(shown(afterHold(late, pause('weather'), ['response', 'repair'], running, office).respond_by)).toBe('2026-03-02 16:00');
});

test.each([
  ['期限内到场', '2026-03-02T17:00', null, 'met'], ['到场已迟', '2026-03-02T17:31', null, 'missed'],
] as const)('%s', (_case, ended, stopped, state) => {
  expect(clockState(due.respond_by, local(ended), stopped, local('2026-03-09T09:00'))).toBe(state);
});
test('走、停、超期、未知', () => {
  const at = (now: string, stopped: string | null) => clockState(due.respond_by, null, stopped === null ? null : local(stopped), local(now));
  expect([at('2026-03-02T17:00', null), at('2026-03-02T17:31', null), at('2026-03-04T09:00', '2026-03-02T12:00'), at('2026-03-04T09:00', '2026-03-02T18:00')])
    .toEqual(['running', 'overdue', 'stopped', 'overdue']);
  expect(clockState(null, null, null, local('2026-03-02T17:00'))).toBe('unknown');
});

test('已用时间不含停表的暂停 [AC-35]', () => {
  const stops = { waiting_parts: ['repair'], customer: ['response', 'repair'], weather: ['response', 'repair'] } as const;
  const used = (clock: Clock) => minutesUsed(local('2026-03-02T08:30'), local('2026-03-05T11:00'), clock, [pause('waiting_parts')], stops, office);
  expect([used('response'), used('repair')]).toEqual([540 * 3 + 150, 480 + 60]);
});
