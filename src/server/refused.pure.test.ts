/** What is written of refused requests: enough to see somebody knocking, nothing about a person, and never without end. */
import { expect, test } from 'vitest';
import { refusedAccess } from './refused.ts';

test('被拒绝的访问每分钟最多记若干行，其余合成一行数目；过了一分钟重新计 [S5]', () => {
  let now = 0;
  const lines: object[] = [];
  const refused = refusedAccess(() => now, (line) => lines.push(line), 3);
  const one = { code: 'not_allowed', status: 403, method: 'GET', route: '/api/records/:register', tenant: 't', user: 'u' };
  for (let i = 0; i < 10; i++) refused(one);
  expect(lines).toEqual([{ refused: one }, { refused: one }, { refused: one }]);
  now = 60_000;
  refused(one);
  expect(lines.slice(3)).toEqual([{ refused: { more: 7 } }, { refused: one }]);
  now = 120_000;
  refused(one);
  expect(lines).toHaveLength(6);
});
