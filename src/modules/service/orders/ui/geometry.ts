/** Where things stand on the dispatch board: moments as shares of the width, overlapping work in lanes, rows within the window. Pure. */
export interface Span { readonly start: string; readonly end: string }

const MINUTE = 60_000;
export const SNAP = 30 * MINUTE;
export const USUAL = 120 * MINUTE;

/** 0 to 1 over all days shown; what lies outside the hours drawn stands at their edge. */
export function shareOf(at: number, days: readonly Span[]): number {
  const found = days.findIndex((d) => at < Date.parse(d.end));
  if (found < 0) return 1;
  const day = days[found]!;
  const within = (at - Date.parse(day.start)) / (Date.parse(day.end) - Date.parse(day.start));
  return (found + Math.min(1, Math.max(0, within))) / days.length;
}

/** The moment at a share of the width, on the half hour. */
export function momentAt(share: number, days: readonly Span[]): number {
  const at = Math.min(days.length - 1, Math.max(0, Math.floor(share * days.length)));
  const day = days[at]!;
  const [start, end] = [Date.parse(day.start), Date.parse(day.end)];
  const within = Math.min(1, Math.max(0, share * days.length - at));
  return start + Math.round((within * (end - start)) / SNAP) * SNAP;
}

/** One step to the left or right; past the evening comes the next morning. */
export function moved(at: number, direction: 1 | -1, days: readonly Span[]): number {
  const next = at + direction * SNAP;
  const day = days.findIndex((d) => at >= Date.parse(d.start) && at < Date.parse(d.end));
  if (day < 0) return direction > 0 ? Date.parse(days[0]!.start) : Date.parse(days.at(-1)!.end) - SNAP;
  if (next < Date.parse(days[day]!.start)) return day === 0 ? at : Date.parse(days[day - 1]!.end) - SNAP;
  if (next >= Date.parse(days[day]!.end)) return day === days.length - 1 ? at : Date.parse(days[day + 1]!.start);
  return next;
}

export interface Planned { readonly from: number; readonly to: number }
/** The lane of each, so that nothing lies upon another: the first lane that is free by then. */
export function lanesOf(work: readonly Planned[]): readonly number[] {
  const freeFrom: number[] = [];
  const order = work.map((w, at) => ({ ...w, at })).sort((a, b) => a.from - b.from || a.at - b.at);
  const lanes: number[] = [];
  for (const w of order) {
    const free = freeFrom.findIndex((until) => until <= w.from);
    const lane = free < 0 ? freeFrom.length : free;
    freeFrom[lane] = w.to;
    lanes[w.at] = lane;
  }
  return lanes;
}

/** First and last row (exclusive) that the window shows, with some more on either side. */
export function within(tops: readonly number[], from: number, height: number, more = 400): readonly [first: number, last: number] {
  const first = tops.findIndex((_, i) => (tops[i + 1] ?? Number.POSITIVE_INFINITY) > from - more);
  const last = tops.findIndex((top) => top > from + height + more);
  return [Math.max(0, first), last < 0 ? tops.length : last];
}

const STEP = 200;
/** The scroll position in steps, for less than a step changes nothing of what `within` shows. */
export const stepOf = (scrolled: number): number => Math.floor(scrolled / STEP) * STEP;
