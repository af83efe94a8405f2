/** Rules of scripts and prices (话术与价目): a script is kind and not stiff; a price holds from its day on. Serves VIP-8.1, VIP-7.4. */
import { Refusal } from '../../../kernel/index.ts';

/** Words that shut a guest out. */
const STIFF = ['不行', '不可以', '必须', '规定就是', '自己看', '没办法', '不知道', '不归我'] as const;
const KIND = /请|您|谢|祝|好吗|抱歉|欢迎/;

export function refuseStiff(words: string): void {
  const stiff = STIFF.filter((w) => words.includes(w));
  if (stiff.length > 0) {
    throw new Refusal('script_text.stiff', [`用语生硬：${stiff.join('、')}`, `This sounds stiff: ${stiff.join(', ')}`], 422, { words: ['换个说法，告诉客人可以怎么办', 'Say instead what can be done'] });
  }
  if (!KIND.test(words)) throw new Refusal('script_text.cold', ['话术里没有一句敬语', 'There is no kind word in it'], 422, { words: ['例如“您好”“请”“谢谢”', 'For example “please”, “thank you”'] });
}

export interface Priced { readonly valid_from: string; readonly valid_to: string | null }
export const holdsOn = (p: Priced, day: string): boolean => p.valid_from <= day && (p.valid_to === null || day <= p.valid_to);

export function refuseWrongPrice(p: Priced & { readonly price: number }): void {
  if (p.price <= 0) throw new Refusal('price_item.price', ['价格须大于零', 'A price is more than zero'], 422, { price: ['大于零', 'More than zero'] });
  if (p.valid_to !== null && p.valid_to < p.valid_from) throw new Refusal('price_item.dates', ['止日早于起日', 'It ends before it begins'], 422, { valid_to: ['不早于起日', 'Not before the first day'] });
}

/** One price for one thing on one day. */
export function refuseTwoPrices(p: Priced, others: readonly (Priced & { readonly number: string })[]): void {
  const same = others.find((o) => (p.valid_to === null || o.valid_from <= p.valid_to) && (o.valid_to === null || p.valid_from <= o.valid_to));
  if (same) throw new Refusal('price_item.twice', [`与 ${same.number} 的有效期重叠`, `It overlaps with ${same.number}`], 422, { valid_from: ['先给原价填写止日', 'End the earlier price first'] });
}
