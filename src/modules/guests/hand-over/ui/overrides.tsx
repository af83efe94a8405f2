/** What the hand-over draws itself: cash is counted note by note. Serves P11, AS-28. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';

const cash = later(async () => (await import('./cash-field.tsx')).CashField);

export const overrides: Overrides = { field: { 'hand_over.till_out': cash, 'hand_over.float_out': cash, 'hand_over.till_in': cash, 'hand_over.float_in': cash } };
