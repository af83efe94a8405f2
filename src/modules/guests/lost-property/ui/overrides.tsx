/** What lost property draws itself: taking a claim from the item's page, and the statement beside the record. Serves VIP-4.7, AS-20. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { ClaimDialog, ClaimPanel } from './compare.tsx';
import { TakeClaim } from './take-claim.tsx';

export const overrides: Overrides = {
  step: { 'lost_item_claim.hand_over': ClaimDialog },
  panel: { lost_item: TakeClaim, lost_item_claim: ClaimPanel },
};
