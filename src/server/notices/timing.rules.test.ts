/** When what goes out: tables from the promise, not from the code. */
import { expect, test } from 'vitest';
import { afterQuiet, fitting, nextTry, retryAfter, sendAt, type Timing } from './timing.rules.ts';

const SHANGHAI = 'Asia/Shanghai';
const NIGHT = { from: '22:00', to: '07:30' };
/** Local time in Shanghai. */
const local = (text: string) => new Date(`${text}:00+08:00`);

test.each([
  ['2026-11-26T21:59', NIGHT, '2026-11-26T21:59'], ['2026-11-26T22:00', NIGHT, '2026-11-27T07:30'], ['2026-11-26T23:59', NIGHT, '2026-11-27T07:30'], ['2026-11-27T00:00', NIGHT, '2026-11-27T07:30'],
  ['2026-11-27T07:29', NIGHT, '2026-11-27T07:30'], ['2026-11-27T07:30', NIGHT, '2026-11-27T07:30'], ['2026-11-27T12:00', NIGHT, '2026-11-27T12:00'],
  ['2026-11-26T12:30', { from: '12:00', to: '13:30' }, '2026-11-26T13:30'], ['2026-11-26T13:30', { from: '12:00', to: '13:30' }, '2026-11-26T13:30'], ['2026-11-26T11:59', { from: '12:00', to: '13:30' }, '2026-11-26T11:59'],
  ['2026-11-26T03:00', { from: '00:00', to: '06:00' }, '2026-11-26T06:00'], ['2026-11-26T03:00', { from: '08:00', to: '08:00' }, '2026-11-26T03:00'], ['2026-12-31T23:00', NIGHT, '2027-01-01T07:30'], ['2026-11-26T23:00', null, '2026-11-26T23:00'],
])('%s 遇免打扰 %j，%s 发', (at, quiet, expected) => {
  expect(afterQuiet(local(at), quiet, SHANGHAI)).toEqual(local(expected));
});

test('免打扰按本单元的时区，不按服务器的', () => {
  const at = new Date('2026-11-26T15:00:00Z');
  expect(afterQuiet(at, NIGHT, SHANGHAI)).toEqual(new Date('2026-11-26T23:30:00Z'));
  expect(afterQuiet(at, NIGHT, 'Asia/Urumqi')).toEqual(at);
  expect(afterQuiet(at, NIGHT, 'Europe/London')).toEqual(at);
});
test('夜里改钟的那天，免打扰照墙上的钟结束', () => {
  expect(afterQuiet(new Date('2026-03-29T00:30:00Z'), NIGHT, 'Europe/London')).toEqual(new Date('2026-03-29T06:30:00Z'));
});

const timing = (digest: Timing['digest'], quiet: Timing['quiet'] = NIGHT): Timing => ({ quiet, digest, digestAt: '08:30', zone: SHANGHAI });
test.each([
  ['2026-11-26T10:20', timing('at_once'), false, '2026-11-26T10:20'], ['2026-11-26T23:20', timing('at_once'), false, '2026-11-27T07:30'], ['2026-11-26T23:20', timing('at_once'), true, '2026-11-26T23:20'],
  ['2026-11-26T10:20', timing('hourly'), false, '2026-11-26T11:00'], ['2026-11-26T10:00', timing('hourly'), false, '2026-11-26T11:00'], ['2026-11-26T21:20', timing('hourly'), false, '2026-11-27T07:30'], ['2026-11-26T10:20', timing('hourly'), true, '2026-11-26T10:20'],
  ['2026-11-26T08:29', timing('daily'), false, '2026-11-26T08:30'], ['2026-11-26T08:30', timing('daily'), false, '2026-11-27T08:30'], ['2026-11-26T20:00', timing('daily'), false, '2026-11-27T08:30'], ['2026-11-26T02:00', timing('daily'), true, '2026-11-26T02:00'],
  ['2026-11-26T20:00', { ...timing('daily'), digestAt: '06:00' }, false, '2026-11-27T07:30'], ['2026-11-26T20:00', { ...timing('daily', null), digestAt: '06:00' }, false, '2026-11-27T06:00'],
] as const)('%s 按 %j（紧急 %s），%s 发', (at, t, urgent, expected) => {
  expect(sendAt(local(at), t, urgent)).toEqual(local(expected));
});

const now = local('2026-11-26T10:00');
test.each([[1, 30], [2, 60], [3, 120], [4, 300], [5, 900], [6, 1_800], [7, 3_600], [8, 7_200], [9, 14_400], [12, 14_400]])('第 %i 次失败后隔 %i 秒再试', (attempts, seconds) => {
  expect(nextTry(attempts, now, now)).toEqual(new Date(now.getTime() + seconds * 1000));
});
test('试满一天为止；对方要求等更久就等更久，但不超过一天', () => {
  const since = new Date(now.getTime() - 86_400_000 + 10_000_000);
  expect([nextTry(7, since, now), nextTry(9, since, now)]).toEqual([new Date(now.getTime() + 3_600_000), null]);
  expect([nextTry(1, now, now, 600), nextTry(7, now, now, 600), nextTry(1, now, now, 90_000)]).toEqual([new Date(now.getTime() + 600_000), new Date(now.getTime() + 3_600_000), null]);
  let at = now;
  let tries = 1;
  for (let next = nextTry(tries, now, at); next; next = nextTry(++tries, now, at)) at = next;
  expect([tries, (at.getTime() - now.getTime()) / 3_600_000 > 23]).toEqual([14, true]);
});
test.each([['120', 120], ['0', 0], ['', 0], [undefined, 0], ['soon', 0], ['Thu, 26 Nov 2026 02:01:30 GMT', 90], ['Thu, 26 Nov 2026 01:00:00 GMT', 0], ['99999999', 86_400]])('Retry-After %j 是 %i 秒', (header, seconds) => {
  expect(retryAfter(header, now)).toBe(seconds);
});
test.each([[['待办', '待办'], 14, 2], [['待办', '待办'], 13, 1], [['待办'], 3, 1], [[], 100, 0], [['a', 'b', 'c'], 4, 2]])('%j 在 %i 字节里放得下 %i 行', (lines, bytes, n) => {
  expect(fitting(lines, bytes)).toBe(n);
});
