/** Policies and letters (制度与责任书): governing documents of all areas in versions, signature campaigns, checks that they are kept. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { PolicyShelf, SigningQuery, toSign } from './figures.ts';
import { LetterSignature, LetterSignatureProcess } from './letter-signature.ts';
import { Policy, PolicyLink, PolicyProcess } from './policy.ts';
import { AssessmentMatrix, LetterUnsigned, SignaturesByBranch } from './reports.ts';
import { PolicyCheck, PolicyCheckProcess } from './policy-check.ts';
import { RulesKept } from './rules-kept.ts';
import { EVERYBODY, POSTS } from './roles.ts';
import { RuleAssessment, RuleAssessmentProcess } from './rule-assessment.ts';
import { SignatureCampaign, SignatureCampaignProcess } from './signature-campaign.ts';

export { LetterSignature, LetterSignatureProcess } from './letter-signature.ts';
export { Policy, PolicyLink, PolicyProcess } from './policy.ts';
export { PolicyCheck, PolicyCheckProcess } from './policy-check.ts';
export { POSTS, SIGNERS } from './roles.ts';
export { CHECK_EVERY, periodStart } from './rules.ts';
export { RuleAssessment, RuleAssessmentProcess } from './rule-assessment.ts';
export { SignatureCampaign, SignatureCampaignProcess } from './signature-campaign.ts';

export const policies = defineModule({
  name: 'policies',
  area: 'people',
  label: ['制度与责任书', 'Policies and letters'],
  roles: POSTS,
  registers: [Policy, PolicyLink, SignatureCampaign, LetterSignature, RuleAssessment, PolicyCheck],
  processes: [PolicyProcess, SignatureCampaignProcess, LetterSignatureProcess, RuleAssessmentProcess, PolicyCheckProcess],
  reports: [RulesKept, SignaturesByBranch, LetterUnsigned, AssessmentMatrix],
  queries: [PolicyShelf, SigningQuery],
  pages: { shelf: { label: ['现行制度', 'Documents in force'], access: EVERYBODY }, signing: { label: ['责任书签署', 'Signing the letters'], access: EVERYBODY } },
  figures: [toSign],
});
