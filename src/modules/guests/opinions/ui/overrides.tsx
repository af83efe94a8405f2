/** What opinions draw themselves: what to say while a guest is asked on the spot, above the form. Serves VIP-8.1, VIP-3.3. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';

export const overrides: Overrides = { opening: { opinion_form: later(async () => (await import('./asking.tsx')).Asking, null) } };
