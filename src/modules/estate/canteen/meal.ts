/**
 * Meals (餐次) with their menu, what was taken from the stores for them, and the samples kept of every dish. A meal is not served before each
 * dish has its sample; when it is closed its cost is the cost of what was taken, layer by layer. Serves LOG-5.1, LOG-5.2, LOG-5.3, P28.
 */
import { calendar, dayOf, defineProcess, defineRegister, f, parameter, readRecord, Refusal, type RowOf, type Tx, updateRecord, yuan } from '../../../kernel/index.ts';
import { giveBack, itemOf, spendOn } from '../consumables/index.ts';
import { SampleGrams, SampleHours } from './parameters.ts';
import { HEADS, KEEPERS, READERS } from './roles.ts';
import { dishesOf, notSampled, perHead, refuseSample } from './rules.ts';

export const MEALS = { breakfast: ['早餐', 'Breakfast'], lunch: ['午餐', 'Lunch'], dinner: ['晚餐', 'Dinner'], night: ['夜宵', 'Night meal'] } as const;

export const Meal = defineRegister('canteen_meal', {
  label: ['餐次', 'Meal'],
  number: 'CC-{yyyy}{mm}-{000}',
  fields: {
    day: f.date('日期', 'Day'),
    kind: f.choice('餐别', 'Meal', MEALS),
    menu: f.longText('菜单', 'Menu', { max: 1000, hint: ['一行一道菜', 'One dish a line'] }),
    planned: f.integer('预计人数', 'Expected', { min: 1, max: 5000 }),
    diners: f.integer('就餐人数', 'Ate', { optional: true, readonly: true }),
    food_cost: f.money('食材成本', 'Food', { optional: true, readonly: true }),
    other_cost: f.money('其他成本', 'Other cost', { optional: true, readonly: true }),
    per_head: f.money('每人成本', 'A head', { optional: true, readonly: true }),
  },
  title: ['day', 'kind'],
  list: ['day', 'kind', 'menu', 'planned', 'diners', 'food_cost', 'other_cost', 'per_head'],
  sorts: ['-day', '-number'],
  unique: [['day', 'kind', 'unit_id']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS },
  empty: ['还没有餐次。先排菜单，领料、留样后开餐。', 'No meals yet. Write the menu first; then take the food, keep the samples, serve.'],
  opening: {
    facts: async ({ tx, id }) => ({ served: id !== null && (await tx.query(`select 1 from canteen_meal where tenant_id = $1 and id = $2 and state <> 'planned'`, [tx.tenantId, id])).length > 0 }),
    guard({ input, facts }) {
      // What was served had its samples, and what it cost is settled for its day: neither changes afterwards.
      if (facts.served) throw new Refusal('canteen_meal.served', ['已开餐或取消的餐次不能再改', 'A meal that was served or cancelled stays as it is'], 409);
      if (dishesOf(input.menu).length === 0) throw new Refusal('canteen_meal.menu', ['菜单是空的', 'The menu is empty'], 422, { menu: ['一行一道菜', 'One dish a line'] });
    },
  },
});
type MealRow = RowOf<typeof Meal>;

export const MealProcess = defineProcess(Meal, 'planned',
  {
    planned: { label: ['已排菜单', 'Planned'], tone: 'waiting' },
    serving: { label: ['开餐中', 'Being served'], tone: 'active', due: { step: 'close', at: ({ record, calendar: centre }) => calendar.endOfBusinessDay(record.day, centre), escalateTo: 'general_affairs' } },
    closed: { label: ['已结算', 'Closed'], tone: 'done' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    serve: step({
      label: ['开餐', 'Serve'], tone: 'primary', from: ['planned'], to: 'serving', by: KEEPERS, form: {},
      facts: async ({ tx, record }) => ({ samples: await sampledOf(tx, record.id) }),
      ready({ record, facts }) {
        const missing = notSampled(record.menu, facts.samples);
        return missing.length === 0 ? null : [`还没有留样：${missing.join('、')}`, `No sample is kept of: ${missing.join(', ')}`];
      },
    }),
    close: step({
      label: ['结算', 'Close'], tone: 'primary', from: ['serving'], to: 'closed', by: KEEPERS,
      form: { diners: f.integer('就餐人数', 'Ate', { min: 0, max: 5000 }), other_cost: f.money('其他成本', 'Other cost', { min: 0, hint: ['燃料、人工等；没有写 0', 'Fuel, labour; 0 when there is none'] }) },
      facts: async ({ tx, record }) => ({ food: await foodCostOf(tx, record.id) }),
      preview: ({ facts }) => ({ lines: [[`食材成本 ${yuan(facts.food)} 元`, `Food ${yuan(facts.food)} yuan`]] }),
      set: ({ input, facts }) => ({ food_cost: facts.food, per_head: perHead(facts.food + input.other_cost, input.diners) }),
    }),
    cancel: step({
      label: ['取消', 'Cancel'], tone: 'danger', from: ['planned'], to: 'cancelled', by: KEEPERS, form: { why: f.text('原因', 'Why', { max: 200 }) },
      facts: async ({ tx, record }) => ({ food: await foodCostOf(tx, record.id) }),
      ready: ({ facts }) => (facts.food === 0 ? null : ['已领食材，先退回', 'Food was taken for it; give it back first']),
    }),
  }),
);

const sampledOf = async (tx: Tx, meal: string): Promise<readonly string[]> => (await tx.query<{ dish: string }>('select dish from food_sample where tenant_id = $1 and meal = $2', [tx.tenantId, meal])).map((s) => s.dish);
async function foodCostOf(tx: Tx, meal: string): Promise<number> {
  const [sum] = await tx.query<{ cost: number }>(`select coalesce(sum(cost), 0)::bigint as cost from canteen_draw where tenant_id = $1 and meal = $2 and state = 'taken'`, [tx.tenantId, meal]);
  return sum?.cost ?? 0;
}

/** The meal, locked: while it is being closed nothing more is taken for it. */
async function openMeal(tx: Tx, id: string): Promise<MealRow | null> {
  const meal = await readRecord(tx, Meal, id, { lock: true });
  if (meal !== null && meal.state !== 'planned' && meal.state !== 'serving') throw new Refusal('canteen_meal.over', ['这一餐已结算或取消', 'This meal is closed or cancelled']);
  return meal;
}

export const FoodDraw = defineRegister('canteen_draw', {
  label: ['食材领用', 'Food taken'],
  number: 'LL-{yyyy}{mm}-{0000}',
  fields: {
    meal: f.ref('餐次', 'Meal', 'canteen_meal'),
    item: f.ref('食材', 'Food', 'consumable'),
    quantity: f.integer('数量', 'Quantity', { min: 1, max: 100_000 }),
    cost: f.money('成本', 'Cost', { optional: true, readonly: true }),
  },
  title: ['item', 'quantity'],
  list: ['meal', 'item', 'quantity', 'cost'],
  sorts: ['-number'],
  indexes: [['meal']],
  access: { read: READERS, create: KEEPERS },
  empty: ['没有领用。领料按先进先出计成本。', 'Nothing taken. Cost follows the order in which it came in.'],
  opening: {
    facts: async ({ tx, input }) => ({ meal: await openMeal(tx, input.meal), item: await itemOf(tx, input.item) }),
    async effect({ tx, record, facts, now, day }) {
      const cost = await spendOn(tx, { item: facts.item, quantity: record.quantity, cause: causeOf(record), at: now, day });
      await updateRecord(tx, FoodDraw, record, { cost }, { what: 'update' });
    },
  },
});

export const FoodDrawProcess = defineProcess(FoodDraw, 'taken',
  { taken: { label: ['已领', 'Taken'], tone: 'done' }, returned: { label: ['已退回', 'Given back'], tone: 'stopped' } },
  (step) => ({
    give_back: step({
      label: ['退回', 'Give back'], from: ['taken'], to: 'returned', by: KEEPERS, form: { why: f.text('原因', 'Why', { max: 200 }) },
      facts: async ({ tx, record }) => { await openMeal(tx, record.meal); return {}; },
      set: () => ({ cost: 0 }),
      async effect({ tx, record, day }) { await giveBack(tx, record.item, causeOf(record), day); },
    }),
  }),
);
/** Food is taken once, when the draw is opened: the same cause gives it back. */
const causeOf = (d: { readonly id: string; readonly number: string }) => ({ register: 'canteen_draw', id: d.id, number: d.number, version: 1 });

export const FoodSample = defineRegister('food_sample', {
  label: ['食品留样', 'Food sample'],
  number: 'LY-{yyyy}{mm}-{0000}',
  fields: {
    meal: f.ref('餐次', 'Meal', 'canteen_meal'),
    dish: f.text('菜名', 'Dish', { max: 60 }),
    grams: f.integer('克数', 'Grams', { min: 1, max: 5000 }),
    place: f.text('存放处', 'Kept in', { max: 40 }),
    taken_at: f.dateTime('留样时间', 'Taken at', { optional: true, readonly: true }),
    keep_until: f.dateTime('保存至', 'Keep until', { optional: true, readonly: true }),
    kept_by: f.ref('留样人', 'Kept by', 'app_user', { optional: true, readonly: true }),
    thrown_at: f.dateTime('处理时间', 'Thrown away at', { optional: true, readonly: true }),
    held_for: f.text('继续保存原因', 'Why kept on', { max: 200, optional: true, readonly: true }),
  },
  title: ['dish', 'taken_at'],
  list: ['meal', 'dish', 'grams', 'place', 'taken_at', 'keep_until', 'kept_by', 'thrown_at'],
  sorts: ['-number', 'keep_until'],
  unique: [['meal', 'dish']],
  access: { read: READERS, create: KEEPERS },
  empty: ['没有留样。每道菜开餐前留样，到保存期满才能处理。', 'No samples. One is kept of each dish before it is served, and thrown away only when its time is over.'],
  opening: {
    async facts({ tx, input }) {
      const meal = await openMeal(tx, input.meal);
      const day = await dayOf(tx, tx.now, meal?.unit_id ?? '');
      return { meal, taken: await sampledOf(tx, input.meal), grams: await parameter(tx, SampleGrams, day), hours: await parameter(tx, SampleHours, day) };
    },
    guard({ input, facts }) { if (facts.meal) refuseSample(input, facts.meal.menu, facts.taken, facts.grams); },
    set: ({ facts, now, actor }) => ({ taken_at: now, keep_until: new Date(now.getTime() + facts.hours * 3_600_000), kept_by: actor.kind === 'user' ? actor.id : null }),
  },
});

export const FoodSampleProcess = defineProcess(FoodSample, 'kept',
  {
    kept: { label: ['保存中', 'Kept'], tone: 'active', due: { step: 'throw_away', at: ({ record }) => record.keep_until ?? record.created_at, showBeforeHours: 0 } },
    held: { label: ['暂不处理', 'Kept on'], tone: 'alarm' },
    gone: { label: ['已处理', 'Thrown away'], tone: 'done' },
  },
  (step) => ({
    throw_away: step({
      label: ['处理留样', 'Throw away'], from: ['kept', 'held'], to: 'gone', by: KEEPERS, form: {},
      ready: ({ record, now }) => (record.keep_until !== null && now < record.keep_until ? ['保存期还没有满', 'Its time is not over yet'] : null),
      set: ({ now }) => ({ thrown_at: now }),
    }),
    hold: step({ label: ['继续保存', 'Keep on'], hint: ['有人不适或送检时不得处理', 'When somebody felt ill, or it goes to a laboratory'], from: ['kept'], to: 'held', by: [...KEEPERS, ...HEADS], form: { held_for: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);
