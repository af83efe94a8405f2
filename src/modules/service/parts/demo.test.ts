/** The demo's figures beside the source's: applications, pieces and cost by region, averages, and each figure opened. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { createRecord, takeStep } from '../../../kernel/index.ts';
import { staff } from '../../people/staff/index.ts';
import { demo as staffDemo } from '../../people/staff/demo.ts';
import { acceptance } from '../acceptance/index.ts';
import { contracts } from '../contracts/index.ts';
import { customers } from '../customers/index.ts';
import { demo as customersDemo } from '../customers/demo.ts';
import { equipment } from '../equipment/index.ts';
import { demo as equipmentDemo } from '../equipment/demo.ts';
import { orders } from '../orders/index.ts';
import { demo as ordersDemo } from '../orders/demo.ts';
import { settlements } from '../settlements/index.ts';
import { demo as settlementsDemo } from '../settlements/demo.ts';
import { demo } from './demo.ts';
import { PartsDesk, type Desk } from './desk.ts';
import { OldPartsOutstanding, PartApplication, partsCostOf, parts, PartsByRegion } from './index.ts';
import { PartMovements, PartStockByPlace } from './stock-reports.ts';

const SPAN = { from: '2026-01-01', to: '2026-02-27' };
const NOW = '2026-11-26T02:00:00Z';
const PEOPLE = [
  ['duanfei', 'dispatcher', 'FS'], ['zongmin', 'storekeeper', 'FS'], ['niewenbo', 'centre_manager', 'FS'], ['hanxue', 'branch_manager', 'FS-NE'], ['maimaiti', 'branch_manager', 'FS-XJ'], ['guyang', 'branch_manager', 'FS-EC'],
  ['tianye', 'branch_manager', 'FS-NC'], ['baiyun', 'branch_manager', 'FS-NW'], ['xiangcheng', 'branch_manager', 'FS-SW'], ['guanzhenguo', 'technician', 'FS-NE'], ['yeerken', 'technician', 'FS-XJ'], ['niuxueqin', 'technician', 'FS-EC'],
  ['luowen', 'hr', 'YL'], ['jinlei', 'supply', 'YL'], ['fanghua', 'finance', 'YL'],
] as const;
let t: TestKernel;
const actors: { [login: string]: Actor } = {};
beforeAll(async () => {
  t = await startTest({ modules: [staff, customers, contracts, equipment, acceptance, orders, settlements, parts], now: NOW });
  for (const [login, role, unit] of PEOPLE) actors[login] = await t.actor(role, unit, login);
  const d = {
    today: NOW.slice(0, 10), now: t.now, at: t.at, sign: t.sign, unit: t.unit, random: () => 0.5, actor: (login: string) => actors[login] ?? actors['duanfei']!,
    create: (register, actor, values) => t.kernel.write(actor, (tx) => createRecord(tx, register, values, { typed: true })),
    step: (process, id, step, actor, input, signatures = []) => t.kernel.write(actor, (tx) => takeStep(tx, process, id, step, input, { signatures, typed: true })),
    batch: (actor, work) => t.kernel.write(actor, work),
    together: async (things, work) => { for (const thing of things) await work(thing); },
  } as Demo;
  for (const part of [staffDemo, customersDemo, equipmentDemo, ordersDemo, settlementsDemo, demo]) { t.at(NOW); await part(d); }
  t.at(NOW);
}, 120_000);
afterAll(() => t.close());

const report = (p: object = SPAN, who = 'niewenbo') => t.run(actors[who]!, (tx) => runReport(tx, PartsByRegion, p));

test('申报 30 份；保内 41 件按区域 10/3/20/7/1、新疆 0，成本 13,280.60；保外 38 件 10,185.00；均价 323.92 与 268.03 [AC-25] [FS-3.6] [FS-3.7] [FS-3.8] [CG-50]', async () => {
  const page = await report();
  expect(page.rows.map((r) => [page.titles[String(r['region'])], r['in_pieces']])).toEqual([['东北', 10], ['华北', 3], ['华东', 20], ['西北', 7], ['西南', 1], ['新疆', 0]]);
  expect(page.totals).toEqual({ applications: 30, in_pieces: 41, in_cost: 1_328_060, out_pieces: 38, out_cost: 1_018_500, undecided: 0 });
  expect(page.notes[0]![0]).toBe('平均每件成本：保内 323.92 元，保外 268.03 元。');
  expect(page.proof.map((p) => [p.left, p.right, p.ok])).toEqual([[79, 79, true], [2_346_560, 2_346_560, true]]);
  expect((await t.run(actors['niewenbo']!, (tx) => partsCostOf(tx, '2026-01-01', '2026-02-20'))).total).toBe(2_346_560);
});

test('每个数都打开到申报单：各区域件数、成本与打开的申报单之和相同 [AC-25]', async () => {
  const page = await report();
  for (const [i, row] of page.rows.entries()) {
    for (const [pieces, cost] of [['in_pieces', 'in_cost'], ['out_pieces', 'out_cost']] as const) {
      const { rows } = await t.run(actors['niewenbo']!, (tx) => listPage(tx, PartApplication, { filter: page.links[i]![pieces]!.filter, page: 1, size: 100 }));
      expect([rows.reduce((n, r) => n + Number(r['used']), 0), rows.reduce((n, r) => n + Number(r['cost']), 0)]).toEqual([row[pieces], row[cost]]);
    }
  }
  expect((await t.run(actors['niewenbo']!, (tx) => listPage(tx, PartApplication, { filter: page.links.at(-1)!['applications']!.filter, page: 1, size: 1 }))).total).toBe(30);
});

test('区域经理的报表只计本区域，照样自证', async () => {
  const page = await report(SPAN, 'guyang');
  expect(page.totals).toMatchObject({ in_pieces: 20, out_pieces: 7 });
  expect(page.proof.every((p) => p.ok)).toBe(true);
});

test('库存、收发存、旧件未交：任何截止日都与账相符；改了账面批次就对不上', async () => {
  const run = (r: typeof PartStockByPlace, p: object) => t.run(actors['zongmin']!, (tx) => runReport(tx, r, p));
  for (const as_of of ['2025-12-31', '2026-02-10', '2026-11-26']) {
    const [stock, old] = [await run(PartStockByPlace, { as_of }), await run(OldPartsOutstanding, { as_of })];
    expect([...stock.proof, ...old.proof].filter((p) => !p.ok)).toEqual([]);
    expect(stock.rows.every((r) => Number(r['quantity']) > 0)).toBe(true);
  }
  expect((await run(OldPartsOutstanding, { as_of: '2026-02-27' })).totals).toMatchObject({ pieces: 6 });
  const moved = await run(PartMovements, SPAN);
  expect(moved.totals).toMatchObject({ fitted: 79 });
  expect(moved.proof.every((p) => p.ok)).toBe(true);
  await expect(t.run(actors['zongmin']!, async (tx) => {
    await tx.query(`update ledger_lot set remaining = remaining + 1 where tenant_id = $1 and ledger = 'part_stock' and remaining > 0`, [t.tenantId]);
    throw new Error(`${(await runReport(tx, PartStockByPlace, { as_of: '2026-11-26' })).proof.filter((p) => !p.ok).length} lines fail`);
  })).rejects.toThrow('2 lines fail');
});

test('配件台：各环节的申报、缺什么、库位与短缺；区域只见自己的', async () => {
  const desk = await t.run(actors['zongmin']!, (tx) => runQuery(tx, PartsDesk, {})) as Desk;
  expect(Object.fromEntries(desk.columns.map((c) => [c.state, c.rows.length]))).toEqual({ applied: 2, decided: 1, approved: 2, issued: 1, from_van: 0, replaced: 5, old_part_in: 3 });
  expect(desk.columns[1]!.rows[0]!.missing![0]).toContain('已尝试修复');
  expect(desk.columns[2]!.rows.map((r) => r.shelf?.name ?? null)).toEqual([null, '总部仓库']);
  expect(desk.short.map((s) => s.name)).toContain('加热炉盘管 HJ-2300 专用');
  const branch = await t.run(actors['hanxue']!, (tx) => runQuery(tx, PartsDesk, {})) as Desk;
  expect(new Set(branch.columns.flatMap((c) => c.rows.map((r) => r.region)))).toEqual(new Set(['东北']));
});
