/** What buildings draw themselves: the QR label by which anybody in the building reports a fault. Serves LOG-2.5, TEA-1. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';

export const overrides: Overrides = {
  panel: { building: later(async () => (await import('./label-panel.tsx')).LabelPanel, null) },
};
