/** When a late visit no longer fits, and what is booked after somebody decided; no database. */
import { expect, test } from 'vitest';
import { clockWarning, offsetMs } from './clock.rules.ts';
import { momentOf, orderProblems, partProblems, partsAfter } from './conflict.rules.ts';
import type { UsedPart } from './document.rules.ts';

const order = (state: string, technician: string | null = 'guan') => ({ number: 'ZL-1', state, technician, technicianName: '叶尔肯' });
const part = (id: string, quantity: number, source: UsedPart['source'] = 'van'): UsedPart => ({ part: id, name: '滤芯', quantity, unit: '个', source });

test.each([
  ['assigned', 'guan', []], ['en_route', 'guan', []], ['on_site', 'guan', []], ['on_hold', 'guan', []],
  ['cancelled', 'guan', ['cancelled']], ['done', 'guan', ['already_reported']], ['verified', 'ye', ['already_reported']], ['closed', 'guan', ['already_reported']],
  ['assigned', 'ye', ['reassigned']], ['accepted', null, ['not_assigned']], ['drafted', 'guan', ['not_assigned']],
] as const)('指令 %s，派给 %s', (state, technician, kinds) => {
  expect(orderProblems(order(state, technician), 'guan').map((p) => p.kind)).toEqual(kinds);
});

test('车上不够的逐件说明，同一配件分两行合并计算；客户自备的不算', () => {
  expect(partProblems([part('a', 1), part('a', 1), part('b', 1)], new Map([['a', 1], ['b', 1]]))).toEqual([
    { kind: 'part_short', part: 'a', why: ['车上的“滤芯”只剩 1 个，到访中用了 2 个', 'The van holds 1 个 of “滤芯”; the visit used 2'] },
  ]);
  expect(partProblems([part('a', 5, 'not_from_stock')], new Map())).toEqual([]);
  expect(partProblems([part('c', 1)], new Map()).map((p) => p.part)).toEqual(['c']);
});

test('决定只改不够的那几件，其余按签名', () => {
  expect(partsAfter([part('a', 1), part('b', 2)], ['a'], 'not_from_stock')).toEqual([part('a', 1, 'not_from_stock'), part('b', 2)]);
  expect(partsAfter([part('a', 1)], [], 'not_from_stock')).toEqual([part('a', 1)]);
});

test('手机时间按时差校正，不晚于现在，不早于受理', () => {
  const now = new Date('2026-02-27T04:00:00Z');
  const received = new Date('2026-02-27T01:00:00Z');
  expect(momentOf('2026-02-27T02:00:00Z', 600_000, received, now).toISOString()).toBe('2026-02-27T02:10:00.000Z');
  expect(momentOf('2026-02-27T02:00:00Z', null, received, now).toISOString()).toBe('2026-02-27T02:00:00.000Z');
  expect(momentOf('2026-02-28T02:00:00Z', null, received, now)).toEqual(now);
  expect(momentOf('2026-02-20T02:00:00Z', null, received, now)).toEqual(received);
  expect(momentOf('2026-02-20T02:00:00Z', null, null, now).toISOString()).toBe('2026-02-20T02:00:00.000Z');
});

test('时差五分钟以内不提，超过就用话说清楚快慢', () => {
  expect(offsetMs('2026-02-27T01:00:10.000Z', Date.parse('2026-02-27T01:00:00Z'), Date.parse('2026-02-27T01:00:02Z'))).toBe(9_000);
  expect(clockWarning(null)).toBeNull();
  expect(clockWarning(299_000)).toBeNull();
  expect(clockWarning(12 * 60_000)?.[0]).toMatch(/慢 12 分钟/);
  expect(clockWarning(-3 * 3_600_000)?.[1]).toMatch(/3 hours ahead/);
});
