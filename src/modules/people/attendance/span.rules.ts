/** Arithmetic of time spans (时间段运算), in milliseconds, half-open: union, intersection, difference, length. Serves CC-5.2a, section 7.1 trap 5. */
export interface Span { readonly from: number; readonly to: number }

/** In order, touching and overlapping ones joined; empty ones are gone. */
export function union(spans: readonly Span[]): Span[] {
  const out: { from: number; to: number }[] = [];
  for (const { from, to } of [...spans].filter((s) => s.to > s.from).sort((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else out.push({ from, to });
  }
  return out;
}

export function intersection(a: readonly Span[], b: readonly Span[]): Span[] {
  const [x, y] = [union(a), union(b)];
  return union(x.flatMap((one) => y.map((two) => ({ from: Math.max(one.from, two.from), to: Math.min(one.to, two.to) }))));
}

export function difference(a: readonly Span[], b: readonly Span[]): Span[] {
  const holes = union(b);
  return union(a).flatMap((span) => {
    const left: Span[] = [];
    let from = span.from;
    for (const hole of holes) {
      if (hole.to <= from || hole.from >= span.to) continue;
      if (hole.from > from) left.push({ from, to: hole.from });
      from = hole.to;
    }
    return from < span.to ? [...left, { from, to: span.to }] : left;
  });
}

export const length = (spans: readonly Span[]): number => union(spans).reduce((sum, s) => sum + s.to - s.from, 0);
export const clip = (spans: readonly Span[], to: Span): Span[] => intersection(spans, [to]);
