/** The monthly guard as tables; no database. */
import { expect, test } from 'vitest';
import { type Claim, forecast, type Month, monthlyCap, planPerson, PROFILE, type ProfileName, whyNot } from './guard.rules.ts';

const claim = (id: string, open: number, more: Partial<Claim> = {}): Claim => ({ id, number: id, kind: 'compensation', state: 'scheduled', happenedOn: '2026-11-02', notifiedOn: '2026-11-03', open, standing: true, ...more });
const month = (profile: ProfileName, minimumWage: number | null = 236_000): Month => ({ profile, minimumWage, cutOff: '2026-11-25' });
const amounts = (wage: number | null, claims: readonly Claim[], m = month('national')) => planPerson({ employee: 'e', wage, claims }, m).map((l) => [l.amount, l.carried]);

test.each([
  ['national', 260_000, 24_000], ['national', 600_000, 120_000], ['national', 236_000, 0], ['national', 200_000, 0], ['national', 295_000, 59_000], ['national', 295_100, 59_020],
  ['guangdong', 260_000, 24_000], ['none', 260_000, 260_000], ['national', 300_003, 60_000],
] as const)('%s，工资 %i 分：至多 %i 分 [LG-1]', (profile, wage, cap) => {
  expect(monthlyCap(PROFILE[profile], wage, 236_000)).toBe(cap);
});

test('门卡 30 与耳麦 480：工资 2600、最低 2360 分三个月 240、240、30；工资 6000 当月 510 [AC-08]', () => {
  expect(amounts(260_000, [claim('B', 48_000), claim('A', 3_000)])).toEqual([[3_000, 0], [21_000, 27_000]]);
  expect(amounts(260_000, [claim('B', 27_000)])).toEqual([[24_000, 3_000]]);
  expect(amounts(260_000, [claim('B', 3_000)])).toEqual([[3_000, 0]]);
  expect(amounts(600_000, [claim('A', 3_000), claim('B', 48_000)])).toEqual([[3_000, 0], [48_000, 0]]);
  expect([forecast(51_000, 24_000), forecast(51_000, 120_000), forecast(51_000, 0)]).toEqual([[24_000, 24_000, 3_000], [51_000], []]);
});

test('先发生的先扣；没有工资记录、没有最低工资的答复都不扣', () => {
  const later = claim('A', 30_000, { happenedOn: '2026-11-09' });
  expect(planPerson({ employee: 'e', wage: 260_000, claims: [later, claim('Z', 3_000)] }, month('national')).map((l) => [l.claim, l.amount])).toEqual([['Z', 3_000], ['A', 21_000]]);
  expect(amounts(null, [claim('A', 3_000)])).toEqual([[0, 3_000]]);
  expect(amounts(260_000, [claim('A', 3_000)], month('national', null))).toEqual([[0, 3_000]]);
  expect(amounts(260_000, [claim('A', 3_000)], month('none', null))).toEqual([[3_000, 0]]);
});

test.each([
  ['guangdong', { notifiedOn: null, state: 'assessed' }, /没有书面告知，本月不扣（LG-4）/],
  ['guangdong', { notifiedOn: '2026-11-25' }, /不在截止日 2026-11-25 之前，本月不扣（LG-4）/],
  ['guangdong', { kind: 'fine' }, /不得罚款.*LG-3/],
  ['national', { notifiedOn: null, state: 'assessed' }, /没有书面告知，本月不扣（SM-5）/],
  ['national', { standing: false }, /处分决定待重新作出/], ['national', { state: 'disputed' }, /有异议/], ['national', { state: 'notified' }, /答复期未满/], ['none', { notifiedOn: null, state: 'assessed' }, /尚未书面告知/],
] as const)('%s %j：不扣并写明原因 [AC-09] [LG-3] [LG-4]', (profile, more, why) => {
  expect(planPerson({ employee: 'e', wage: 600_000, claims: [claim('A', 3_000, more)] }, month(profile))[0]).toMatchObject({ amount: 0, carried: 3_000, why: [expect.stringMatching(why), expect.any(String)] });
});

test.each([['guangdong', '2026-11-24'], ['national', '2026-11-24'], ['none', '2026-11-30']] as const)('%s，%s 告知：可以扣', (profile, notifiedOn) => {
  expect(whyNot({ kind: 'compensation', state: 'scheduled', notifiedOn, standing: true }, PROFILE[profile], month(profile), 600_000)).toBeNull();
});
