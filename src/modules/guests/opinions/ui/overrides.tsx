/** What opinions draw themselves: what to say while a guest is asked on the spot, above the form; the code to scan on a survey. Serves VIP-8.1, VIP-3.3. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';

export const overrides: Overrides = {
  opening: { opinion_form: later(async () => (await import('./asking.tsx')).Asking, null) },
  panel: { opinion_round: later(async () => (await import('./link-panel.tsx')).LinkPanel, null) },
};
