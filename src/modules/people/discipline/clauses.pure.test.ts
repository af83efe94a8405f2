import { expect, test } from 'vitest';
import { choose, HARDENED, phoneUse, sourceRulebook } from '../rulebook/index.ts';
import type { Incident } from './case.rules.ts';
import { decideUnder } from './rules.ts';
import { caseOf, incident } from './testing.ts';

const hardened = sourceRulebook('hardened', '1.0');
const printed = sourceRulebook('as-printed', '0.1');
const unbracket = (code: string) => code.slice(1, -1);
const under = (version: typeof hardened, code: string, more: Partial<Incident> = {}) => decideUnder(version, caseOf(incident(code, '2026-07-07', more)));

/** First offence, nothing in the record. */
test.each([
  ['[CC-ACT-1]', 'ordinary', 'action'], ['[CC-ACT-2]', 'ordinary', 'action'], ['[CC-ACT-4]', 'light', 'action'], ['[CC-ACT-5]', 'ordinary', 'action'],
  ['[CC-IIP-1]', 'ordinary', 'iip'], ['[CC-IIP-2]', 'ordinary', 'iip'], ['[CC-IIP-3]', 'ordinary', 'iip'], ['[CC-IIP-4]', 'ordinary', 'iip'],
  ['[CC-IIP-5]', 'ordinary', 'iip'], ['[CC-IIP-6]', 'serious', 'iip'], ['[CC-IIP-7]', 'serious', 'iip'],
  ['[CC-ORAL-1]', 'serious', 'oral'], ['[CC-ORAL-2]', 'ordinary', 'oral'], ['[CC-ORAL-3]', 'serious', 'oral'], ['[CC-ORAL-4]', 'ordinary', 'oral'],
  ['[CC-ORAL-5]', 'serious', 'oral'], ['[CC-ORAL-6]', 'ordinary', 'oral'], ['[CC-ORAL-7]', 'ordinary', 'oral'], ['[CC-ORAL-8]', 'ordinary', 'oral'],
  ['[CC-ORAL-9]', 'ordinary', 'oral'], ['[CC-ORAL-10]', 'ordinary', 'oral'], ['[CC-ORAL-11]', 'ordinary', 'oral'], ['[CC-ORAL-12]', 'serious', 'oral'],
  ['[CC-ORAL-13]', 'ordinary', 'oral'],
  ['[CC-WRIT-1]', 'ordinary', 'written'], ['[CC-WRIT-2]', 'ordinary', 'written'], ['[CC-WRIT-3]', 'ordinary', 'written'], ['[CC-WRIT-4]', 'ordinary', 'written'],
  ['[CC-WRIT-6]', 'ordinary', 'written'], ['[CC-WRIT-7]', 'ordinary', 'written'], ['[CC-WRIT-8]', 'ordinary', 'written'], ['[CC-WRIT-9]', 'ordinary', 'written'],
] as const)('首犯 %s %s → %s', (code, grade, level) => {
  expect(under(hardened, unbracket(code), { grade })).toMatchObject({ outcome: 'sanction', result: level, review: null });
});

test.each([
  ['[CC-DIS-1]'], ['[CC-DIS-2]'], ['[CC-DIS-3]'], ['[CC-DIS-4]'], ['[CC-DIS-6]'], ['[CC-DIS-7]'], ['[CC-DIS-9]'], ['[CC-DIS-10]'], ['[CC-DIS-11]'], ['[CC-DIS-12]'],
  ['[CC-DIS-13]'], ['[CC-DIS-14]'], ['[CC-DIS-17]'], ['[CC-DIS-18]'], ['[CC-DIS-19]'], ['[CC-DIS-20]'], ['[CC-DIS-21]'],
])('%s 只进入解除审查，不直接给出处分', (code) => {
  expect(under(hardened, unbracket(code), { grade: 'serious' })).toMatchObject({ outcome: 'dismissal-review', result: null, review: 'printed', decider: 'centre_manager' });
});

test.each([['[CC-WRIT-5]'], ['[CC-DIS-5]'], ['[CC-DIS-15]'], ['[CC-DIS-16]']])('%s 离开处分阶梯，转人事办理 [CG-31]', (code) => {
  expect(under(hardened, unbracket(code))).toMatchObject({ outcome: 'legal-track', result: null, review: null });
});

test('照原文预设不转人事：不胜任仍是书面警告', () => {
  expect(under(printed, 'CC-WRIT-5').result).toBe('written');
});

test.each([
  ['质量情节严重', 'CC-ACT-4', 'serious', 'CC-IIP-6', 'iip'],
  ['质量情节一般', 'CC-IIP-6', 'ordinary', 'CC-ACT-4', 'action'],
  ['手机情节严重', 'CC-ACT-5', 'serious', 'CC-IIP-7', 'iip'],
  ['着装情节严重', 'CC-IIP-4', 'serious', 'CC-ORAL-1', 'oral'],
  ['着装情节一般', 'CC-ORAL-1', 'ordinary', 'CC-IIP-4', 'iip'],
  ['喧哗情节严重', 'CC-IIP-5', 'serious', 'CC-ORAL-3', 'oral'],
  ['用餐情节一般按选定', 'CC-ORAL-5', 'ordinary', 'CC-ORAL-5', 'iip'],
  ['伪造情节一般按选定', 'CC-DIS-9', 'ordinary', 'CC-DIS-9', 'written'],
] as const)('情节决定适用的条款：%s [CG-10] [CG-21]', (_, cited, grade, clause, level) => {
  expect(under(hardened, cited, { grade })).toMatchObject({ result: level, rule: { clause, cited } });
});

test.each([['CC-ORAL-5'], ['CC-DIS-9'], ['CC-ORAL-12']])('%s 情节一般而没有选定级别时只作记录', (code) => {
  expect(under(printed, code, { grade: 'ordinary' })).toMatchObject({ outcome: 'recorded', result: null });
});

test('耳机豁免按日期：不接电话期间无违纪，转接线之日起算违纪 [CC-ACT-1] [AC-21]', () => {
  const takesCalls = [{ from: '2026-12-01', value: true }, { from: '2026-01-01', value: false }];
  const on = (day: string) => decideUnder(hardened, caseOf(incident('CC-ACT-1', day), [], { takesCalls }));
  expect([on('2025-12-31'), on('2026-01-01'), on('2026-11-30'), on('2026-12-01')].map((e) => [e.outcome, e.result])).toEqual([
    ['sanction', 'action'], ['exempt', null], ['exempt', null], ['sanction', 'action'],
  ]);
});

test.each([
  ['休息室吸烟只作记录', 'CC-ORAL-4', 'rest-room', 'recorded', null],
  ['休息室喧哗只作记录', 'CC-IIP-5', 'rest-room', 'recorded', null],
  ['办公区域吸烟', 'CC-ORAL-4', 'work-area', 'sanction', 'oral'],
  ['休息室可以进食', 'CC-IIP-3', 'rest-room', 'recorded', null],
  ['公司以外发布信息', 'CC-DIS-11', 'outside', 'dismissal-review', null],
] as const)('处分适用的区域：%s [CG-08] [CG-09] [CG-10]', (_, code, zone, outcome, result) => {
  expect(under(hardened, code, { zone })).toMatchObject({ outcome, result });
});

test('把休息室加入吸烟处分的区域后即可处分', () => {
  const version = choose(hardened, { parameter: 'zones_for_sanction', value: { 'CC-ORAL-4': ['work-area', 'rest-room'] }, by: '人事', at: '2026-01-01T09:00:00+08:00', reason: '消防' });
  expect(under(version, 'CC-ORAL-4', { zone: 'rest-room' }).result).toBe('oral');
});

test.each([
  ['1 天', 1, 1, 'oral', 'sanction'],
  ['2 天', 2, 2, 'oral', 'sanction'],
  ['连续 3 天', 3, 3, null, 'dismissal-review'],
  ['当月第 5 天', 1, 5, 'oral', 'sanction'],
  ['当月第 6 天（含 6 天）', 1, 6, null, 'dismissal-review'],
] as const)('旷工 %s [CC-ORAL-2] [CC-DIS-6] [CG-12]', (_, consecutive, inMonth, result, outcome) => {
  expect(under(hardened, 'CC-ORAL-2', { absence: { consecutive, inMonth } })).toMatchObject({ result, outcome });
});

test('旷工 2 天可以选书面警告', () => {
  const version = choose(hardened, { parameter: 'absence.level[2 days]', value: 'written', by: '人事', at: '2026-01-01T09:00:00+08:00', reason: '介于两者之间' });
  expect(under(version, 'CC-ORAL-2', { absence: { consecutive: 2, inMonth: 2 } })).toMatchObject({ result: 'written', params: { 'absence.level[2 days]': 'written' } });
});

test.each([
  [14, false, 'recorded'], [15, false, 'sanction'], [60, true, 'recorded'],
] as const)('离岗 %i 分钟，有假单或暂停码 %s → %s [CC-ORAL-6] [CG-30]', (minutes, covered, outcome) => {
  expect(under(hardened, 'CC-ORAL-6', { away: { minutes, covered } }).outcome).toBe(outcome);
});

test('休息区急电不算违反，工作区域不因急而免 [CC-1.11b] [CC-ORAL-13]', () => {
  expect(under(hardened, 'CC-ORAL-13', { urgentCall: true, zone: 'rest-room' })).toMatchObject({ outcome: 'exempt', result: null });
  expect(under(hardened, 'CC-ORAL-13', { urgentCall: true, zone: 'work-area' }).result).toBe('oral');
});

test.each([
  ['工作区域发短信', { zone: 'work-area', act: 'handling' }, 'work-area', 'ordinary', 'CC-ACT-5', 'action'],
  ['同上，情节严重', { zone: 'work-area', act: 'handling' }, 'work-area', 'serious', 'CC-IIP-7', 'iip'],
  ['休息区私人来电不急', { zone: 'rest-area', act: 'call' }, 'rest-room', 'ordinary', 'CC-ORAL-13', 'oral'],
  ['工位座机私用', { zone: 'work-area', device: 'desk-phone', act: 'call' }, 'work-area', 'ordinary', 'CC-ORAL-13', 'oral'],
] as const)('电话矩阵的违纪走到处分：%s [AC-17]', (_, change, zone, grade, clause, result) => {
  const verdict = phoneUse(HARDENED, { device: 'own-mobile', purpose: 'private', urgent: false, lineFree: true, minutes: 1, ...change });
  expect(under(hardened, verdict.clause ?? '', { grade, zone })).toMatchObject({ result, rule: { clause } });
});

test('电话矩阵的许可：休息区急电、休息室座机 3 分钟、中心以外；6 分钟提示 [AC-17]', () => {
  const use = { zone: 'rest-area', device: 'rest-room-phone', act: 'call', purpose: 'private', urgent: false, lineFree: true, minutes: 3 } as const;
  expect(phoneUse(HARDENED, { ...use, device: 'own-mobile', urgent: true })).toMatchObject({ verdict: 'allowed', clause: 'CC-1.11b' });
  expect([phoneUse(HARDENED, use), phoneUse(HARDENED, { ...use, minutes: 6 }), phoneUse(HARDENED, { ...use, zone: 'outside', device: 'own-mobile' })].map((v) => v.verdict)).toEqual([
    'allowed', 'flagged', 'allowed',
  ]);
});

test('迟到没有级别，本单位选定后才有', () => {
  expect(under(hardened, 'CC-5.2b').outcome).toBe('recorded');
  const version = choose(hardened, { parameter: 'late.level', value: 'action', by: '人事', at: '2026-01-01T09:00:00+08:00', reason: '约定' });
  expect(under(version, 'CC-5.2b')).toMatchObject({ result: 'action', rule: { family: 'late' } });
});

test('版本里没有的条款：当时没有规定', () => {
  expect(under(hardened, 'CC-NONE')).toMatchObject({ outcome: 'no-rule', result: null, rule: null });
});
