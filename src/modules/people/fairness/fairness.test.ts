/** The fairness report over real cases: groups, rates with their numbers, marks, proofs, appeals that succeeded; decisions by analogy. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listPage } from '../../../kernel/register/list.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { appeals } from '../appeals/index.ts';
import { type Centre, openCentre } from '../discipline/cases.testing.ts';
import { IncidentProcess, IncidentRegister } from '../discipline/index.ts';
import { rosters } from '../rosters/index.ts';
import { AnalogyDecisions, fairness, FairnessReport } from './index.ts';

let c: Centre;
beforeAll(async () => {
  c = await openCentre('2025-06-02T01:00:00Z', '2025-06-02', [appeals, rosters, fairness]);
  for (const [index, name] of ['甲一', '甲二', '甲三', '甲四', '甲五'].entries()) await c.settled(await c.hire(name), name, 'CC-IIP-4', `2026-03-0${index + 2}T02:00:00Z`, `2026-03-0${index + 2}T06:00:00Z`);
  const oral = await c.hire('乙');
  c.t.at('2026-04-01T02:00:00Z');
  const light = await c.report(oral, 'CC-ORAL-7', '2026-04-01T01:00:00Z');
  await c.propose(light, '乙');
  await c.decide(light, c.manager, 'iip', { change_reason: '当面道歉' });
  const none = await c.report(oral, 'CC-IIP-2', '2026-04-01T01:30:00Z');
  await c.t.step(IncidentProcess, none, 'start_inquiry', c.supervisor, {});
  await c.t.step(IncidentProcess, none, 'dismiss_case', c.manager, { closing_reason: '门禁故障' });
  const like = await c.report(oral, 'CC-1.10', '2026-04-01T01:40:00Z', { analogy_to: 'CC-IIP-3' });
  await c.propose(like, '乙');
  await c.decide(like, c.supervisor, 'iip');
  await c.t.step(IncidentProcess, like, 'confirm_change', c.hr, {});
}, 120_000);
afterAll(() => c.t.close());

const run = (by: 'line' | 'reporter' | 'decider' | 'shift' | 'family') => c.t.run(c.manager, (tx) => runReport(tx, FairnessReport, { from: '2026-01-01', to: '2026-12-31', by }));

test('按线路：件数在比率旁边，两项核对相符', async () => {
  const report = await run('line');
  expect(report.rows).toMatchObject([{ group: '热线一线', cases: 8, decided: 8, sanctioned: 7, sanction_rate: '87.5', warnings: 0, lighter: 1, lighter_rate: '14.3', mark: 'usual' }]);
  expect(report.proof.map((line) => [line.left, line.right, line.ok])).toEqual([[8, 8, true], [7, 7, true]]);
});

test('按决定人与同类：少于 5 件的标明；没有决定人的单列', async () => {
  const by = await run('decider');
  expect(by.rows.map((row) => [row.group, row.decided, row.mark])).toEqual([['—', 1, 'few'], ['秦岚', 6, 'usual'], ['苏琳', 1, 'few']]);
  expect((await run('family')).rows.find((row) => row.group === '着装 Dress')).toMatchObject({ cases: 5, sanction_rate: '100.0' });
});

test.each(['line', 'reporter', 'decider', 'shift', 'family'] as const)('按 %s：每个数打开的正是它的那些事件，不多不少', async (by) => {
  const report = await run(by);
  const opened = (row: number, column: string) => c.t.run(c.manager, (tx) => listPage(tx, IncidentRegister, { filter: report.links[row]![column]!.filter, page: 1, size: 200 }));
  for (const [i, row] of [...report.rows, report.totals].entries()) {
    for (const figure of ['cases', 'decided', 'sanctioned', 'warnings', 'lighter', 'heavier', 'appeals', 'overturned'] as const) expect((await opened(i, figure)).rows).toHaveLength(Number(row[figure]));
  }
  const seen = (await Promise.all(report.rows.map((_, i) => opened(i, 'cases')))).flatMap((page) => page.rows.map((row) => row.number));
  expect([seen.length, new Set(seen).size]).toEqual([8, 8]);
  expect(report.links[0]!['lighter_rate']).toEqual(report.links[0]!['lighter']);
  expect(JSON.stringify(report.rows)).not.toContain('WJ-');
});

test('按班次：没有排班的单列；报告人一人', async () => {
  expect((await run('shift')).rows.map((row) => row.group)).toEqual(['没有排班 Not rostered']);
  expect((await run('reporter')).rows.map((row) => [row.group, row.cases])).toEqual([['吴静', 8]]);
});

test('别的线路的主管看不到', async () => {
  const other = await c.t.actor('line_supervisor', 'CC-OB');
  const report = await c.t.run(other, (tx) => runReport(tx, FairnessReport, { from: '2026-01-01', to: '2026-12-31', by: 'line' }));
  expect(report.rows).toEqual([]);
});

test('比照处理一览：所违条文、比照条款和第二批准人 [CC-NOTE-1]', async () => {
  const list = await c.t.run(c.manager, (tx) => runReport(tx, AnalogyDecisions, { from: '2026-01-01', to: '2026-12-31' }));
  expect(list.rows).toMatchObject([{ cited: 'CC-1.10', compared: 'CC-IIP-3', level: 'iip', decided_by: '苏琳', second: '罗文' }]);
});
