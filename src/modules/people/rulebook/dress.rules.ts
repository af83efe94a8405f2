/**
 * What may be worn on which day of the week (着装矩阵): seven days by item, each cell allowed, forbidden, expressly not
 * regulated, or not yet defined. CC-2.3 to CC-2.3.F3, CG-23.
 */
import type { Label } from '../../../kernel/api.ts';
import { type PlainDate, weekday } from '../../../kernel/calendar/plain-date.ts';

/** 'no-rule': somebody decided that nothing is laid down; 'undefined': nobody has decided yet. */
export type DressCell = 'allow' | 'forbid' | 'no-rule' | 'undefined';
/** Monday to Sunday. */
export type DressWeek = readonly [DressCell, DressCell, DressCell, DressCell, DressCell, DressCell, DressCell];
export type DressItem = keyof typeof ITEMS;
export type DressMatrix = { readonly [item in DressItem]: DressWeek };

export interface DressVerdict { readonly verdict: 'allowed' | 'forbidden' | 'no-rule'; readonly clause: string | null; readonly text: Label }

/** Label, and the article for Monday to Thursday and for Friday (null: Friday's list does not name the item). */
export const ITEMS = {
  camisole: { label: ['吊带衫、吊带裙或背心（外面不加上衣）', 'camisole, camisole dress or vest without a top over it'], week: 'CC-2.3.W1', friday: 'CC-2.3.F2', printed: 'forbid' },
  'camisole-with-top': { label: ['吊带衫、吊带裙或背心（外加长袖或短袖上衣）', 'camisole, camisole dress or vest under a top with sleeves'], week: 'CC-2.3.W1', friday: 'CC-2.3.F2', printed: 'allow' },
  bizarre: { label: ['奇装异服', 'bizarre dress'], week: 'CC-2.3.W1', friday: 'CC-2.3.F2', printed: 'forbid' },
  jeans: { label: ['牛仔裤', 'jeans'], week: 'CC-2.3.W2', friday: 'CC-2.3.F3', printed: 'forbid' },
  'denim-skirt': { label: ['牛仔裙', 'denim skirt'], week: 'CC-2.3.W2', friday: null, printed: 'forbid' },
  'denim-mini-skirt': { label: ['牛仔短裙', 'denim mini-skirt'], week: 'CC-2.3.W2', friday: null, printed: 'forbid' },
  'hot-pants': { label: ['热裤（短于大腿 1/2）', 'hot pants (shorter than 1/2 of the thigh)'], week: 'CC-2.3.W2', friday: null, printed: 'forbid' },
  'sports-shoes': { label: ['运动品牌的运动鞋', 'sports shoes of a sports brand'], week: 'CC-2.3.W3', friday: 'CC-2.3.F1', printed: 'forbid' },
  'sports-brand-casual-shoes': { label: ['运动品牌的休闲鞋', 'casual shoes of a sports brand'], week: 'CC-2.3.W3', friday: 'CC-2.3.F1', printed: 'forbid' },
  trainers: { label: ['波鞋', 'trainers'], week: 'CC-2.3.W3', friday: 'CC-2.3.F1', printed: 'forbid' },
  'board-shoes': { label: ['板鞋', 'board shoes'], week: 'CC-2.3.W3', friday: 'CC-2.3.F1', printed: 'forbid' },
  'house-slippers': { label: ['居家拖鞋', 'house slippers'], week: 'CC-2.3.W3', friday: 'CC-2.3.F1', printed: 'forbid' },
  'warm-house-shoes': { label: ['居家保暖鞋', 'warm house shoes'], week: 'CC-2.3.W3', friday: 'CC-2.3.F1', printed: 'forbid' },
  'flip-flops': { label: ['夹脚拖鞋', 'flip-flops'], week: 'CC-2.3.W3', friday: 'CC-2.3.F1', printed: 'forbid' },
  sandals: { label: ['凉鞋', 'sandals'], week: 'CC-2.3.W3', friday: 'CC-2.3.F1', printed: 'forbid' },
  'casual-leather-shoes': { label: ['休闲款皮鞋', 'casual leather shoes'], week: 'CC-2.3.W3', friday: 'CC-2.3.F1', printed: 'allow' },
} as const satisfies { readonly [item: string]: { readonly label: Label; readonly week: string; readonly friday: string | null; readonly printed: DressCell } };

export const DRESS_ITEMS = Object.keys(ITEMS) as readonly DressItem[];
export const WEEKDAY_LABELS: readonly Label[] = [
  ['周一', 'Mon'], ['周二', 'Tue'], ['周三', 'Wed'], ['周四', 'Thu'], ['周五', 'Fri'], ['周六', 'Sat'], ['周日', 'Sun'],
];

/** Monday to Friday as printed; `silentFriday` fills what Friday's list does not name, `weekend` the two days nobody mentions. */
export function dressMatrix(silentFriday: DressCell, weekend: DressCell): DressMatrix {
  return Object.fromEntries(DRESS_ITEMS.map((item) => {
    const { printed, friday } = ITEMS[item];
    return [item, [printed, printed, printed, printed, friday ? printed : silentFriday, weekend, weekend]];
  })) as unknown as DressMatrix;
}

export function withDress(matrix: DressMatrix, item: DressItem, day: number, cell: DressCell): DressMatrix {
  return { ...matrix, [item]: matrix[item].map((old, index) => (index === day - 1 ? cell : old)) as unknown as DressWeek };
}

/** Cells nobody has decided, for the days (1 = Monday … 7 = Sunday) on which anyone is rostered. */
export function undefinedCells(matrix: DressMatrix, rosteredDays: readonly number[]): readonly { readonly item: DressItem; readonly day: number }[] {
  return rosteredDays.flatMap((day) => DRESS_ITEMS.filter((item) => matrix[item][day - 1] === 'undefined').map((item) => ({ item, day })));
}

export function dressOn(matrix: DressMatrix, item: DressItem, date: PlainDate): DressVerdict {
  const day = weekday(date);
  const cell = matrix[item][day - 1] ?? 'undefined';
  const { label, week, friday } = ITEMS[item];
  const clause = day <= 4 ? week : day === 5 ? friday : null;
  const [zh, en] = WEEKDAY_LABELS[day - 1] ?? ['', ''];
  if (cell === 'allow') return { verdict: 'allowed', clause, text: [`${zh}可以穿${label[0]}`, `${label[1]}: allowed on ${en}`] };
  if (cell === 'forbid') return { verdict: 'forbidden', clause: clause ?? 'CC-2.3', text: [`${zh}不可以穿${label[0]}`, `${label[1]}: not allowed on ${en}`] };
  return { verdict: 'no-rule', clause: null, text: [`${zh}的${label[0]}没有成文规定（CG-23）`, `${label[1]} on ${en}: no rule printed (CG-23)`] };
}
