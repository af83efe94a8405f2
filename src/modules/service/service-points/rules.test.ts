/** The rules of service points, as tables; no database. */
import { expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { closingObstacle, creditDay, margins, perHead, rankings, refuseLateVersion, splitRange, versionOn, type Cell, type ClosingFacts } from './rules.ts';

const fixture = readMatrix();
const heads: { readonly [region: string]: number } = { NE: 9, XJ: 5, EC: 6, NC: 2, NW: 2, SW: 1 };

test('样例矩阵两边合计均为 8,860 分、267 单 [FS-2.6] [FS-2.7]', () => {
  const sums = margins(fixture);
  expect(sums.byType).toEqual({ RECV: 750, ACC: 300, COMM: 650, EMER: 2850, ASM: 90, MAINT: 4220 });
  expect(sums.byRegion).toEqual({ NE: 2390, XJ: 1450, EC: 3040, NC: 930, NW: 880, SW: 170 });
  expect(sums.total).toBe(8860);
  expect(fixture.reduce((sum, cell) => sum + cell.orders, 0)).toBe(267);
});

test('总分与人均两种名次并列，东北由第二降为第五 [FS-2.8]', () => {
  const { byRegion } = margins(fixture);
  const ranked = rankings(Object.entries(byRegion).map(([code, points]) => ({ code, points, headcount: heads[code]! })));
  expect(ranked.map((r) => [r.code, r.rank, r.perHead, r.perHeadRank])).toEqual([
    ['NE', 2, 265.6, 5], ['XJ', 3, 290, 4], ['EC', 1, 506.7, 1], ['NC', 4, 465, 2], ['NW', 5, 440, 3], ['SW', 6, 170, 6],
  ]);
});

test('同分同名次，其后名次空缺；无人的区域不排人均名次', () => {
  const ranked = rankings([
    { code: 'A', points: 300, headcount: 3 }, { code: 'B', points: 300, headcount: 0 }, { code: 'C', points: 200, headcount: 2 }, { code: 'D', points: 0, headcount: 1 },
  ]);
  expect(ranked.map((r) => [r.code, r.rank, r.perHead, r.perHeadRank])).toEqual([['A', 1, 100, 1], ['B', 1, null, null], ['C', 3, 100, 1], ['D', 4, 0, 3]]);
});

test('人均名次按精确值，不因四舍五入成为并列', () => {
  const ranked = rankings([{ code: 'A', points: 100_001, headcount: 1000 }, { code: 'B', points: 100_000, headcount: 1000 }]);
  expect(ranked.map((r) => [r.perHead, r.perHeadRank])).toEqual([[100, 1], [100, 2]]);
});

test.each([[3040, 6, 506.7], [2390, 9, 265.6], [0, 3, 0], [-50, 4, -12.5], [10, 0, null]] as const)('人均 %i / %i = %s', (points, headcount, expected) => {
  expect(perHead(points, headcount)).toBe(expected);
});

const versions = [
  { service_type: 'EMER', points: 150, effective_from: '2026-01-01' }, { service_type: 'EMER', points: 120, effective_from: '2026-02-15' },
  { service_type: 'MAINT', points: 20, effective_from: '2026-01-01' },
];
test.each([
  ['EMER', '2025-12-31', null], ['EMER', '2026-01-01', 150], ['EMER', '2026-02-14', 150], ['EMER', '2026-02-15', 120], ['MAINT', '2026-12-31', 20], ['INSP', '2026-02-01', null],
] as const)('%s 在 %s 的单项分为 %s [SM-31] [CG-47]', (type, day, expected) => {
  expect(versionOn(versions, type, day)?.points ?? null).toBe(expected);
  expect(versionOn([...versions].reverse(), type, day)?.points ?? null).toBe(expected);
});

test.each([['2026-02-10', '2026-02-10'], ['2026-02-09', '2026-02-10']])('新单项分 %s 不得早于已计分之日 %s', (from, last) => {
  expect(() => refuseLateVersion(from, last)).toThrow('points_catalogue.already_credited');
});
test.each([['2026-02-11', '2026-02-10'], ['2020-01-01', null]])('单项分自 %s 生效（最近计分 %s）', (from, last) => {
  expect(() => refuseLateVersion(from, last)).not.toThrow();
});

test.each([
  ['2026-01-30', '2026-02-03', null, '2026-01-30'], ['2026-01-30', '2026-02-03', '2026-01', '2026-02-03'],
  ['2025-11-30', '2026-02-03', '2026-01', '2026-02-03'], ['2026-02-02', '2026-02-03', '2026-01', '2026-02-02'],
] as const)('%s 的工作在 %s 核实，已结至 %s，计入 %s', (doneOn, today, closedThrough, expected) => {
  expect(creditDay(doneOn, today, closedThrough)).toBe(expected);
});

test.each([
  ['2026-01-01', '2026-02-28', null, null, [['2026-01-01', '2026-02-28']]],
  ['2026-01-01', '2026-02-28', '2026-01', ['2026-01', '2026-01'], [['2026-02-01', '2026-02-28']]],
  ['2026-01-01', '2026-02-28', '2026-02', ['2026-01', '2026-02'], []],
  ['2026-01-01', '2026-02-27', '2026-02', ['2026-01', '2026-01'], [['2026-02-01', '2026-02-27']]],
  ['2026-01-15', '2026-03-10', '2026-02', ['2026-02', '2026-02'], [['2026-01-15', '2026-01-31'], ['2026-03-01', '2026-03-10']]],
  ['2026-02-03', '2026-02-09', '2026-02', null, [['2026-02-03', '2026-02-09']]],
  ['2026-03-01', '2026-04-30', '2026-02', null, [['2026-03-01', '2026-04-30']]],
  ['2025-12-01', '2025-12-31', '2026-02', ['2025-12', '2025-12'], []],
  ['2026-03-02', '2026-03-01', '2026-02', null, []],
] as const)('%s 至 %s，已结至 %s：月结数 %j，逐笔 %j', (from, to, closedThrough, months, days) => {
  expect(splitRange(from, to, closedThrough)).toEqual({ months, days });
});

const sound: ClosingFacts = { month: '2026-02', today: '2026-03-02', earlierOpen: [], orders: fixture, ledger: fixture, differences: [] };
const moved = { number: 'ZL-202601-0007', order: { place: 'XJ/EMER', points: 150 }, credited: [{ place: 'NE/EMER', points: 150 }] };
const missing = { number: 'ZL-202601-0008', order: { place: 'XJ/INSP', points: null }, credited: [] };
test('两边合计相符方可结账', () => {
  expect(closingObstacle(sound)).toBeNull();
});
test.each([
  ['当月未完', { today: '2026-02-28' }, '2026-02'],
  ['上月未结', { earlierOpen: ['2026-01'] }, '2026-01'],
  ['指令改了区域', { differences: [moved] }, 'ZL-202601-0007 应计 XJ/EMER 150 分，已计 NE/EMER 150 分'],
  ['指令未计分', { differences: [missing] }, 'ZL-202601-0008 应计 XJ/INSP （单项分未定），未计分'],
  ['区域合计不符', { ledger: swapped('region') }, '区域 NE 合计不符：服务指令 2390，积分账 1450'],
  ['类型合计不符', { ledger: swapped('service_type') }, '服务类型 EMER 合计不符：服务指令 2850，积分账 4220'],
  ['账上多出区域', { ledger: [...fixture, { region: 'HQ', service_type: 'ACC', orders: 1, points: 50 }] }, '区域 HQ 合计不符：服务指令 0，积分账 50'],
] as const)('%s则不得结账 [AC-23]', (_why, change, words) => {
  expect(closingObstacle({ ...sound, ...change })?.[0]).toContain(words);
});

/** The matrix with two regions (or types) exchanged: the total still agrees, the margin does not. */
function swapped(by: 'region' | 'service_type'): Cell[] {
  const pair: { readonly [key: string]: string } = { NE: 'XJ', XJ: 'NE', EMER: 'MAINT', MAINT: 'EMER' };
  return fixture.map((cell) => ({ ...cell, [by]: pair[cell[by]] ?? cell[by] }));
}

function readMatrix(): Cell[] {
  const [head, ...lines] = readFileSync(new URL('./fixtures/points_matrix.csv', import.meta.url), 'utf8').trim().split('\n').map((line) => line.split(','));
  const types = head!.slice(1, 7);
  const unit = lines.find((line) => line[0] === 'unit_points')!.slice(1, 7).map(Number);
  return lines.filter((line) => line[0]!.length === 2).flatMap((line) =>
    types.map((type, i) => ({ region: line[0]!, service_type: type, orders: Number(line[i + 1]), points: Number(line[i + 1]) * unit[i]! })));
}
