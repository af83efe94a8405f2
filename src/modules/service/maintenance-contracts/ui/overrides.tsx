/** What maintenance contracts draw themselves: a year of visits at a glance on the contract's page. Serves SM-29, AC-30. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';

export const overrides: Overrides = {
  panel: { maintenance_contract: later(async () => (await import('./visit-strip.tsx')).VisitStrip, null) },
};
