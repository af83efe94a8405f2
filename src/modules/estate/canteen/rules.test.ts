import { describe, expect, test } from 'vitest';
import { type Arrival, dishesOf, isPoor, notSampled, perHead, refuseCheck, refuseSample, unfit } from './rules.ts';

const fine: Arrival = { looks_good: true, papers: ['licence', 'inspection'], meat: false, chilled: false, celsius: null, best_before: null };
describe('进货查验 [LOG-5.3]', () => {
  const cases: readonly (readonly [string, Partial<Arrival>, string | null])[] = [
    ['证明齐全', {}, null], ['感官不正常', { looks_good: false }, '感官不正常'], ['没有任何证明', { papers: null }, '缺少供货者许可证'], ['只有许可证', { papers: ['licence'] }, '缺少供货者许可证或检验合格证明'],
    ['肉类没有检疫', { meat: true }, '检疫合格证明'], ['肉类有检疫', { meat: true, papers: ['licence', 'inspection', 'quarantine'] }, null],
    ['冷链没有温度', { chilled: true }, '须记录到货温度'], ['冷链正好上限', { chilled: true, celsius: 8 }, null], ['冷链超一度', { chilled: true, celsius: 9 }, '9 ℃，高于上限 8 ℃'], ['常温不问温度', { celsius: 30 }, null],
    ['当日到期', { best_before: '2026-12-07' }, '不能入库'], ['次日到期', { best_before: '2026-12-08' }, null],
  ];
  test.each(cases)('%s', (_name, more, reason) => {
    const said = unfit({ ...fine, ...more }, '2026-12-07', 8)?.[0] ?? null;
    expect(said === null ? null : said.includes(reason ?? '×') && reason).toBe(reason);
  });
});

describe('留样 [LOG-5.3]', () => {
  test('菜单一行一道，重复的算一道', () => expect(dishesOf('红烧肉\n 青菜；红烧肉\n\n')).toEqual(['红烧肉', '青菜']));
  test('说出还没有留样的菜', () => expect([notSampled('红烧肉\n青菜', ['青菜']), notSampled('红烧肉\n青菜', ['青菜', '红烧肉'])]).toEqual([['红烧肉'], []]));
  test('不在菜单上、重复、不足克数都不收', () => {
    expect(() => refuseSample({ dish: '鱼', grams: 200 }, '红烧肉', [], 100)).toThrow('food_sample.dish');
    expect(() => refuseSample({ dish: '红烧肉', grams: 200 }, '红烧肉', ['红烧肉'], 100)).toThrow('food_sample.twice');
    expect(() => refuseSample({ dish: '红烧肉', grams: 99 }, '红烧肉', [], 100)).toThrow('food_sample.little');
    refuseSample({ dish: '红烧肉', grams: 100 }, '红烧肉', [], 100);
  });
});

test.each([[10_000, 57, 175], [10_000, 0, null], [1, 2, 1], [0, 10, 0]] as const)('%i 分、%i 人：每人 %j 分 [LOG-5.1]', (fen, diners, each) => expect(perHead(fen, diners)).toBe(each));
test('不合格须写明，合格不写问题 [LOG-5.3]', () => {
  expect(() => refuseCheck({ all_well: false, problem: null })).toThrow('canteen_check.problem');
  expect(() => refuseCheck({ all_well: true, problem: '鼠迹' })).toThrow('canteen_check.both');
  refuseCheck({ all_well: false, problem: '鼠迹' });
});
test.each([['3', '3', '3', false], ['2', '5', '5', true], ['5', '1', '5', true], ['5', '5', '2', true]] as const)('口味 %s 服务 %s 卫生 %s 须答复：%j [LOG-5.2]', (taste, service, clean, poor) => expect(isPoor({ taste, service, clean })).toBe(poor));
