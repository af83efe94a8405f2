/** Tables of the rules of traffic safety. */
import { expect, test } from 'vitest';
import { droveAt, refuseAnswer, refuseJudge, refuseRecord, standingOf } from './rules.ts';

const at = (h: number) => new Date(Date.UTC(2026, 10, 20, h));
const drives = [{ driver: 'a', number: 'YC-1', from: at(1), to: at(3) }, { driver: 'b', number: 'YC-2', from: at(5), to: null }];
test.each([[0, null], [1, 'a'], [3, 'a'], [4, null], [9, 'b']] as const)('%i 时由 %s 驾驶 [LOG-1.9]', (h, who) => expect(droveAt(drives, at(h))?.driver ?? null).toBe(who));

test('登记须有驾驶员；与出车记录不同须有依据；不能登记将来的 [LOG-1.9]', () => {
  const c = { at: at(2), now: at(10), driver: null, onRecord: drives[0]!, why: null };
  expect(() => refuseRecord(c)).not.toThrow();
  expect(() => refuseRecord({ ...c, driver: 'a' })).not.toThrow();
  expect(() => refuseRecord({ ...c, driver: 'b' })).toThrow('traffic_violation.other_driver');
  expect(() => refuseRecord({ ...c, driver: 'b', why: '途中换人，有行车记录仪录像' })).not.toThrow();
  expect(() => refuseRecord({ ...c, onRecord: null })).toThrow('traffic_violation.driver');
  expect(() => refuseRecord({ ...c, at: at(11) })).toThrow('traffic_violation.future');
});

test('答复须本人；当事人和登记人不审定 [LOG-1.9]', () => {
  expect(() => refuseAnswer('u', 'u', '操胜利', '操胜利')).not.toThrow();
  expect(() => refuseAnswer(null, 'desk', '操胜利', '操胜利')).not.toThrow();
  expect(() => refuseAnswer('u', 'x', '操胜利', '操胜利')).toThrow('traffic_violation.not_driver');
  expect(() => refuseAnswer('u', 'u', '操胜利', '别人')).toThrow('traffic_violation.signer');
  for (const actor of ['u', 'r']) expect(() => refuseJudge({ actor, driverUser: 'u', recorder: 'r' })).toThrow('traffic_violation.own');
  expect(() => refuseJudge({ actor: 'x', driverUser: 'u', recorder: 'r' })).not.toThrow();
});

test.each([
  ['越低越好', [[true, 900], [false, 800], [false, 1000]], 'lower', { own: 900, best: 800, average: 900, rank: 2, of: 3 }],
  ['越高越好，并列', [[true, 1000], [false, 1000], [false, 700]], 'higher', { own: 1000, best: 1000, average: 850, rank: 1, of: 3 }],
  ['没有本单位', [[false, 800]], 'lower', { own: null, best: 800, average: 800, rank: null, of: 1 }], ['都没有', [], 'lower', { own: null, best: null, average: null, rank: null, of: 0 }],
] as const)('对标：%s [LOG-1.11]', (_what, values, better, standing) => expect(standingOf(values.map(([own, value]) => ({ own, value })), better)).toEqual(standing));
