import { expect, test } from 'vitest';
import { assertPast, isLate, lateness } from './late.rules.ts';

const at = (time: string) => new Date(`2026-12-07T${time}:00Z`);
test('超过三十分钟才录入的是补录；没写发生时间的就是现在', () => {
  expect([isLate(at('13:30'), at('14:00')), isLate(at('13:29'), at('14:00'))]).toEqual([false, true]);
  expect(lateness(at('13:29'), at('14:00'))).toEqual({ occurred_at: at('13:29'), late: true });
  expect(lateness(null, at('14:00'))).toEqual({ occurred_at: at('14:00'), late: false });
});
test('不能记还没发生的事', () => {
  expect(() => assertPast(at('14:00'), at('14:00'))).not.toThrow();
  expect(() => assertPast(at('14:01'), at('14:00'))).toThrow(expect.objectContaining({ code: 'late_entry.future' }));
});
