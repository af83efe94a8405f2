/** Tables and ceilings; no database. */
import { expect, test } from 'vitest';
import { sourceRulebook } from '../rulebook/index.ts';
import { ceilingFor, type Rate, rateOn, type Thing } from './rate.rules.ts';

const printed = sourceRulebook('as-printed');
const hardened = sourceRulebook('hardened');
const rate = (thing: Thing, valid_from: string, more: Partial<Rate> = {}): Rate => ({ id: `${thing}/${valid_from}`, number: 'PB-001', thing, version_no: 1, basis: 'fixed', amount: null, to_amount: null, criteria: null, valid_from, ...more });

test('某日生效的是最近开始的一版；开始之前没有标准', () => {
  const rates = [rate('badge', '2026-01-01', { amount: 3_000 }), rate('badge', '2026-07-01', { amount: 2_000, version_no: 2 }), rate('headset', '2026-01-01')];
  expect([rateOn(rates, 'badge', '2025-12-31'), rateOn(rates, 'badge', '2026-06-30')?.version_no, rateOn(rates, 'badge', '2026-07-01')?.version_no, rateOn(rates, 'locker', '2026-07-01')]).toEqual([null, 1, 2, null]);
});

test.each([
  ['badge', null, printed, [], 3_000], ['badge', 2_000, printed, [], 2_000], ['badge', null, hardened, [rate('badge', '2026-01-01', { amount: 5_000 })], 3_000], ['badge', null, null, [], null],
  ['badge', null, null, [rate('badge', '2026-01-01', { basis: 'range', amount: 15_000, to_amount: 25_000 })], 25_000], ['badge', null, printed, [rate('badge', '2026-01-01', { basis: 'range', amount: 15_000, to_amount: 25_000 })], 3_000],
  ['locker', 2_500, hardened, [rate('locker', '2026-01-01', { basis: 'actual' })], 2_500], ['locker', null, hardened, [rate('locker', '2026-01-01', { basis: 'actual' })], null], ['drawer', 1_200, printed, [], 0],
  ['headset', 48_000, hardened, [], 48_000], ['headset', 52_000, hardened, [rate('headset', '2026-01-01', { amount: 48_000 })], 48_000], ['headset', null, hardened, [rate('headset', '2026-01-01', { amount: 48_000 })], 48_000], ['headset', null, hardened, [], null],
] as const)('%s，费用 %j：至多 %5$j 分 [CG-04] [CG-05] [CC-FINE-2] [CC-FINE-3]', (thing, cost, version, rates, fen) => {
  expect(ceilingFor(thing, '2026-11-02', cost, version, rates).fen).toBe(fen);
});

test('依据写明守则、标准与取低 [CC-FINE-2]', () => {
  const { text, rate: used } = ceilingFor('headset', '2026-11-02', 52_000, hardened, [rate('headset', '2026-01-01', { amount: 48_000, version_no: 2 })]);
  expect(text[0]).toMatch(/守则 0\.1 CC-FINE-2：按实际费用 520\.00 元；赔偿标准 PB-001 第 2 版：定额 480\.00 元；取低/);
  expect(ceilingFor('headset', '2026-11-02', 12_000, hardened, [rate('headset', '2026-01-01', { amount: 48_000 })]).text[0]).toContain('定额 480.00 元，不超过凭据 120.00 元；取低');
  expect([text[1].includes('the lower applies'), used]).toEqual([true, 'headset/2026-01-01']);
});
