/** Tables of the rules of repairs. */
import { expect, test } from 'vitest';
import { chargeOf, inTime, openAcceptance, refuseBareScore, refuseFewSigners, refuseLateAppointment, refuseUnpriced, settle, timesOf, warrantyEnds } from './rules.ts';

const CENTRE = { zone: 'Asia/Shanghai', dayStarts: '00:00' };
const at = (time: string) => new Date(`2026-03-02T${time}:00+08:00`);
test('时限从报修时刻算起；有约定时间的按约定到场', () => {
  const terms = { take: 5, arrive: 15, days: 1 };
  expect(timesOf(at('09:00'), null, terms, CENTRE)).toMatchObject({ take_by: at('09:05'), arrive_by: at('09:15') });
  expect(timesOf(at('09:00'), at('14:00'), terms, CENTRE)).toMatchObject({ take_by: at('09:05'), arrive_by: at('14:00') });
  expect(timesOf(at('09:00'), null, { ...terms, days: 3 }, CENTRE).finish_by.toISOString()).toBe('2026-03-05T16:00:00.000Z');
});

test.each([
  ['正好', '09:05', '09:05', '10:00', true], ['晚一分钟', '09:05', '09:06', '10:00', false], ['未做未过', '09:05', null, '09:05', null], ['未做已过', '09:05', null, '09:06', false],
] as const)('是否及时：%s', (_name, by, done, now, verdict) => {
  expect(inTime(at(by), done === null ? null : at(done), at(now))).toBe(verdict);
  expect(inTime(null, at(now), at(now))).toBeNull();
});

test.each([['free', 5_000, 2, 300, 0], ['paid', 5_000, 2, 300, 10_300], ['paid', 5_000, null, 0, 5_000]] as const)('收费 %s 价 %s × %s + 料 %s = %s', (charge, price, quantity, material, sum) => {
  expect(chargeOf({ charge, price, quantity, material })).toBe(sum);
});

test('有偿须有价目；约定不早于报修；低分须有意见', () => {
  expect(() => refuseUnpriced('paid', null)).toThrow('repair_order.unpriced');
  expect(() => refuseUnpriced('free', null)).not.toThrow();
  expect(() => refuseLateAppointment(at('08:59'), at('09:00'))).toThrow('repair_order.appointed');
  expect(() => refuseLateAppointment(null, at('09:00'))).not.toThrow();
  expect(() => refuseBareScore(2, '')).toThrow('repair_order.bare_score');
  expect(() => refuseBareScore(3, null)).not.toThrow();
});

test('验收方至少有建设方和施工方；缺签、有异议都说得出是谁', () => {
  expect(() => refuseFewSigners(['builder', 'user'])).toThrow('construction_project.signers');
  expect(() => refuseFewSigners(['owner', 'builder'])).not.toThrow();
  expect(openAcceptance([])).not.toBeNull();
  expect(openAcceptance([{ party: 'owner', state: 'signed' }, { party: 'user', state: 'waiting' }])![0]).toContain('使用部门');
  expect(openAcceptance([{ party: 'owner', state: 'signed' }, { party: 'fire', state: 'objected' }])![0]).toContain('消防安全');
  expect(openAcceptance([{ party: 'owner', state: 'signed' }, { party: 'user', state: 'signed' }])).toBeNull();
});

test.each([
  [{ final: 1_000_000, paid: 300_000, deduction: 0, retention_percent: 5 }, { retention: 50_000, payable: 650_000 }],
  [{ final: 1_001, paid: 0, deduction: 1, retention_percent: 5 }, { retention: 50, payable: 950 }],
  [{ final: 1_010, paid: 0, deduction: 0, retention_percent: 5 }, { retention: 51, payable: 959 }],
  [{ final: 1_000, paid: 1_000, deduction: 0, retention_percent: 0 }, { retention: 0, payable: 0 }],
])('结算 %j', (s, expected) => { expect(settle(s)).toEqual(expected); });
test('超付不能结算；保修期按月算到月底', () => {
  expect(() => settle({ final: 1_000, paid: 980, deduction: 0, retention_percent: 5 })).toThrow('construction_project.overpaid');
  expect(warrantyEnds('2026-08-31', 6)).toBe('2027-02-28');
});
