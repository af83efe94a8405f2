/** Which rows a scrolled box shows. Drawn anew only when the first or last of them changes, not with every pixel. */
import { type UIEvent, useState } from 'react';
import { within } from './geometry.ts';

type Shown = readonly [first: number, last: number];

export function useInSight(tops: readonly number[], height: number): readonly [Shown, (e: UIEvent<HTMLElement>) => void] {
  const [top, setTop] = useState(0);
  // Rows may have come or gone since it was scrolled: what is in sight follows from where it stands now.
  const shown = within(tops, top, height);
  return [shown, ({ currentTarget: { scrollTop } }) => setTop((before) => {
    const [first, last] = within(tops, scrollTop, height);
    const [a, b] = within(tops, before, height);
    return first === a && last === b ? before : scrollTop;
  })];
}
