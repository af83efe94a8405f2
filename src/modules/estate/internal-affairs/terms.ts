/** What performance is reckoned by (绩效计分的参数): base, most that can be added, and what each fact counts, dated; a month goes by those of its last day. Serves LOG-10.1, P34. */
import { calendar, defineParameter, f, parameter, type Tx } from '../../../kernel/index.ts';
import { type Item, ITEMS, SUGGESTED, type Terms } from './rules.ts';

const common = { source: 'LOG-10.1', writeBy: ['logistics_head', 'centre_manager', 'hr'] };
const Base = defineParameter('performance.base', { ...common, label: ['绩效基础分', 'Performance: base'], help: ['每人每月从这个分数起算。', 'Everybody begins a month with this score.'], field: f.integer('分', 'Points', { min: 0, max: 1000 }), default: SUGGESTED.base });
const Most = defineParameter('performance.most_added', { ...common, label: ['绩效加分上限', 'Performance: most that can be added'], help: ['一个月各项加分合计不超过这个数。', 'What counts for a person adds no more than this in a month.'], field: f.integer('分', 'Points', { min: 0, max: 1000 }), default: SUGGESTED.most });
const weight = (item: Item) => defineParameter(`performance.${item}`, {
  ...common, label: [`绩效分值：${ITEMS[item][0]}`, `Performance: ${ITEMS[item][1].toLowerCase()}`], help: ['每发生一次加（正数）或减（负数）的分。建议值，原文没有数字；改动自生效日所在的月份起算。', 'Added (or, below zero, taken off) for each. Suggested: the text has no figures. A change counts from the month of its day.'],
  field: f.integer('分', 'Points', { min: -100, max: 100 }), default: SUGGESTED.weights[item],
});
const Weights = Object.fromEntries((Object.keys(ITEMS) as Item[]).map((item) => [item, weight(item)])) as { readonly [I in Item]: ReturnType<typeof weight> };
export const performanceParameters = [Base, Most, ...Object.values(Weights)];

export async function termsOf(tx: Tx, month: string): Promise<Terms> {
  const last = calendar.addDays(calendar.addMonths(`${month}-01`, 1), -1);
  const weights: { [item: string]: number } = {};
  for (const item of Object.keys(ITEMS) as Item[]) weights[item] = await parameter(tx, Weights[item], last);
  return { base: await parameter(tx, Base, last), most: await parameter(tx, Most, last), weights: weights as Terms['weights'] };
}
