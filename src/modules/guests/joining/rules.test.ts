import { describe, expect, test } from 'vitest';
import { adultOn, ageOn, amountDue, assertAdult, assertCharter, assertExplained, assertNotDuplicate, assertReturned, assertStudent, changeOf, feeBackProblem } from './rules.ts';

describe('未满十八周岁不办卡 [AS-03]', () => {
  test.each([
    ['2009-03-02', '2026-12-07', false, 17],
    ['2009-03-02', '2027-03-01', true, 17],
    ['2009-03-02', '2027-03-02', false, 18],
  ])('生于 %s，%s，生日当天算=%s：拒绝（%s 岁）', (born, day, counts, age) => {
    expect(() => assertAdult(born, day, counts)).toThrow('card_application.minor');
    expect(ageOn(born, day)).toBe(age);
  });
  test.each([['2009-03-02', '2027-03-03', false], ['2009-03-02', '2027-03-02', true], ['1997-01-31', '2026-12-07', false]])('生于 %s，%s，生日当天算=%s：可以', (born, day, counts) => {
    expect(() => assertAdult(born, day, counts)).not.toThrow();
  });
  test('闰日生人在平年按三月一日算，不早一天', () => {
    expect(adultOn('2008-02-29')).toBe('2026-03-01');
    expect(() => assertAdult('2008-02-29', '2026-02-28', true)).toThrow('card_application.minor');
    expect(() => assertAdult('2008-02-29', '2026-03-01', true)).not.toThrow();
    // 2038 has no leap day, 2040 has.
    expect(adultOn('2022-02-28')).toBe('2040-02-28');
  });
  test('出生日期在未来：拒绝', () => expect(() => assertAdult('2027-01-01', '2026-12-07', true)).toThrow('card_application.birth_date'));
});

describe('四项都说明过才能填表 [VIP-1.1] [VIP-8.6]', () => {
  const all = { how_to_get: true, how_to_use: true, cost_told: true, data_told: true };
  test.each(['how_to_get', 'how_to_use', 'cost_told', 'data_told'] as const)('缺 %s：拒绝并指明', (topic) => {
    expect(() => assertExplained({ ...all, [topic]: false })).toThrow(expect.objectContaining({ code: 'card_application.not_explained', fields: { [topic]: expect.anything() } }));
  });
  test('都说明：可以', () => expect(() => assertExplained(all)).not.toThrow());
});

describe('应收与找零', () => {
  test.each([
    [20_000, 30_000, 'cash', 10_000], [20_000, 20_000, 'cash', 0], [20_000, 20_000, 'mobile', 0],
  ] as const)('应收 %s 实收 %s %s：找零 %s', (due, received, tender, change) => expect(changeOf(due, received, tender)).toBe(change));
  test('不足、非现金多收：拒绝', () => {
    expect(() => changeOf(20_000, 19_999, 'cash')).toThrow('card_application.short');
    expect(() => changeOf(20_000, 20_001, 'bank_card')).toThrow('card_application.not_exact');
  });
  test('储值卡首存不少于门槛，可以多存；别的卡按售价', () => {
    expect(amountDue('member', 20_000, 50_000)).toBe(20_000);
    expect(amountDue('stored_value', 300_000, null)).toBe(300_000);
    expect(amountDue('stored_value', 300_000, 450_000)).toBe(450_000);
    expect(() => amountDue('stored_value', 300_000, 299_999)).toThrow('card_application.first_deposit');
  });
});

describe('学生证明', () => {
  test.each([
    ['student', null, '2027-09-01', 'card_application.no_proof'], ['student', 'card', null, 'card_application.proof_over'], ['student', 'card', '2026-12-07', 'card_application.proof_over'],
  ])('%s %s %s', (kind, proof, until, code) => expect(() => assertStudent(kind, proof, until, '2026-12-07')).toThrow(code));
  test('有效的证明、不是学生卡：可以', () => {
    expect(() => assertStudent('student', 'card', '2026-12-08', '2026-12-07')).not.toThrow();
    expect(() => assertStudent('member', null, null, '2026-12-07')).not.toThrow();
  });
});

test('手机号重复：选那位会员，或写明不是同一人', () => {
  const known = [{ id: 'a', number: 'M000001', name: '王丽' }];
  expect(() => assertNotDuplicate(known, { existing_member: null, not_duplicate: null })).toThrow('card_application.duplicate');
  expect(() => assertNotDuplicate(known, { existing_member: 'b', not_duplicate: '母女共用' })).toThrow('card_application.duplicate');
  expect(() => assertNotDuplicate(known, { existing_member: 'a', not_duplicate: null })).not.toThrow();
  expect(() => assertNotDuplicate(known, { existing_member: null, not_duplicate: '母女共用' })).not.toThrow();
  expect(() => assertNotDuplicate([], { existing_member: null, not_duplicate: null })).not.toThrow();
});

test.each([
  [{ checked_again: false, id_returned: true, change_given: true }, 'card_application.not_checked'],
  [{ checked_again: true, id_returned: false, change_given: true }, 'card_application.id_not_returned'],
  [{ checked_again: true, id_returned: true, change_given: false }, 'card_application.change_not_given'],
])('激活前须再核对、退还身份证、找零 %o', (ticks, code) => {
  expect(() => assertReturned(ticks, 10_000)).toThrow(code);
  expect(() => assertReturned({ checked_again: true, id_returned: true, change_given: true }, 10_000)).not.toThrow();
});

test.each([[null, null, 'card_application.no_charter'], [null, 'h3', 'card_application.not_shown'], ['h2', 'h3', 'card_application.charter_changed']])('章程 展示 %s 生效 %s：%s', (shown, inForce, code) => {
  expect(() => assertCharter(shown, inForce)).toThrow(code);
});
test('签的就是生效的章程：可以', () => expect(() => assertCharter('h3', 'h3')).not.toThrow());

test('卡费只在冷静期内、未使用时退', () => {
  expect(feeBackProblem('2026-12-01', '2026-12-08', 7, null)).toBeNull();
  expect(feeBackProblem('2026-12-01', '2026-12-09', 7, null)?.[0]).toContain('2026-12-08');
  expect(feeBackProblem('2026-12-01', '2026-12-02', 7, new Date(0))?.[0]).toContain('已使用');
});
