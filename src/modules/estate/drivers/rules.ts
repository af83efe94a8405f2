/**
 * Rules of drivers (驾驶员): which licence class drives what, whether a licence lasts for a whole trip, and whether enough rest is left.
 * Serves LOG-1.5, P19, AS-33.
 */
import { Refusal, type Label } from '../../../kernel/index.ts';

export const CLASSES = {
  A1: ['A1 大型客车', 'A1 large bus'], A2: ['A2 重型牵引挂车', 'A2 articulated lorry'], A3: ['A3 城市公交车', 'A3 city bus'], B1: ['B1 中型客车', 'B1 medium bus'], B2: ['B2 大型货车', 'B2 large lorry'],
  C1: ['C1 小型汽车', 'C1 car'], C2: ['C2 小型自动挡汽车', 'C2 automatic car'],
} as const;
export type LicenceClass = keyof typeof CLASSES;

/** What else a class may drive: the table of the national rules on driving licences. */
const COVERS: { readonly [K in LicenceClass]: readonly LicenceClass[] } = {
  A1: ['A3', 'B1', 'B2', 'C1', 'C2'], A2: ['B1', 'B2', 'C1', 'C2'], A3: ['C1', 'C2'], B1: ['C1', 'C2'], B2: ['C1', 'C2'], C1: ['C2'], C2: [],
};
export const covers = (held: LicenceClass, needed: LicenceClass): boolean => held === needed || COVERS[held].includes(needed);

export interface Span { readonly from: Date; readonly to: Date }
export interface Licence { readonly state: string; readonly licence_class: LicenceClass; readonly licence_until: Date; readonly medical_until: string | null }

/** Why somebody may not drive from `from` to `to`; empty when they may. `lastDay` is the plain date on which the trip ends; `clock` writes a moment as people read it. */
export function licenceProblems(d: Licence, needed: LicenceClass | null, trip: Span, lastDay: string, clock: (at: Date) => string): Label[] {
  const problems: Label[] = [];
  if (d.state !== 'active') problems.push(['已停止驾驶', 'Not driving at present']);
  if (needed !== null && !covers(d.licence_class, needed)) problems.push([`准驾 ${d.licence_class}，此车须 ${needed}`, `Licence ${d.licence_class}; this vehicle asks for ${needed}`]);
  // A licence that ends during the trip does not last for it, even by an hour.
  if (d.licence_until.getTime() < trip.to.getTime()) problems.push([`驾驶证 ${clock(d.licence_until)} 到期，早于收车`, `The licence ends ${clock(d.licence_until)}, before the return`]);
  if (d.medical_until !== null && d.medical_until < lastDay) problems.push([`体检 ${d.medical_until} 到期`, `The medical check ends ${d.medical_until}`]);
  return problems;
}

const HOUR = 3_600_000;
export const overlap = (a: Span, b: Span): boolean => a.from.getTime() < b.to.getTime() && b.from.getTime() < a.to.getTime();

/**
 * Enough unbroken rest around a trip. Up to a day long: within the 24 hours before its end. Longer: directly before it, since
 * how the days within it are driven is not known when it is planned. A later trip must keep its rest as well.
 */
export function restProblem(others: readonly Span[], wanted: Span, hours: number): Label | null {
  if (hours === 0) return null;
  const later = others.filter((o) => o.from.getTime() >= wanted.to.getTime() && o.from.getTime() - wanted.to.getTime() < 24 * HOUR);
  const rested = (trip: Span, busy: readonly Span[]) => longestRest(trip, busy) >= hours * HOUR;
  if (!rested(wanted, others)) return [`休息不足 ${hours} 小时`, `Less than ${hours} hours of rest`];
  const short = later.find((o) => !rested(o, [...others.filter((x) => x !== o), wanted]));
  return short ? [`会使其后一趟休息不足 ${hours} 小时`, `The trip after it would have less than ${hours} hours of rest`] : null;
}

function longestRest(trip: Span, busy: readonly Span[]): number {
  const [start, end] = [trip.from.getTime(), trip.to.getTime()];
  const long = end - start > 24 * HOUR;
  const opens = (long ? start : end) - 24 * HOUR;
  const before = busy.filter((b) => b.from.getTime() < start && b.to.getTime() > opens).map((b) => [b.from.getTime(), Math.min(b.to.getTime(), start)] as const).sort((a, b) => a[0] - b[0]);
  const lastEnd = before.reduce((most, [, to]) => Math.max(most, to), opens);
  if (long) return start - lastEnd;
  let [free, at] = [0, opens];
  for (const [from, to] of [...before, [start, end] as const]) {
    free = Math.max(free, from - at);
    at = Math.max(at, to);
  }
  return free;
}

/** A renewed licence is a later one. */
export function refuseRenewal(before: Date, until: Date, now: Date): void {
  if (until.getTime() <= before.getTime() || until.getTime() <= now.getTime()) {
    throw new Refusal('driver.licence_until', ['新的有效期须晚于原有效期和现在', 'The new licence must end later than the old one and than now'], 422, { licence_until: ['须更晚', 'Must be later'] });
  }
}
