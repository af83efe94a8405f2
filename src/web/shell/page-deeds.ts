/** What can be done on the page that is open just now, for the palette: it stands there first. */
import { useEffect } from 'react';
import type { Deed } from './destinations.ts';

let here: readonly Deed[] = [];
export const pageDeeds = (): readonly Deed[] => here;

export function usePageDeeds(deeds: readonly Deed[]): void {
  useEffect(() => {
    here = deeds;
    return () => { if (here === deeds) here = []; };
  });
}
