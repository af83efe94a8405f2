/** What requests draw themselves: what stands above a request, and the channels open to whoever writes it down. Serves SM-20, CC-1.4a. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';

export const overrides: Overrides = {
  panel: { service_request: later(async () => (await import('./beside.tsx')).RequestBesidePanel, null) },
  field: { 'service_request.channel': later(async () => (await import('./channel.tsx')).Channel) },
};
