/** What service orders draw themselves: clocks and suggestions on the order's page. Serves AC-35. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';

export const overrides: Overrides = {
  panel: { service_order: later(async () => (await import('./clocks-panel.tsx')).OrderPanel, null) },
};
