/** Erlang C against published figures; no database. */
import { expect, test } from 'vitest';
import { agentsFor, levelWith, withShrinkage } from './erlang.rules.ts';

const hour = { calls: 250, minutes: 60, aht: 330 };
test('每小时 250 通、平均 330 秒、30 秒内接起 80%：28 人（85.7%），27 人只有 78.2% [AC-22]', () => {
  const need = agentsFor(hour, 0.8, 30);
  expect(need.agents).toBe(28);
  expect(need.serviceLevel * 100).toBeCloseTo(85.7, 1);
  expect(levelWith(27, hour, 30).serviceLevel * 100).toBeCloseTo(78.2, 1);
});
test('半小时 360 通、240 秒、55 人、15 秒：等待概率 0.2387，服务水平 84.59% [AC-22]', () => {
  const level = levelWith(55, { calls: 360, minutes: 30, aht: 240 }, 15);
  expect([level.waits.toFixed(4), (level.serviceLevel * 100).toFixed(2), level.load]).toEqual(['0.2387', '84.59', 48]);
});
test('人数不多于话务量时排队无限长；没有来电不需要人', () => {
  expect(levelWith(22, hour, 30)).toMatchObject({ serviceLevel: 0, waits: 1, averageWait: Number.POSITIVE_INFINITY });
  expect(agentsFor({ ...hour, calls: 0 }, 0.8, 30)).toMatchObject({ agents: 0, serviceLevel: 1 });
});
test.each([[28, 0, 28], [28, 30, 40], [10, 25, 14], [9, 10, 10]] as const)('在线 %i 人、缩减 %i%%，须排 %i 人', (agents, percent, expected) => {
  expect(withShrinkage(agents, percent)).toBe(expected);
});
