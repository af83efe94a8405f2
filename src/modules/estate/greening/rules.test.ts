import { describe, expect, test } from 'vitest';
import { daysOverdue, nextCare, notAllowedOnSite, refusePermit, type Permit, type SiteKind } from './rules.ts';

const none: Permit = { permit_no: null, permit_from: null, permit_to: null, guardian: null };
const full: Permit = { permit_no: 'GZP-118', permit_from: '2026-12-01', permit_to: '2026-12-03', guardian: '周立' };

describe('变电站作业许可 [G-L9] [LOG-6.1]', () => {
  const cases: readonly (readonly [SiteKind, Permit, string, string | null])[] = [
    ['office', none, '2026-12-02', null], ['outlet', none, '2026-12-02', null], ['other', none, '2026-12-02', null],
    ['substation', none, '2026-12-02', '变电站内作业须先登记工作票'], ['substation', { ...full, permit_no: null }, '2026-12-02', '变电站内作业须先登记工作票'],
    ['substation', { ...full, guardian: null }, '2026-12-02', '变电站内作业须指定监护人'],
    ['substation', full, '2026-11-30', '工作票有效期为 2026-12-01 至 2026-12-03，今天不在其内'], ['substation', full, '2026-12-01', null], ['substation', full, '2026-12-03', null],
    ['substation', full, '2026-12-04', '工作票有效期为 2026-12-01 至 2026-12-03，今天不在其内'],
  ];
  test.each(cases)('%s %j 在 %s：%s', (kind, permit, day, reason) => expect(notAllowedOnSite(kind, permit, day)?.[0] ?? null).toBe(reason));
  test('止日早于起日的工作票不收', () => {
    expect(() => refusePermit({ ...full, permit_to: '2026-11-30' })).toThrow('green_work.permit');
    expect(() => refusePermit(full)).not.toThrow();
    expect(() => refusePermit(none)).not.toThrow();
  });
});

describe('养护周期', () => {
  const site = { care_every_days: 15, registered_on: '2026-11-01' };
  test.each([[null, '2026-11-16'], ['2026-11-20', '2026-12-05'], ['2026-12-31', '2027-01-15']] as const)('上次 %s，下次 %s', (last, due) => expect(nextCare(site, last)).toBe(due));
  test.each([['2026-12-05', '2026-12-04', 0], ['2026-12-05', '2026-12-05', 0], ['2026-12-05', '2026-12-06', 1], ['2026-12-05', '2027-01-05', 31]] as const)('应于 %s，%s 时逾期 %i 天', (due, day, late) => expect(daysOverdue(due, day)).toBe(late));
});
