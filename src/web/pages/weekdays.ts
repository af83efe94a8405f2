/** Days of the week, Sunday first, as `Date` counts them. */
import type { Label } from '../../kernel/api.ts';

export const weekdays: readonly Label[] = [['周日', 'Sun'], ['周一', 'Mon'], ['周二', 'Tue'], ['周三', 'Wed'], ['周四', 'Thu'], ['周五', 'Fri'], ['周六', 'Sat']];
