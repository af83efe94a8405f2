import { expect, test } from 'vitest';
import { closeProblem, dayFor } from './rules.ts';

test('已关账的营业日不再进条目，记在当日', () => expect([dayFor('2026-12-06', '2026-12-07', true), dayFor('2026-12-06', '2026-12-07', false)]).toEqual(['2026-12-07', '2026-12-06']));
test('营业日结束且无人当班才能关账', () => {
  expect(closeProblem('2026-12-07', '2026-12-07', [])?.[0]).toContain('尚未结束');
  expect(closeProblem('2026-12-06', '2026-12-07', ['BC-1'])?.[0]).toContain('BC-1');
  expect(closeProblem('2026-12-06', '2026-12-07', [])).toBeNull();
});
