/** What a round came to, in the reader’s language (巡场判定). Serves AC-18, AC-21. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { saidIn } from '../../../../web/widgets/said.tsx';

export const overrides: Overrides = { cell: { 'round_line.verdict': saidIn('verdict') } };
