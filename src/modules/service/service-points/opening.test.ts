/** Opening points and the table import on PostgreSQL: the sample matrix brought in cell by cell, apart from what orders earn, never counted twice. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Register } from '../../../kernel/register/register.ts';
import { importRows } from '../../../kernel/register/import.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { ServiceOrder, ServiceOrderProcess } from '../orders/index.ts';
import { PointsCatalogue, PointsCatalogueProcess, PointsOpening, PointsOpeningProcess, PointsPeriod, PointsPeriodProcess, PointsWithOpening, UnitPointsBasis } from './index.ts';
import { PointsMatrix } from './reports.ts';
import { PAPER, readMatrix, startCentre, TYPES, work, type Centre } from './testing-board.ts';

let c: Centre;
beforeAll(async () => { c = await startCentre(); });
afterAll(() => c.t.close());

const brought = (register: Register, columns: readonly string[], rows: readonly (readonly string[])[]) => c.t.run(c.manager, (tx) => importRows(tx, register, { columns, rows, key: null }, '导入'));
const OPENING = ['region', 'service_type', 'as_of', 'orders', 'points', 'source'];
const nameOf = (type: string) => TYPES[type as keyof typeof TYPES][0];
const table = () => {
  const { cells, unitPoints } = readMatrix();
  return cells.filter((x) => x.orders > 0).map((x) => [x.region, nameOf(x.type), '2026-02-28', String(x.orders), String(x.orders * unitPoints[x.type]!), '一、二月积分表']);
};
const page = (day: string) => c.t.run(c.manager, (tx) => runReport(tx, PointsWithOpening, { day }));
const open = (more: object = {}) => c.t.create(PointsOpening, c.manager, { region: c.regions.SW, service_type: c.types.EMER, as_of: '2026-02-28', orders: 1, points: 150, source: '补录', ...more });

test('积分表的单项分从表格导入，逐项采用后即按它计分 [FS-2.6] [CG-47]', async () => {
  c.t.at('2026-03-02T02:00:00Z');
  const { unitPoints } = readMatrix();
  const rows = await brought(PointsCatalogue, ['service_type', 'points', 'effective_from'], Object.entries(unitPoints).map(([type, points]) => [nameOf(type), String(points), '2026-03-01']));
  expect(rows.map((r) => r.what)).toEqual(Array.from({ length: 6 }, () => 'create'));
  await c.t.answer(UnitPointsBasis, '测试约定的分值');
  for (const { id } of rows) await c.t.step(PointsCatalogueProcess, id!, 'adopt', c.manager, {});
  const order = await work(c, 'NW', 'EMER', '2026-03-02');
  await c.t.tick();
  expect(await c.t.sql('select amount from ledger_journal where tenant_id = $1 and record_id = $2', [c.t.tenantId, order])).toEqual([{ amount: 150 }]);
});

test('期初按汇总表导入：标明未由指令推算，与指令积分分开，两边各自核对；表中一行有错只错那一行 [CG-47]', async () => {
  const rows = await brought(PointsOpening, OPENING, [...table(), ['NE', '没有的类型', '2026-02-28', '1', '50', '表']]);
  expect(rows.slice(0, -1).map((r) => r.what)).toEqual(table().map(() => 'create'));
  expect(rows.at(-1)).toMatchObject({ what: 'refused', cells: { 1: [expect.stringContaining('找不到'), expect.anything()] } });
  const found = await page('2026-03-31');
  expect(found.rows.map((r) => [found.titles[String(r['region'])], r['opening'], r['points'], r['total']])).toEqual([
    ['NE', 2390, 0, 2390], ['XJ', 1450, 0, 1450], ['EC', 3040, 0, 3040], ['NC', 930, 0, 930], ['NW', 880, 150, 1030], ['SW', 170, 0, 170]]);
  expect(found.totals).toEqual({ opening: 8860, points: 150, total: 9010 });
  expect(found.proof.map((p) => [p.left, p.right, p.ok])).toEqual([[8860, 8860, true], [150, 150, true]]);
  expect(found.notes).toContainEqual(['期初积分取自汇总表，未由服务指令推算。', expect.stringContaining('not derived')]);
  expect((await page('2026-02-27')).totals).toMatchObject({ opening: 0 });
  expect((await c.t.run(c.manager, (tx) => runReport(tx, PointsMatrix, { from: '2026-01-01', to: '2026-03-31' }))).totals).toMatchObject({ points: 150, orders: 1 });
});

test('期初之内的工作核实后也不再逐单计分，不妨碍结账；冲回期初即逐单计分；已有完成指令的不能再立期初 [CG-47]', async () => {
  const { id } = await c.t.create(ServiceOrder, c.dispatcher, { customer: c.customer, region: c.regions.NE, service_type: c.types.EMER, priority: 'normal' });
  await c.t.step(ServiceOrderProcess, id, 'issue', c.dispatcher, { technician: c.crew.NE[0]! });
  await c.t.step(ServiceOrderProcess, id, 'report_on_paper', c.dispatcher, { ...PAPER, done_on: '2026-02-20' });
  await c.t.step(ServiceOrderProcess, id, 'verify', c.dispatcher, {});
  await c.t.tick();
  expect((await c.t.read(ServiceOrder, id)).credited_on).toBeNull();
  expect((await page('2026-03-31')).totals).toEqual({ opening: 8860, points: 150, total: 9010 });
  await expect(open({ region: c.regions.NE, service_type: c.types.EMER, as_of: '2026-01-25' })).rejects.toThrow('points_opening.standing');
  await expect(open({ region: c.regions.NW, service_type: c.types.EMER, as_of: '2026-03-02' })).rejects.toThrow('points_opening.orders');
  await expect(open({ as_of: '2026-12-31' })).rejects.toThrow('points_opening.future');
});

test('两人同时录入同一区域同一类型，只有一份成立；冲回后才能重录，数字随之 [CG-47]', async () => {
  const outcomes = await Promise.allSettled([open(), open({ points: 300 })]);
  expect(outcomes.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.flatMap((o) => (o.status === 'rejected' ? [(o.reason as { code: string }).code] : []))).toEqual(['points_opening.standing']);
  const [kept] = await c.t.sql<{ id: string; points: number }>(`select id, points from points_opening where tenant_id = $1 and region = $2 and service_type = $3`, [c.t.tenantId, c.regions.SW, c.types.EMER]);
  expect((await page('2026-03-31')).totals.opening).toBe(8860 + kept!.points);
  await c.t.step(PointsOpeningProcess, kept!.id, 'reverse', c.manager, { why: '录错' });
  const after = await page('2026-03-31');
  expect(after.totals.opening).toBe(8860);
  expect(after.proof.every((p) => p.ok)).toBe(true);
  const recv = (await c.t.create(PointsOpening, c.manager, { region: c.regions.SW, service_type: c.types.RECV, as_of: '2026-03-01', orders: 1, points: 20, source: '补录' })).id;
  const { id: order } = await c.t.create(ServiceOrder, c.dispatcher, { customer: c.customer, region: c.regions.SW, service_type: c.types.RECV, priority: 'normal' });
  await c.t.step(ServiceOrderProcess, order, 'issue', c.dispatcher, { technician: c.crew.SW[0]! });
  await c.t.step(ServiceOrderProcess, order, 'report_on_paper', c.dispatcher, { ...PAPER, done_on: '2026-03-01' });
  await c.t.step(ServiceOrderProcess, order, 'verify', c.dispatcher, {});
  await c.t.tick();
  expect((await c.t.read(ServiceOrder, order)).credited_on).toBeNull();
  await c.t.step(PointsOpeningProcess, recv, 'reverse', c.manager, { why: '由指令计分' });
  expect((await c.t.read(ServiceOrder, order)).credited_on).toBe('2026-03-01');
  expect((await page('2026-03-31')).totals).toEqual({ opening: 8860, points: 200, total: 9060 });
});

test('有期初照样结账；结过账的月份以前不能再立期初 [CG-47] [SM-31]', async () => {
  c.t.at('2026-04-02T02:00:00Z');
  const month = await c.t.create(PointsPeriod, c.manager, { month: '2026-03' });
  await c.t.step(PointsPeriodProcess, month.id, 'close', c.manager, {});
  expect(await c.t.read(PointsPeriod, month.id)).toMatchObject({ state: 'closed', orders_total: 2, points_total: 200 });
  await expect(open({ service_type: c.types.RECV, as_of: '2026-01-31' })).rejects.toThrow('points_opening.closed');
});
