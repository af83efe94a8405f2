/** Rules of the post assessment as tables; no database. */
import { expect, test } from 'vitest';
import { expectedOf, gradeOn, ownGrade, progressOf, refuseAppealDecider, refuseAppealOutcome, refuseClosing, refuseCommittee } from './rules.ts';

test('应评名单：各服务部全体，不含总部 [FS-2.3] [CG-46]', () => {
  const places = [{ id: 'FS', kind: 'head_office' }, { id: 'NE', kind: 'branch' }, { id: 'SW', kind: 'branch' }] as const;
  const staff = [...Array.from({ length: 4 }, (_, i) => ({ id: `h${i}`, place: 'FS' })), { id: 'a', place: 'NE' }, { id: 'b', place: 'SW' }, { id: 'c', place: 'CC' }];
  expect(expectedOf(staff, places).map((p) => p.id)).toEqual(['a', 'b']);
});
test('进度：待公布、已公布、申诉中、已复核算已评，其余按名列出 [SM-33]', () => {
  const all = [
    { name: '甲', state: 'graded', grade: 'senior' }, { name: '乙', state: 'published', grade: 'intermediate' }, { name: '丙', state: 'appealed', grade: 'junior' }, { name: '丁', state: 'final', grade: 'intermediate' },
    { name: '戊', state: 'recommended', grade: null }, { name: '己', state: 'expected', grade: null }, { name: '庚', state: 'left_open', grade: null },
  ];
  expect(progressOf(all)).toEqual({ expected: 7, graded: 4, open: ['戊', '己', '庚'], senior: 1, intermediate: 2, junior: 1 });
});
test.each([['u', 'u', true], ['u', 'v', false], [null, 'v', false]] as const)('被评 %s，办理 %s，本人 %s [SM-33]', (assessed, actor, own) => {
  expect(ownGrade(assessed, actor) !== null).toBe(own);
});
test.each([
  [['a', 'b'], null], [['u', 'b'], 'grade_assessment.own'], [['a', 'a'], 'grade_assessment.two_people'], [['r'], 'grade_assessment.two_people'], [['r', 'a'], null],
] as const)('评定组签字人 %j [SM-33]', (signers, code) => {
  expect(codeOf(() => refuseCommittee({ assessed: 'u', recommendedBy: 'r' }, signers.map((id) => ({ userId: id, name: id }))))).toBe(code);
});
test.each([['x', null], ['u', 'grade_assessment.took_part'], ['r', 'grade_assessment.took_part'], ['g', 'grade_assessment.took_part']] as const)('申诉由 %s 决定 [SM-33]', (actor, code) => {
  expect(codeOf(() => refuseAppealDecider({ assessed: 'u', before: ['r', 'g', null] }, actor))).toBe(code);
});
test.each([
  ['upheld', 'junior', null, null], ['upheld', 'junior', 'junior', null], ['upheld', 'junior', 'senior', 'grade_assessment.appeal_grade'],
  ['changed', 'junior', 'intermediate', null], ['changed', 'junior', null, 'grade_assessment.appeal_grade'], ['changed', 'junior', 'junior', 'grade_assessment.appeal_grade'],
] as const)('申诉 %s，现 %s，改 %s [SM-33]', (outcome, now, to, code) => {
  expect(codeOf(() => refuseAppealOutcome(outcome, now, to))).toBe(code);
});
test('有人未评，须写明原因才可结束 [FS-2.3]', () => {
  expect([codeOf(() => refuseClosing(['那顺'], ' ')), codeOf(() => refuseClosing(['那顺'], '外派')), codeOf(() => refuseClosing([], null))]).toEqual(['grade_campaign.open_names', null, null]);
});
test.each([['2025-12-31', null], ['2026-01-01', 'junior'], ['2026-02-19', 'junior'], ['2026-02-20', 'senior'], ['2030-01-01', 'senior']] as const)('%s 的等级是 %s [SM-33]', (day, grade) => {
  expect(gradeOn([{ grade: 'senior', valid_from: '2026-02-20', valid_to: null }, { grade: 'junior', valid_from: '2026-01-01', valid_to: '2026-02-19' }], day)).toBe(grade);
});

function codeOf(act: () => void): string | null {
  try { act(); return null; } catch (e) { return (e as { readonly code: string }).code; }
}
