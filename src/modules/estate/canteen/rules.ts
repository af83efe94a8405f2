/** What may come into the kitchen, what must be kept of a meal, what a meal costs a head. Serves LOG-5.1, LOG-5.2, LOG-5.3, P28. */
import { Refusal, type Label } from '../../../kernel/index.ts';

/** One dish a line; the same dish named twice is one dish. */
export const dishesOf = (menu: string): readonly string[] => [...new Set(menu.split(/[\n；;、]/).map((dish) => dish.trim()).filter((dish) => dish !== ''))];

export interface Arrival { readonly looks_good: boolean; readonly papers: readonly string[] | null; readonly meat: boolean; readonly chilled: boolean; readonly celsius: number | null; readonly best_before: string | null }
/** Why a delivery may not go into stock on this day; null when it may. */
export function unfit(a: Arrival, day: string, coldMost: number): Label | null {
  const papers = a.papers ?? [];
  if (!a.looks_good) return ['感官不正常，应拒收', 'It does not look or smell right: refuse it'];
  if (!papers.includes('licence') || !papers.includes('inspection')) return ['缺少供货者许可证或检验合格证明', 'The supplier’s licence or the inspection certificate is missing'];
  if (a.meat && !papers.includes('quarantine')) return ['肉类缺少检疫合格证明', 'Meat without a quarantine certificate'];
  if (a.chilled && a.celsius === null) return ['冷链食品须记录到货温度', 'Chilled food needs its temperature on arrival'];
  if (a.chilled && a.celsius! > coldMost) return [`到货温度 ${a.celsius} ℃，高于上限 ${coldMost} ℃`, `It arrived at ${a.celsius} °C, above ${coldMost} °C`];
  if (a.best_before !== null && a.best_before <= day) return [`保质期到 ${a.best_before}，不能入库`, `Best before ${a.best_before}: not into stock`];
  return null;
}

/** Dishes of the menu of which no sample is kept. */
export const notSampled = (menu: string, samples: readonly string[]): readonly string[] => dishesOf(menu).filter((dish) => !samples.includes(dish));

export function refuseSample(s: { readonly dish: string; readonly grams: number }, menu: string, taken: readonly string[], least: number): void {
  if (!dishesOf(menu).includes(s.dish)) throw new Refusal('food_sample.dish', ['菜单上没有这道菜', 'This dish is not on the menu'], 422, { dish: [dishesOf(menu).join('、'), dishesOf(menu).join(', ')] });
  if (taken.includes(s.dish)) throw new Refusal('food_sample.twice', ['这道菜已留样', 'A sample of this dish is kept already'], 409, { dish: ['已留样', 'Kept already'] });
  if (s.grams < least) throw new Refusal('food_sample.little', [`每样不少于 ${least} 克`, `At least ${least} grams of each`], 422, { grams: [`不少于 ${least}`, `At least ${least}`] });
}

/** Cost a head, rounded to the fen; nobody ate: none. */
export const perHead = (fen: number, diners: number): number | null => (diners === 0 ? null : Math.round(fen / diners));

/** Everything in order, or what is wrong is written down. */
export function refuseCheck(c: { readonly all_well: boolean; readonly problem: string | null }): void {
  if (!c.all_well && c.problem === null) throw new Refusal('canteen_check.problem', ['有不合格项，请写明是什么', 'Say what is not in order'], 422, { problem: ['请填写', 'Fill in'] });
  if (c.all_well && c.problem !== null) throw new Refusal('canteen_check.both', ['写了问题，就不是全部合格', 'With a problem written down not everything is in order'], 422, { all_well: ['请改为否', 'Answer no'] });
}

/** An opinion that hurts must be answered: two or less in any of the three. */
export const isPoor = (o: { readonly taste: string; readonly service: string; readonly clean: string }): boolean => [o.taste, o.service, o.clean].some((score) => Number(score) <= 2);
