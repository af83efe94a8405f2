/** What a plan needs and what a review may come to, as tables. Written from SM-4 before the code. */
import { expect, test } from 'vitest';
import { clauseAfterFailure, draftRefusal, type Met, reviewRefusal } from './rules.ts';

const draft = { concern: '着装', coach: 'c', employee: 'e', goals: 2, reviewOn: '2026-04-02', day: '2026-03-03' };
test.each([
  ['齐全', {}, []], ['没有目标', { goals: 0 }, ['goals']], ['没有辅导人', { coach: null }, ['coach']], ['辅导人是本人', { coach: 'e' }, ['coach']], ['没写改进什么', { concern: null }, ['concern']],
  ['复核日就是今天', { reviewOn: '2026-03-03' }, ['review_on']], ['全都没有', { concern: null, coach: null, goals: 0, reviewOn: '2026-03-01' }, ['concern', 'coach', 'goals', 'review_on']],
] as const)('计划：%s', (_why, more, fields) => {
  expect(Object.keys(draftRefusal({ ...draft, ...more })?.fields ?? {})).toEqual(fields);
});

const goals = (...met: readonly (Met | null)[]) => met.map((one, index) => ({ goal: `目标${index + 1}`, met: one }));
const review = { verdict: 'passed', goals: goals('met', 'partly'), extendedBefore: false, nextReview: null, day: '2026-04-02', grade: null } as const;
test.each([
  ['达到即通过', {}, null],
  ['还有目标没评', { goals: goals('met', null) }, 'improvement_plan.goals_open'],
  ['有未达到的不能通过', { goals: goals('met', 'missed') }, 'improvement_plan.missed'],
  ['延长一次', { verdict: 'extended', goals: goals('missed'), nextReview: '2026-05-02' }, null],
  ['不能延长两次', { verdict: 'extended', goals: goals('missed'), nextReview: '2026-05-02', extendedBefore: true }, 'improvement_plan.extended_once'],
  ['延长没有复核日', { verdict: 'extended', goals: goals('missed') }, 'improvement_plan.next_review'],
  ['延长到今天', { verdict: 'extended', goals: goals('missed'), nextReview: '2026-04-02' }, 'improvement_plan.next_review'],
  ['未通过须写程度', { verdict: 'failed', goals: goals('missed') }, 'improvement_plan.grade'],
  ['都达到了不能判未通过', { verdict: 'failed', goals: goals('met', 'met'), grade: 'light' }, 'improvement_plan.all_met'],
  ['未通过', { verdict: 'failed', goals: goals('missed'), grade: 'serious' }, null],
] as const)('复核：%s', (_why, more, code) => {
  expect(reviewRefusal({ ...review, ...more })?.code ?? null).toBe(code);
});

test('未通过是一次新的质量事件', () => {
  expect([clauseAfterFailure('light'), clauseAfterFailure('serious')]).toEqual(['CC-ACT-4', 'CC-IIP-6']);
});
