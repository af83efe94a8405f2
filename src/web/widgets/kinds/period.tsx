/** A period of days (起止). It is kept up to, not including, `to`; people read and type its last day. */
import { addDays } from '../../../kernel/calendar/plain-date.ts';
import type { Widget } from '../widget.ts';

export const period: Widget = {
  text(value, _field, { t, format }) {
    const { from, last } = daysOf(value);
    return from || last ? `${from ? format.date(from) : '…'} ${t(['至', 'to'])} ${last ? format.date(last) : '…'}` : '';
  },
};

export interface Days {
  readonly from: string | null;
  readonly last: string | null;
}
export function daysOf(value: unknown): Days {
  if (typeof value !== 'object' || value === null) return { from: null, last: null };
  const { from = null, to = null } = value as { readonly from?: string | null; readonly to?: string | null };
  return { from, last: to && addDays(to, -1) };
}
