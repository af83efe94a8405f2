/** What birthdays draw themselves: a visit as a checklist, a count as a sheet to fill. Serves VIP-2.9, VIP-2.15. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';

export const overrides: Overrides = {
  panel: {
    birthday_visit: later(async () => (await import('./checklist.tsx')).VisitChecklist, null),
    gift_count: later(async () => (await import('./count-lines.tsx')).CountLines, null),
  },
};
