/** The bounds of an appeal as tables. Written from SM-3 before the code. */
import { expect, test } from 'vitest';
import { filingRefusal, findingRefusal, reviewerRefusal, setsOff } from './rules.ts';

const filing = { sanctionState: 'in_force', now: new Date('2026-03-09T02:00:00Z'), deadline: new Date('2026-03-10T16:00:00Z'), lateReason: null, byThePerson: true, mayEnterForOthers: false };
test.each([
  ['期内本人', {}, null],
  ['期内由人事代收', { byThePerson: false, mayEnterForOthers: true }, null],
  ['别人的处分', { byThePerson: false }, 'appeal.not_yours'],
  ['还没送达', { sanctionState: 'issued' }, 'appeal.not_served'],
  ['已撤销', { sanctionState: 'revoked' }, 'appeal.not_served'],
  ['已并入书面警告的仍可申诉', { sanctionState: 'consumed' }, null],
  ['期满那一刻起即为逾期', { now: new Date('2026-03-10T16:00:00Z') }, 'appeal.late'],
  ['期满前一秒不逾期', { now: new Date('2026-03-10T15:59:59Z') }, null],
  ['逾期有理由', { now: new Date('2026-04-01T00:00:00Z'), lateReason: '住院' }, null],
] as const)('提出申诉：%s', (_why, more, code) => {
  expect(filingRefusal({ ...filing, ...more })?.code ?? null).toBe(code);
});

test.each([
  ['维持', { outcome: 'upheld', toLevel: null, was: 'oral' }, null], ['撤销', { outcome: 'revoked', toLevel: null, was: 'oral' }, null], ['减为 IIP', { outcome: 'reduced', toLevel: 'iip', was: 'oral' }, null],
  ['减轻没有写级别', { outcome: 'reduced', toLevel: null, was: 'oral' }, 'appeal.level'], ['同级不是减轻', { outcome: 'reduced', toLevel: 'oral', was: 'oral' }, 'appeal.not_lighter'], ['申诉不加重', { outcome: 'reduced', toLevel: 'written', was: 'oral' }, 'appeal.not_lighter'],
] as const)('复核结论：%s', (_why, finding, code) => {
  expect(findingRefusal(finding)?.code ?? null).toBe(code);
});

test('参与过本案的人不能复核', () => {
  expect(reviewerRefusal(['a', 'b'], 'b')?.code).toBe('appeal.involved');
  expect(reviewerRefusal(['a', 'b'], 'c')).toBeNull();
});

test('连锁说成句子', () => {
  expect(setsOff(['如撤销', 'If revoked'], [])).toEqual([['如撤销：没有以它为依据的处分', 'If revoked: nothing was built on it']]);
  expect(setsOff(['如撤销', 'If revoked'], [{ number: 'CF-2', depth: 2, was: 'written', now: 'oral', same: false }, { number: 'CF-3', depth: 3, was: 'oral', now: null, same: false }, { number: 'CF-4', depth: 3, was: 'iip', now: 'iip', same: true }]).map(([zh]) => zh)).toEqual([
    '如撤销：CF-2 书面警告 → 口头警告（第 2 层）', '如撤销：CF-3 口头警告 → 不再处分（第 3 层）', '如撤销：CF-4 IIP（改进计划） → 结果不变（第 3 层）',
  ]);
});
