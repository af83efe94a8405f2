/** The demo figures, loaded as a demo organisation loads them: 29 people, 267 orders, 8,860 points, January closed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noPictures, type Demo } from '../src/kernel/demo.ts';
import { type Actor, createRecord, takeStep } from '../src/kernel/index.ts';
import { runReport } from '../src/kernel/report/run.ts';
import { startTest, type TestKernel } from '../src/kernel/testing.ts';
import { contracts } from '../src/modules/service/contracts/index.ts';
import { customers } from '../src/modules/service/customers/index.ts';
import { equipment } from '../src/modules/service/equipment/index.ts';
import { DEMO_PEOPLE } from '../src/server/demo-people.ts';
import { demo as ordersDemo } from '../src/modules/service/orders/demo.ts';
import { orders } from '../src/modules/service/orders/index.ts';
import { demo as staffDemo } from '../src/modules/people/staff/demo.ts';
import { staff, StaffByUnit } from '../src/modules/people/staff/index.ts';
import { readMatrix } from '../src/modules/service/service-points/testing-board.ts';
import { demo, MATRIX, UNIT_POINTS } from '../src/modules/service/service-points/demo.ts';
import { servicePoints } from '../src/modules/service/service-points/index.ts';
import { PointsByType, PointsRanking } from '../src/modules/service/service-points/reports.ts';

const modules = [staff, customers, contracts, equipment, orders, servicePoints];
const known = new Set(['administrator', ...modules.flatMap((m) => Object.keys(m.roles))]);
/** Posts of modules that are not loaded here do not exist; their people come all the same. */
const PEOPLE = DEMO_PEOPLE.map((p) => ({ ...p, role: [p.role, 'general_affairs'].find((role) => known.has(role))! }));

let t: TestKernel;
const actors: { [login: string]: Actor } = {};
beforeAll(async () => {
  t = await startTest({ modules, now: '2025-11-01T00:00:00Z' });
  for (const { login, role, unit } of PEOPLE) actors[login] = await t.actor(role, unit, login);
  const d = demoFor();
  await staffDemo(d);
  await ordersDemo(d);
  await demo(d);
  t.at('2026-03-05T02:00:00Z');
}, 120_000);
afterAll(() => t.close());

test('演示矩阵与样例文件一致 [AC-23]', () => {
  const { cells, unitPoints } = readMatrix();
  expect(UNIT_POINTS).toEqual(unitPoints);
  expect(cells.map((cell) => [cell.region, cell.type, MATRIX[cell.region]?.[cell.type as keyof typeof UNIT_POINTS] ?? 0])).toEqual(cells.map((cell) => [cell.region, cell.type, cell.orders]));
});

test('演示单位：267 单 8,860 分，排名与人均与源文件一致 [FS-2.6] [FS-2.8]', async () => {
  const span = { from: '2026-01-01', to: '2026-02-28' };
  const byType = await t.run(actors['duanfei']!, (tx) => runReport(tx, PointsByType, span));
  expect(byType.rows.map((r) => r['points'])).toEqual([750, 300, 650, 2850, 90, 4220]);
  expect(byType.totals).toMatchObject({ orders: 267, points: 8860 });
  expect(byType.proof.every((p) => p.ok)).toBe(true);
  const ranking = await t.run(actors['duanfei']!, (tx) => runReport(tx, PointsRanking, span));
  expect(ranking.rows.map((r) => [r['rank'], r['staff'], r['per_head']])).toEqual([[2, 9, '265.6'], [3, 5, '290.0'], [1, 6, '506.7'], [4, 2, '465.0'], [5, 2, '440.0'], [6, 1, '170.0']]);
  expect(await t.sql('select month, state from points_period where tenant_id = $1 order by month', [t.tenantId])).toEqual([{ month: '2026-01', state: 'closed' }, { month: '2026-02', state: 'open' }]);
  expect(await t.sql('select count(*) as n from service_order where tenant_id = $1', [t.tenantId])).toEqual([{ n: 267 }]);
  await t.tick();
  await t.tick();
  expect(await t.sql('select count(*) as n from ledger_journal where tenant_id = $1', [t.tenantId])).toEqual([{ n: 267 }]);
});

test('演示员工：售后 29 人，坐席 1001 至 1024，质检坐席免戴耳麦 [FS-1.1] [CG-28]', async () => {
  const field = await t.run(actors['luowen']!, (tx) => runReport(tx, StaffByUnit, { day: '2026-02-28', centre: t.unit('FS') }));
  expect(Object.fromEntries(field.rows.map((r) => [field.titles[String(r['place'])], r['staff']]))).toEqual(
    { 售后服务总部: 4, 华东服务部: 6, 新疆服务部: 5, 东北服务部: 9, 华北服务部: 2, 西北服务部: 2, 西南服务部: 1 });
  expect(field.totals.staff).toBe(29);
  const [agents] = await t.sql(`select count(*) as n, min(staff_no) as first, max(staff_no) as last from employee where tenant_id = $1 and staff_no ~ '^1'`, [t.tenantId]);
  expect(agents).toEqual({ n: 24, first: '1001', last: '1024' });
  const calls = async (day: string) => (await t.run(actors['luowen']!, (tx) => runReport(tx, StaffByUnit, { day, centre: t.unit('CC') }))).totals['takes_calls'];
  expect([await calls('2025-10-31'), await calls('2025-11-01')]).toEqual([24, 23]);
});

function demoFor(): Demo {
  let seed = 20_261_123;
  return {
    today: '2026-03-05', now: t.now, at: t.at, sign: t.sign,
    unit: t.unit,
    actor: (login) => actors[login]!,
    create: (register, actor, values) => t.kernel.write(actor, (tx) => createRecord(tx, register, values, { typed: true })),
    step: (process, id, step, actor, input, signatures = []) => t.kernel.write(actor, (tx) => takeStep(tx, process, id, step, input, { signatures, typed: true })),
    batch: (actor, work) => t.kernel.write(actor, work),
    picture: noPictures,
    together: async (things, work) => { for (const thing of things) await work(thing); },
    random: () => { seed = (seed * 48_271) % 2_147_483_647; return seed / 2_147_483_647; },
  };
}
