/** Why an amount is proposed, in the reader’s language (赔偿依据). Serves SM-11, AC-20. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { saidIn } from '../../../../web/widgets/said.tsx';

export const overrides: Overrides = { cell: { 'custody_item.proposal': saidIn('proposal') } };
