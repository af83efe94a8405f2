/** Lines nobody could read, in the reader’s language (问题行). Serves AC-07. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { saidIn } from '../../../../web/widgets/said.tsx';

export const overrides: Overrides = { cell: { 'phone_import.problems': saidIn('problems') } };
