/**
 * Are like cases treated alike? (处分公平) Rates of a group with the number of cases they rest on; a rate from few cases is marked, because it
 * says little; a group that departs clearly from all the others is pointed at, never judged. Pure.
 */

export const FEW = 5;

export interface Tally {
  readonly cases: number;
  readonly decided: number;
  readonly sanctioned: number;
  readonly warnings: number;
  readonly heavier: number;
  readonly lighter: number;
  readonly appeals: number;
  readonly overturned: number;
}

export const NOTHING: Tally = { cases: 0, decided: 0, sanctioned: 0, warnings: 0, heavier: 0, lighter: 0, appeals: 0, overturned: 0 };

/** In tenths of a per cent; null where there is nothing to divide by. */
export function rate(part: number, of: number): number | null {
  return of === 0 ? null : Math.round((part * 1000) / of);
}

export const few = (cases: number): boolean => cases < FEW;

/** Twice or half the rate of everybody else, on enough cases on both sides. */
export function standsOut(group: Tally, all: Tally, pick: (tally: Tally) => number): boolean {
  const others = all.decided - group.decided;
  if (few(group.decided) || few(others)) return false;
  const [own, rest] = [pick(group) / group.decided, (pick(all) - pick(group)) / others];
  return own >= 2 * rest || rest >= 2 * own ? own !== rest : false;
}

export type Shift = 'early' | 'late' | 'night' | 'unplanned';

/** Begins from five: early; from eleven: late; otherwise, or across midnight: night. */
export function shiftOf(starts: string | null, night: boolean): Shift {
  if (starts === null) return 'unplanned';
  if (night) return 'night';
  const hour = Number(starts.slice(0, 2));
  if (hour >= 5 && hour < 11) return 'early';
  return hour >= 11 && hour < 20 ? 'late' : 'night';
}
