/** R3 in small, with every run of the tests; `npm run test:faults -- R3` is the whole. */
import { expect, test } from 'vitest';
import { orders } from './steps.ts';

test('每个流程随机次序的事件、钟前后拨动四十五天：合法的照定义走，不合法的以应有的状态拒绝且不留痕迹，到期的恰好办一次 [R3]', async () => {
  const r = await orders(100, 7, 1);
  expect(r.problems).toEqual([]);
  expect([r.taken > 100, r.refused > 200, r.repeated > 5, r.fired > 5, r.escalated > 20]).toEqual([true, true, true, true, true]);
}, 120_000);
