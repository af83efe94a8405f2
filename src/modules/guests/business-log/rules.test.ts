import { expect, test } from 'vitest';
import { assertPast, closeProblem, dayFor, isLate } from './rules.ts';

const at = (iso: string) => new Date(`2026-12-07T${iso}:00Z`);
test('超过三十分钟才录入的是补录', () => expect([isLate(at('13:30'), at('14:00')), isLate(at('13:29'), at('14:00'))]).toEqual([false, true]));
test('不能记还没发生的事', () => {
  expect(() => assertPast(at('14:00'), at('14:00'))).not.toThrow();
  expect(() => assertPast(at('14:01'), at('14:00'))).toThrow(expect.objectContaining({ code: 'business_log.future' }));
});
test('已关账的营业日不再进条目，记在当日', () => expect([dayFor('2026-12-06', '2026-12-07', true), dayFor('2026-12-06', '2026-12-07', false)]).toEqual(['2026-12-07', '2026-12-06']));
test('营业日结束且无人当班才能关账', () => {
  expect(closeProblem('2026-12-07', '2026-12-07', [])?.[0]).toContain('尚未结束');
  expect(closeProblem('2026-12-06', '2026-12-07', ['BC-1'])?.[0]).toContain('BC-1');
  expect(closeProblem('2026-12-06', '2026-12-07', [])).toBeNull();
});
