/**
 * What was written down, beside what the claimant said. It exists only after the statement is on record, for whoever may
 * take claims in that unit. Serves VIP-4.7, AS-20.
 */
import { defineQuery, f, grantFor, readRecord, type Label } from '../../../kernel/index.ts';
import { LostItemClaim } from './claim.ts';
import { LostItem } from './lost-item.ts';
import { compareStatement, verdictSentence, type Comparison } from './rules.ts';

export interface SideBySide {
  readonly stated: string;
  readonly item_name: string;
  readonly colour: string;
  readonly found_place: string;
  readonly details: string | null;
  readonly comparison: Comparison;
  readonly sentence: Label;
}
const clerks = ['vip_agent', 'duty_supervisor', 'general_affairs'] as const;

export const ClaimCompare = defineQuery('lost_item_claim_compare', {
  label: ['认领核对', 'Claim beside the record'],
  access: clerks,
  params: { claim: f.ref('认领登记', 'Claim', 'lost_item_claim') },
  async run(tx, params): Promise<SideBySide | null> {
    const claim = await readRecord(tx, LostItemClaim, params.claim);
    if (!claim || claim.state !== 'compared' || claim.statement === null || !(await grantFor(tx, tx.actor, clerks, claim.unit_id))) return null;
    const item = await readRecord(tx, LostItem, claim.item);
    if (!item) return null;
    const comparison = compareStatement(item, claim.statement);
    return { stated: claim.statement, item_name: item.item_name, colour: item.colour, found_place: item.found_place, details: item.details, comparison, sentence: verdictSentence(comparison) };
  },
});
