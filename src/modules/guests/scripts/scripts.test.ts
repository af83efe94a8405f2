/** Scripts and prices: kind words only, one price for one thing on one day, shown by occasion. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { PriceItem, type ScriptBook, scripts, ScriptText, ScriptTextProcess, textInForce, wordsOfJoining } from './index.ts';
import { ScriptBookQuery } from './prices.ts';

let t: TestKernel;
let gao: Actor;
let li: Actor;
beforeAll(async () => {
  t = await startTest({ modules: [scripts], now: '2026-12-07T12:00:00Z' });
  [gao, li] = [await t.actor('vip_manager', 'VIP', '高敏'), await t.actor('vip_agent', 'VIP', '李妍')];
}, 120_000);
afterAll(() => t.close());
const book = async (on: string | null = null) => (await t.run(li, (tx) => ScriptBookQuery.run(tx, { on } as never))) as ScriptBook;

type New = Parameters<typeof t.create<typeof ScriptText>>[2];
async function published(values: New): Promise<string> {
  const { id } = await t.create(ScriptText, gao, values);
  await t.step(ScriptTextProcess, id, 'publish', gao, {});
  return id;
}

test('话术语气亲切、不生硬，按场合显示 [VIP-8.1]', async () => {
  await expect(t.create(ScriptText, gao, { occasion: 'join', title: '介绍', words: '这是规定，必须先交钱，谢谢', place: 1 })).rejects.toThrow('script_text.stiff');
  await expect(t.create(ScriptText, gao, { occasion: 'join', title: '介绍', words: '办卡两百元', place: 1 })).rejects.toThrow('script_text.cold');
  await expect(t.create(ScriptText, li, { occasion: 'join', title: '介绍', words: '您好', place: 1 })).rejects.toThrow('not_allowed');
  await published({ occasion: 'join_declined', title: '未办理', words: '没关系，祝您欢唱愉快！', place: 1 });
  await published({ occasion: 'join', title: '第二句', words: '您看需要我再介绍一下积分兑换吗？', place: 2 });
  await published({ occasion: 'join', title: '第一句', words: '您好，给您介绍一下会员卡，好吗？', place: 1 });
  await t.create(ScriptText, gao, { occasion: 'join', title: '草稿', words: '您好，还没定稿', place: 3 });
  expect((await book()).scripts.map((s) => [s.occasion, s.title])).toEqual([['join', '第一句'], ['join', '第二句'], ['join_declined', '未办理']]);
});

test('新版发布，旧版失效；办卡台用已发布的第一句，没写过的用默认话术 [VIP-8.1]', async () => {
  const first = await published({ occasion: 'join_done', title: '办妥', words: '都办好了，祝您欢唱愉快！', place: 1 });
  await expect(t.step(ScriptTextProcess, first, 'renew', gao, { new_words: '好了' })).rejects.toThrow('script_text.cold');
  await t.step(ScriptTextProcess, first, 'renew', gao, { new_words: '您的卡已经可以用了，祝您欢唱愉快！' });
  const said = async () => (await t.run(li, (tx) => wordsOfJoining(tx))).join_done[0];
  expect(await said()).toBe('都办好了，祝您欢唱愉快！');
  const [draft] = await t.sql<{ id: string }>(`select id from script_text where title = '办妥' and state = 'draft'`);
  await t.step(ScriptTextProcess, draft!.id, 'publish', gao, {});
  expect(await t.read(ScriptText, first)).toMatchObject({ state: 'superseded', edition: 1 });
  expect(await t.read(ScriptText, draft!.id)).toMatchObject({ state: 'in_force', edition: 2 });
  expect(await said()).toBe('您的卡已经可以用了，祝您欢唱愉快！');
  expect((await t.run(li, (tx) => wordsOfJoining(tx))).join_pay[0]).toContain('现金还是扫码');
  await t.step(ScriptTextProcess, draft!.id, 'withdraw', gao, { reason: '活动结束' });
  expect(await said()).toBe('都办好了，您的卡已经可以用了，身份证请收好。祝您欢唱愉快！');
});

test('章程可以写“不得”，全店只有一版生效，不出现在话术本里；两人同时发布只有一版', async () => {
  await published({ occasion: 'charter', title: '会员章程', words: '会员不得转租包厢。余额可退。', place: 1 });
  const [a, b] = [await t.create(ScriptText, gao, { occasion: 'charter', title: '会员章程（甲）', words: '甲', place: 1 }), await t.create(ScriptText, gao, { occasion: 'charter', title: '会员章程（乙）', words: '乙', place: 1 })];
  const done = await Promise.allSettled([a, b].map(({ id }) => t.step(ScriptTextProcess, id, 'publish', gao, {})));
  const won = done.filter((d) => d.status === 'fulfilled').length;
  expect(won).toBeGreaterThan(0);
  expect(await t.sql(`select count(*)::int as n from script_text where occasion = 'charter' and state = 'in_force'`)).toEqual([{ n: 1 }]);
  expect((await t.run(li, (tx) => textInForce(tx, 'charter')))?.edition).toBe(1 + won);
  expect((await book()).scripts.map((s) => s.occasion)).not.toContain('charter');
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
