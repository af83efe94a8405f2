/** What lost property draws itself: taking a claim from the item's page, and the statement beside the record. Serves VIP-4.7, AS-20. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';

const compare = () => import('./compare.tsx');

export const overrides: Overrides = {
  step: { 'lost_item_claim.hand_over': later(async () => (await compare()).ClaimDialog, null) },
  panel: { lost_item: later(async () => (await import('./take-claim.tsx')).TakeClaim, null), loss_report: later(async () => (await import('./candidates.tsx')).CandidatesPanel, null), lost_item_claim: later(async () => (await compare()).ClaimPanel, null) },
};
