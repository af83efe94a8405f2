/**
 * Rules of policies, letters and assessments: when a document comes into force and what it replaces, who may sign which text,
 * when a campaign may close, what an assessment must say; a management rule is reviewed, approved and checked. Serves FS-0.3, FS-1.3,
 * FS-2.1, FS-2.2, P-POLICY.
 */
import { Refusal, type Label } from '../../../kernel/index.ts';

export const TEN = 10;

export interface Draft { readonly code: string; readonly kind: string; readonly rule_no: number | null }
export interface InForce extends Draft { readonly id: string; readonly number: string; readonly version_no: number; readonly effective_from: string }

/** A special rule bears one of the numbers 1 to 10; other documents bear none. */
export function refuseRuleNumber({ kind, rule_no }: Draft): void {
  if (kind === 'special_rule' && rule_no === null) {
    throw new Refusal('policy.rule_number', ['特别管理制度须写明是第几项', 'A special rule needs its number'], 422, { rule_no: ['一至十', 'One to ten'] });
  }
  if (kind !== 'special_rule' && rule_no !== null) {
    throw new Refusal('policy.rule_number', ['只有特别管理制度才编项号', 'Only special rules are numbered'], 422, { rule_no: ['请留空', 'Leave empty'] });
  }
}

export const CHECK_EVERY = { month: ['每月', 'Month'], quarter: ['每季', 'Quarter'], half_year: ['每半年', 'Half-year'], year: ['每年', 'Year'] } as const;
const MONTHS = { month: 1, quarter: 3, half_year: 6, year: 12 } as const;
/** First day of the period that a day lies in: a rule checked every quarter is checked once in each quarter of the calendar. */
export function periodStart(every: keyof typeof CHECK_EVERY, day: string): string {
  const month = Number(day.slice(5, 7)) - 1;
  return `${day.slice(0, 5)}${String(month - (month % MONTHS[every]) + 1).padStart(2, '0')}-01`;
}

/** A rule that is made must also be implemented: without a frequency nobody would look. */
export function refuseManagementRule({ kind, check_every }: { readonly kind: string; readonly check_every: string | null }): void {
  if (kind === 'management_rule' && check_every === null) {
    throw new Refusal('policy.check_every', ['管理制度须定明多久检查一次落实情况', 'A management rule says how often it is checked'], 422, { check_every: ['必填', 'Required'] });
  }
}

/** Whoever wrote or reviewed it does not pass it on. */
export function notYourTurn(record: { readonly created_by: string; readonly reviewed_by: string | null }, actor: string): Label | null {
  if (record.created_by === actor) return ['起草人不能审核或批准自己的稿子', 'Nobody reviews or approves their own draft'];
  return record.reviewed_by === actor ? ['审核人不能再批准', 'Whoever reviewed it does not approve it'] : null;
}

export function refuseUnapproved({ kind, state }: { readonly kind: string; readonly state: string }): Label | null {
  return kind === 'management_rule' && state === 'draft' ? ['管理制度须先审核、批准再公布', 'A management rule is reviewed and approved before it is published'] : null;
}

export interface Looked { readonly result: 'kept' | 'partly' | 'not_kept'; readonly finding: string | null; readonly action: string | null; readonly action_due: string | null }
/** What is not kept is explained and followed by an action with its date. */
export function refuseCheck(c: Looked, facts: { readonly state: string; readonly day: string }): void {
  if (facts.state !== 'in_force') throw new Refusal('policy_check.not_in_force', ['只检查现行制度', 'Only a rule in force is checked'], 422, { policy: ['请选择现行制度', 'Choose a rule in force'] });
  if (c.result === 'kept') return;
  if (c.finding === null) throw new Refusal('policy_check.finding', ['未完全落实须写明问题', 'Say what is not kept'], 422, { finding: ['必填', 'Required'] });
  if (c.action === null || c.action_due === null || c.action_due < facts.day) {
    throw new Refusal('policy_check.action', ['未完全落实须有整改措施和今后的期限', 'It needs an action and a date to come'], 422, { action: ['必填', 'Required'], action_due: [`不早于 ${facts.day}`, `Not before ${facts.day}`] });
  }
}

/** Published once, a text stays as people have read and signed it. */
export function refuseChangeOfPublished(state: string | null): void {
  if (state !== null && state !== 'draft') throw new Refusal('policy.published', ['已公布的文件不再修改，请起草新版', 'A published text is not changed; draft a new version']);
}

/**
 * What stands in the way of publishing. A text does not reach back; the new version of a code begins after the one it replaces;
 * two different documents never bear the same number among the ten.
 */
export function refusePublication(draft: Draft, effectiveFrom: string, day: string, others: readonly InForce[]): void {
  if (effectiveFrom < day) throw new Refusal('policy.backdated', ['生效日期不能早于今天', 'It cannot take effect in the past'], 422, { effective_from: [`不早于 ${day}`, `Not before ${day}`] });
  const replaced = replacedBy(draft, others);
  if (replaced !== null && effectiveFrom <= replaced.effective_from) {
    throw new Refusal('policy.same_day', [`${replaced.number} 自 ${replaced.effective_from} 起生效，新版须晚于该日`, `${replaced.number} is in force from ${replaced.effective_from}; the new version must begin later`], 422, { effective_from: ['须晚于现行版', 'After the version in force'] });
  }
  const same = others.find((o) => o.code !== draft.code && draft.rule_no !== null && o.rule_no === draft.rule_no);
  if (same) throw new Refusal('policy.number_taken', [`第 ${draft.rule_no} 项现为 ${same.code}`, `Rule ${draft.rule_no} is ${same.code} now`]);
}

/** The version that a text of the same code takes over from: the latest one published. */
export function replacedBy(draft: Pick<Draft, 'code'>, others: readonly InForce[]): InForce | null {
  return others.filter((o) => o.code === draft.code).sort((a, b) => b.version_no - a.version_no)[0] ?? null;
}

export interface Shown { readonly letterState: string; readonly campaignState: string; readonly hash: string; readonly signer: string }

export function notSignable({ letterState, campaignState }: Pick<Shown, 'letterState' | 'campaignState'>): Label | null {
  if (campaignState !== 'open') return ['签署活动没有开放', 'The campaign is not open'];
  return letterState === 'in_force' ? null : ['该文件已不是现行版本，请由组织者发起新的签署', 'The text is no longer in force; a new campaign is needed'];
}

/** The signature belongs to the text that was on the screen, and to the person in whose name it stands. */
export function refuseSignature({ hash, signer }: Pick<Shown, 'hash' | 'signer'>, given: { readonly hash: string; readonly name: string }): void {
  if (given.hash !== hash) throw new Refusal('letter_signature.other_text', ['签署的不是这一版文本，请重新阅读后签署', 'This is not the text that was shown; read it again and sign'], 409, { content_hash: ['与现行文本不符', 'Does not match the text'] });
  if (given.name.trim() !== signer) {
    throw new Refusal('letter_signature.other_person', [`须由${signer}本人签署`, `${signer} must sign in person`], 422, { 'sign.signer': [`请由${signer}签名`, `To be signed by ${signer}`] });
  }
}

/** Closing with people missing says why, by name. */
export function refuseClosing(missing: readonly string[], reason: string | null): void {
  if (missing.length > 0 && (reason ?? '').trim().length < 2) {
    throw new Refusal('signature_campaign.missing', [`还有 ${missing.length} 人未签：${missing.join('、')}；结束须写明原因`, `${missing.length} have not signed: ${missing.join(', ')}; closing needs a reason`], 422, { closing_reason: ['必填', 'Required'] });
  }
}

export interface Assessed { readonly branch: string; readonly month: string; readonly score: number; readonly finding: string | null; readonly action: string | null; readonly action_due: string | null }

/** A month that has begun; whatever is marked down is explained and followed by an action with its date. */
export function refuseAssessment(a: Assessed, c: { readonly day: string; readonly isBranch: boolean; readonly ruleInForce: boolean }): void {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(a.month) || a.month > c.day.slice(0, 7)) {
    throw new Refusal('rule_assessment.month', ['考核月份不正确', 'Not a month that can be assessed'], 422, { month: ['例如 2026-02，不晚于本月', 'For example 2026-02, not later than this month'] });
  }
  if (!c.isBranch) throw new Refusal('rule_assessment.branch', ['只考核区域服务部', 'Only branches are assessed'], 422, { branch: ['请选择区域服务部', 'Choose a branch'] });
  if (!c.ruleInForce) throw new Refusal('rule_assessment.rule', ['只按现行的十项特别管理制度考核', 'Assessed only by a special rule in force'], 422, { rule: ['请选择现行制度', 'Choose a rule in force'] });
  if (a.score === 100) return;
  if (a.finding === null) throw new Refusal('rule_assessment.finding', ['扣分须写明发现的问题', 'A mark below 100 needs a finding'], 422, { finding: ['必填', 'Required'] });
  if (a.action === null || a.action_due === null) {
    throw new Refusal('rule_assessment.action', ['扣分须有整改措施和期限', 'A mark below 100 needs an action and its date'], 422, { action: ['必填', 'Required'], action_due: ['必填', 'Required'] });
  }
}
