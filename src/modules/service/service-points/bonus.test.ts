/** Bonus points: proposed by the branch, decided by the centre, in the same ledger and apart from what orders earn. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { BonusGrant, BonusGrantProcess, PerformanceRule, PointsPeriod, PointsPeriodProcess } from './index.ts';
import { PointsBoard, PointsByRegion, PointsRanking } from './reports.ts';
import { bonusProblem } from './rules.ts';
import { adoptAll, startCentre, work, type Centre } from './testing-board.ts';

let c: Centre;
let branch: Actor;
let rule: string;
const SPAN = { from: '2026-01-01', to: '2026-02-28' };
const propose = (points = 30, earned_on = '2026-01-20') => c.t.create(BonusGrant, branch, { rule, employee: c.crew.NE[0]!, region: c.regions.NE, points, earned_on, reason: '暴雪夜抢修，用户来信表扬' });
const ranking = () => c.t.run(c.manager, (tx) => runReport(tx, PointsRanking, SPAN));

beforeAll(async () => {
  c = await startCentre();
  await adoptAll(c);
  branch = await c.t.actor('branch_manager', 'FS-NE', '韩雪');
  rule = (await c.t.create(PerformanceRule, c.manager, { name: '用户书面表扬', basis: '服务绩效办法', most: 50, valid_from: '2026-01-01', valid_to: '2026-06-30' })).id;
  await work(c, 'NE', 'EMER', '2026-01-15');
  await c.t.tick();
  c.t.at('2026-02-02T02:00:00Z');
});
afterAll(() => c.t.close());

test('区域经理提出，中心经理加分；指令所得 150 分不变，加分另列 [FS-2.5]', async () => {
  const { id } = await propose();
  await c.t.step(BonusGrantProcess, id, 'grant', c.manager, {});
  const page = await ranking();
  expect(page.totals).toMatchObject({ points: 150, bonus: 30 });
  expect(page.proof.every((p) => p.ok)).toBe(true);
  expect(page.notes.map((n) => n[0])).toContain('积分与名次只计服务指令，不含绩效加分；加分另列。');
  const board = await c.t.run(c.manager, (tx) => runQuery(tx, PointsBoard, SPAN)) as { bonus: { [region: string]: number }; granted: number };
  expect([board.bonus, board.granted]).toEqual([{ [c.regions.NE]: 30 }, 150]);
  expect((await c.t.run(c.manager, (tx) => runReport(tx, PointsByRegion, SPAN))).totals).toMatchObject({ orders: 1, points: 150 });
  await expect(c.t.step(BonusGrantProcess, id, 'grant', c.manager, {})).rejects.toThrow('wrong_state');
  await c.t.step(BonusGrantProcess, id, 'reverse', c.manager, { why: '重复' });
  expect((await ranking()).totals).toMatchObject({ points: 150, bonus: 0 });
});

test('超过规则上限、区域不符、提出人自行决定均拒绝', async () => {
  await expect(propose(51)).rejects.toThrow('bonus_grant.not_by_rule');
  await expect(c.t.create(BonusGrant, branch, { rule, employee: c.crew.NE[0]!, region: c.regions.XJ, points: 1, earned_on: '2026-01-20', reason: '错区' })).rejects.toThrow('bonus_grant.other_branch');
  const { id } = await propose();
  await expect(c.t.step(BonusGrantProcess, id, 'grant', branch, {})).rejects.toThrow('not_allowed');
  await c.t.step(BonusGrantProcess, id, 'decline', c.manager, { why: '已发奖金' });
  await expect(c.t.create(PerformanceRule, c.manager, { name: '错', basis: '错', most: 1, valid_from: '2026-02-01', valid_to: '2026-01-01' })).rejects.toThrow('performance_rule.dates');
});

test('两人同时决定，只加一次；月结不受加分影响，结后加分计入当日 [FS-2.5]', async () => {
  const { id } = await propose(20);
  const results = await Promise.allSettled([1, 2].map(() => c.t.step(BonusGrantProcess, id, 'grant', c.manager, {})));
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await ranking()).totals).toMatchObject({ bonus: 20 });
  const { id: month } = await c.t.create(PointsPeriod, c.dispatcher, { month: '2026-01' });
  await c.t.step(PointsPeriodProcess, month, 'close', c.dispatcher, {});
  const late = await propose(10);
  await c.t.step(BonusGrantProcess, late.id, 'grant', c.manager, {});
  expect((await c.t.read(BonusGrant, late.id)).granted_on).toBe('2026-02-02');
  expect((await ranking()).totals).toMatchObject({ points: 150, bonus: 30 });
});

const held = { most: 50, valid_from: '2026-01-01', valid_to: '2026-06-30' };
test.each([
  [{ points: 51, earnedOn: '2026-02-01', today: '2026-02-02' }, '最多加 50 分'], [{ points: 5, earnedOn: '2025-12-31', today: '2026-02-02' }, '当日不适用'],
  [{ points: 5, earnedOn: '2026-07-01', today: '2026-07-02' }, '当日不适用'], [{ points: 5, earnedOn: '2026-02-03', today: '2026-02-02' }, '在将来'],
] as const)('%j 不得加分 [FS-2.5]', (b, words) => { expect(bonusProblem(b, held)?.[0]).toContain(words); });
test('规则之内可以加分', () => { expect(bonusProblem({ points: 50, earnedOn: '2026-06-30', today: '2026-07-01' }, held)).toBeNull(); });
