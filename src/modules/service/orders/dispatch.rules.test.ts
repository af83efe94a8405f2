/** Dispatch suggestions, as tables; no database. */
import { expect, test } from 'vitest';
import { because, rate, refuseSilentOverride, suggested, type Candidate } from './dispatch.rules.ts';

const one = (name: string, more: Partial<Candidate> = {}): Candidate => ({ id: name, name, branch: '东北服务部', ownRegion: true, skill: 'alone', load: 0, kilometres: null, clashes: [], ...more });
const names = (candidates: readonly Candidate[]) => rate(candidates).map((r) => r.name).join(' ');

test.each([
  ['技能高的在前', [one('甲'), one('乙', { skill: 'leads' }), one('丙', { skill: 'assists' })], '乙 甲 丙'],
  ['本区域在前', [one('甲', { ownRegion: false, skill: 'leads' }), one('乙')], '乙 甲'],
  ['手上单少的在前', [one('甲', { load: 3 }), one('乙', { load: 1 })], '乙 甲'],
  ['近的在前', [one('甲', { kilometres: 300 }), one('乙', { kilometres: 40 })], '乙 甲'],
  ['本区域满负荷时让给外区域', [one('甲', { load: 8 }), one('乙', { ownRegion: false })], '乙 甲'],
  ['不能去的排最后', [one('甲', { clashes: ['ZL-1'], skill: 'leads' }), one('乙', { load: 9 })], '乙 甲'],
] as const)('派工建议：%s [SM-21]', (_case, candidates, order) => {
  expect(names(candidates)).toBe(order);
});

test('说明理由：为什么是他，为什么不是别人', () => {
  const [first, second, third] = rate([one('甲', { load: 2, kilometres: 130 }), one('乙', { skill: null }), one('丙', { clashes: ['ZL-202602-0007'] })]);
  expect(because(first!)).toEqual(['可独立 +25，本区域 +40，手上 2 单 -12，约 130 公里 -5，合计 48', 'can work alone +25, own region +40, 2 in hand -12, about 130 km -5, total 48']);
  expect(second!.excluded?.[0]).toBe('同一时段已有 ZL-202602-0007');
  expect(third!.excluded?.[0]).toBe('没有登记这类服务的技能');
});

test('没有一个人登记过技能，就没有建议，也就无需理由', () => {
  const nobody = suggested(rate([one('甲', { skill: null }), one('乙', { skill: null })]));
  expect(nobody).toBeNull();
  expect(() => refuseSilentOverride(nobody, '甲', null)).not.toThrow();
});

test('不按建议派工须写理由', () => {
  const first = suggested(rate([one('甲'), one('乙', { load: 1 })]));
  expect(first?.id).toBe('甲');
  expect(() => refuseSilentOverride(first, '乙', ' ')).toThrow('service_order.override_reason');
  expect(() => refuseSilentOverride(first, '乙', '乙正在该站')).not.toThrow();
  expect(() => refuseSilentOverride(first, '甲', null)).not.toThrow();
  expect(() => refuseSilentOverride(first, null, null)).not.toThrow();
});
