/**
 * Rules of service orders (服务指令): who may be sent, when work counts as done, who verifies, and in which order regions are printed.
 * Serves SM-21 (first part), FS-0.1, FS-2.4, CG-52.
 */
import { Refusal } from '../../../kernel/index.ts';
import { employedOn } from '../../people/staff/index.ts';

export interface Worker { readonly name: string; readonly app_user: string | null; readonly unit_id: string; readonly hired_on: string; readonly left_on: string | null }

export function refuseAbsentWorker(worker: Worker | null, day: string): void {
  if (worker === null || employedOn(worker, day)) return;
  throw new Refusal('service_order.not_employed', [`${worker.name} ${day} 不在职`, `${worker.name} is not employed on ${day}`], 422,
    { technician: ['须为当日在职员工', 'Somebody employed on that day'] });
}

export function refuseFutureWork(doneOn: string, today: string): void {
  if (doneOn <= today) return;
  throw new Refusal('service_order.future', ['完成日期不能晚于今天', 'Work cannot be done in the future'], 422, { done_on: [`不晚于 ${today}`, `Not after ${today}`] });
}

/** Verifying one's own work would give oneself points. */
export function refuseOwnWork(worker: Worker | null, userId: string): void {
  if (worker === null || worker.app_user !== userId) return;
  throw new Refusal('service_order.own_work', ['不能核实自己完成的服务', 'Nobody verifies their own work']);
}

export interface Place { readonly id: string; readonly code: string; readonly name: string; readonly branch: string; readonly list_order: number }
/** Regions as one report prints them: its own order where it has one, the general order for the rest, those last. */
export function inReportOrder<P extends Place>(regions: readonly P[], own: readonly { readonly region: string; readonly list_order: number }[]): readonly P[] {
  const rank = new Map(own.map((o) => [o.region, o.list_order]));
  const key = (p: P) => [rank.has(p.id) ? 0 : 1, rank.get(p.id) ?? p.list_order] as const;
  return [...regions].sort((a, b) => key(a)[0] - key(b)[0] || key(a)[1] - key(b)[1] || (a.code < b.code ? -1 : 1));
}
