/** Canteen (食堂): food checked in, meals with their menu and samples, cost a head, hygiene, opinions. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { CanteenCheck, CanteenCheckProcess, CanteenHygiene, CanteenOpinion, CanteenOpinionProcess } from './hygiene.ts';
import { FoodDraw, FoodDrawProcess, FoodSample, FoodSampleProcess, Meal, MealProcess } from './meal.ts';
import { ColdMost, SampleGrams, SampleHours } from './parameters.ts';
import { FoodPurchase, FoodPurchaseProcess } from './purchase.ts';
import { CanteenCost, FoodInStock } from './reports.ts';
import { HEADS, KEEPERS } from './roles.ts';

export { CanteenCheck, CanteenCheckProcess, CanteenOpinion, CanteenOpinionProcess } from './hygiene.ts';
export { FoodDraw, FoodDrawProcess, FoodSample, FoodSampleProcess, Meal, MealProcess } from './meal.ts';
export { ColdMost, SampleGrams, SampleHours } from './parameters.ts';
export { FoodPurchase, FoodPurchaseProcess } from './purchase.ts';
export { CanteenCost, FoodInStock } from './reports.ts';

export const canteen = defineModule({
  name: 'canteen',
  area: 'estate',
  label: ['食堂', 'Canteen'],
  roles: {
    canteen_keeper: ['食堂管理员', 'Canteen keeper'], general_affairs: ['总务处', 'General affairs'], logistics_head: ['后勤主任', 'Head of logistics'], finance: ['财务', 'Finance'],
    store_clerk: ['物资保管员', 'Store clerk'], repair_clerk: ['报修员', 'Repair clerk'], repair_worker: ['维修工', 'Repair worker'], estate_clerk: ['房产管理员', 'Estate clerk'], vehicle_dispatcher: ['车辆调度员', 'Vehicle dispatcher'],
    vip_agent: ['客服专员', 'VIP agent'], agent: ['坐席', 'Agent'],
  },
  registers: [FoodPurchase, Meal, FoodDraw, FoodSample, CanteenCheck, CanteenOpinion],
  processes: [FoodPurchaseProcess, MealProcess, FoodDrawProcess, FoodSampleProcess, CanteenCheckProcess, CanteenOpinionProcess],
  parameters: [SampleHours, SampleGrams, ColdMost],
  duties: [CanteenHygiene],
  reports: [CanteenCost, FoodInStock],
  figures: [{
    label: ['可处理的留样', 'Samples to throw away'], roles: [...KEEPERS, ...HEADS],
    async value(tx) {
      const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from food_sample where tenant_id = $1 and state = 'kept' and keep_until <= $2`, [tx.tenantId, tx.now]);
      return { value: String(row?.n ?? 0), href: '/r/food_sample', tone: (row?.n ?? 0) > 0 ? 'waiting' : 'done' };
    },
  }],
});
