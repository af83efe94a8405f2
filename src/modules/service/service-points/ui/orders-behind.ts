/** The orders behind a figure of the board, and sums over its cells. */
import type { Filter } from '../../../../kernel/api.ts';
import { listHref } from '../../../../web/widgets/go.tsx';
import type { Board } from '../reports.ts';

export interface Place { readonly region?: string; readonly type?: string }

export function ordersHref({ from, to }: { readonly from: string; readonly to: string }, { region, type }: Place = {}): string {
  const filter: Filter = { all: [
    ...(region === undefined ? [] : [{ field: 'region', op: 'eq', value: region } as const]),
    ...(type === undefined ? [] : [{ field: 'service_type', op: 'eq', value: type } as const]),
    { field: 'credited_on', op: 'between', value: [from, to] },
  ] };
  return listHref('service_order', filter);
}

export function sumOf(cells: Board['cells'], { region, type }: Place = {}): { readonly orders: number; readonly points: number } {
  return cells
    .filter((c) => (region === undefined || c.region === region) && (type === undefined || c.service_type === type))
    .reduce((sum, c) => ({ orders: sum.orders + c.orders, points: sum.points + c.points }), { orders: 0, points: 0 });
}
