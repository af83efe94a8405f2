/** The wall as a table: telephone, card, plan; no database. CC-1.6a, CC-ACT-3. */
import { expect, test } from 'vitest';
import { type Heard, pauseState, phoneState, shownFor, type Flipped, type Limits } from './wall.rules.ts';

const m = (minutes: number) => minutes * 60_000;
const NOW = m(600);
const LIMITS: Limits = { wrap_up: 3, break: 15, meal: 60, on_call: 20 };
const heard = (kind: Heard['kind'], from: number, to: number | null = null, reason = ''): Heard => ({ kind, from: m(from), to: m(to ?? 600), reason, open: to === null });
const EXPECTED = { from: m(540), to: m(1080), breaks: [{ from: m(720), to: m(780) }] };
const shown = (h: readonly Heard[], flipped: Flipped | null = null, more: object = {}) => shownFor({ heard: h, flipped, expected: EXPECTED, onLeave: false, limits: LIMITS, now: NOW, ...more });

test.each([
  ['通话中', [heard('login', 530), heard('call', 595)], 'on_call', 595], ['有暂停也在通话：通话', [heard('login', 530), heard('pause', 590, null, 'Lunch'), heard('call', 595)], 'on_call', 595],
  ['话后整理', [heard('login', 530), heard('call', 580, 599), { ...heard('wrap_up', 599, 602), open: false }], 'wrap_up', 599], ['空闲自上一通电话结束起', [heard('login', 530), heard('call', 580, 590)], 'available', 590],
  ['空闲自签到起', [heard('login', 530)], 'available', 530], ['用餐', [heard('login', 530), heard('pause', 590, null, 'Lunch')], 'meal', 590], ['几个队列的暂停自最早算起', [heard('login', 530), heard('pause', 590, null, 'Break'), heard('pause', 591, null, 'Break')], 'break', 590],
  ['签出', [heard('login', 530, 595)], 'off', 595], ['没有记录', [], 'off', null],
] as const)('电话：%s [CC-1.6a]', (_, h, state, since) => {
  expect(phoneState(h, NOW)).toEqual({ state, since: since === null ? null : m(since) });
});
test.each([['Lunch', 'meal'], ['午餐', 'meal'], ['Training room', 'training'], ['培训', 'training'], ['Coaching', 'meeting'], ['ACW', 'wrap_up'], ['', 'break'], ['Toilet', 'break']] as const)('暂停原因“%s”是 %s', (reason, state) => {
  expect(pauseState(reason)).toBe(state);
});
test('翻牌与电话以后者为准；不一致时注明 [CC-1.6a]', () => {
  const login = [heard('login', 530)];
  expect(shown(login, { state: 'meal', at: m(590) })).toMatchObject({ state: 'meal', since: m(590), told: 'hand', differs: true });
  expect(shown([...login, heard('pause', 591, null, 'Lunch')], { state: 'meal', at: m(590) })).toMatchObject({ state: 'meal', told: 'phone', differs: false });
  expect(shown([...login, heard('pause', 580, null, 'Lunch')], { state: 'available', at: m(590) })).toMatchObject({ state: 'available', differs: true });
  expect(shown([heard('login', 530, 595)], { state: 'off', at: m(596) })).toMatchObject({ state: 'off', differs: false });
});
test('超时按状态的上限，从进入该状态算起 [CC-1.6a]', () => {
  const paused = (from: number) => shown([heard('login', 530), heard('pause', from, null, 'Break')]).overLong;
  expect([paused(586), paused(585), paused(584)]).toEqual([false, false, true]);
  expect(shown([heard('login', 530)]).overLong).toBe(false);
});
test('班上不在而非计划休息：不在岗；请假的人不算 [CC-ORAL-6]', () => {
  expect(shown([]).missing).toBe(true);
  expect(shown([], null, { onLeave: true }).missing).toBe(false);
  expect(shown([], null, { now: m(730) }).missing).toBe(false);
  expect(shown([], null, { expected: null }).missing).toBe(false);
  expect(shown([heard('login', 530)]).missing).toBe(false);
});
