/** The canteen on PostgreSQL: food checked in by somebody else, a meal from menu to cost a head, samples, hygiene, opinions. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf, type Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { editRecord } from '../../../kernel/register/write.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { staff } from '../../people/staff/index.ts';
import { Consumable, consumables, ConsumableStock } from '../consumables/index.ts';
import {
  canteen, CanteenCheck, CanteenCheckProcess, CanteenCost, CanteenOpinion, CanteenOpinionProcess, FoodDraw, FoodDrawProcess, FoodInStock, FoodPurchase, FoodPurchaseProcess, FoodSample, FoodSampleProcess, Meal, MealProcess,
  SampleHours,
} from './index.ts';

let t: TestKernel;
let miao: Actor;
let zhao: Actor;
let pork: string;
let n = 0;
beforeAll(async () => {
  t = await startTest({ modules: [staff, consumables, canteen], now: '2026-12-07T00:00:00Z' });
  [miao, zhao] = [await t.actor('canteen_keeper', 'LC', '苗芳芳'), await t.actor('general_affairs', 'LC', '赵宁')];
  pork = (await t.create(Consumable, await t.actor('store_clerk', 'LC', '库宝山'), { code: 'S-1', name: '五花肉', category: 'food', measure: '公斤' })).id;
});
afterAll(() => t.close());

const arrive = (more: object = {}) => t.create(FoodPurchase, miao, { item: pork, supplier: '惠民', quantity: 10, unit_cost: 3_000, meat: true, chilled: true, celsius: 4, best_before: '2026-12-10', papers: ['licence', 'inspection', 'quarantine'], looks_good: true, ...more });
const accept = (id: string, by = zhao) => t.step(FoodPurchaseProcess, id, 'accept', by, {}, [t.sign('checker', by)]);
const meal = async (menu = '红烧肉\n青菜') => (await t.create(Meal, miao, { day: `2026-12-${String(8 + n++).padStart(2, '0')}`, kind: 'lunch', menu, planned: 20 })).id;
const sample = (id: string, dish: string, grams = 125) => t.create(FoodSample, miao, { meal: id, dish, grams, place: '留样柜' });
const draw = (id: string, quantity: number) => t.create(FoodDraw, miao, { meal: id, item: pork, quantity });
const held = () => t.run(t.system, (tx) => balanceOf(tx, ConsumableStock, 'on_hand', pork));
const close = (id: string, diners: number, other_cost = 0) => t.step(MealProcess, id, 'close', miao, { diners, other_cost });

test('采购人不能自己查验；温度超限、缺检疫不能入库，可拒收并写明；入库成一层成本 [LOG-5.3]', async () => {
  const good = await arrive();
  await expect(accept(good.id, miao)).rejects.toMatchObject({ code: 'canteen_purchase.own' });
  await accept(good.id);
  expect([await held(), await t.read(FoodPurchase, good.id)]).toMatchObject([10, { state: 'stocked', checked_on: '2026-12-07' }]);
  for (const bad of [{ celsius: 12 }, { papers: ['licence', 'inspection'] as const }, { best_before: '2026-12-07' }]) await expect(arrive(bad).then((p) => accept(p.id))).rejects.toMatchObject({ code: 'canteen_purchase.not_ready' });
  const warm = await arrive({ celsius: 15 });
  await t.step(FoodPurchaseProcess, warm.id, 'refuse', zhao, { refused_for: '到货 15 度' });
  expect([await held(), (await t.read(FoodPurchase, warm.id)).state]).toEqual([10, 'refused']);
});

test('菜单、领料、留样齐全才能开餐；结算得每餐、每人成本，与库存账相符；退回的不算 [LOG-5.1] [LOG-5.2]', async () => {
  await accept((await arrive({ quantity: 5, unit_cost: 3_500 })).id);
  await expect(meal(' ；')).rejects.toMatchObject({ code: 'canteen_meal.menu' });
  const id = await meal();
  await draw(id, 8);
  const back = await draw(id, 4);
  expect((await t.read(FoodDraw, back.id)).cost).toBe(2 * 3_000 + 2 * 3_500);
  await t.step(FoodDrawProcess, back.id, 'give_back', miao, { why: '人数减少' });
  await expect(t.step(MealProcess, id, 'cancel', miao, { why: '停电' })).rejects.toMatchObject({ code: 'canteen_meal.not_ready' });
  await sample(id, '红烧肉');
  await expect(t.step(MealProcess, id, 'serve', miao, {})).rejects.toMatchObject({ label: ['还没有留样：青菜', expect.anything()] });
  await sample(id, '青菜');
  await t.step(MealProcess, id, 'serve', miao, {});
  await expect(t.run(miao, async (tx) => editRecord(tx, Meal, id, (await t.read(Meal, id)).version, { menu: '红烧肉\n青菜\n凉拌木耳' }, null))).rejects.toMatchObject({ code: 'canteen_meal.served' });
  await close(id, 17, 10_000);
  expect(await t.read(Meal, id)).toMatchObject({ state: 'closed', food_cost: 24_000, other_cost: 10_000, per_head: 2_000, diners: 17 });
  await expect(draw(id, 1)).rejects.toMatchObject({ code: 'canteen_meal.over' });
  const cost = await t.run(zhao, (tx) => runReport(tx, CanteenCost, { period: { from: '2026-12-01', to: '2027-01-01' } }));
  expect([cost.rows.map((r) => [r['food'], r['total'], r['per_head']]), cost.proof[0]]).toMatchObject([[[24_000, 34_000, 2_000]], { left: 24_000, right: 24_000, ok: true }]);
  const behind = async (figure: string, of: typeof Meal | typeof FoodDraw) => (await t.run(zhao, (tx) => listPage(tx, of, { page: 1, size: 50, filter: cost.links.at(-1)![figure]!.filter }))).rows;
  expect([(await behind('total', Meal)).map((r) => r['diners']), (await behind('food', FoodDraw)).reduce((n, r) => n + Number(r['cost']), 0)]).toEqual([[cost.totals['diners']], 24_000]);
  const stock = await t.run(zhao, (tx) => runReport(tx, FoodInStock, { day: '2026-12-10' }));
  expect([stock.rows.map((r) => [r['quantity'], r['worth'], r['overdue']]), stock.proof[0]]).toMatchObject([[[2, 6_000, true], [5, 17_500, true]], { left: 23_500, right: 23_500, ok: true }]);
});

test('两人同时领最后的食材，恰有一人领到 [LOG-5.1]', async () => {
  const [a, b] = [await meal(), await meal()];
  const left = Number(await held());
  const both = await Promise.allSettled([draw(a, left), draw(b, left)]);
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await held()).toBe(0);
});

test('留样：不在菜单、重复、不足克数不收；四十八小时内不能处理；有人不适则一直保存 [LOG-5.3]', async () => {
  t.at('2026-12-20T04:00:00Z');
  const id = await meal();
  await expect(sample(id, '鱼')).rejects.toMatchObject({ code: 'food_sample.dish' });
  await expect(sample(id, '青菜', 99)).rejects.toMatchObject({ code: 'food_sample.little' });
  const kept = await sample(id, '青菜');
  await expect(sample(id, '青菜')).rejects.toMatchObject({ code: 'food_sample.twice' });
  const other = await sample(id, '红烧肉');
  expect(await t.read(FoodSample, kept.id)).toMatchObject({ keep_until: new Date('2026-12-22T04:00:00Z'), kept_by: miao.id });
  await t.step(FoodSampleProcess, other.id, 'hold', zhao, { held_for: '两人腹痛，送检' });
  t.at('2026-12-22T03:59:59Z');
  await expect(t.step(FoodSampleProcess, kept.id, 'throw_away', miao, {})).rejects.toMatchObject({ code: 'food_sample.not_ready' });
  t.at('2026-12-22T04:00:00Z');
  const due = (await t.tasks(miao)).map((x) => x.recordId);
  expect([due.includes(kept.id), due.includes(other.id)]).toEqual([true, false]);
  await t.step(FoodSampleProcess, kept.id, 'throw_away', miao, {});
  expect((await t.read(FoodSample, kept.id)).thrown_at).toEqual(new Date('2026-12-22T04:00:00Z'));
  await t.answer(SampleHours, 72, '2026-12-22');
  expect((await t.read(FoodSample, (await sample(await meal(), '青菜')).id)).keep_until).toEqual(new Date('2026-12-25T04:00:00Z'));
});

test('每天一次卫生检查，做了定期事项自动完成；不合格的由别人复看 [LOG-5.3]', async () => {
  t.at('2026-12-28T00:30:00Z');
  const done = async () => (await t.sql(`select 1 from duty_occurrence where duty = 'canteen_hygiene' and day = '2026-12-28' and unit_id = $1 and done_at is not null`, [t.unit('LC')])).length;
  await t.tick();
  expect(await done()).toBe(0);
  await expect(t.create(CanteenCheck, miao, { looked_at: ['kitchen'], all_well: false })).rejects.toMatchObject({ code: 'canteen_check.problem' });
  const { id } = await t.create(CanteenCheck, miao, { looked_at: ['kitchen', 'pests'], all_well: false, problem: '库房有鼠迹' });
  await t.tick();
  expect(await done()).toBe(1);
  await expect(t.step(CanteenCheckProcess, id, 'pass', miao, {})).rejects.toMatchObject({ code: 'canteen_check.not_ready' });
  await t.step(CanteenCheckProcess, id, 'correct', miao, { corrected: '已封堵并投药' });
  await expect(t.step(CanteenCheckProcess, id, 'see_again', miao, { good: true })).rejects.toMatchObject({ status: 403 });
  await t.step(CanteenCheckProcess, id, 'see_again', zhao, { good: false });
  await t.step(CanteenCheckProcess, id, 'correct', miao, { corrected: '重做挡鼠板' });
  await t.step(CanteenCheckProcess, id, 'see_again', zhao, { good: true });
  expect(await t.read(CanteenCheck, id)).toMatchObject({ state: 'closed', corrected: '重做挡鼠板' });
});

test('就餐的人打分；两分以下要写原因，三天内须答复，逾期后勤主任看到 [LOG-5.2]', async () => {
  t.at('2026-12-28T06:00:00Z');
  const guo = await t.actor('repair_worker', 'LC', '呙国栋');
  const [head, give] = [await t.actor('logistics_head', 'LC', '荣升'), (more: object) => t.create(CanteenOpinion, guo, { taste: '4', service: '4', clean: '4', ...more } as never)];
  await expect(give({ service: '2' })).rejects.toMatchObject({ code: 'canteen_opinion.why' });
  const poor = await give({ service: '2', comment: '打菜慢' });
  await t.step(CanteenOpinionProcess, (await give({})).id, 'note', miao, {});
  await expect(t.step(CanteenOpinionProcess, poor.id, 'note', miao, {})).rejects.toMatchObject({ code: 'canteen_opinion.not_ready' });
  t.later({ days: 3, minutes: 1 });
  await t.tick();
  expect((await t.tasks(head)).filter((x) => x.recordId === poor.id && x.escalated)).toHaveLength(1);
  await t.step(CanteenOpinionProcess, poor.id, 'answer', miao, { answer: '高峰加开一个窗口' });
  expect(await t.read(CanteenOpinion, poor.id)).toMatchObject({ state: 'answered', person: guo.id, given_on: '2026-12-28' });
});
