/** Policies and letters (制度与责任书): governing documents in versions, signature campaigns, assessments by the ten special rules. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { PolicyShelf, SigningQuery, toSign } from './figures.ts';
import { LetterSignature, LetterSignatureProcess } from './letter-signature.ts';
import { Policy, PolicyLink, PolicyProcess } from './policy.ts';
import { AssessmentMatrix, LetterUnsigned, SignaturesByBranch } from './reports.ts';
import { EVERYBODY } from './roles.ts';
import { RuleAssessment, RuleAssessmentProcess } from './rule-assessment.ts';
import { SignatureCampaign, SignatureCampaignProcess } from './signature-campaign.ts';

export { LetterSignature, LetterSignatureProcess } from './letter-signature.ts';
export { Policy, PolicyLink, PolicyProcess } from './policy.ts';
export { RuleAssessment, RuleAssessmentProcess } from './rule-assessment.ts';
export { SignatureCampaign, SignatureCampaignProcess } from './signature-campaign.ts';

export const policies = defineModule({
  name: 'policies',
  area: 'people',
  label: ['制度与责任书', 'Policies and letters'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'], hr: ['人事', 'HR'], general_affairs: ['总务处', 'General affairs'],
    storekeeper: ['库管', 'Storekeeper'],
  },
  registers: [Policy, PolicyLink, SignatureCampaign, LetterSignature, RuleAssessment],
  processes: [PolicyProcess, SignatureCampaignProcess, LetterSignatureProcess, RuleAssessmentProcess],
  reports: [SignaturesByBranch, LetterUnsigned, AssessmentMatrix],
  queries: [PolicyShelf, SigningQuery],
  pages: { shelf: { label: ['现行制度', 'Documents in force'], access: EVERYBODY }, signing: { label: ['责任书签署', 'Signing the letters'], access: EVERYBODY } },
  figures: [toSign],
});
