import { describe, expect, test } from 'vitest';
import { clashOf, notReady, refuseRoom, refuseSpan, type Held } from './rules.ts';

const at = (time: string) => new Date(`2026-12-08T${time}:00Z`);
const held: readonly Held[] = [{ id: 'a', title: '安全例会', from: at('09:00'), to: at('10:00') }];

describe('会议室占用 [LOG-9.1]', () => {
  const cases: readonly (readonly [from: string, to: string, buffer: number, clash: boolean])[] = [
    ['08:00', '09:00', 0, false], ['10:00', '11:00', 0, false], ['09:30', '09:45', 0, true], ['08:00', '12:00', 0, true], ['08:30', '09:01', 0, true], ['09:59', '11:00', 0, true],
    ['10:00', '11:00', 15, true], ['10:14', '11:00', 15, true], ['10:15', '11:00', 15, false], ['08:00', '08:45', 15, false], ['08:00', '08:46', 15, true],
  ];
  test.each(cases)('%s–%s，间隔 %i 分钟：冲突 %s', (from, to, buffer, clash) => expect(clashOf({ from: at(from), to: at(to) }, held, buffer)?.id ?? null).toBe(clash ? 'a' : null));

  test.each([['09:00', '09:00', 'meeting.span'], ['10:00', '09:00', 'meeting.span'], ['07:59', '09:00', 'meeting.past']] as const)('%s–%s 拒绝 %s', (from, to, code) => {
    expect(() => refuseSpan({ from: at(from), to: at(to) }, at('08:00'))).toThrow(code);
  });
  test('超过 24 小时拒绝，恰好 24 小时可以', () => {
    expect(() => refuseSpan({ from: at('09:00'), to: new Date('2026-12-09T09:00:01Z') }, at('08:00'))).toThrow('meeting.span');
    expect(() => refuseSpan({ from: at('09:00'), to: new Date('2026-12-09T09:00:00Z') }, at('08:00'))).not.toThrow();
  });
  test('容 12 人的，13 人拒绝，12 人可以', () => {
    expect(() => refuseRoom({ capacity: 12, name: '二楼会议室' }, 13)).toThrow('meeting.capacity');
    expect(() => refuseRoom({ capacity: 12, name: '二楼会议室' }, 12)).not.toThrow();
  });
});

test('服务没有备齐，不算布置好', () => {
  expect(notReady([{ label: '茶水', done: true }, { label: '投影', done: false }, { label: '席卡', done: false }])?.[0]).toBe('还没有准备好：投影、席卡');
  expect(notReady([{ label: '茶水', done: true }])).toBeNull();
  expect(notReady([])).toBeNull();
});
