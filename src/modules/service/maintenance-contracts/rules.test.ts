/** The rules of maintenance contracts, as tables; no database. */
import { expect, test } from 'vitest';
import { nextTerm, refuseDoubleCover, refuseGap, refuseImpossibleTerm, refuseVisitOutside, renewalDueOn, visitDays } from './rules.ts';

const TERM = ['2009-01-10', '2010-01-09'] as const;

test('每月一次的规则在 2009-01-10 至 2010-01-09 生成 12 次 [AC-30]', () => {
  expect(visitDays('monthly', 10, ...TERM)).toEqual([
    '2009-01-10', '2009-02-10', '2009-03-10', '2009-04-10', '2009-05-10', '2009-06-10', '2009-07-10', '2009-08-10', '2009-09-10', '2009-10-10', '2009-11-10', '2009-12-10',
  ]);
});

test.each([
  ['monthly', 5, 12, '2009-02-05', '2010-01-05'],
  ['monthly', 31, 12, '2009-01-31', '2009-12-31'],
  ['monthly', 9, 12, '2009-02-09', '2010-01-09'],
  ['quarterly', 15, 4, '2009-01-15', '2009-10-15'],
  ['half_yearly', 1, 2, '2009-02-01', '2009-08-01'],
  ['yearly', 20, 1, '2009-01-20', '2009-01-20'],
] as const)('%s，每月 %i 日：%i 次', (rule, day, times, first, last) => {
  const days = visitDays(rule, day, ...TERM);
  expect([days.length, days[0], days.at(-1)]).toEqual([times, first, last]);
});

test('二月没有 31 日，落在最后一天；不定期没有计划', () => {
  expect(visitDays('monthly', 31, ...TERM)[1]).toBe('2009-02-28');
  expect(visitDays('none', 10, ...TERM)).toEqual([]);
});

test('到期前 60 天提醒 [AC-30]', () => {
  expect(renewalDueOn('2010-01-09', 60)).toBe('2009-11-10');
});

test.each([
  ['2009-01-10', '2010-01-09', '2010-01-10', '2011-01-09'],
  ['2025-03-01', '2026-02-28', '2026-03-01', '2027-02-28'],
  ['2024-02-29', '2025-02-27', '2025-02-28', '2026-02-27'],
  ['2026-01-01', '2026-06-30', '2026-07-01', '2026-12-31'],
  ['2026-01-01', '2026-01-10', '2026-01-11', '2026-01-20'],
])('续签期与原期等长：%s 至 %s', (from, to, next, last) => {
  expect(nextTerm(from, to)).toEqual({ valid_from: next, valid_to: last });
});

test('止日早于起日、续签与原合同重叠，被拒绝', () => {
  expect(() => refuseImpossibleTerm('2009-01-10', '2009-01-09')).toThrow('maintenance_contract.term');
  expect(() => refuseImpossibleTerm('2009-01-10', '2009-01-10')).not.toThrow();
  expect(() => refuseGap('2010-01-09', '2010-01-09')).toThrow('maintenance_contract.renewal_overlap');
  expect(() => refuseGap('2010-01-09', '2010-01-10')).not.toThrow();
});

const cover = (equipment: string, from: string, to: string) => ({ contract: 'WB-1', equipment, from, to });
test.each([
  ['前一天结束', '2009-01-09', null], ['同一天', '2009-01-10', 'maintenance_contract.covered_twice'], ['期间之内', '2009-06-01', 'maintenance_contract.covered_twice'],
])('同一设备不得在同一天有两份维保：%s', (_what, to, code) => {
  expect(refusedBy(() => refuseDoubleCover([cover('E1', ...TERM)], [cover('E1', '2008-01-10', to), cover('E2', ...TERM)]))).toBe(code);
});

test('巡检完成日期在合同起日与今天之间', () => {
  const contract = { valid_from: TERM[0], valid_to: TERM[1] };
  expect(() => refuseVisitOutside('2009-01-09', contract, '2009-02-01')).toThrow('maintenance_visit.day');
  expect(() => refuseVisitOutside('2009-02-02', contract, '2009-02-01')).toThrow('maintenance_visit.day');
  expect(() => refuseVisitOutside('2009-02-01', contract, '2009-02-01')).not.toThrow();
});

function refusedBy(run: () => void): string | null {
  try {
    run();
    return null;
  } catch (e) {
    return (e as { code: string }).code;
  }
}
