import { expect, test } from 'vitest';
import { type Answerable, QUESTIONS, readAnswer, sayAnswer } from './answers.rules.ts';
import { HARDENED, type Parameters } from './parameters.rules.ts';

const names = Object.keys(QUESTIONS) as Answerable[];

test('每个待定事项都答得出：建议值都是可选的值，且说得出来', () => {
  const suggested = names.filter((name) => HARDENED[name] !== null);
  expect(suggested.filter((name) => readAnswer(name, HARDENED[name]) === undefined)).toEqual([]);
  expect(names.filter((name) => sayAnswer(name, HARDENED[name]).some((text) => text === ''))).toEqual([]);
  expect([...names, 'published_at'].sort()).toEqual((Object.keys(HARDENED) as (keyof Parameters)[]).sort());
});

test.each([
  ['repeat.window', 'P0M'], ['repeat.mode', 'both'], ['late.combine', 'true'], ['phone.max_minutes', -1], ['phone.max_minutes', 1.5], ['action.definition', ' '], ['dress.rostered_days', [0]], ['dress.rostered_days', []],
  ['badge.loss', { kind: 'amount', fen: -1 }], ['badge.loss', { kind: 'range', fromFen: 10, toFen: 5, criteria: '有' }], ['badge.loss', { kind: 'range', fromFen: 5, toFen: 10, criteria: ' ' }],
  ['zones_for_sanction', { 'CC-ORAL-4': ['moon'] }], ['dress.matrix', { jeans: ['allow'] }], ['eating.ordinary', 'dismissal'], ['coverage.record_only', ['一']],
] as const)('%s 不能是 %j', (name, value) => {
  expect(readAnswer(name, value)).toBeUndefined();
});

test('说法：级别、月数、金额、条款数', () => {
  expect(sayAnswer('repeat.window', 'P12M')).toEqual(['12 个月', '12 months']);
  expect(sayAnswer('forgery.ordinary', 'written')[0]).toBe('书面警告');
  expect(sayAnswer('badge.loss', { kind: 'range', fromFen: 15_000, toFen: 25_000, criteria: '按磨损' })[0]).toBe('150.00–250.00 元：按磨损');
  expect(sayAnswer('coverage.record_only', ['CC-1.1', 'CC-1.2a', 'CC-1.2b', 'CC-1.7', 'CC-1.8'])[0]).toBe('CC-1.1 CC-1.2a CC-1.2b 等 5 条');
  expect(sayAnswer('late.period', null)).toEqual(['未选定', 'undecided']);
});
