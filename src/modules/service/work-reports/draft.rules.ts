/**
 * What a drafted report says (报告起草): figures counted from the records of its period and the work done, one line each.
 * Pure. Serves FS-0.4, FS-2.5.
 */
export interface Figures {
  readonly orders_issued: number;
  readonly orders_done: number;
  readonly orders_open: number;
  readonly emergencies: number;
  readonly points: number;
}
export const FIGURES = ['orders_issued', 'orders_done', 'orders_open', 'emergencies', 'points'] as const;

export interface Done { readonly number: string; readonly customer: string; readonly service_type: string; readonly result: string | null }
const MOST = 12;

/** One line for each order that was done; what does not fit is counted, never dropped in silence. */
export function highlightsOf(done: readonly Done[]): string | null {
  if (done.length === 0) return null;
  const lines = done.slice(0, MOST).map((d) => `${d.number} ${d.customer}（${d.service_type}）${d.result === null ? '' : `：${d.result}`}`);
  return [...lines, ...(done.length > MOST ? [`… +${done.length - MOST}`] : [])].join('\n');
}

/** Which figures are no longer what the records say; they must be drafted again before anybody signs. */
export function outdated(drafted: { readonly [name in keyof Figures]: number | null }, records: Figures): readonly (keyof Figures)[] {
  return FIGURES.filter((name) => drafted[name] !== records[name]);
}

/** Sum of what the branches handed in, to be laid beside the centre's own count. */
export function summed(reports: readonly { readonly [name in keyof Figures]: number | null }[]): Figures {
  const of = (name: keyof Figures) => reports.reduce((sum, r) => sum + (r[name] ?? 0), 0);
  return { orders_issued: of('orders_issued'), orders_done: of('orders_done'), orders_open: of('orders_open'), emergencies: of('emergencies'), points: of('points') };
}
