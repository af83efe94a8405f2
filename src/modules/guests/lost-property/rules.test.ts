import { expect, test } from 'vitest';
import { assertKeptLongEnough, assertNotFinder, assertOnDuty, assertStored, assertTwoPeople, compareStatement, keepUntil, perishableFrom, verdictSentence } from './rules.ts';

test.each([
  ['2026-11-30', 3, '2026-12-03'],
  ['2026-12-30', 3, '2027-01-02'],
  ['2028-02-27', 3, '2028-03-01'],
  ['2026-11-30', 7, '2026-12-07'],
])('%s 拾获，保管 %i 天，最后一天是 %s', (found, days, last) => {
  expect(keepUntil(found, days)).toBe(last);
});

test('未到保管期最后一天不得移交总务处 [VIP-4.5]', () => {
  expect(() => assertKeptLongEnough('2026-12-03', '2026-12-02')).toThrow('lost_item.too_early');
  expect(() => assertKeptLongEnough('2026-12-03', '2026-12-03')).not.toThrow();
  expect(() => assertKeptLongEnough('2026-12-03', '2026-12-09')).not.toThrow();
});

const safe = { code: 'B-03', kind: 'safe', occupiedBy: [] } as const;
const shelf = { code: 'J-01', kind: 'shelf', occupiedBy: ['YW-202611-0001', 'YW-202611-0002'] } as const;

test.each([
  ['贵重物品没有格号', true, null, 'lost_item.safe_needed'],
  ['贵重物品放在货架', true, shelf, 'lost_item.not_a_safe'],
  ['保险柜格已有物品', true, { ...safe, occupiedBy: ['YW-202611-0007'] }, 'lost_item.slot_taken'],
  ['普通物品放进已占用的保险柜格', false, { ...safe, occupiedBy: ['YW-202611-0007'] }, 'lost_item.slot_taken'],
] as const)('%s：拒绝 [VIP-4.3]', (_name, valuable, slot, code) => {
  expect(() => assertStored({ valuable }, slot)).toThrow(code);
});

test.each([
  ['贵重物品放进空的保险柜格', true, safe],
  ['普通物品不登记格号', false, null],
  ['普通物品放在已有物品的货架', false, shelf],
  ['普通物品放进空的保险柜格', false, safe],
] as const)('%s：可以', (_name, valuable, slot) => {
  expect(() => assertStored({ valuable }, slot)).not.toThrow();
});

const he = { name: '何强', userId: 'u-he' };
test('上交人不能给自己签字：按账号，没有账号按姓名', () => {
  expect(() => assertNotFinder({ name: '何强', userId: 'u-he' }, he)).toThrow('lost_item.own_find');
  expect(() => assertNotFinder({ name: ' 何强 ', userId: null }, he)).toThrow('lost_item.own_find');
  expect(() => assertNotFinder({ name: '何强', userId: 'u-another-he' }, he)).not.toThrow();
  expect(() => assertNotFinder({ name: '张三', userId: null }, he)).not.toThrow();
});

test('签字的主管必须登记在岗 [VIP-4.6]', () => {
  expect(() => assertOnDuty([he], he)).not.toThrow();
  expect(() => assertOnDuty([], he)).toThrow('lost_item.not_on_duty');
  expect(() => assertOnDuty([{ name: '何强', userId: 'u-other' }], he)).toThrow('lost_item.not_on_duty');
});

test('处置须由两个人签字', () => {
  expect(() => assertTwoPeople(he, he)).toThrow('lost_item.two_people');
  expect(() => assertTwoPeople(he, { name: '高敏', userId: 'u-gao' })).not.toThrow();
});

test('易腐物品一日后可以处置', () => {
  expect(perishableFrom('2026-11-30', 1)).toBe('2026-12-01');
});

const phone = { item_name: '手机', colour: '银色', details: '华为 Mate 60，屏保是一只橘猫，右下角有裂痕' };
test.each([
  ['黑色手机', 'contradicts', 0],
  ['black phone', 'contradicts', 0],
  ['手机', 'vague', 0],
  ['我的手机丢了', 'vague', 0],
  ['银色手机', 'agrees', 0],
  ['灰色的手机', 'agrees', 0],
  ['silver phone', 'agrees', 0],
  ['华为Mate60，屏保是只橘猫', 'agrees', 2],
  ['银色华为 Mate 60，屏保是一只橘猫，右下角有一道裂痕', 'agrees', 3],
  ['黑色保护壳，手机是银色的', 'agrees', 0],
] as const)('认领人说「%s」：%s，说出 %i 项特征 [VIP-4.7]', (statement, verdict, mentioned) => {
  expect(compareStatement(phone, statement)).toMatchObject({ verdict, mentioned, features: 3 });
});

test('没有登记明细时只能凭颜色判断', () => {
  expect(compareStatement({ item_name: '伞', colour: '透明', details: null }, '透明的伞').verdict).toBe('agrees');
  expect(compareStatement({ item_name: '伞', colour: '透明', details: null }, '红色的伞').verdict).toBe('vague');
  expect(compareStatement({ item_name: 'Scarf', colour: 'red', details: null }, 'credit card').verdict).toBe('vague');
});

test('判断有一句话的理由，不泄露登记内容', () => {
  const [zh] = verdictSentence(compareStatement(phone, '黑色手机'));
  expect(zh).toBe('所述颜色（黑）与登记不符');
  expect(verdictSentence(compareStatement(phone, '手机'))[0]).toContain('笼统');
  expect(verdictSentence(compareStatement(phone, '银色，屏保是一只橘猫'))[0]).toBe('陈述与登记无矛盾，3 项特征说出 1 项');
});
