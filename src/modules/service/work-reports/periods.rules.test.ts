import { describe, expect, test } from 'vitest';
import { countReports, deadlineOf, expectedReports, periodOf, standingOf } from './periods.rules.ts';

const SPAN = { from: '2009-01-01', to: '2009-02-28' };
const ZONE = 'Asia/Shanghai';
const all = (kind: 'daily' | 'weekly' | 'monthly', span = SPAN) => expectedReports(kind, span).map((e) => ({ starts_on: e.from, late: false }));

describe('按日历应有的报告', () => {
  test('2009 年 1、2 月：日报 59、周报 9、月报 2 [FS-2.9] [AC-29] [CG-41]', () => {
    expect([expectedReports('daily', SPAN).length, expectedReports('weekly', SPAN).length, expectedReports('monthly', SPAN).length]).toEqual([59, 9, 2]);
    expect(expectedReports('weekly', SPAN)[0]).toEqual({ kind: 'weekly', from: '2008-12-29', to: '2009-01-04' });
    expect(expectedReports('weekly', SPAN).at(-1)).toEqual({ kind: 'weekly', from: '2009-02-23', to: '2009-03-01' });
  });

  test('截至 2 月 27 日应有日报 58 份，周报与月报不变 [AC-29] [CG-41]', () => {
    const span = { ...SPAN, to: '2009-02-27' };
    expect([expectedReports('daily', span).length, expectedReports('weekly', span).length, expectedReports('monthly', span).length]).toEqual([58, 9, 2]);
  });

  test('少了 2 月 14 日的日报：58/59，并指出这一天 [AC-29] [FS-2.9]', () => {
    const count = countReports('daily', SPAN, all('daily').filter((r) => r.starts_on !== '2009-02-14'));
    expect([count.there, count.expected]).toEqual([58, 59]);
    expect(count.absent).toEqual([{ kind: 'daily', from: '2009-02-14', to: '2009-02-14' }]);
  });

  test('不在期间内的报告不计；空的期间不要报告', () => {
    expect(countReports('daily', SPAN, [...all('daily'), { starts_on: '2009-03-01', late: true }])).toMatchObject({ there: 59, late: 0, absent: [] });
    expect(expectedReports('monthly', { from: '2009-02-01', to: '2009-01-31' })).toEqual([]);
  });

  test.each([
    ['weekly', '2026-11-26', '2026-11-23', '2026-11-29'], ['weekly', '2026-11-29', '2026-11-23', '2026-11-29'], ['weekly', '2026-11-30', '2026-11-30', '2026-12-06'],
    ['monthly', '2028-02-10', '2028-02-01', '2028-02-29'], ['daily', '2026-12-31', '2026-12-31', '2026-12-31'], ['weekly', '2027-01-01', '2026-12-28', '2027-01-03'],
  ] as const)('%s：%s 属于 %s 至 %s', (kind, day, from, to) => {
    expect(periodOf(kind, day)).toEqual({ from, to });
  });
});

describe('期限与迟报 [SM-32]', () => {
  const daily = { kind: 'daily', from: '2026-11-24', to: '2026-11-24' } as const;
  const at = (local: string) => new Date(`${local}:00+08:00`);
  test('区域日报次日 10:00，总部日报次日 17:00；周报次日，月报第二、三日', () => {
    expect(deadlineOf(daily, 'branch', ZONE)).toEqual(at('2026-11-25T10:00'));
    expect(deadlineOf(daily, 'consolidated', ZONE)).toEqual(at('2026-11-25T17:00'));
    expect(deadlineOf({ kind: 'weekly', from: '2026-11-16', to: '2026-11-22' }, 'branch', ZONE)).toEqual(at('2026-11-23T12:00'));
    expect(deadlineOf({ kind: 'monthly', from: '2026-10-01', to: '2026-10-31' }, 'consolidated', ZONE)).toEqual(at('2026-11-03T18:00'));
  });

  test.each([
    ['2026-11-24T23:59', null, 'running'], ['2026-11-25T00:00', null, 'due'], ['2026-11-25T10:00', null, 'due'], ['2026-11-25T10:01', null, 'missing'],
    ['2026-11-26T08:00', '2026-11-25T10:00', 'in'], ['2026-11-26T08:00', '2026-11-25T10:01', 'late'], ['2026-11-24T20:00', '2026-11-24T19:00', 'in'],
  ] as const)('现在 %s，交于 %s：%s', (now, handed, standing) => {
    expect(standingOf(daily, handed === null ? null : at(handed), { now: at(now), level: 'branch', zone: ZONE })).toBe(standing);
  });
});
