/** The sample matrix read as opening points, and the tables that are not brought in; no database. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readMatrix, type Named } from './read-matrix.ts';

const named = (pairs: readonly (readonly [string, string])[]): readonly Named[] => pairs.map(([code, name], i) => ({ number: `N${i}`, code, name }));
const KNOWN = {
  types: named([['RECV', '接收'], ['ACC', '验收'], ['COMM', '调试'], ['EMER', '应急'], ['ASM', '组装'], ['MAINT', '维服'], ['INSP', '巡检']]),
  regions: named([['NE', '东北'], ['XJ', '新疆'], ['EC', '华东'], ['NC', '华北'], ['NW', '西北'], ['SW', '西南']]),
};
const [heads, ...rows] = readFileSync(new URL('../fixtures/points_matrix.csv', import.meta.url), 'utf8').trim().split(/\r?\n/).map((line) => line.split(',')) as [string[], ...string[][]];
const changed = (region: string, column: string, text: string) => rows.map((row) => (row[0] === region ? row.map((cell, i) => (heads[i] === column ? text : cell)) : row));
const words = (sheet: { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] }) => readMatrix(sheet, KNOWN).problems.map((p) => p[0]);

test('样例积分表原样读入：267 单、8,860 分，按类型与按区域都与表上的合计相符 [AC-23] [CG-47]', () => {
  const read = readMatrix({ heads, rows }, KNOWN);
  expect(read.problems).toEqual([]);
  expect([read.orders, read.points, read.cells.length]).toEqual([267, 8860, 16]);
  const by = (of: (c: (typeof read.cells)[number]) => string) => Object.fromEntries([...new Set(read.cells.map(of))].map((key) => [key, read.cells.filter((c) => of(c) === key).reduce((n, c) => n + c.points, 0)]));
  expect(by((c) => c.type.name)).toEqual({ 接收: 750, 验收: 300, 调试: 650, 应急: 2850, 组装: 90, 维服: 4220 });
  expect(by((c) => c.region.name)).toEqual({ 东北: 2390, 新疆: 1450, 华东: 3040, 华北: 930, 西北: 880, 西南: 170 });
});

test('中文表头、名称代替代码、千分位都认得', () => {
  const chinese = { heads: ['区域', '应急', '维服', '台数', '积分'], rows: [['东北', '10', '1,000', '1,010', '21,500'], ['单项分', '150', '20', '', ''], ['合计', '10', '1000', '1010', '21500']] };
  expect(readMatrix(chinese, KNOWN)).toMatchObject({ problems: [], orders: 1010, points: 21_500 });
});

test.each([
  ['格里的单数改了一处：行、列、总计都指出', { heads, rows: changed('NE', 'EMER', '11') }, ['东北：各格之和 54 单，表上写 53', '合计：各格之和 268 单，表上写 267', '东北：各格之和 2540 分，表上写 2390', '合计：各格之和 9010 分，表上写 8860', '应急合计：各格之和 20 单，表上写 19']],
  ['手填总分不符', { heads, rows: changed('TOTAL', 'points', '8900') }, ['合计：各格之和 8860 分，表上写 8900']],
  ['不认识的列与区域', { heads: [...heads, '备注'], rows: [...rows.filter((r) => r[0] !== 'TOTAL'), ['港澳', '1']] }, ['不认识的列“备注”', '不认识的区域“港澳”']],
  ['格里不是数', { heads, rows: changed('SW', 'COMM', '一').filter((r) => r[0] === 'unit_points' || r[0] === 'SW') }, ['西南 调试：“一”不是单数', '西南：各格之和 6 单，表上写 7', '西南：各格之和 120 分，表上写 170']],
  ['没有单项分', { heads: ['region', 'EMER'], rows: [['NE', '10']] }, ['没有“单项分”一行：积分不能由单数推算']],
  ['某类型没有单项分', { heads: ['region', 'EMER', 'INSP'], rows: [['NE', '10', '2'], ['unit_points', '150', '']] }, ['巡检没有单项分']],
  ['区域列了两次', { heads: ['region', 'EMER'], rows: [['NE', '1'], ['东北', '2'], ['unit_points', '150']] }, ['东北列了两次']],
  ['不是积分表', { heads: ['姓名', '工号'], rows: [['关振国', 'F403']] }, ['不认识的列“姓名”', '不认识的列“工号”', '没有服务类型的列', '没有“单项分”一行：积分不能由单数推算', '不认识的区域“关振国”']],
] as const)('不采用：%s [CG-47]', (_what, sheet, problems) => {
  expect(words(sheet)).toEqual(problems);
});
