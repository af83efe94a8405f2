/** Tables of the rules of drivers. */
import { expect, test } from 'vitest';
import { covers, type Licence, licenceProblems, refuseRenewal, restProblem, type Span } from './rules.ts';

const at = (s: string) => new Date(`2026-12-${s}:00+08:00`);
const span = (from: string, to: string): Span => ({ from: at(from), to: at(to) });
const clock = (d: Date) => new Date(d.getTime() + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
const trip = span('08T08:00', '08T12:00');
const driver = (more: Partial<Licence> = {}): Licence => ({ state: 'active', licence_class: 'C1', licence_until: at('31T00:00'), medical_until: null, ...more });
const words = (d: Licence, needed: Parameters<typeof licenceProblems>[1] = 'C1') => licenceProblems(d, needed, trip, '2026-12-08', clock).map(([zh]) => zh);

test.each([['A1', 'B1', true], ['A2', 'A3', false], ['B2', 'C1', true], ['B1', 'B2', false], ['C1', 'C2', true], ['C2', 'C1', false], ['C1', 'C1', true]] as const)('%s 可驾 %s：%s [LOG-1.5]', (held, needed, may) => {
  expect(covers(held, needed)).toBe(may);
});

test('驾驶证须管到收车为止，准驾相符，体检有效 [AS-33] [LOG-1.5]', () => {
  expect(words(driver())).toEqual([]);
  expect(words(driver({ licence_until: at('08T12:00') }))).toEqual([]);
  expect(words(driver({ licence_until: at('08T10:00') }))).toEqual(['驾驶证 12-08 10:00 到期，早于收车']);
  expect(words(driver(), 'B1')).toEqual(['准驾 C1，此车须 B1']);
  expect(words(driver({ medical_until: '2026-12-07' }))).toEqual(['体检 2026-12-07 到期']);
  expect(words(driver({ medical_until: '2026-12-08' }))).toEqual([]);
  expect(words(driver({ state: 'suspended' }))).toEqual(['已停止驾驶']);
});

test.each([
  ['没有别的出车', trip, [], true],
  ['夜里收车，只歇 7 小时', trip, [span('07T14:00', '08T01:00')], false],
  ['夜里收车，歇满 8 小时', trip, [span('07T14:00', '08T00:00')], true],
  ['同日两趟，前夜歇足', span('08T14:00', '08T17:00'), [span('08T08:00', '08T12:00')], true],
  ['全天出车后接夜间', span('08T20:00', '08T23:00'), [span('08T05:00', '08T12:00'), span('08T13:00', '08T19:30')], false],
  ['使次日早班歇不足', span('08T20:00', '09T01:00'), [span('09T06:00', '09T22:00')], false],
  ['多日出车前须歇足', span('08T08:00', '10T18:00'), [span('08T00:30', '08T02:00')], false],
  ['多日出车前已歇足', span('08T08:00', '10T18:00'), [span('07T18:00', '08T00:00')], true],
] as const)('休息 8 小时：%s [LOG-1.5]', (_what, wanted, others, ok) => {
  expect(restProblem(others, wanted, 8) === null).toBe(ok);
});

test('不规定休息时间时不限制；换证须更晚 [LOG-1.5]', () => {
  expect(restProblem([span('07T00:00', '08T07:59')], trip, 0)).toBeNull();
  expect(() => refuseRenewal(at('08T00:00'), at('08T00:00'), at('01T00:00'))).toThrow('driver.licence_until');
  expect(() => refuseRenewal(at('01T00:00'), at('02T00:00'), at('03T00:00'))).toThrow('driver.licence_until');
  expect(() => refuseRenewal(at('01T00:00'), at('09T00:00'), at('03T00:00'))).not.toThrow();
});
