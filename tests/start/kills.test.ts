/** R1 in small, with every run of the tests; `npm run test:faults` is the whole. */
import { expect, test } from 'vitest';
import { kills } from '../faults/kills.ts';

test('负载之下程序、数据库、两者被 kill -9:凡已答复的不丢、不重,账平、号不断 [R1]', async () => {
  const r = await kills(3, 7);
  expect(r.problems).toEqual([]);
  expect([r.lost, r.doubled]).toEqual([0, 0]);
  expect(r.acknowledged).toBeGreaterThan(20);
}, 300_000);
