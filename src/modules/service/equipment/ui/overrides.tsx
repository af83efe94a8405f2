/** What equipment draws itself: the warranty of today and the QR label, above the unit's record. Serves AC-32, SM-26. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';

export const overrides: Overrides = {
  panel: { equipment: later(async () => (await import('./unit-today.tsx')).UnitTodayPanel, null) },
};
