/** Scripts and prices: kind words only, one price for one thing on one day, shown by occasion. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { PriceItem, type ScriptBook, scripts, ScriptText } from './index.ts';
import { ScriptBookQuery } from './scripts.ts';

let t: TestKernel;
let gao: Actor;
let li: Actor;
beforeAll(async () => {
  t = await startTest({ modules: [scripts], now: '2026-12-07T12:00:00Z' });
  [gao, li] = [await t.actor('vip_manager', 'VIP', '高敏'), await t.actor('vip_agent', 'VIP', '李妍')];
}, 120_000);
afterAll(() => t.close());
const book = async (on: string | null = null) => (await t.run(li, (tx) => ScriptBookQuery.run(tx, { on } as never))) as ScriptBook;

test('话术语气亲切、不生硬，按场合显示 [VIP-8.1]', async () => {
  await expect(t.create(ScriptText, gao, { occasion: 'join', title: '介绍', words: '这是规定，必须先交钱，谢谢', place: 1 })).rejects.toThrow('script_text.stiff');
  await expect(t.create(ScriptText, gao, { occasion: 'join', title: '介绍', words: '办卡两百元', place: 1 })).rejects.toThrow('script_text.cold');
  await expect(t.create(ScriptText, li, { occasion: 'join', title: '介绍', words: '您好', place: 1 })).rejects.toThrow('not_allowed');
  await t.create(ScriptText, gao, { occasion: 'join_declined', title: '未办理', words: '没关系，祝您欢唱愉快！', place: 1 });
  await t.create(ScriptText, gao, { occasion: 'join', title: '第二句', words: '您看需要我再介绍一下积分兑换吗？', place: 2 });
  await t.create(ScriptText, gao, { occasion: 'join', title: '第一句', words: '您好，给您介绍一下会员卡，好吗？', place: 1 });
  expect((await book()).scripts.map((s) => [s.occasion, s.title])).toEqual([['join', '第一句'], ['join', '第二句'], ['join_declined', '未办理']]);
});

test('价目按日期生效，同一品名同一天只有一个价 [VIP-7.4] [VIP-5.14]', async () => {
  await expect(t.create(PriceItem, gao, { item_kind: 'room', name: '中包', price: 0, per: '小时', valid_from: '2026-01-01' })).rejects.toThrow('price_item.price');
  await expect(t.create(PriceItem, gao, { item_kind: 'room', name: '中包', price: 128_00, per: '小时', valid_from: '2026-02-01', valid_to: '2026-01-31' })).rejects.toThrow('price_item.dates');
  await t.create(PriceItem, gao, { item_kind: 'room', name: '中包', price: 118_00, per: '小时', valid_from: '2026-01-01', valid_to: '2026-11-30' });
  await expect(t.create(PriceItem, gao, { item_kind: 'room', name: '中包', price: 128_00, per: '小时', valid_from: '2026-11-30' })).rejects.toThrow('price_item.twice');
  await t.create(PriceItem, gao, { item_kind: 'room', name: '中包', price: 128_00, per: '小时', valid_from: '2026-12-01' });
  expect((await book('2026-11-30')).prices.map((p) => p.price)).toEqual([118_00]);
  expect((await book()).prices.map((p) => p.price)).toEqual([128_00]);
});
