/** Tables of the rules of vehicles on the road. */
import { expect, test } from 'vitest';
import { consumption, coveredUntil, fuelAmount, type PaperOf, paperProblems, refuseReading, serviceProblem } from './care.rules.ts';

const paper = (kind: PaperOf['kind'], valid_from: string, valid_to: string): PaperOf => ({ kind, valid_from, valid_to });
const zh = (papers: readonly PaperOf[], first = '2026-12-08', last = first) => paperProblems(papers, ['compulsory'], first, last).map((l) => l[0]);

test('保险到前一日为止的，当日不派；管到当日的可派；接续的两份算连续 [AS-33] [LOG-1.1]', () => {
  expect(zh([paper('compulsory', '2025-12-08', '2026-12-07')])).toEqual(['交强险 2026-12-07 到期']);
  expect(zh([paper('compulsory', '2025-12-09', '2026-12-08')])).toEqual([]);
  expect(zh([paper('compulsory', '2025-12-09', '2026-12-08')], '2026-12-08', '2026-12-10')).toEqual(['交强险 2026-12-08 到期']);
  expect(zh([paper('compulsory', '2026-12-09', '2027-12-08'), paper('compulsory', '2025-12-09', '2026-12-08')], '2026-12-08', '2026-12-10')).toEqual([]);
  expect(zh([paper('compulsory', '2025-12-09', '2026-12-08'), paper('compulsory', '2026-12-10', '2027-12-09')], '2026-12-08', '2026-12-10')).toEqual(['交强险 2026-12-08 到期']);
  expect(zh([paper('compulsory', '2026-12-09', '2027-12-08')])).toEqual(['交强险 2026-12-08 尚未生效']);
  expect(zh([paper('commercial', '2026-01-01', '2026-12-31')])).toEqual(['没有登记交强险']);
  expect(coveredUntil([paper('inspection', '2026-01-01', '2026-06-30'), paper('inspection', '2026-06-01', '2026-12-31')], 'inspection', '2026-05-01')).toBe('2026-12-31');
});

test.each([
  [{ next_service_on: null, next_service_km: null, km: 90_000 }, null], [{ next_service_on: '2026-12-08', next_service_km: null, km: null }, '2026-12-08 应保养'],
  [{ next_service_on: '2026-12-09', next_service_km: null, km: null }, null], [{ next_service_on: null, next_service_km: 40_000, km: 40_000 }, '已行驶 40000 公里，40000 公里应保养'],
  [{ next_service_on: null, next_service_km: 40_000, km: 39_999 }, null], [{ next_service_on: null, next_service_km: 40_000, km: null }, null],
] as const)('保养按日期或里程到期 %j [LOG-1.3]', (service, problem) => {
  expect(serviceProblem(service, '2026-12-08')?.[0] ?? null).toBe(problem);
});

const at = (day: number) => new Date(Date.UTC(2026, 11, day));
test.each([
  [32_610, { at: at(1), km: 32_110 }, null, null], [32_110, { at: at(1), km: 32_110 }, null, null], [32_100, { at: at(1), km: 32_110 }, null, 'odometer.lower'],
  [33_000, { at: at(1), km: 32_110 }, { at: at(9), km: 32_900 }, 'odometer.higher'], [5, null, null, null],
] as const)('里程 %i 介于前后读数之间 [AS-34]', (km, before, after, code) => {
  const act = () => refuseReading({ at: at(5), km }, before, after, at(10));
  if (code === null) expect(act).not.toThrow();
  else expect(act).toThrow(code);
});
test('读数不能在将来 [AS-34]', () => expect(() => refuseReading({ at: at(11), km: 9 }, null, null, at(10))).toThrow('odometer.future'));

test('32,110 至 32,610 公里加 45.20 升，每升 7.85 元：354.82 元，百公里 9.04 升，超定额 8.0 的 10%，列出 [AS-34] [LOG-1.4]', () => {
  expect(fuelAmount('45.20', 785)).toBe(35_482);
  const full = { km: 32_110, litres: '40.00', full: true };
  expect(consumption({ km: 32_610, litres: '45.20', full: true }, [full], '8.0', 10)).toEqual({ distance: 500, rate: 904, deviation: 130, flagged: true });
  expect(consumption({ km: 32_610, litres: '44.00', full: true }, [full], '8.0', 10)).toMatchObject({ rate: 880, deviation: 100, flagged: false });
  expect(consumption({ km: 32_610, litres: '44.01', full: true }, [full], '8.0', 10)).toMatchObject({ flagged: true });
  expect(consumption({ km: 32_610, litres: '20.00', full: true }, [full, { km: 32_300, litres: '25.20', full: false }], '8.0', 10)).toMatchObject({ distance: 500, rate: 904 });
  expect(consumption({ km: 32_610, litres: '45.20', full: true }, [full], null, 10)).toEqual({ distance: 500, rate: 904, deviation: null, flagged: false });
  expect(consumption({ km: 32_610, litres: '45.20', full: false }, [full], '8.0', 10)).toBeNull();
  expect(consumption({ km: 32_610, litres: '45.20', full: true }, [], '8.0', 10)).toBeNull();
  expect(consumption({ km: 32_110, litres: '5.00', full: true }, [full], '8.0', 10)).toBeNull();
});
