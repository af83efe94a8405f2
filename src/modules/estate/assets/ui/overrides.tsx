/** What assets draw themselves: the label on the asset's page. Serves LOG-3.2, P24. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';

export const overrides: Overrides = { panel: { asset: later(async () => (await import('./label.tsx')).LabelPanel, null) } };
