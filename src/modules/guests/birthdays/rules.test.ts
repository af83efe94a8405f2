import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  approvalProblem, assertAllContacted, assertCounted, assertCutDay, assertDrawDay, assertInPerson, assertInStore, assertNotOwnLoss, assertSignsAsMember, assertTwoPeople, assertVisitDay, cutDays, cutsOf, figuresOf, idPasses, keptAs, keptAsInEnglish,
  keptBetween, maskedAddress, maskedCard, maskedPhone, monthsToList, movedSince, needsGift, surnameOf, tally, type BirthdayKind,
} from './rules.ts';
import { nextOpening } from './visit.rules.ts';

const born = (birthday: string, birthday_kind: BirthdayKind = 'solar') => ({ birthday, birthday_kind });
const year = (b: ReturnType<typeof born>, y: number) => keptBetween(b, `${y}-01-01`, `${y + 1}-01-01`, '02-28');

describe('生日在哪一天过', () => {
  test('农历八月十五：2026 年 9 月 25 日、2027 年 9 月 15 日 [AS-18]', () => {
    const member = born('1988-09-25', 'lunar');
    expect(year(member, 2026)).toEqual([{ year: 2026, day: '2026-09-25' }]);
    expect(year(member, 2027)).toEqual([{ year: 2027, day: '2027-09-15' }]);
    expect(keptAs(member)).toBe('农历八月十五');
  });

  test('闰七月初十出生：无闰月的 2026 年按七月初十，即 8 月 22 日 [AS-18]', () => {
    const member = born('2006-09-02', 'leap');
    expect(year(member, 2026)).toEqual([{ year: 2026, day: '2026-08-22' }]);
    expect(keptAs(member)).toBe('农历闰七月初十');
  });

  test.each([
    ['1996-02-29', 'solar', 2026, '02-28', ['2026-02-28']],
    ['1996-02-29', 'solar', 2026, '03-01', ['2026-03-01']],
    ['1996-02-29', 'solar', 2028, '03-01', ['2028-02-29']],
    // Lunar New Year's Eve of 2026, a month of 29 days: kept on 5 February 2027, the day before a Spring Festival that Intl puts a day late.
    ['1990-01-26', 'lunar', 2027, '02-28', ['2027-02-05']],
    ['1990-03-01', 'solar', 1990, '02-28', []],
  ] as const)('%s %s 在 %i 年：%s → %j', (birthday, kind, y, leapDay, days) => {
    expect(keptBetween(born(birthday, kind), `${y}-01-01`, `${y + 1}-01-01`, leapDay).map((k) => k.day)).toEqual(days);
  });

  test('公历一年里可能有两个或没有农历生日，但每个农历年恰好一个', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 20_000 }), fc.constantFrom('lunar' as const, 'leap' as const), (n, kind) => {
      const member = born(new Date(Date.UTC(1950, 0, 1) + n * 86_400_000).toISOString().slice(0, 10), kind);
      expect(keptBetween(member, '2021-01-01', '2032-06-01', '02-28').filter((k) => k.year >= 2021 && k.year < 2031).map((k) => k.year)).toEqual([2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030]);
    }), { numRuns: 60 });
  });

  test.each([
    ['2000-03-05', 'solar', '3月5日', '5 March'], ['1985-02-20', 'lunar', '农历正月初一', 'lunar month 1, day 1'], ['1990-01-26', 'lunar', '农历腊月三十', 'lunar month 12, day 30'],
    ['1990-12-06', 'lunar', '农历十月二十', 'lunar month 10, day 20'], ['1990-12-07', 'lunar', '农历十月廿一', 'lunar month 10, day 21'], ['2006-09-02', 'leap', '农历闰七月初十', 'lunar leap month 7, day 10'],
    ['1988-09-28', 'lunar', '农历八月十八', 'lunar month 8, day 18'],
  ] as const)('%s %s 说成 %s，英文 %s', (birthday, kind, text, english) => {
    expect(keptAs(born(birthday, kind))).toBe(text);
    expect(keptAsInEnglish(text)).toBe(english);
  });
});

test.each([['王丽', '王'], ['欧阳倩', '欧阳'], ['欧阳', '欧'], ['迪丽热巴·买买提', '迪丽热巴·买买提'], ['Anna Lee', 'Anna Lee']])('%s 的称呼是 %s', (name, surname) => expect(surnameOf(name)).toBe(surname));

test.each([['2027-02-21', ['2027-02-01']], ['2027-02-22', ['2027-02-01', '2027-03-01']], ['2026-12-25', ['2026-12-01', '2027-01-01']]])('%s 应有名单的月份', (day, months) => {
  expect(monthsToList(day, 7)).toEqual(months);
});

test('礼品提前一天领；晚列入的当天也可领；过期不行', () => {
  expect(() => assertDrawDay('2027-03-01', '2027-02-27')).toThrow('gift_draw.early');
  expect(() => assertDrawDay('2027-03-01', '2027-02-28')).not.toThrow();
  expect(() => assertDrawDay('2027-03-01', '2027-03-01')).not.toThrow();
  expect(() => assertDrawDay('2027-03-01', '2027-03-02')).toThrow('gift_draw.late');
});

test.each([['listed', null, true], ['listed', 'will_come', true], ['listed', 'not_reached', true], ['listed', 'will_not', false], ['drawn', 'will_come', false], ['withdrawn', null, false]])('%s %s 需领礼品：%s', (state, contact_result, expected) => {
  expect(needsGift({ state, visit_on: '2026-12-15', contact_result }, '2026-12-15')).toBe(expected);
  expect(needsGift({ state, visit_on: '2026-12-16', contact_result }, '2026-12-15')).toBe(false);
});

test('证件：只有相符才通过；出生日期不同可由经理批准，代领和没带证件不可', () => {
  expect((['matches', 'date_differs', 'other_person', 'no_document'] as const).map(idPasses)).toEqual([true, false, false, false]);
  expect(approvalProblem('date_differs')).toBeNull();
  expect(approvalProblem('other_person')?.[0]).toContain('不是会员本人');
  expect(approvalProblem('no_document')).not.toBeNull();
  expect(() => assertInPerson(false)).toThrow('birthday_visit.proxy');
  expect(() => assertSignsAsMember('王 丽', '王丽')).not.toThrow();
  expect(() => assertSignsAsMember('王丽的朋友', '王丽')).toThrow('birthday_visit.other_signer');
});

test('约定的日期在生日前后七天内、不在过去', () => {
  expect(() => assertVisitDay('2026-12-22', '2026-12-15', '2026-12-01', 7)).not.toThrow();
  expect(() => assertVisitDay('2026-12-23', '2026-12-15', '2026-12-01', 7)).toThrow('birthday_visit.far');
  expect(() => assertVisitDay('2026-12-10', '2026-12-15', '2026-12-11', 7)).toThrow('birthday_visit.past');
});

test('名单的数字不含移出的人；有人没联系就不能确认', () => {
  const rows = [{ state: 'listed', contact_result: 'will_come' }, { state: 'listed', contact_result: 'date_fixed' }, { state: 'listed', contact_result: 'not_reached' }, { state: 'withdrawn', contact_result: null }];
  expect(tally(rows)).toEqual({ listed: 3, contacted: 3, coming: 2, uncontacted: 0 });
  expect(() => assertAllContacted(tally(rows))).not.toThrow();
  expect(() => assertAllContacted(tally([...rows, { state: 'listed', contact_result: null }]))).toThrow('birthday_month.uncontacted');
});

test('对账：登记的件数、清点、差异说明、两人签字', () => {
  const visit = (v: Partial<Parameters<typeof figuresOf>[0][number]>) => ({ drawn_on: '2026-12-14', given_at: null, returned_on: null, lost_on: null, ...v });
  expect(figuresOf([visit({ given_at: new Date(0) }), visit({ returned_on: '2026-12-16' }), visit({ lost_on: '2026-12-16' }), visit({}), visit({ drawn_on: null })])).toEqual({ drawn: 4, delivered: 1, returned: 1, lost: 1, open: 1 });
  expect(() => assertCounted([{ expected: 5, counted: null, note: null }])).toThrow('gift_count.uncounted');
  expect(() => assertCounted([{ expected: 5, counted: 4, note: ' ' }])).toThrow('gift_count.unexplained');
  expect(() => assertCounted([{ expected: 5, counted: 4, note: '破损一件' }, { expected: 0, counted: 0, note: null }])).not.toThrow();
  expect(movedSince([{ expected: 5, now: 5 }])).toBe(false);
  expect(movedSince([{ expected: 5, now: 4 }])).toBe(true);
  expect(() => assertTwoPeople({ userId: 'a', name: '高敏' }, { userId: 'a' })).toThrow('gift_count.two_people');
  expect(() => assertNotOwnLoss(['a'], 'a')).toThrow('gift_count.own_loss');
  expect(() => assertNotOwnLoss(['a'], 'b')).not.toThrow();
  expect(() => assertCutDay('2026-12-16', '2026-12-15')).toThrow('gift_count.future');
  expect(() => assertInStore([{ gift: 'g', name: '杯', pieces: 3, inStore: 2 }])).toThrow('gift_draw.short');
});

test.each([['2026-12-01', ['2026-12-15', '2026-12-30']], ['2027-02-01', ['2027-02-15', '2027-02-28']], ['2028-02-01', ['2028-02-15', '2028-02-29']]])('%s 的对账日 %j', (first, cuts) => {
  expect(cutsOf(first, cutDays('15 30'))).toEqual(cuts);
});
test.each(['', '0', '15 x', '32'])('对账日不能写成“%s”', (text) => expect(() => cutDays(text)).toThrow('birthdays.cut_days'));

test.each([['2026-12-16T00:00:00Z', '2026-12-16T01:00:00Z'], ['2026-12-15T15:30:00Z', '2026-12-16T01:00:00Z'], ['2026-12-16T01:00:01Z', '2026-12-17T01:00:00Z']])('%s 之后财务开门 %s', (now, opens) => {
  expect(nextOpening(new Date(now), '09:00', 'Asia/Shanghai')).toEqual(new Date(opens));
});

test('打印遮盖：电话、地址、卡号', () => {
  expect([maskedPhone('+8613800001234'), maskedPhone('0871-6312345'), maskedPhone('110'), maskedAddress('滨江路 8 号'), maskedAddress(null), maskedCard('8800000001'), maskedCard(null)]).toEqual(['138****1234', '0871****2345', '****', '滨江路＊＊＊', '—', '＊＊0001', '—']);
});
