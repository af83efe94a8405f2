/** Every item a dismissal needs, one missing at a time. Written from SM-14, LG-5 and LG-6. */
import { expect, test } from 'vitest';
import { fileRefusal, missing, missingItems, type ReviewFile } from './review.rules.ts';

const WHOLE: ReviewFile = {
  acknowledged_on: '2025-06-10', acknowledged_version: '1.0', evidence_note: '两份通知', evidence: null, hearing: '到场陈述', legal_result: 'clear', protection: ['none'], protection_note: null,
  union_notified_on: '2026-10-15', union_reasons: '两次书面警告', union_opinion: '无异议', union_answer: '已书面回复',
};
const around = { grounded: true, unionTimeOver: false };

test.each([
  ['处分已撤销', {}, { grounded: false }, ['sanction']],
  ['没签收守则', { acknowledged_on: null }, {}, ['acknowledged_on']],
  ['签收的版本不明', { acknowledged_version: null }, {}, ['acknowledged_on']],
  ['没有证据', { evidence_note: null, evidence: [] }, {}, ['evidence_note']],
  ['证据是文件', { evidence_note: null, evidence: ['a'] }, {}, []],
  ['没有申辩', { hearing: null }, {}, ['hearing']],
  ['没查特殊保护', { protection: null }, {}, ['protection']],
  ['孕期而没有写依据', { protection: ['pregnancy'] }, {}, ['protection_note']],
  ['孕期并写了依据', { protection: ['pregnancy'], protection_note: '严重违纪，依第三十九条' }, {}, []],
  ['没有法律审查', { legal_result: null }, {}, ['legal_result']],
  ['法律审查有疑问', { legal_result: 'doubtful' }, {}, ['legal_result']],
  ['没通知工会', { union_notified_on: null, union_opinion: null, union_answer: null }, {}, ['union_notified_on']],
  ['没写理由', { union_reasons: null }, {}, ['union_reasons']],
  ['工会还没回复，期限未满', { union_opinion: null, union_answer: null }, {}, ['union_opinion']],
  ['工会没回复，期限已满', { union_opinion: null, union_answer: null }, { unionTimeOver: true }, []],
  ['工会的意见没有答复', { union_answer: null }, {}, ['union_answer']],
] as const)('缺项：%s [SM-14]', (_why, file, more, fields) => {
  expect(Object.keys(missing({ ...WHOLE, ...file }, { ...around, ...more }))).toEqual(fields);
});

test('齐全才能决定，缺几项说几项', () => {
  expect(fileRefusal(WHOLE, around)).toBeNull();
  expect(missingItems(WHOLE, around)).toEqual([['案卷齐全，可以作出决定', 'The file is complete; it may be decided']]);
  expect(fileRefusal({ ...WHOLE, hearing: null, union_reasons: null }, around)?.label[0]).toBe('案卷不齐，还缺：申辩记录、通知工会的理由');
});
