/** Hand-made pages of the workplace: the round on a phone, and the rules of the day. Serves CC-1, CC-2, AC-17, AC-18. */
import { HouseRulesPage } from './rules-page.tsx';
import { WorkplaceRoundPage } from './round-page.tsx';

export const pages = { round: WorkplaceRoundPage, rules: HouseRulesPage };
