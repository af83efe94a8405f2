/** Where fixed assets begin (固定资产与低值易耗品的界限). The text draws no line, so both figures are open questions and no amount is shipped as law. Serves G-L5, LOG-3.1. */
import { defineParameter, f, parameterOrNull, type Tx } from '../../../kernel/index.ts';
import { CATEGORIES, type Boundary, type Category } from './rules.ts';

const who = { source: 'G-L5', writeBy: ['logistics_head', 'general_affairs'], blocks: ['批准固定资产购置', 'Approving the purchase of fixed assets'] } as const;
const why = ['原文没有写界限，由本单位按自己的财务制度确定。', 'The text draws no line; the organisation follows its own financial rules.'] as const;

export const AssetMinValue = defineParameter('assets.min_value', {
  label: ['固定资产的单价起点', 'Fixed assets begin at'],
  help: ['单价和使用期限都达到起点的是固定资产，否则是低值易耗品。', 'A thing is a fixed asset when both its price and its useful life reach the boundary; otherwise it is a consumable.'],
  field: f.money('单价', 'Price', { min: 1 }), suggestion: { value: 200_000, why }, ...who,
});
export const AssetMinMonths = defineParameter('assets.min_months', {
  label: ['固定资产的使用期限起点', 'Useful life of fixed assets'],
  help: ['预计可用的月数，达到才算固定资产。', 'Months it is expected to be used; a fixed asset lasts that long at least.'],
  field: f.integer('月', 'Months', { min: 1, max: 1200, unit: ['个月', 'months'] }), suggestion: { value: 12, why }, ...who,
});
export const AlwaysAssets = defineParameter('assets.always', {
  label: ['一律作固定资产的类别', 'Always fixed assets'],
  help: ['这些类别不看单价和期限。', 'Price and useful life do not matter for these categories.'],
  field: f.choices('类别', 'Categories', CATEGORIES, { optional: true }), source: 'G-L5', default: null, writeBy: who.writeBy,
});

export async function boundaryOn(tx: Tx, day: string): Promise<Boundary> {
  return {
    minValue: await parameterOrNull(tx, AssetMinValue, day), minMonths: await parameterOrNull(tx, AssetMinMonths, day), always: ((await parameterOrNull(tx, AlwaysAssets, day)) ?? []) as readonly Category[],
  };
}
