/** The rules of vehicle costs as tables. */
import { expect, test } from 'vitest';
import { drivenIn, dueUpTo, perHundred, refuseDearer, refuseOverlap, refuseSpan, type DueFacts } from './rules.ts';

const facts = (f: Partial<DueFacts>): DueFacts => ({ papers: [], next_service_on: null, next_service_km: null, km: null, ...f });
const due = (f: Partial<DueFacts>) => dueUpTo(facts(f), '2026-12-01', { days: 30, km: 500 }).map((d) => [d.kind, d.due_on ?? d.km_left, d.late]);

test('到期：三十天内到期的列出，只看最后一份；过期当天之前不算迟；按日期或里程 [LOG-1.4]', () => {
  expect(due({ papers: [{ kind: 'compulsory', valid_to: '2026-12-31' }, { kind: 'inspection', valid_to: '2027-01-01' }] })).toEqual([['compulsory', '2026-12-31', false]]);
  expect(due({ papers: [{ kind: 'compulsory', valid_to: '2026-11-30' }, { kind: 'compulsory', valid_to: '2027-11-30' }] })).toEqual([]);
  expect(due({ papers: [{ kind: 'compulsory', valid_to: '2026-11-30' }] })).toEqual([['compulsory', '2026-11-30', true]]);
  expect(due({ next_service_on: '2026-12-31', next_service_km: 10_000, km: 9_500 })).toEqual([['service_date', '2026-12-31', false], ['service_km', 500, false]]);
  expect([due({ next_service_km: 10_000, km: 9_499 }), due({ next_service_km: 10_000, km: 10_000 }), due({ next_service_km: 10_000 })]).toEqual([[], [['service_km', 0, true]], []]);
});

test('期间：保险、租车、过路须写起止，不得重叠，首尾同日也算重叠 [LOG-1.4]', () => {
  expect(() => refuseSpan('insurance', '2026-01-01', null)).toThrow('vehicle_expense.span');
  expect(() => refuseSpan('repair', '2026-01-02', '2026-01-01')).toThrow('vehicle_expense.span');
  expect(refuseSpan('repair', null, null)).toBeUndefined();
  const known = [{ number: 'CF-1', covers_from: '2026-01-01', covers_to: '2026-12-31' }];
  expect(() => refuseOverlap('insurance', '2026-12-31', '2027-12-30', known)).toThrow('vehicle_expense.overlap');
  expect([refuseOverlap('insurance', '2027-01-01', '2027-12-31', known), refuseOverlap('repair', '2026-05-01', '2026-05-01', known)]).toEqual([undefined, undefined]);
});

test('结算不高于报价；行驶从期前最后读数起；没有里程不算每百公里', () => {
  expect(() => refuseDearer(80_000, 80_001)).toThrow('vehicle_expense.dearer');
  expect([drivenIn(1_000, 1_200, 1_500), drivenIn(null, 1_200, 1_500), drivenIn(1_000, null, null), perHundred(12_345, 100), perHundred(10, 0), perHundred(100, 3)]).toEqual([500, 300, 0, 12_345, null, 3_333]);
});
