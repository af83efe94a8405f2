import { describe, expect, test } from 'vitest';
import { ANOTHER, DAMAGED, FIRST } from './sample-reports.ts';
import { dateOf, readOldReport } from './reading.rules.ts';
import { differences, likeness, NEAR, wordingShared } from './similarity.rules.ts';

const first = readOldReport(FIRST);
const damaged = readOldReport(DAMAGED);
const valueOf = (report: typeof first, key: string) => report.figures.find((fig) => fig.key === key)?.value;
const totalOf = (report: typeof first, key: string) => report.totals.find((total) => total.key === key);

describe('识读', () => {
  test.each([
    ['staff.total', 29], ['staff.hq', 4], ['staff.ne', 9], ['vehicles.total', 9], ['vehicles.xj', 3], ['grade.intermediate', 13], ['reports.daily', 59], ['reports.weekly', 9], ['reports.monthly', 2],
    ['quota.year', 2010], ['quota.total', 100_000], ['quota.vehicles', 24_000], ['quota.other', 10_000], ['cost.vehicles', 29_836], ['cost.office', 1789.5], ['cost.total', 94_445],
    ['parts.applications', 30], ['parts.in', 41], ['parts.in.ec', 20], ['parts.in_cost', 13_280.6], ['parts.out', 38], ['parts.out_cost', 10_185], ['contract.amount', 365_000], ['contract.term', 1],
    ['agreements', 5], ['sales.total', 147], ['sales.not_to_enter', 3], ['shipped', 137], ['not_shipped', 10], ['factory', 19], ['orders', 267], ['orders.rate', 100], ['requests', 37], ['issued', 37],
    ['receipts', 30], ['service_reports', 267], ['surveys', 14], ['points.period.应急', 2850], ['points.year.合计', 8860], ['points.region.华东', 3040], ['rank.华东', 1], ['rank.西南', 6],
  ] as const)('%s = %d', (key, value) => {
    expect(valueOf(first, key)).toBe(value);
  });

  test('人员合计相符；车辆 9 台只列明 8 台，差 1 台 [AC-37] [FS-1.1]', () => {
    expect(totalOf(first, 'staff.total')).toMatchObject({ stated: 29, sum: 29, difference: 0 });
    expect(totalOf(first, 'vehicles.total')).toMatchObject({ stated: 9, sum: 8, difference: 1 });
  });

  test('费用合计 94,445，各项之和 67,934，差 26,511；其余合计相符 [AC-24] [FS-3.3]', () => {
    expect(totalOf(first, 'cost.total')).toMatchObject({ stated: 94_445, sum: 67_934, difference: 26_511 });
    expect(first.totals.filter((total) => total.difference !== 0).map((total) => total.key)).toEqual(['vehicles.total', 'cost.total']);
    expect(first.totals.map((total) => total.key)).toEqual(['staff.total', 'vehicles.total', 'quota.total', 'cost.total', 'parts.in', 'sales.total', 'points.period.合计', 'points.year.合计', 'points.region.合计']);
  });

  test('损坏的一份：第一部分空白，单位丢失逐项指出，行末不与下一行的数字相连 [FS-IMP-1]', () => {
    expect(damaged.emptySections).toEqual([1]);
    expect(valueOf(damaged, 'cost.total')).toBe(94_445);
    expect(damaged.figures.filter((fig) => fig.unitMissing !== null).map((fig) => fig.key)).toEqual([
      'grade.junior', 'cost.vehicles', 'cost.communication', 'cost.office', 'cost.other', 'cost.total', 'sales.entered', 'sales.not_to_enter', 'sales.not_yet', 'shipped', 'not_shipped', 'factory', 'accepted', 'receipts',
    ]);
  });

  test.each([
    ['09年2月20日', '2009-02-20'], ['2010年2月27日', '2010-02-27'], ['09年02月27日', '2009-02-27'], ['09220', null], ['2月27日', null], ['09年2月30日', null], ['09年220日', null], ['', null],
  ] as const)('日期“%s”读作 %s，读不出的不猜 [FS-IMP-2]', (raw, day) => {
    expect(dateOf(raw)).toBe(day);
  });

  test('“截止到09220”保留原文，不成日期 [FS-IMP-2] [AC-38]', () => {
    expect(damaged.dates.find((d) => d.key === 'cost.as_of')).toMatchObject({ raw: '09220', value: null });
    expect(first.dates.find((d) => d.key === 'cost.as_of')).toMatchObject({ raw: '09年2月20日', value: '2009-02-20' });
    expect(first.dates.find((d) => d.key === 'shipped.as_of')).toMatchObject({ raw: '2月27日', value: null });
  });
});

describe('近似重复', () => {
  test('损坏的一份与原件近似；另一期的报告不近似 [FS-IMP-1] [AC-38]', () => {
    expect(likeness(FIRST, DAMAGED).percent).toBeGreaterThanOrEqual(90);
    expect(likeness(FIRST, FIRST)).toEqual({ wording: 100, figures: 100, percent: 100 });
    expect(likeness(FIRST, ANOTHER).percent).toBeLessThan(NEAR);
    expect([wordingShared('', FIRST), likeness(FIRST, '今天天气很好').percent < NEAR]).toEqual([0, true]);
  });

  test('逐项差异：2010 变 2012，日期未识读，缺单位，缺整句 [FS-IMP-1] [AC-38] [CG-40]', () => {
    const found = new Map(differences(first, damaged).map((d) => [d.key, [d.kind, d.before, d.after]]));
    expect(found.get('quota.year')).toEqual(['changed', '2010年', '2012年']);
    expect(found.get('cost.as_of')).toEqual(['unparsed', '09年2月20日', '09220']);
    expect(found.get('cost.vehicles')).toEqual(['unit', '29836元', '29836']);
    expect(found.get('contract.term')).toEqual(['missing', '1年', null]);
    expect(found.get('staff.total')).toEqual(['missing', '29人', null]);
    expect([...found.values()].filter(([kind]) => kind === 'changed')).toHaveLength(1);
    expect(found.has('points.region.华东')).toBe(false);
    expect(differences(first, first)).toEqual([]);
    expect(differences(damaged, first).find((d) => d.key === 'contract.term')).toMatchObject({ kind: 'added', before: null, after: '1年' });
  });
});
