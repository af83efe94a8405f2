/** What visits draw themselves at the desk: the signed paper, and beside it what stood in the way. Serves AC-33. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';

export const overrides: Overrides = {
  panel: { visit: later(async () => (await import('./signed.tsx')).SignedVisit, null) },
};
