/**
 * Does a thing in keeping fit what a guest reports as lost? Colour, name, place and day decide; details written down may strengthen a fit
 * but are never given out: only "possible" or "strong" leaves here. Serves VIP-4.7, VIP-5.10.
 */
import { calendar } from '../../../kernel/index.ts';
import { coloursIn, compareStatement } from './rules.ts';

export interface Reported { readonly item_name: string; readonly colour: string | null; readonly lost_place: string | null; readonly lost_on: string; readonly description: string | null }
export interface InKeeping { readonly item_name: string; readonly colour: string; readonly found_place: string; readonly found_on: string; readonly details: string | null }
export type Fit = 'none' | 'possible' | 'strong';

/** Found on the day or later, within two months: the guest may be a day off, as evenings end after midnight. */
const DAYS_BEFORE = 1;
const DAYS_AFTER = 60;

export function fitOf(r: Reported, item: InKeeping): Fit {
  const after = calendar.daysBetween(r.lost_on, item.found_on);
  if (after < -DAYS_BEFORE || after > DAYS_AFTER) return 'none';
  const [reported, kept] = [coloursIn(r.colour ?? ''), coloursIn(item.colour)];
  const sameColour = reported.some((c) => kept.includes(c));
  // Another colour is another thing, however alike the rest.
  if (reported.length > 0 && kept.length > 0 && !sameColour) return 'none';
  if (!alike(r.item_name, item.item_name)) return 'none';
  const place = r.lost_place !== null && placeAlike(r.lost_place, item.found_place);
  const { mentioned } = compareStatement(item, `${r.item_name} ${r.description ?? ''}`);
  return (sameColour && place) || mentioned > 0 ? 'strong' : sameColour || place ? 'possible' : 'none';
}

const WORDS: readonly (readonly string[])[] = [
  ['手机', '电话', 'phone', 'iphone', '华为', '小米'], ['包', '手袋', '挎包', 'bag'], ['钱包', '皮夹', 'wallet'], ['伞', 'umbrella'], ['眼镜', '墨镜', 'glasses'], ['耳机', 'airpods', 'earphone'],
  ['充电', '移动电源', 'charger'], ['钥匙', 'key'], ['手表', '腕表', 'watch'], ['戒指', '项链', '耳环', '首饰', '手链', 'ring', 'necklace', 'earring'], ['外套', '上衣', '衣服', '大衣', 'coat', 'jacket'], ['身份证', '证件', '驾照', '护照'],
];

/** One name inside the other, or two words for the same kind of thing. A wallet is no bag, although its word contains one. */
function alike(a: string, b: string): boolean {
  const [x, y] = [a.trim().toLowerCase(), b.trim().toLowerCase()];
  const kind = (text: string) => WORDS.map((words, at) => ({ at, length: Math.max(0, ...words.filter((w) => text.includes(w)).map((w) => w.length)) })).filter((k) => k.length > 0).sort((p, q) => q.length - p.length)[0]?.at;
  const [kx, ky] = [kind(x), kind(y)];
  return kx !== undefined && ky !== undefined ? kx === ky : x.includes(y) || y.includes(x);
}

/** `V08 包厢` and `V08`: the number of the room decides when both name one. */
function placeAlike(a: string, b: string): boolean {
  const number = (text: string) => /[a-z]?\d+/i.exec(text)?.[0].toLowerCase();
  const [x, y] = [number(a), number(b)];
  return x !== undefined && y !== undefined ? x === y : a.includes(b) || b.includes(a);
}
