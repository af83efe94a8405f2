/** Rules of policies, letters and assessments as tables; no database. */
import { expect, test } from 'vitest';
import { notSignable, refuseAssessment, refuseChangeOfPublished, refuseClosing, refusePublication, refuseRuleNumber, refuseSignature, replacedBy, type InForce } from './rules.ts';

const old: InForce = { id: '1', number: 'ZD-2025-001', code: 'TB-02', kind: 'special_rule', rule_no: 2, version_no: 1, effective_from: '2025-06-01' };
const draft = { code: 'TB-02', kind: 'special_rule', rule_no: 2 };

test.each([['special_rule', null, true], ['special_rule', 3, false], ['plan_book', 3, true], ['plan_book', null, false]] as const)('%s 项号 %s [FS-2.1]', (kind, rule_no, refused) => {
  expect(codeOf(() => refuseRuleNumber({ code: 'X', kind, rule_no }))).toBe(refused ? 'policy.rule_number' : null);
});
test.each([
  [draft, '2026-01-01', [old], null], [draft, '2025-12-31', [old], 'policy.backdated'], [draft, '2026-01-01', [{ ...old, effective_from: '2026-01-01' }], 'policy.same_day'],
  [{ ...draft, code: 'TB-99' }, '2026-01-01', [old], 'policy.number_taken'], [{ ...draft, code: 'CHS', kind: 'plan_book', rule_no: null }, '2026-01-01', [old], null],
] as const)('公布 %j 自 %s [FS-0.3]', (d, from, others, code) => {
  expect(codeOf(() => refusePublication(d, from, '2026-01-01', others))).toBe(code);
});
test('取代同一代码的最近一版，别的代码不动 [FS-0.3]', () => {
  expect(replacedBy(draft, [old, { ...old, id: '2', version_no: 2 }, { ...old, id: '3', code: 'TB-03', version_no: 9 }])?.id).toBe('2');
  expect(replacedBy({ code: 'NEW' }, [old])).toBeNull();
});
test('公布后的正文不改', () => {
  expect([null, 'draft', 'in_force', 'superseded'].map((state) => codeOf(() => refuseChangeOfPublished(state)))).toEqual([null, null, 'policy.published', 'policy.published']);
});

test.each([['open', 'in_force', null], ['closed', 'in_force', '签署活动没有开放'], ['open', 'superseded', '该文件已不是现行版本']] as const)('活动 %s、文件 %s [FS-1.3]', (campaignState, letterState, says) => {
  expect(notSignable({ campaignState, letterState })?.[0].includes(says ?? '') ?? null).toBe(says === null ? null : true);
});
test.each([['h', '关振国', null], ['g', '关振国', 'letter_signature.other_text'], ['h', '韩雪', 'letter_signature.other_person']] as const)('签 %s，签名人 %s [FS-1.3]', (hash, name, code) => {
  expect(codeOf(() => refuseSignature({ hash: 'h', signer: '关振国' }, { hash, name }))).toBe(code);
});
test('有人未签，须写明原因才可结束 [FS-1.3]', () => {
  expect(codeOf(() => refuseClosing(['那顺'], null))).toBe('signature_campaign.missing');
  expect(codeOf(() => refuseClosing(['那顺'], '长期病假'))).toBeNull();
  expect(codeOf(() => refuseClosing([], null))).toBeNull();
});

const assessed = { branch: 'NE', month: '2026-02', score: 90, finding: '两份报告缺照片', action: '补齐', action_due: '2026-03-10' };
const facts = { day: '2026-03-02', isBranch: true, ruleInForce: true };
test.each([
  [assessed, facts, null], [{ ...assessed, score: 100, finding: null, action: null, action_due: null }, facts, null],
  [{ ...assessed, month: '2026-04' }, facts, 'rule_assessment.month'], [{ ...assessed, month: '2026-13' }, facts, 'rule_assessment.month'], [{ ...assessed, month: '二月' }, facts, 'rule_assessment.month'],
  [assessed, { ...facts, isBranch: false }, 'rule_assessment.branch'], [assessed, { ...facts, ruleInForce: false }, 'rule_assessment.rule'],
  [{ ...assessed, finding: null }, facts, 'rule_assessment.finding'], [{ ...assessed, action: null }, facts, 'rule_assessment.action'], [{ ...assessed, action_due: null }, facts, 'rule_assessment.action'],
] as const)('考核 %j [FS-2.2]', (a, c, code) => {
  expect(codeOf(() => refuseAssessment(a, c))).toBe(code);
});

/** The code of the refusal, or null when it was let through. */
function codeOf(act: () => void): string | null {
  try { act(); return null; } catch (e) { return (e as { readonly code: string }).code; }
}
