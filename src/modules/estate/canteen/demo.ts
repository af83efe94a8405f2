/** Demo of the canteen: deliveries checked in, one that waits, the lunches of last week and of yesterday with their samples and cost, today's menu, checks and opinions. Invented. */
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Consumable } from '../consumables/index.ts';
import { CanteenCheck, CanteenCheckProcess, CanteenOpinion, FoodDraw, FoodPurchase, FoodPurchaseProcess, FoodSample, FoodSampleProcess, Meal, MealProcess } from './index.ts';

const FOOD = [['S-01', '大米', '袋（10 公斤）', 20, 6_800, false], ['S-02', '鸡蛋', '板（30 枚）', 12, 2_150, false], ['S-03', '五花肉', '公斤', 30, 3_260, true], ['S-04', '青菜', '公斤', 40, 480, false], ['S-05', '食用油', '桶（5 升）', 8, 7_450, false]] as const;
const MENU = '红烧肉\n番茄炒蛋\n清炒青菜';

export async function demo(d: Demo): Promise<void> {
  const [miao, store, zhao, loaded] = [d.actor('miaofangfang'), d.actor('kubaoshan'), d.actor('zhaoning'), d.now()];
  const at = (ago: number, time: string) => d.at(calendar.instantOf(calendar.addDays(d.today, -ago), time, 'Asia/Shanghai').toISOString());
  at(9, '08:10');
  const foods = await d.batch(store, async (tx) => ({ ids: (await Promise.all(FOOD.map(([code, name, measure]) => createRecord(tx, Consumable, { code, name, category: 'food', measure })))).map((made) => made.id) }));
  const papers = ['licence', 'inspection', 'quarantine'] as const;
  const deliver = async (ago: number, quantities: readonly number[]): Promise<void> => {
    at(ago, '08:10');
    const bought = await d.batch(miao, async (tx) => ({ ids: (await Promise.all(FOOD.flatMap(([, , , , unit_cost, meat], i) => (quantities[i] === 0 ? [] : [createRecord(tx, FoodPurchase, {
      item: foods.ids[i]!, supplier: '惠民农产品配送', quantity: quantities[i]!, unit_cost: unit_cost - ago * 5, meat, chilled: meat, celsius: meat ? 4 : null, best_before: calendar.addDays(d.today, (meat ? 5 : 23) - ago), papers: [...papers], looks_good: true,
    })])))).map((made) => made.id) }));
    await d.batch(zhao, async (tx) => {
      for (const id of bought.ids) await takeStep(tx, FoodPurchaseProcess, id, 'accept', {}, { signatures: [d.sign('checker', '赵宁')] });
      return {};
    });
  };
  const lunch = async (ago: number, menu: string, pork: number, diners: number): Promise<void> => {
    at(ago, '09:00');
    await d.batch(miao, async (tx) => {
      const { id: meal } = await createRecord(tx, Meal, { day: calendar.addDays(d.today, -ago), kind: 'lunch', menu, planned: 60 });
      for (const [i, quantity] of [[0, 2], [1, 3], [2, pork], [3, 10]] as const) await createRecord(tx, FoodDraw, { meal, item: foods.ids[i]!, quantity });
      for (const dish of menu.split('\n')) await createRecord(tx, FoodSample, { meal, dish, grams: 125, place: '留样柜 1 层' });
      await takeStep(tx, MealProcess, meal, 'serve', {});
      return takeStep(tx, MealProcess, meal, 'close', { diners, other_cost: 12_000 });
    });
  };
  await deliver(9, [8, 12, 30, 30, 0]);
  const week = [8, 7, 6, 5, 4].filter((ago) => calendar.weekday(calendar.addDays(d.today, -ago)) <= 5).slice(0, 3);
  for (const [i, ago] of week.entries()) await lunch(ago, ['鱼香肉丝\n番茄炒蛋\n清炒青菜', '回锅肉\n青菜蛋汤\n蒸蛋', MENU][i]!, [8, 10, 11][i]!, [54, 61, 58][i]!);
  await deliver(3, FOOD.map(([, , , quantity]) => quantity));
  at(2, '15:00');
  await d.batch(miao, async (tx) => {
    for (const { id } of await tx.query<{ id: string }>(`select id from food_sample where tenant_id = $1 and state = 'kept' and keep_until <= $2`, [tx.tenantId, tx.now])) await takeStep(tx, FoodSampleProcess, id, 'throw_away', {});
    return {};
  });
  at(1, '08:30');
  await d.batch(miao, async (tx) => {
    const check = await createRecord(tx, CanteenCheck, { looked_at: ['health', 'kitchen', 'tools', 'cold'], all_well: true });
    return takeStep(tx, CanteenCheckProcess, check.id, 'pass', {});
  });
  await lunch(1, MENU, 9, 57);
  at(1, '13:20');
  await d.create(CanteenOpinion, d.actor('muchunmei'), { taste: '4', service: '5', clean: '5', comment: '红烧肉再软一点就好' });
  await d.create(CanteenOpinion, d.actor('guoguodong'), { taste: '2', service: '3', clean: '4', comment: '十二点半以后菜凉了' });
  d.at(loaded.toISOString());
  await d.batch(miao, async (tx) => {
    await createRecord(tx, Meal, { day: d.today, kind: 'lunch', menu: '清蒸鲈鱼\n麻婆豆腐\n蒜蓉西兰花', planned: 62 });
    return createRecord(tx, FoodPurchase, { item: foods.ids[3]!, supplier: '惠民农产品配送', quantity: 25, unit_cost: 520, meat: false, chilled: false, papers: ['licence'], looks_good: true });
  });
}
