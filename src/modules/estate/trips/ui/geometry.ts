/** Where trips stand on the calendar: moments as shares of the width, and overlapping trips in lanes. Pure. */
export interface DaySpan { readonly start: string; readonly end: string }

/** 0 to 1 over all days shown; what lies outside the hours drawn stands at their edge. */
export function shareOf(at: number, days: readonly DaySpan[]): number {
  const found = days.findIndex((d) => at < Date.parse(d.end));
  const day = days[found];
  if (!day) return 1;
  const [start, end] = [Date.parse(day.start), Date.parse(day.end)];
  return (found + Math.min(1, Math.max(0, (at - start) / (end - start)))) / days.length;
}

/** For each trip the first lane that is free by then; trips that only touch share one. */
export function lanesOf(trips: readonly { readonly from: string; readonly to: string }[]): readonly number[] {
  const free: number[] = [];
  return trips.map(({ from, to }) => {
    const at = free.findIndex((until) => until <= Date.parse(from));
    const lane = at < 0 ? free.length : at;
    free[lane] = Date.parse(to);
    return lane;
  });
}
